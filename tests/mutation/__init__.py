"""The mutation run: every small change of a reference function must cost points."""
