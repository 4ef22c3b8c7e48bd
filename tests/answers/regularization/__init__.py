"""Wrong and right answers of the chapter regularization; one module for each group of components, as in the checks."""

from tests.answers.regularization import decay, estimates, images, penalties, stopping, thresholds, units
from tests.answers.regularization.decay import *  # noqa: F403
from tests.answers.regularization.estimates import *  # noqa: F403
from tests.answers.regularization.images import *  # noqa: F403
from tests.answers.regularization.penalties import *  # noqa: F403
from tests.answers.regularization.stopping import *  # noqa: F403
from tests.answers.regularization.thresholds import *  # noqa: F403
from tests.answers.regularization.units import *  # noqa: F403

ANSWERS = penalties.ANSWERS + thresholds.ANSWERS + decay.ANSWERS + estimates.ANSWERS + units.ANSWERS + stopping.ANSWERS + images.ANSWERS
