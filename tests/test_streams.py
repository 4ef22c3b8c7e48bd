"""What a cell prints is shown as it was printed, however the kernel cut it into pieces."""

import sys

import nbformat.v4 as v4

from grader.address import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from gradients_book import streams  # noqa: E402


def printed(name, text):
    """One piece of output, as a kernel sends it."""
    return v4.new_output("stream", name=name, text=text)


def test_a_line_in_two_pieces_stays_one_line():
    """Pieces are joined without anything between them, at a space, inside a line, and after one."""
    pieces = [printed("stdout", text) for text in ("safe:", " [0.5]", "\n", "next\n", "\nlast\n")]
    (whole,) = streams.joined(pieces)
    assert whole["text"] == "safe: [0.5]\nnext\n\nlast\n"
    assert [piece["text"] for piece in pieces][0] == "safe:"


def test_pictures_keep_their_place_and_errors_come_last():
    """Other outputs stay where they are; standard output comes before standard error."""
    picture = v4.new_output("display_data", data={"text/plain": "figure"})
    outputs = [printed("stderr", "warn"), picture, printed("stdout", "a"), printed("stderr", "ing\n"), printed("stdout", "b\n")]
    first, second, third = streams.joined(outputs)
    assert (first["name"], first["text"]) == ("stdout", "ab\n")
    assert second == picture
    assert (third["name"], third["text"]) == ("stderr", "warning\n")


def test_the_build_uses_it():
    """myst-nb merges with this function once the book's extension is set up."""
    from myst_nb.core import render
    before = render.coalesce_streams
    try:
        streams.setup(None)
        assert render.coalesce_streams is streams.joined
        assert streams.joined([]) == []
    finally:
        render.coalesce_streams = before
