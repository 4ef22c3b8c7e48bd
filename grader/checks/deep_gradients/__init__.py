"""What is asked of the chapter deep_gradients; one module for each group of components."""

from grader.checks.deep_gradients import clipping, depth, recurrent, residual

SHEETS = {
    "gradient_profile": depth.GRADIENT_PROFILE,
    "clip_by_value": clipping.CLIP_BY_VALUE,
    "clip_by_global_norm": clipping.CLIP_BY_GLOBAL_NORM,
    "residual_block": residual.RESIDUAL_BLOCK,
    "lstm_cell": recurrent.LSTM_CELL,
}
