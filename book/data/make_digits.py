"""Make digits.npz from scikit-learn's handwritten digits, or (--check) compare it with them.

1,797 images of 8 × 8 pixels with 17 levels of grey, from the test half of the UCI data set "Optical Recognition of
Handwritten Digits" (Alpaydin and Kaynak, 1998; CC BY 4.0), in the order of the file, which goes by writer.
``images`` is uint8 (1797, 64), values 0 to 16; ``labels`` is uint8 (1797,), values 0 to 9.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

FILE = Path(__file__).with_name("digits.npz")


def main():
    """Write the file, or say whether it is what scikit-learn has."""
    images, labels = load_digits(return_X_y=True)
    if "--check" not in sys.argv:
        np.savez_compressed(FILE, images=images.astype(np.uint8), labels=labels.astype(np.uint8))
        return
    with np.load(FILE) as ours:
        if not (np.array_equal(ours["images"], images) and np.array_equal(ours["labels"], labels)):
            sys.exit("book/data/digits.npz differs from scikit-learn's digits: run python book/data/make_digits.py")
    print(f"{FILE.name}: {len(labels)} images, as in scikit-learn")


if __name__ == "__main__":
    main()
