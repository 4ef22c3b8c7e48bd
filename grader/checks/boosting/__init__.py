"""What is asked of the chapter boosting; one module for each group of components."""

from grader.checks.boosting import columns, leaves, rounds, splits

SHEETS = {
    "leaf_weight": leaves.LEAF_WEIGHT,
    "split_gain": leaves.SPLIT_GAIN,
    "best_split": splits.BEST_SPLIT,
    "missing_direction": splits.MISSING_DIRECTION,
    "column_sample": columns.COLUMN_SAMPLE,
    "gradient_boosting": rounds.GRADIENT_BOOSTING,
}
