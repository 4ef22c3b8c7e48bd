"""``python -m grader bench``: how fast the same submissions are graded, by nbgrader as it is and by this course."""
