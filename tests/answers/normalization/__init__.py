"""Wrong and right answers of the chapter normalization; one module for each kind, as in the checks."""

from tests.answers.normalization import layer, scaling
from tests.answers.normalization.layer import *  # noqa: F403
from tests.answers.normalization.scaling import *  # noqa: F403

ANSWERS = scaling.ANSWERS + layer.ANSWERS
