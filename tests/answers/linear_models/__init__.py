"""Wrong and right answers of the chapter linear_models; one module for each page, as in the checks."""

from tests.answers.linear_models import dual, hard, kernels, logistic, penalized, soft
from tests.answers.linear_models.dual import *  # noqa: F403
from tests.answers.linear_models.hard import *  # noqa: F403
from tests.answers.linear_models.kernels import *  # noqa: F403
from tests.answers.linear_models.logistic import *  # noqa: F403
from tests.answers.linear_models.penalized import *  # noqa: F403
from tests.answers.linear_models.soft import *  # noqa: F403

ANSWERS = logistic.ANSWERS + penalized.ANSWERS + hard.ANSWERS + soft.ANSWERS + kernels.ANSWERS + dual.ANSWERS
