"""Join what a cell prints as it was printed.

A kernel sends a cell's output in pieces, cut wherever it happens to flush.  myst-nb ends each piece with
a new line when it merges them, so on a busy machine a printed line is broken in two.
"""

from myst_nb.core import render


def joined(outputs):
    """The outputs, those of one stream as one piece, at the place of the first; standard output before errors."""
    kept, streams = [], {}
    for output in outputs:
        if output["output_type"] == "stream" and output["name"] in streams:
            streams[output["name"]]["text"] += output["text"]
            continue
        if output["output_type"] == "stream":
            streams[output["name"]] = output = output.copy()
        kept.append(output)
    names = [place for place, output in enumerate(kept) if output["output_type"] == "stream"]
    for place, output in zip(names, sorted((kept[place] for place in names), key=lambda output: output["name"] == "stderr")):
        kept[place] = output
    return kept


def setup(app):
    """Let myst-nb merge with the function above."""
    render.coalesce_streams = joined
