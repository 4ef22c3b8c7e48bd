"""What is asked of the chapter $chapter."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


SHEETS = {
}
