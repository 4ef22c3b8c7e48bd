"""The right answers in NumPy, one module a chapter; a module's ``__all__`` is the chapter's list of components."""
