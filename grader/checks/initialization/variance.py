"""What is asked of LeCun's, Glorot's and He's initialization: the deviation exactly, the draws by their statistics."""

import math

import numpy as np

from grader.checks.initialization.draws import SAME_LAW, TOLERANCE, a_seed, emptied, seeded, statistics
from grader.checks.kit import Check, Misconception, Sheet, call

DENSE = ((7, 3), (3, 7), (5, 5), (1, 4), (60, 20))
KERNELS = ((6, 2, 3, 3), (2, 6, 5, 5), (4, 4, 1, 1), (3, 5, 1, 4), (5, 3, 6))
LARGE = ((900, 120), (400, 16, 4, 4))
ROOT = math.sqrt(3)  # limit of a uniform distribution of deviation 1


def fan_in(shape):
    """Inputs of one output."""
    return shape[0] if len(shape) == 2 else math.prod(shape[1:])


def fan_out(shape):
    """Outputs of one input."""
    return shape[1] if len(shape) == 2 else shape[0] * math.prod(shape[2:])


def _stds(name, shapes):
    return lambda rng: [call(f"{name}_std", shape, label=f"shape {shape}") for shape in shapes]


def _shapes(name):
    def calls(rng):
        return [call(name, name, shape, a_seed(rng), distribution, driver=emptied, label=f"shape {shape}, {distribution}")
                for shape in ((3, 5), (4, 2, 3, 3)) for distribution in ("normal", "uniform")]
    return calls


def _draws(name, std, *distribution):
    def calls(rng):
        said = distribution[0] if distribution else "normal by default"
        return [call(name, name, shape, a_seed(rng), std(shape), *distribution, driver=statistics, label=f"shape {shape}, {said}")
                for shape in LARGE]
    return calls


def _seeds(name):
    return lambda rng: [call(name, name, (6, 5), a_seed(rng), distribution, driver=seeded, label=distribution)
                        for distribution in ("normal", "uniform")]


def _drawn(std, width=ROOT, bell=True, low=-1.0):
    """An initializer with this deviation, whose uniform limit is width · deviation."""
    def init(shape, rng, distribution="normal"):
        if distribution == "normal" and bell:
            return rng.normal(0.0, std(shape), shape)
        return width * std(shape) * rng.uniform(low, 1.0, shape)
    return init


def _one_unit(std):
    def init(shape, rng, distribution="normal"):
        one = _drawn(lambda _: std(shape))((shape[0], 1) if len(shape) == 2 else (1, *shape[1:]), rng, distribution)
        return np.broadcast_to(one, shape).copy()
    return init


def _own_generator(std):
    return lambda shape, rng, distribution="normal": _drawn(std)(shape, np.random.default_rng(0), distribution)


def _sheet(name, std, by_hand, hint, misconceptions):
    """What all three are asked; ``by_hand`` maps the book's shapes to their deviations."""
    return Sheet(
        checks=(
            Check("shapes", "The weights have the shape asked for, and are 64-bit numbers.", "shape", 1, _shapes(name)),
            Check("by hand", "The deviations worked out in the book come out right.", "value", 1,
                  _stds(name, by_hand), by_hand=tuple(by_hand.values())),
            Check("dense layers", "The deviation for a dense layer is right, wide or narrow.", "reference", 1,
                  _stds(name, DENSE), hint=hint),
            Check("kernels", "The deviation for a convolution's kernel counts its window.", "reference", 1, _stds(name, KERNELS),
                  hint="a kernel is (out, in, k, k); one output is a sum over in · k · k numbers"),
            Check("normal draws", "A large normal draw has mean 0, the right deviation and the bell shape.", "reference", 1,
                  _draws(name, std), hint=SAME_LAW, **TOLERANCE),
            Check("uniform draws", "A large uniform draw has mean 0 and the same deviation.", "reference", 1,
                  _draws(name, std, "uniform"), hint="uniform numbers on (−a, a) have the variance a²/3; " + SAME_LAW, **TOLERANCE),
            Check("seeds", "The generator decides all of the numbers, and a second draw goes on where the first stopped.", "edge", 1,
                  _seeds(name), hint="draw from rng, and from nothing else"),
        ),
        misconceptions=(
            *(Misconception(slip, f"{name}_std", variant, cause, erratum) for slip, variant, cause, erratum in misconceptions),
            Misconception("limit_is_deviation", name, _drawn(std, width=1.0),
                          "uniform numbers on (−σ, σ) have the deviation σ/√3: the limit must be √3 σ"),
            Misconception("one_sided", name, _drawn(std, low=0.0),
                          "the uniform numbers start at 0, so every weight is positive"),
            Misconception("distribution_ignored", name,
                          lambda shape, rng, distribution="normal": rng.normal(0.0, std(shape), shape),
                          "the argument distribution makes no difference: the numbers are always normal"),
            Misconception("uniform_by_default", name,
                          lambda shape, rng, distribution="uniform": _drawn(std)(shape, rng, distribution),
                          "without the argument the numbers are uniform; the default is normal"),
            Misconception("variance_for_deviation_in_the_draw", name, _drawn(lambda shape: std(shape) ** 2),
                          "the variance is passed where the generator expects the standard deviation"),
            Misconception("one_unit_repeated", name, _one_unit(std),
                          "the same numbers are used for every unit, so all units stay the same"),
            Misconception("own_generator", name, _own_generator(std),
                          "a new generator with a fixed seed is made inside, so layers of one shape are equal"),
        ),
    )


