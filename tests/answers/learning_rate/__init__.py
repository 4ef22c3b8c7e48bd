"""Wrong and right answers of the chapter learning_rate; one module for each group of components, as in the checks."""

from tests.answers.learning_rate import landscape, schedules, search
from tests.answers.learning_rate.landscape import *  # noqa: F403
from tests.answers.learning_rate.schedules import *  # noqa: F403
from tests.answers.learning_rate.search import *  # noqa: F403

ANSWERS = schedules.ANSWERS + landscape.ANSWERS + search.ANSWERS
