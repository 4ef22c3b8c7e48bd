"""Make wine.npz from scikit-learn's wines, or (--check) compare it with them.

13 chemical measurements of 178 wines from one region of Italy, made by three growers: the UCI data set "Wine"
(Aeberhard and Forina, 1991; CC BY 4.0), in the order of the file, which goes by grower.
``features`` is float64 (178, 13); ``names`` has the 13 names of the columns; ``labels`` is uint8 (178,), values 0 to 2.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_wine

FILE = Path(__file__).with_name("wine.npz")


def main():
    """Write the file, or say whether it is what scikit-learn has."""
    wine = load_wine()
    names = np.array([name.replace("_", " ").removesuffix(" of diluted wines") for name in wine.feature_names])
    if "--check" not in sys.argv:
        np.savez_compressed(FILE, features=wine.data, labels=wine.target.astype(np.uint8), names=names)
        return
    with np.load(FILE) as ours:
        if not all(np.array_equal(ours[key], value) for key, value in
                   (("features", wine.data), ("labels", wine.target), ("names", names))):
            sys.exit("book/data/wine.npz differs from scikit-learn's wines: run python book/data/make_wine.py")
    print(f"{FILE.name}: {len(wine.data)} wines, as in scikit-learn")


if __name__ == "__main__":
    main()
