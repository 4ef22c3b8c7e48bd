"""Wrong and right answers of the chapter backprop; one module for each group of components, as in the checks."""

from tests.answers.backprop import graphs, layers, networks, steps
from tests.answers.backprop.graphs import *  # noqa: F403
from tests.answers.backprop.layers import *  # noqa: F403
from tests.answers.backprop.networks import *  # noqa: F403
from tests.answers.backprop.steps import *  # noqa: F403

ANSWERS = layers.ANSWERS + networks.ANSWERS + graphs.ANSWERS + steps.ANSWERS
