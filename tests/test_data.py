"""The data that the book ships: small, whole, and what the pages say it is."""

import numpy as np
import pytest

from grader.address import ROOT


@pytest.fixture(scope="module")
def digits():
    """The file of handwritten digits."""
    with np.load(ROOT / "book" / "data" / "digits.npz") as file:
        return dict(file)


def test_the_digits_are_whole(digits):
    """1,797 images of 64 pixels from 0 to 16, and every class about equally often."""
    assert digits["images"].shape == (1797, 64)
    assert digits["images"].dtype == digits["labels"].dtype == np.uint8
    assert (digits["images"].min(), digits["images"].max()) == (0, 16)
    assert np.bincount(digits["labels"]).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_digits_are_readable(digits):
    """The mean image of each class is nearest to its own class for most images: labels belong to images."""
    means = np.stack([digits["images"][digits["labels"] == k].mean(axis=0) for k in range(10)])
    distances = ((digits["images"][:, None] - means) ** 2).sum(axis=-1)
    assert (distances.argmin(axis=1) == digits["labels"]).mean() > 0.9


@pytest.fixture(scope="module")
def wine():
    """The file of wines."""
    with np.load(ROOT / "book" / "data" / "wine.npz") as file:
        return dict(file)


def test_the_wines_are_whole(wine):
    """178 wines with 13 named measurements, of three growers."""
    assert wine["features"].shape == (178, 13)
    assert wine["features"].dtype == np.float64
    assert np.isfinite(wine["features"]).all()
    assert len(set(wine["names"].tolist())) == 13
    assert np.bincount(wine["labels"]).tolist() == [59, 71, 48]


def test_the_wines_have_units_far_apart(wine):
    """What the chapter on normalization uses them for: the largest deviation is a thousand times the smallest."""
    std = dict(zip(wine["names"].tolist(), wine["features"].std(axis=0)))
    assert max(std, key=std.get) == "proline"
    assert std["proline"] > 1000 * min(std.values())


def test_the_split_of_the_digits_is_fair(digits):
    """Training, validation and test images are apart and together all; each digit has its share in each of them."""
    with np.load(ROOT / "book" / "data" / "digits_split.npz") as file:
        split = {name: file[name].astype(int) for name in file}
    assert sorted(np.concatenate([split["train"], split["validation"], split["test"]])) == list(range(1797))
    whole = np.bincount(digits["labels"]) / 1797
    for name, share in (("test", 0.2), ("validation", 0.1)):
        counts = np.bincount(digits["labels"][split[name]], minlength=10)
        assert np.abs(counts - share * 1797 * whole).max() <= 1
    assert np.array_equal(split["by_writer"], np.arange(1797 - 359, 1797))
