"""Wrong and right answers of the chapter activations; one module for each group of components, as in the checks."""

from tests.answers.activations import dead, gaussian, log_softmax, maxout, rectified, saturating, softmax
from tests.answers.activations.dead import *  # noqa: F403
from tests.answers.activations.gaussian import *  # noqa: F403
from tests.answers.activations.log_softmax import *  # noqa: F403
from tests.answers.activations.maxout import *  # noqa: F403
from tests.answers.activations.rectified import *  # noqa: F403
from tests.answers.activations.saturating import *  # noqa: F403
from tests.answers.activations.softmax import *  # noqa: F403

MODULES = (saturating, rectified, dead, maxout, gaussian, softmax, log_softmax)
ANSWERS = [answer for module in MODULES for answer in module.ANSWERS]
