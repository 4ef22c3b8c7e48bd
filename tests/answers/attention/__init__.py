"""Wrong and right answers of the chapter attention; one module for each of the checks' modules."""

from tests.answers.attention import encoder, images, itself, scores, soft
from tests.answers.attention.encoder import *  # noqa: F403
from tests.answers.attention.images import *  # noqa: F403
from tests.answers.attention.itself import *  # noqa: F403
from tests.answers.attention.scores import *  # noqa: F403
from tests.answers.attention.soft import *  # noqa: F403

ANSWERS = scores.ANSWERS + soft.ANSWERS + itself.ANSWERS + images.ANSWERS + encoder.ANSWERS
