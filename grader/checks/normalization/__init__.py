"""What is asked of normalization, split as in the reference."""

from grader.checks.normalization.batch import BATCH_NORM
from grader.checks.normalization.layer import LAYER_NORM
from grader.checks.normalization.scaling import MIN_MAX_SCALE, STANDARDIZE

SHEETS = {
    "min_max_scale": MIN_MAX_SCALE,
    "standardize": STANDARDIZE,
    "layer_norm": LAYER_NORM,
    "batch_norm": BATCH_NORM,
}
