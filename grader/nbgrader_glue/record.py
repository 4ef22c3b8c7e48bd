"""What the gradebook's comment and the record beside the gradebook say of a graded notebook."""


def row(info, marks, earned, points, seed):
    """What `beside.record` keeps of one notebook."""
    return (info["student"], info["assignment"], info["notebook"], marks["verdict"], earned, points, seed,
            marks["digest"], marks["protection"])


def comment_text(marks, told):
    """The comment: verdict, notes, and what nbgrader says ("No response.") of a cell that was found."""
    found = not marks["problem"] and not marks["notes"]
    return "\n\n".join(filter(None, [marks["sentence"], *marks["notes"], told if found else ""]))
