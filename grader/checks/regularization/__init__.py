"""What is asked of the chapter regularization; one module for each group of components."""

from grader.checks.regularization import decay, estimates, images, penalties, stopping, thresholds, units

SHEETS = {
    "l1_penalty": penalties.L1_PENALTY,
    "l2_penalty": penalties.L2_PENALTY,
    "soft_threshold": thresholds.SOFT_THRESHOLD,
    "weight_decay": decay.WEIGHT_DECAY,
    "map_estimate": estimates.MAP_ESTIMATE,
    "dropout": units.DROPOUT,
    "early_stopping": stopping.EARLY_STOPPING,
    "augment": images.AUGMENT,
}
