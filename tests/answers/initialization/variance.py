"""Wrong and right answers: lecun_init, xavier_init, he_init."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def fans(shape):
    """(fan_in, fan_out) by counting on a real array."""
    W = np.empty(shape)
    return (W.shape[0], W.shape[1]) if W.ndim == 2 else (W[0].size, W[:, 0].size)


def lecun(shape):
    """LeCun's deviation."""
    return fans(shape)[0] ** -0.5


def xavier(shape):
    """Glorot's deviation."""
    return np.mean(fans(shape)) ** -0.5


def he(shape):
    """He's deviation."""
    return (fans(shape)[0] / 2) ** -0.5


def draw(shape, rng, std, distribution):
    """Standard numbers first, then scaled."""
    if distribution == "normal":
        return std * rng.standard_normal(shape)
    return std * (12**0.5) * (rng.random(shape) - 0.5)


def wave(shape, rng, std, distribution):
    """Normal numbers from uniform ones, uniform ones backwards."""
    if distribution == "uniform":
        return rng.uniform(low=-1, high=1, size=shape[::-1]).T * np.sqrt(3 * std**2)
    return np.sqrt(-2 * np.log1p(-rng.random(shape))) * np.sin(2 * np.pi * rng.random(shape)) * std


# --- lecun_init ------------------------------------------------------------------------------------

@right("initialization/lecun_init")
def lecun_init_std__by_counting(shape):
    """Counted on an array."""
    return lecun(shape)


@right("initialization/lecun_init")
def lecun_init_std__by_dividing(shape):
    """All weights divided among the outputs."""
    outputs = shape[1] if len(shape) == 2 else shape[0]
    return np.sqrt(outputs / np.prod(shape))


@right("initialization/lecun_init")
def lecun_init__scaled(shape, rng, distribution="normal"):
    """Standard numbers, scaled."""
    return draw(shape, rng, lecun(shape), distribution)


@right("initialization/lecun_init")
def lecun_init__transformed(shape, rng, distribution="normal"):
    """Other random numbers, the same law."""
    return wave(shape, rng, lecun(shape), distribution)


@wrong("initialization/lecun_init", embodies="variance_as_deviation")
def lecun_init_std__one_over(shape):
    """The notes' proportion: 1/M."""
    return 1 / fans(shape)[0]


@wrong("initialization/lecun_init", embodies="fan_out_for_fan_in")
def lecun_init_std__outputs(shape):
    """The other fan."""
    return fans(shape)[1] ** -0.5


@wrong("initialization/lecun_init", embodies="layout_of_pytorch")
def lecun_init_std__first_row(shape):
    """As many as the first row has."""
    return np.empty(shape)[0].size ** -0.5


@wrong("initialization/lecun_init", embodies="first_axis_always")
def lecun_init_std__first_axis(shape):
    """The length of the array."""
    return len(np.empty(shape)) ** -0.5


@wrong("initialization/lecun_init", embodies="window_forgotten")
def lecun_init_std__channels(shape):
    """No window."""
    return (shape[0] if len(shape) == 2 else shape[1]) ** -0.5


@wrong("initialization/lecun_init", embodies="glorots_variance")
def lecun_init_std__both_fans(shape):
    """Glorot's."""
    return xavier(shape)


@wrong("initialization/lecun_init")
def lecun_init_std__all_weights(shape):
    """One over the number of weights: matches no misconception."""
    return np.empty(shape).size ** -0.5


@wrong("initialization/lecun_init", embodies="limit_is_deviation")
def lecun_init__narrow(shape, rng, distribution="normal"):
    """Uniform on (−σ, σ)."""
    std = lecun(shape)
    return draw(shape, rng, std / 3**0.5 if distribution == "uniform" else std, distribution)


@wrong("initialization/lecun_init", embodies="one_sided")
def lecun_init__positive(shape, rng, distribution="normal"):
    """Uniform on (0, √3 σ)."""
    return draw(shape, rng, lecun(shape), distribution) if distribution == "normal" else rng.random(shape) * 3**0.5 * lecun(shape)


@wrong("initialization/lecun_init", embodies="distribution_ignored")
def lecun_init__always_normal(shape, rng, distribution="normal"):
    """One of two."""
    return draw(shape, rng, lecun(shape), "normal")


@wrong("initialization/lecun_init", embodies="uniform_by_default")
def lecun_init__other_default(shape, rng, distribution="uniform"):
    """The other default."""
    return draw(shape, rng, lecun(shape), distribution)


@wrong("initialization/lecun_init", embodies="variance_for_deviation_in_the_draw")
def lecun_init__scaled_twice(shape, rng, distribution="normal"):
    """σ² in place of σ."""
    return lecun(shape) * draw(shape, rng, lecun(shape), distribution)


@wrong("initialization/lecun_init", embodies="one_unit_repeated")
def lecun_init__tiled(shape, rng, distribution="normal"):
    """One unit, as often as needed."""
    if len(shape) == 2:
        return np.tile(draw((shape[0], 1), rng, lecun(shape), distribution), (1, shape[1]))
    return np.stack([draw(shape[1:], rng, lecun(shape), distribution)] * shape[0])


