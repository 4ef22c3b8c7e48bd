"""What is asked of constant weights, of the count of different units, and of normal weights."""

import numpy as np

from grader.checks.initialization.draws import SAME_LAW, TOLERANCE, a_seed, drawn, emptied, seeded, statistics
from grader.checks.kit import Check, Misconception, Sheet, call

# --- constant_init ---------------------------------------------------------------------------------


def _constant_shapes(rng):
    return [call("constant_init", shape, 0.5, label=f"shape {shape}") for shape in ((2, 3), (4,), (3, 2, 2, 2))]


def _constant_by_hand(rng):
    return [call("constant_init", (2, 3), 0.5, label="0.5"), call("constant_init", (1, 2), label="the default"),
            call("constant_init_distinct", np.array([[1.0, 1.0, 2.0]]), np.zeros(3), np.array([[3.0], [3.0], [3.0]]),
                 label="the three units of the book")]


def _constants(rng):
    return [call("constant_init", (3, 4), float(rng.normal()), label="a random number"), call("constant_init", (2, 2), -1.5),
            call("constant_init", (3, 2), label="the default")]


def _network(rng, copies, d_in=3, d_out=2):
    """Weights of a hidden layer whose unit k is a copy of number copies[k]."""
    kinds = max(copies) + 1
    W1, b1, W2 = rng.normal(size=(d_in, kinds)), rng.normal(size=kinds), rng.normal(size=(kinds, d_out))
    return W1[:, copies], b1[copies], W2[copies]


def _copies(rng):
    plans = {"all different": [0, 1, 2, 3], "two copies far apart": [0, 1, 2, 0], "three of one kind": [1, 0, 1, 2, 1, 0],
             "all copies": [0] * 5}
    return [call("constant_init_distinct", *_network(rng, plan), label=label) for label, plan in plans.items()]


def _one_place(rng):
    """Copies that differ in one place only: the incoming weights, the bias, or the outgoing weights."""
    found = []
    for place, label in enumerate(("one incoming weight", "one bias", "one outgoing weight")):
        parts = [part.copy() for part in _network(rng, [0, 0, 1, 1, 1])]
        (parts[0][0], parts[1], parts[2][:, 1])[place][3] += 0.25
        found.append(call("constant_init_distinct", *parts, label=f"copies apart from {label}"))
    return found


def _distinct_edges(rng):
    return [call("constant_init", (2, 2), 1, label="a whole number as value"),
            call("constant_init_distinct", *_network(rng, [0]), label="a single unit"),
            call("constant_init_distinct", *_network(rng, [0, 1, 1], d_in=1, d_out=1), label="one input, one output"),
            call("constant_init_distinct", *_network(rng, [0, 0, 0], d_in=3, d_out=3), label="as many inputs as units"),
            call("constant_init_distinct", np.array([[1.0, 1.0 + 1e-9]]), np.zeros(2), np.ones((2, 1)), label="a tiny difference")]


def _distinct_unchanged(rng):
    return [call("constant_init_distinct", *_network(rng, [2, 0, 1, 0]))]


def _count(*parts, axis=1):
    return len(np.unique(np.vstack(parts), axis=axis).T)


def _sorts_in_place(W1, b1, W2):
    count = _count(W1, b1, W2.T)
    W1.sort(axis=1)
    return count


def _neighbours(W1, b1, W2):
    units = np.vstack([W1, b1, W2.T])
    return 1 + int(np.any(units[:, 1:] != units[:, :-1], axis=0).sum())


CONSTANT_INIT = Sheet(
    checks=(
        Check("shapes", "The weights have the shape asked for, with any number of axes.", "shape", 1, _constant_shapes),
        Check("by hand", "The array and the count worked out in the book come out right.", "value", 1, _constant_by_hand,
              by_hand=(np.full((2, 3), 0.5), np.zeros((1, 2)), 2)),
        Check("constants", "Every weight is the number asked for, 0 if none is.", "reference", 1, _constants,
              hint="one number, everywhere, unscaled"),
        Check("copies", "Copies count once, wherever they stand.", "reference", 1, _copies,
              hint="a unit is a column of W1, a bias and a row of W2, all together"),
        Check("one place", "Units that differ in a single weight or bias are different.", "reference", 1, _one_place,
              hint="compare what comes in, the bias, and what goes out"),
        Check("edges", "A whole number, a single unit, square layers and tiny differences are right.", "edge", 1, _distinct_edges,
              hint="weights are 64-bit numbers, and units are compared exactly"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _distinct_unchanged,
              hint="sorting in place changes the caller's array"),
    ),
    misconceptions=(
        Misconception("integers", "constant_init", lambda shape, value=0.0: np.full(shape, value),
                      "a whole number makes an array of integers, which cuts off every later update"),
        Misconception("ones", "constant_init", lambda shape, value=0.0: np.ones(shape), "the weights are 1, whatever the value asked for"),
        Misconception("scaled_by_width", "constant_init", lambda shape, value=0.0: np.full(shape, value / shape[0], dtype=float),
                      "the number is divided by the layer's width"),
        Misconception("only_incoming", "constant_init_distinct", lambda W1, b1, W2: _count(W1),
                      "only the columns of W1 are compared: neither the biases nor the outgoing weights count"),
        Misconception("outgoing_forgotten", "constant_init_distinct", lambda W1, b1, W2: _count(W1, b1),
                      "the outgoing weights are not compared: units that differ there get different gradients"),
        Misconception("incoming_forgotten", "constant_init_distinct", lambda W1, b1, W2: _count(b1, W2.T),
                      "the incoming weights are not compared"),
        Misconception("bias_forgotten", "constant_init_distinct", lambda W1, b1, W2: _count(W1, W2.T), "the biases are not compared"),
        Misconception("numbers_counted", "constant_init_distinct", lambda W1, b1, W2: len(np.unique(np.vstack([W1, b1, W2.T]))),
                      "different numbers are counted, not different units"),
        Misconception("neighbours_only", "constant_init_distinct", _neighbours,
                      "each unit is compared with its neighbour only: copies may stand apart"),
        Misconception("rows_compared", "constant_init_distinct", lambda W1, b1, W2: len(np.unique(np.vstack([W1, b1, W2.T]), axis=0)),
                      "rows are compared, which are inputs and outputs; a unit is a column of W1"),
        Misconception("sorted_in_place", "constant_init_distinct", _sorts_in_place, "the caller's weights are sorted in place"),
    ),
)

