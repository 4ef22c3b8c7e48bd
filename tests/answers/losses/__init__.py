"""Wrong and right answers of the chapter losses; one module for each kind of target, as in the checks."""

from tests.answers.losses import binary, categorical, classes, margins, squared
from tests.answers.losses.binary import *  # noqa: F403
from tests.answers.losses.categorical import *  # noqa: F403
from tests.answers.losses.classes import *  # noqa: F403
from tests.answers.losses.margins import *  # noqa: F403
from tests.answers.losses.squared import *  # noqa: F403

ANSWERS = squared.ANSWERS + categorical.ANSWERS + binary.ANSWERS + classes.ANSWERS + margins.ANSWERS
