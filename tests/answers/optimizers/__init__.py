"""Wrong and right answers of the chapter optimizers; one module for each group of components, as in the checks."""

from tests.answers.optimizers import adam, batches, others, scaled, velocity
from tests.answers.optimizers.adam import *  # noqa: F403
from tests.answers.optimizers.batches import *  # noqa: F403
from tests.answers.optimizers.others import *  # noqa: F403
from tests.answers.optimizers.scaled import *  # noqa: F403
from tests.answers.optimizers.velocity import *  # noqa: F403

ANSWERS = batches.ANSWERS + velocity.ANSWERS + scaled.ANSWERS + adam.ANSWERS + others.ANSWERS
