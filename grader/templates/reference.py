

def $name(x):
    """One line that says what it is.

    y = the formula

    Parameters
    ----------
    x : array (...), what it is

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Which variant, whose paper.

    >>> $name(np.array([1.0]))
    array([1.])

    Book: $chapter, section $name.
    """
    raise NotImplementedError("$name: not written yet")
