"""Wrong and right answers of the chapter boosting; one module for each group of components, as in the checks."""

from tests.answers.boosting import columns, leaves, rounds, splits
from tests.answers.boosting.columns import *  # noqa: F403
from tests.answers.boosting.leaves import *  # noqa: F403
from tests.answers.boosting.rounds import *  # noqa: F403
from tests.answers.boosting.splits import *  # noqa: F403

ANSWERS = leaves.ANSWERS + splits.ANSWERS + columns.ANSWERS + rounds.ANSWERS
