"""Wrong and right answers of the chapter regularization; one module for each group of components, as in the checks."""

from tests.answers.regularization import decay, estimates, penalties, thresholds
from tests.answers.regularization.decay import *  # noqa: F403
from tests.answers.regularization.estimates import *  # noqa: F403
from tests.answers.regularization.penalties import *  # noqa: F403
from tests.answers.regularization.thresholds import *  # noqa: F403

ANSWERS = penalties.ANSWERS + thresholds.ANSWERS + decay.ANSWERS + estimates.ANSWERS
