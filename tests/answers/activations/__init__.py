"""Wrong and right answers of the chapter activations; one module for each group of components, as in the checks."""

from tests.answers.activations import dead, log_softmax, rectified, saturating, softmax
from tests.answers.activations.dead import *  # noqa: F403
from tests.answers.activations.log_softmax import *  # noqa: F403
from tests.answers.activations.rectified import *  # noqa: F403
from tests.answers.activations.saturating import *  # noqa: F403
from tests.answers.activations.softmax import *  # noqa: F403

ANSWERS = dead.ANSWERS + rectified.ANSWERS + saturating.ANSWERS + softmax.ANSWERS + log_softmax.ANSWERS