def _windowless(shape):
    return shape[0] if len(shape) == 2 else shape[1]


LECUN_INIT = _sheet(
    "lecun_init", lambda shape: math.sqrt(1 / fan_in(shape)), {(100, 10): 0.1, (8, 4, 5, 5): 0.1},
    "the variance is one over the number of inputs",
    (
        ("variance_as_deviation", lambda shape: 1 / fan_in(shape),
         "this is the variance, 1/fan_in; the standard deviation is its root", 9),
        ("fan_out_for_fan_in", lambda shape: math.sqrt(1 / fan_out(shape)),
         "the number of outputs is counted; the sum has as many terms as there are inputs", None),
        ("layout_of_pytorch", lambda shape: math.sqrt(1 / math.prod(shape[1:])),
         "a dense weight is read as (d_out, d_in), as PyTorch stores it; here it is (d_in, d_out)", None),
        ("first_axis_always", lambda shape: math.sqrt(1 / shape[0]),
         "the first axis is taken for kernels too, where it counts the outputs", None),
        ("window_forgotten", lambda shape: math.sqrt(1 / _windowless(shape)),
         "only the input channels of a kernel are counted, not the k · k places of its window", None),
        ("glorots_variance", lambda shape: math.sqrt(2 / (fan_in(shape) + fan_out(shape))),
         "this is Glorot's variance; LeCun's looks at the inputs only", None),
    ),
)

XAVIER_INIT = _sheet(
    "xavier_init", lambda shape: math.sqrt(2 / (fan_in(shape) + fan_out(shape))), {(6, 2): 0.5, (3, 5, 2, 2): 0.25},
    "the variance is one over the mean of the two fans",
    (
        ("fan_in_only", lambda shape: math.sqrt(1 / fan_in(shape)),
         "this is LeCun's variance: Glorot's takes both fans", None),
        ("not_averaged", lambda shape: math.sqrt(1 / (fan_in(shape) + fan_out(shape))),
         "the two fans are added and not averaged: 2/(fan_in + fan_out)", None),
        ("variance_as_deviation", lambda shape: 2 / (fan_in(shape) + fan_out(shape)),
         "this is the variance; the standard deviation is its root", None),
        ("limit_for_deviation", lambda shape: math.sqrt(6 / (fan_in(shape) + fan_out(shape))),
         "this is the limit of the uniform distribution, √3 times the deviation", None),
        ("window_forgotten", lambda shape: math.sqrt(2 / (shape[0] + shape[1])),
         "only the channels of a kernel are counted, not the k · k places of its window", None),
        ("window_in_one_fan", lambda shape: math.sqrt(2 / (fan_in(shape) + (shape[1] if len(shape) == 2 else shape[0]))),
         "the window of a kernel is counted in fan_in and not in fan_out", None),
        ("geometric_mean", lambda shape: (fan_in(shape) * fan_out(shape)) ** -0.25,
         "the geometric mean of the fans is taken, not the arithmetic one", None),
    ),
)

HE_INIT = _sheet(
    "he_init", lambda shape: math.sqrt(2 / fan_in(shape)), {(8, 3): 0.5, (16, 2, 4, 4): 0.25},
    "ReLU halves the mean square, so the variance is two over the number of inputs",
    (
        ("factor_two_missing", lambda shape: math.sqrt(1 / fan_in(shape)),
         "the factor 2, which makes up for what ReLU cuts off, is missing", None),
        ("glorot_for_relu", lambda shape: math.sqrt(2 / (fan_in(shape) + fan_out(shape))),
         "this is Glorot's variance, derived for units that are linear near 0; ReLU needs He's", 34),
        ("fan_out_for_fan_in", lambda shape: math.sqrt(2 / fan_out(shape)),
         "the number of outputs is counted; that is the variant for the way back", None),
        ("variance_as_deviation", lambda shape: 2 / fan_in(shape),
         "this is the variance; the standard deviation is its root", None),
        ("two_outside_the_root", lambda shape: 2 / math.sqrt(fan_in(shape)),
         "the 2 stands outside the root", None),
        ("window_forgotten", lambda shape: math.sqrt(2 / _windowless(shape)),
         "only the input channels of a kernel are counted, not the k · k places of its window", None),
        ("window_not_squared", lambda shape: math.sqrt(2 / (shape[0] if len(shape) == 2 else shape[1] * shape[-1])),
         "the window of a kernel has k · k places, not k", None),
    ),
)
