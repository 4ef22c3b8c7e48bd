"""From a source notebook and whatever was submitted to a notebook that can be run, shown and graded."""
