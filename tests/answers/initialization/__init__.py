"""Wrong and right answers of the chapter initialization; one module for each group of components, as in the checks."""

from tests.answers.initialization import geometry, pretraining, symmetry, transfer, variance
from tests.answers.initialization.geometry import *  # noqa: F403
from tests.answers.initialization.pretraining import *  # noqa: F403
from tests.answers.initialization.symmetry import *  # noqa: F403
from tests.answers.initialization.transfer import *  # noqa: F403
from tests.answers.initialization.variance import *  # noqa: F403

ANSWERS = symmetry.ANSWERS + variance.ANSWERS + geometry.ANSWERS + pretraining.ANSWERS + transfer.ANSWERS
