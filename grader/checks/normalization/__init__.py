"""What is asked of normalization, split as in the reference."""

from grader.checks.normalization.batch import BATCH_NORM
from grader.checks.normalization.components import PCA
from grader.checks.normalization.groups import GROUP_NORM, INSTANCE_NORM
from grader.checks.normalization.layer import LAYER_NORM
from grader.checks.normalization.scaling import MIN_MAX_SCALE, STANDARDIZE

SHEETS = {
    "min_max_scale": MIN_MAX_SCALE,
    "standardize": STANDARDIZE,
    "pca": PCA,
    "layer_norm": LAYER_NORM,
    "batch_norm": BATCH_NORM,
    "instance_norm": INSTANCE_NORM,
    "group_norm": GROUP_NORM,
}
