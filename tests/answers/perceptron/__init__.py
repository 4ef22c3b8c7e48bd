"""Wrong and right answers of the chapter, split as the reference is."""

from tests.answers.perceptron import approximation, classes, features, gates, learning
from tests.answers.perceptron.approximation import *  # noqa: F403
from tests.answers.perceptron.classes import *  # noqa: F403
from tests.answers.perceptron.features import *  # noqa: F403
from tests.answers.perceptron.gates import *  # noqa: F403
from tests.answers.perceptron.learning import *  # noqa: F403

ANSWERS = learning.ANSWERS + gates.ANSWERS + features.ANSWERS + classes.ANSWERS + approximation.ANSWERS
