"""Keep an inline formula and what touches it, punctuation or the rest of a word, on one line.

MathJax makes of a formula a box, and a browser may break a line on either side of a box: then a line begins
with a comma, or ends with an opening bracket.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

BEFORE = re.compile(r"[(\[“]+$")
AFTER = re.compile(r"^(?:[-'’]\w+[.,;:!?)\]”’]*|[.,;:!?)\]”’]+)")


class KeepTogether(SphinxPostTransform):
    """Wrap each inline formula with the brackets before and what touches it behind."""

    default_priority = 900
    formats = ("html",)

    def run(self):
        """Wrap them all."""
        for formula in list(self.document.findall(nodes.math)):
            keep_together(formula)


def keep_together(formula):
    """Take what touches the formula out of the text around it, and put the whole into a span that is not broken."""
    parent, place = formula.parent, formula.parent.index(formula)
    before, after = parent[:place][-1:], parent[place + 1:][:1]
    opening = BEFORE.search(before[0]) if before and isinstance(before[0], nodes.Text) else None
    closing = AFTER.search(after[0]) if after and isinstance(after[0], nodes.Text) else None
    if not (opening or closing):
        return
    around = [nodes.Text(match[0]) if match else None for match in (opening, closing)]
    if opening:
        parent.replace(before[0], nodes.Text(before[0][:opening.start()]))
    if closing:
        parent.replace(after[0], nodes.Text(after[0][closing.end():]))
    whole = nodes.inline(classes=["unbroken"])
    parent.replace(formula, whole)
    whole += [part for part in (around[0], formula, around[1]) if part is not None]


def setup(app):
    """Once the page's references are resolved."""
    app.add_post_transform(KeepTogether)
