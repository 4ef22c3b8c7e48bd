"""``python -m grader autograde``: what nbgrader's autograde does to a class, with everything heavy done once."""
