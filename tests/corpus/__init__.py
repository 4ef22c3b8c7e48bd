"""Submissions that were made to break grading, or that something befell: each a few lines of data.

``python -m tests.corpus`` grades all of them with stock nbgrader and with this course's own steps.
"""
