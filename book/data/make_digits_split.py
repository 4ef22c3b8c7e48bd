"""Make digits_split.npz, which digits the capstone trains on and which it is tested on, or (--check) compare it.

Stratified at random: of each digit's images, shuffled by one fixed seed, one fifth is ``test``, a tenth ``validation``, the rest ``train``.
``by_writer`` is the same in the order of the file, which goes by writer: its last fifth is the test set.
All are numbers of images in digits.npz.
"""

import sys
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("digits_split.npz")
SEED = 0


def split(labels):
    """The four arrays of image numbers, by name."""
    rng, parts = np.random.default_rng(SEED), {"test": [], "validation": [], "train": []}
    for digit in range(10):
        order = rng.permutation(np.flatnonzero(labels == digit))
        fifth, tenth = round(len(order) / 5), round(len(order) / 10)
        for name, numbers in zip(parts, np.split(order, [fifth, fifth + tenth])):
            parts[name].append(numbers)
    last_fifth = np.arange(len(labels) - round(len(labels) / 5), len(labels))
    return {**{name: np.sort(np.concatenate(found)).astype(np.uint16) for name, found in parts.items()},
            "by_writer": last_fifth.astype(np.uint16)}


def main():
    """Write the file, or say whether it is what this script makes."""
    with np.load(FILE.with_name("digits.npz")) as digits:
        made = split(digits["labels"])
    if "--check" not in sys.argv:
        np.savez_compressed(FILE, **made)
        return
    with np.load(FILE) as ours:
        if sorted(ours) != sorted(made) or not all(np.array_equal(ours[name], made[name]) for name in made):
            sys.exit("book/data/digits_split.npz differs from its script: run python book/data/make_digits_split.py")
    print(f"{FILE.name}: {len(made['test'])} images to test with, as its script makes it")


if __name__ == "__main__":
    main()