# --- gaussian_init ---------------------------------------------------------------------------------

LARGE = (450, 250)


def _gaussian_shapes(rng):
    return [call("gaussian_init", "gaussian_init", shape, a_seed(rng), driver=emptied, label=f"shape {shape}")
            for shape in ((2, 3), (4,), (3, 2, 2, 2))]


def _gaussian_statistics(rng):
    settings = ((2.0, 0.5), (-1.0, 3.0), (0.25, 0.1))
    return [call("gaussian_init", "gaussian_init", LARGE, a_seed(rng), std, driver=statistics, mean=mean, std=std,
                 label=f"mean {mean}, std {std}") for mean, std in settings]


def _gaussian_defaults(rng):
    return [call("gaussian_init", "gaussian_init", LARGE, a_seed(rng), 0.01, driver=statistics, label="the defaults"),
            call("gaussian_init", "gaussian_init", LARGE, a_seed(rng), 0.01, driver=statistics, mean=0.2, label="the default std")]


def _gaussian_seeds(rng):
    return [call("gaussian_init", "gaussian_init", (6, 5), a_seed(rng), driver=seeded)]


def _gaussian_edges(rng):
    return [call("gaussian_init", "gaussian_init", (3, 2), a_seed(rng), driver=drawn, mean=1.5, std=0.0,
                 label="a deviation of 0")]


GAUSSIAN_INIT = Sheet(
    checks=(
        Check("shapes", "The weights have the shape asked for, and are 64-bit numbers.", "shape", 1, _gaussian_shapes),
        Check("mean and deviation", "A large draw has the mean, the deviation and the bell shape asked for.", "reference", 2,
              _gaussian_statistics, hint=SAME_LAW, **TOLERANCE),
        Check("defaults", "Without arguments the mean is 0 and the deviation 0.01.", "reference", 1, _gaussian_defaults,
              hint=SAME_LAW, **TOLERANCE),
        Check("seeds", "The generator decides all of the numbers, and a second draw goes on where the first stopped.", "edge", 1,
              _gaussian_seeds, hint="draw from rng, and from nothing else"),
        Check("no spread", "With a deviation of 0 every weight is the mean.", "edge", 1, _gaussian_edges,
              hint="mean + 0 · z is the mean"),
    ),
    misconceptions=(
        Misconception("deviation_squared", "gaussian_init", lambda shape, rng, mean=0.0, std=0.01: rng.normal(mean, std**2, shape),
                      "the deviation is squared: the variance stands where the standard deviation belongs"),
        Misconception("root_of_deviation", "gaussian_init", lambda shape, rng, mean=0.0, std=0.01: rng.normal(mean, np.sqrt(std), shape),
                      "a root is taken of what is already the standard deviation"),
        Misconception("mean_ignored", "gaussian_init", lambda shape, rng, mean=0.0, std=0.01: rng.normal(0.0, std, shape),
                      "the argument mean makes no difference"),
        Misconception("mean_scaled", "gaussian_init", lambda shape, rng, mean=0.0, std=0.01: std * (mean + rng.normal(size=shape)),
                      "the deviation multiplies the mean too: shift after scaling"),
        Misconception("uniform_numbers", "gaussian_init", lambda shape, rng, mean=0.0, std=0.01: mean + std * rng.uniform(-1, 1, shape),
                      "the numbers are uniform, not normal"),
        Misconception("units_repeated", "gaussian_init",
                      lambda shape, rng, mean=0.0, std=0.01: np.full(shape, rng.normal(mean, std)),
                      "one number, or one row, is drawn and repeated, so units or inputs are copies of one another"),
        Misconception("own_generator", "gaussian_init",
                      lambda shape, rng, mean=0.0, std=0.01: np.random.default_rng(0).normal(mean, std, shape),
                      "a new generator with a fixed seed is made inside, so every layer gets the same numbers"),
        Misconception("global_generator", "gaussian_init",
                      lambda shape, rng, mean=0.0, std=0.01: np.random.normal(mean, std, shape),
                      "NumPy's global generator is used, so the seed of rng decides nothing"),
    ),
)
