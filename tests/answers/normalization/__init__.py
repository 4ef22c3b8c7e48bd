"""Wrong and right answers of the chapter normalization; one module for each kind, as in the checks."""

from tests.answers.normalization import batch, components, groups, layer, scaling
from tests.answers.normalization.batch import *  # noqa: F403
from tests.answers.normalization.components import *  # noqa: F403
from tests.answers.normalization.groups import *  # noqa: F403
from tests.answers.normalization.layer import *  # noqa: F403
from tests.answers.normalization.scaling import *  # noqa: F403

ANSWERS = scaling.ANSWERS + components.ANSWERS + layer.ANSWERS + batch.ANSWERS + groups.ANSWERS
