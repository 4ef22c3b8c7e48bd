"""Wrong and right answers of the chapter $chapter."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