@wrong("initialization/lecun_init", embodies="own_generator")
def lecun_init__seeded_inside(shape, rng, distribution="normal"):
    """A seed of its own."""
    return draw(shape, np.random.default_rng(7), lecun(shape), distribution)


@wrong("initialization/lecun_init")
def lecun_init__turned(shape, rng, distribution="normal"):
    """A wrong axis order of the result: matches no misconception."""
    return draw(shape, rng, lecun(shape), distribution).T


# --- xavier_init -----------------------------------------------------------------------------------

@right("initialization/xavier_init")
def xavier_init_std__by_counting(shape):
    """Counted on an array."""
    return xavier(shape)


@right("initialization/xavier_init")
def xavier_init_std__by_channels(shape):
    """The window is a common factor of both fans."""
    return np.sqrt(2 / (np.prod(shape[2:]) * (shape[0] + shape[1])))


@right("initialization/xavier_init")
def xavier_init__scaled(shape, rng, distribution="normal"):
    """Standard numbers, scaled."""
    return draw(shape, rng, xavier(shape), distribution)


@right("initialization/xavier_init")
def xavier_init__transformed(shape, rng, distribution="normal"):
    """Other random numbers, the same law."""
    return wave(shape, rng, xavier(shape), distribution)


@wrong("initialization/xavier_init", embodies="fan_in_only")
def xavier_init_std__lecuns(shape):
    """1/m."""
    return lecun(shape)


@wrong("initialization/xavier_init", embodies="not_averaged")
def xavier_init_std__sum(shape):
    """No 2."""
    return sum(fans(shape)) ** -0.5


@wrong("initialization/xavier_init", embodies="variance_as_deviation")
def xavier_init_std__one_over(shape):
    """No root."""
    return 1 / np.mean(fans(shape))


@wrong("initialization/xavier_init", embodies="limit_for_deviation")
def xavier_init_std__limit(shape):
    """Where the uniform distribution ends."""
    return 3**0.5 * xavier(shape)


@wrong("initialization/xavier_init", embodies="window_forgotten")
def xavier_init_std__channels(shape):
    """No window."""
    return xavier(shape[:2])


@wrong("initialization/xavier_init", embodies="window_in_one_fan")
def xavier_init_std__half_a_window(shape):
    """fan_out without it."""
    outputs = shape[1] if len(shape) == 2 else shape[0]
    return np.mean([fans(shape)[0], outputs]) ** -0.5


@wrong("initialization/xavier_init", embodies="geometric_mean")
def xavier_init_std__geometric(shape):
    """Between the two, in another way."""
    return np.sqrt(np.sqrt(1 / np.prod(fans(shape))))


@wrong("initialization/xavier_init")
def xavier_init_std__larger_fan(shape):
    """The smaller of the two deviations: matches no misconception."""
    return max(fans(shape)) ** -0.5


@wrong("initialization/xavier_init", embodies="limit_is_deviation")
def xavier_init__narrow(shape, rng, distribution="normal"):
    """√(2/…) as limit."""
    std = xavier(shape)
    return std * (2 * rng.random(shape) - 1) if distribution == "uniform" else draw(shape, rng, std, distribution)


@wrong("initialization/xavier_init", embodies="one_sided")
def xavier_init__positive(shape, rng, distribution="normal"):
    """Uniform on (0, √3 σ)."""
    return draw(shape, rng, xavier(shape), distribution) if distribution == "normal" else rng.random(shape) * 3**0.5 * xavier(shape)


@wrong("initialization/xavier_init", embodies="distribution_ignored")
def xavier_init__always_normal(shape, rng, distribution="normal"):
    """One of two."""
    return draw(shape, rng, xavier(shape), "normal")


@wrong("initialization/xavier_init", embodies="uniform_by_default")
def xavier_init__other_default(shape, rng, distribution="uniform"):
    """The paper's own default."""
    return draw(shape, rng, xavier(shape), distribution)


@wrong("initialization/xavier_init", embodies="variance_for_deviation_in_the_draw")
def xavier_init__scaled_twice(shape, rng, distribution="normal"):
    """σ² in place of σ."""
    return xavier(shape) * draw(shape, rng, xavier(shape), distribution)


@wrong("initialization/xavier_init", embodies="one_unit_repeated")
def xavier_init__tiled(shape, rng, distribution="normal"):
    """One unit, as often as needed."""
    if len(shape) == 2:
        return np.tile(draw((shape[0], 1), rng, xavier(shape), distribution), (1, shape[1]))
    return np.stack([draw(shape[1:], rng, xavier(shape), distribution)] * shape[0])


@wrong("initialization/xavier_init", embodies="own_generator")
def xavier_init__seeded_inside(shape, rng, distribution="normal"):
    """A seed of its own."""
    return draw(shape, np.random.default_rng(7), xavier(shape), distribution)


@wrong("initialization/xavier_init")
def xavier_init__two_values(shape, rng, distribution="normal"):
    """+σ or −σ: mean and variance are right, the law is not; matches no misconception."""
    return xavier(shape) * rng.choice([-1.0, 1.0], size=shape) * (1 + 1e-9 * rng.random(shape))


