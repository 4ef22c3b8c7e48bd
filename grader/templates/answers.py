

# --- $name ---

@right("$chapter/$name")
def ${name}__by_loops(x):
    """A right answer in another style."""
    raise NotImplementedError("$name: a right answer written differently")


@wrong("$chapter/$name", embodies="wrong_variant")
def ${name}__wrong_variant(x):
    """The misconception, written independently of its own code."""
    raise NotImplementedError("$name: a wrong answer written differently")
