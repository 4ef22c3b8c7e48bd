"""``python -m figures NAME [light|dark]`` prints a page with that figure alone."""

import sys
from importlib import import_module


def main(arguments):
    """Print the page."""
    name, *theme = arguments
    print(import_module(f"figures.{name}").figure.page(*theme))


if __name__ == "__main__":
    main(sys.argv[1:])