@wrong("initialization/xavier_init")
def xavier_init__turned(shape, rng, distribution="normal"):
    """The axes backwards: matches no misconception."""
    return draw(shape[::-1], rng, xavier(shape), distribution)


# --- he_init ---------------------------------------------------------------------------------------

@right("initialization/he_init")
def he_init_std__by_counting(shape):
    """Counted on an array."""
    return he(shape)


@right("initialization/he_init")
def he_init_std__by_loop(shape):
    """One factor after the other."""
    inputs = 1
    for length in shape[:1] if len(shape) == 2 else shape[1:]:
        inputs = inputs * length
    return np.float64(2.0 / inputs) ** 0.5


@right("initialization/he_init")
def he_init__scaled(shape, rng, distribution="normal"):
    """Standard numbers, scaled."""
    return draw(shape, rng, he(shape), distribution)


@right("initialization/he_init")
def he_init__transformed(shape, rng, distribution="normal"):
    """Other random numbers, the same law."""
    return wave(shape, rng, he(shape), distribution)


@wrong("initialization/he_init", embodies="factor_two_missing")
def he_init_std__lecuns(shape):
    """No 2."""
    return lecun(shape)


@wrong("initialization/he_init", embodies="glorot_for_relu")
def he_init_std__glorots(shape):
    """Xavier under another name."""
    return xavier(shape)


@wrong("initialization/he_init", embodies="fan_out_for_fan_in")
def he_init_std__way_back(shape):
    """The other fan."""
    return (fans(shape)[1] / 2) ** -0.5


@wrong("initialization/he_init", embodies="variance_as_deviation")
def he_init_std__one_over(shape):
    """No root."""
    return 2 / fans(shape)[0]


@wrong("initialization/he_init", embodies="two_outside_the_root")
def he_init_std__doubled(shape):
    """The root of the rest."""
    return 2 * lecun(shape)


@wrong("initialization/he_init", embodies="window_forgotten")
def he_init_std__channels(shape):
    """No window."""
    return ((shape[0] if len(shape) == 2 else shape[1]) / 2) ** -0.5


@wrong("initialization/he_init", embodies="window_not_squared")
def he_init_std__one_side(shape):
    """k d in place of k² d."""
    inputs = shape[0] if len(shape) == 2 else shape[1] * shape[-1]
    return (inputs / 2) ** -0.5


@wrong("initialization/he_init")
def he_init_std__everything(shape):
    """Two over the number of weights: matches no misconception."""
    return (np.empty(shape).size / 2) ** -0.5


@wrong("initialization/he_init", embodies="limit_is_deviation")
def he_init__narrow(shape, rng, distribution="normal"):
    """√(2/n) as limit."""
    std = he(shape)
    return std * (2 * rng.random(shape) - 1) if distribution == "uniform" else draw(shape, rng, std, distribution)


@wrong("initialization/he_init", embodies="one_sided")
def he_init__positive(shape, rng, distribution="normal"):
    """Uniform on (0, √3 σ)."""
    return draw(shape, rng, he(shape), distribution) if distribution == "normal" else rng.random(shape) * 3**0.5 * he(shape)


@wrong("initialization/he_init", embodies="distribution_ignored")
def he_init__always_normal(shape, rng, distribution="normal"):
    """One of two."""
    return draw(shape, rng, he(shape), "normal")


@wrong("initialization/he_init", embodies="uniform_by_default")
def he_init__other_default(shape, rng, distribution="uniform"):
    """PyTorch's layers draw so."""
    return draw(shape, rng, he(shape), distribution)


@wrong("initialization/he_init", embodies="variance_for_deviation_in_the_draw")
def he_init__scaled_twice(shape, rng, distribution="normal"):
    """σ² in place of σ."""
    return he(shape) * draw(shape, rng, he(shape), distribution)


@wrong("initialization/he_init", embodies="one_unit_repeated")
def he_init__tiled(shape, rng, distribution="normal"):
    """One unit, as often as needed."""
    if len(shape) == 2:
        return np.tile(draw((shape[0], 1), rng, he(shape), distribution), (1, shape[1]))
    return np.stack([draw(shape[1:], rng, he(shape), distribution)] * shape[0])


@wrong("initialization/he_init", embodies="own_generator")
def he_init__seeded_inside(shape, rng, distribution="normal"):
    """A seed of its own."""
    return draw(shape, np.random.default_rng(7), he(shape), distribution)


@wrong("initialization/he_init")
def he_init__cut_off(shape, rng, distribution="normal"):
    """Without what lies beyond two deviations, and not rescaled: matches no misconception."""
    W = draw(shape, rng, he(shape), distribution)
    return np.clip(W, -1.2 * he(shape), 1.2 * he(shape))


@wrong("initialization/he_init")
def he_init__turned(shape, rng, distribution="normal"):
    """The axes backwards: matches no misconception."""
    return draw(shape[::-1], rng, he(shape), distribution)
