"""Wrong and right answers of the chapter matrix_calculus."""

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
