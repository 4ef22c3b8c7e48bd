"""One sentence on the chapter's subject.

Book: chapter $chapter.
"""

import numpy as np

__all__ = []

FAMILIES = ()
