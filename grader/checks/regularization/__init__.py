"""What is asked of the chapter regularization; one module for each group of components."""

from grader.checks.regularization import decay, estimates, penalties, thresholds

SHEETS = {
    "l1_penalty": penalties.L1_PENALTY,
    "l2_penalty": penalties.L2_PENALTY,
    "soft_threshold": thresholds.SOFT_THRESHOLD,
    "weight_decay": decay.WEIGHT_DECAY,
    "map_estimate": estimates.MAP_ESTIMATE,
}
