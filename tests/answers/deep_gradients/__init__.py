"""Wrong and right answers of the chapter deep_gradients; one module for each group of components, as in the checks."""

from tests.answers.deep_gradients import clipping, depth, recurrent, residual
from tests.answers.deep_gradients.clipping import *  # noqa: F403
from tests.answers.deep_gradients.depth import *  # noqa: F403
from tests.answers.deep_gradients.recurrent import *  # noqa: F403
from tests.answers.deep_gradients.residual import *  # noqa: F403

ANSWERS = depth.ANSWERS + clipping.ANSWERS + residual.ANSWERS + recurrent.ANSWERS
