"""Wrong and right answers of the chapter linear_models; one module for each page, as in the checks."""

from tests.answers.linear_models import logistic, penalized
from tests.answers.linear_models.logistic import *  # noqa: F403
from tests.answers.linear_models.penalized import *  # noqa: F403

ANSWERS = logistic.ANSWERS + penalized.ANSWERS
