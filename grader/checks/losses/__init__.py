"""What is asked of the losses, split as in the reference."""

from grader.checks.losses.binary import BCE_WITH_LOGITS, BINARY_CROSS_ENTROPY
from grader.checks.losses.categorical import CROSS_ENTROPY
from grader.checks.losses.classes import NLL_LOSS
from grader.checks.losses.hinge import HINGE_LOSS
from grader.checks.losses.scores import SOFTMAX_CROSS_ENTROPY
from grader.checks.losses.squared import MEAN_SQUARED_ERROR
from grader.checks.losses.triplet import TRIPLET_LOSS

SHEETS = {
    "mean_squared_error": MEAN_SQUARED_ERROR,
    "cross_entropy": CROSS_ENTROPY,
    "binary_cross_entropy": BINARY_CROSS_ENTROPY,
    "bce_with_logits": BCE_WITH_LOGITS,
    "nll_loss": NLL_LOSS,
    "softmax_cross_entropy": SOFTMAX_CROSS_ENTROPY,
    "hinge_loss": HINGE_LOSS,
    "triplet_loss": TRIPLET_LOSS,
}
