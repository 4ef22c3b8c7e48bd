"""What other libraries say of the same inputs: one module and one file of recorded values for each chapter.

A chapter's module has ``records()``, which needs the other library and yields (function, arguments, results);
``FUNCTIONS``, the functions that its arguments name; and, where many results are right, ``OBSERVED``: function → what is
compared of its result.  Importing it needs NumPy's company only.  ``python -m tests.peers`` records and compares,
``tests/test_peers.py`` holds the reference to what is recorded.
"""
