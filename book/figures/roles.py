"""The six roles a quantity can play in the book, each with one colour, one marker and one dash.

This is the only place where colours are chosen.  ``python roles.py`` writes the two files made from
it: ``book/_static/roles.css`` (pages and moving figures) and ``book/book.mplstyle`` (static figures).
Static figures import ``COLOUR``, ``MARKER`` and ``DASH``; nothing here needs more than the standard
library, so that the same import works in the reader's browser.
"""

from pathlib import Path
from typing import NamedTuple


class Role(NamedTuple):
    """How one role looks: colours for the two themes, matplotlib marker, dash lengths (empty: solid)."""

    light: str
    dark: str
    marker: str
    dash: tuple


ROLES = {
    "data": Role("#4f5b69", "#b4bec9", "o", (1, 3)),
    "parameter": Role("#a34a00", "#f2a65a", "s", (9, 3)),
    "score": Role("#7a3aa8", "#cf9bf2", "D", (7, 2, 1, 2)),
    "output": Role("#0a5fa8", "#6db8ff", "^", ()),
    "gradient": Role("#b8174d", "#ff86a3", "v", (5, 3)),
    "statistic": Role("#00704a", "#52c995", "P", (9, 2, 1, 2, 1, 2)),
}
PAGE = {"light": "#ffffff", "dark": "#121212"}
TEXT = {"light": "#222832", "dark": "#ced6dd"}
CARD = "#ffffff"  # behind static figures, in both themes
INK = "#222832"
HEAT = {"positive": ("#0a5fa8", "#3d8bd8"), "negative": ("#b35c00", "#c97a2b")}

COLOUR = {name: role.light for name, role in ROLES.items()}
MARKER = {name: role.marker for name, role in ROLES.items()}
DASH = {name: (0, role.dash) if role.dash else "-" for name, role in ROLES.items()}

NOTE = "made by book/figures/roles.py; edit that file, then run it"


def css():
    """Colours as CSS variables for both themes, and the classes that formulas and figures use."""
    def block(selector, column):
        lines = [f"  --role-{name}: {role[column]};" for name, role in ROLES.items()]
        lines += [f"  --heat-{sign}: {pair[column]};" for sign, pair in HEAT.items()]
        return "\n".join([selector + " {", *lines, "}"])

    def classes(name, role):
        dash = " ".join(map(str, role.dash)) or "none"
        return (f".role-{name} {{ color: var(--role-{name}); --dash: {dash}; }}")

    return "\n".join([
        f"/* {NOTE} */", block(":root", 0), block('html[data-theme="dark"]', 1),
        *(classes(name, role) for name, role in ROLES.items()), ""])


def mplstyle():
    """Matplotlib style of static figures: the roles in order, on a white card in both themes."""
    colours = ", ".join(f"'{role.light.lstrip('#')}'" for role in ROLES.values())
    ink, card = INK.lstrip("#"), CARD.lstrip("#")
    settings = {
        "figure.figsize": "6.4, 3.6", "figure.dpi": "110", "savefig.dpi": "110",
        "figure.facecolor": card, "savefig.facecolor": card, "axes.facecolor": card,
        "figure.constrained_layout.use": "True",
        "font.size": "11", "axes.titlesize": "12", "axes.titlelocation": "left",
        "text.color": ink, "axes.labelcolor": ink, "axes.edgecolor": ink,
        "xtick.color": ink, "ytick.color": ink,
        "axes.spines.top": "False", "axes.spines.right": "False",
        "axes.grid": "True", "grid.color": "d1d5da", "grid.linewidth": "0.8",
        "lines.linewidth": "2", "lines.markersize": "7", "legend.frameon": "False",
        "image.cmap": "cividis",
        "axes.prop_cycle": f"cycler('color', [{colours}])",
    }
    return "\n".join([f"# {NOTE}", *(f"{key}: {value}" for key, value in settings.items()), ""])


def main():
    """Write both files."""
    book = Path(__file__).resolve().parent.parent
    (book / "_static" / "roles.css").write_text(css(), encoding="utf-8")
    (book / "book.mplstyle").write_text(mplstyle(), encoding="utf-8")


if __name__ == "__main__":
    main()
