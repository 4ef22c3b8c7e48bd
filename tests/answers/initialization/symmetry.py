"""Wrong and right answers: constant_init, gaussian_init."""

import random

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- constant_init ---------------------------------------------------------------------------------

@right("initialization/constant_init")
def constant_init__added_to_zeros(shape, value=0.0):
    """Zeros, and the number on top."""
    return np.zeros(shape) + value


@right("initialization/constant_init")
def constant_init__filled(shape, value=0.0):
    """An empty array, filled."""
    W = np.empty(shape)
    W.fill(value)
    return W


@right("initialization/constant_init")
def constant_init_distinct__as_tuples(W1, b1, W2):
    """A set of tuples, one for each unit."""
    return len({(*W1[:, k], b1[k], *W2[k]) for k in range(len(b1))})


@right("initialization/constant_init")
def constant_init_distinct__pair_by_pair(W1, b1, W2):
    """A unit counts if no earlier one is its copy."""
    units = np.column_stack([W1.T, b1, W2])
    return np.int64(sum(not any(np.array_equal(units[k], units[j]) for j in range(k)) for k in range(len(units))))


@wrong("initialization/constant_init", embodies="integers")
def constant_init__of_the_values_type(shape, value=0.0):
    """The array takes the type of the number."""
    return np.broadcast_to(np.asarray(value), shape).copy()


@wrong("initialization/constant_init", embodies="ones")
def constant_init__exponential_of_zero(shape, value=0.0):
    """1, whatever is asked for."""
    return np.exp(np.zeros(shape))


@wrong("initialization/constant_init", embodies="scaled_by_width")
def constant_init__rows_that_average(shape, value=0.0):
    """The sum over the first axis is the value."""
    return np.ones(shape) * value * (1 / shape[0])


@wrong("initialization/constant_init")
def constant_init__on_the_diagonal(shape, value=0.0):
    """Zeros except in one place: matches no misconception."""
    W = np.zeros(shape)
    W.flat[0] = value
    return W


@wrong("initialization/constant_init", embodies="only_incoming")
def constant_init_distinct__different_columns(W1, b1, W2):
    """Columns of W1, and nothing else."""
    return len({tuple(column) for column in W1.T.tolist()})


@wrong("initialization/constant_init", embodies="outgoing_forgotten")
def constant_init_distinct__by_what_comes_in(W1, b1, W2):
    """Only what a unit computes."""
    return len({(*W1[:, k], b1[k]) for k in range(len(b1))})


@wrong("initialization/constant_init", embodies="incoming_forgotten")
def constant_init_distinct__by_what_goes_out(W1, b1, W2):
    """Bias and outgoing weights."""
    return len({(b1[k], *W2[k]) for k in range(len(b1))})


@wrong("initialization/constant_init", embodies="bias_forgotten")
def constant_init_distinct__by_weights(W1, b1, W2):
    """No bias."""
    return len({(*W1[:, k], *W2[k]) for k in range(len(b1))})


@wrong("initialization/constant_init", embodies="numbers_counted")
def constant_init_distinct__of_all_numbers(W1, b1, W2):
    """A set of numbers."""
    return len({*W1.ravel().tolist(), *b1.tolist(), *W2.ravel().tolist()})


@wrong("initialization/constant_init", embodies="neighbours_only")
def constant_init_distinct__changes_counted(W1, b1, W2):
    """How often the next unit is another one."""
    units = [(*W1[:, k], b1[k], *W2[k]) for k in range(len(b1))]
    return 1 + sum(a != b for a, b in zip(units, units[1:]))


@wrong("initialization/constant_init", embodies="rows_compared")
def constant_init_distinct__of_rows(W1, b1, W2):
    """The wrong way round."""
    return len({*map(tuple, W1), tuple(b1), *map(tuple, W2.T)})


@wrong("initialization/constant_init", embodies="sorted_in_place")
def constant_init_distinct__ordered_first(W1, b1, W2):
    """Right number, and the weights are in order afterwards."""
    count = constant_init_distinct__as_tuples(W1, b1, W2)
    W1[...] = np.array([sorted(row) for row in W1])
    return count


@wrong("initialization/constant_init")
def constant_init_distinct__how_many_there_are(W1, b1, W2):
    """All of them: matches no misconception."""
    return len(b1)


@wrong("initialization/constant_init")
def constant_init_distinct__to_three_digits(W1, b1, W2):
    """Nearly equal is equal: matches no misconception."""
    return constant_init_distinct__as_tuples(W1.round(3), b1.round(3), W2.round(3))


# --- gaussian_init ---------------------------------------------------------------------------------

@right("initialization/gaussian_init")
def gaussian_init__scaled_and_shifted(shape, rng, mean=0.0, std=0.01):
    """Standard numbers first."""
    return rng.standard_normal(shape) * std + mean


@right("initialization/gaussian_init")
def gaussian_init__from_uniform_numbers(shape, rng, mean=0.0, std=0.01):
    """Box and Muller's transformation."""
    radius = np.sqrt(-2 * np.log1p(-rng.random(shape)))
    return mean + std * radius * np.cos(2 * np.pi * rng.random(shape))


@wrong("initialization/gaussian_init", embodies="deviation_squared")
def gaussian_init__variance(shape, rng, mean=0.0, std=0.01):
    """Scaled twice."""
    return mean + std * (std * rng.standard_normal(shape))


@wrong("initialization/gaussian_init", embodies="root_of_deviation")
def gaussian_init__root(shape, rng, mean=0.0, std=0.01):
    """As if std were the variance."""
    return mean + std**0.5 * rng.standard_normal(shape)


@wrong("initialization/gaussian_init", embodies="mean_ignored")
def gaussian_init__centred(shape, rng, mean=0.0, std=0.01):
    """Around 0, always."""
    return rng.standard_normal(shape) * std


@wrong("initialization/gaussian_init", embodies="mean_scaled")
def gaussian_init__bracket_misplaced(shape, rng, mean=0.0, std=0.01):
    """Shifted, then scaled."""
    return rng.normal(loc=mean, size=shape) * std


@wrong("initialization/gaussian_init", embodies="uniform_numbers")
def gaussian_init__flat(shape, rng, mean=0.0, std=0.01):
    """Between mean − std and mean + std."""
    return mean + std * (2 * rng.random(shape) - 1)


@wrong("initialization/gaussian_init", embodies="units_repeated")
def gaussian_init__one_row(shape, rng, mean=0.0, std=0.01):
    """A row, repeated."""
    return np.ones(shape) * rng.normal(mean, std, shape[-1])


@wrong("initialization/gaussian_init", embodies="own_generator")
def gaussian_init__the_same_every_time(shape, rng, mean=0.0, std=0.01):
    """A seed of its own."""
    return mean + std * np.random.default_rng(42).standard_normal(shape)


@wrong("initialization/gaussian_init", embodies="global_generator")
def gaussian_init__by_the_standard_library(shape, rng, mean=0.0, std=0.01):
    """Python's own random numbers, which know nothing of rng."""
    return np.array([random.gauss(mean, std) for _ in range(int(np.prod(shape)))]).reshape(shape)


@wrong("initialization/gaussian_init")
def gaussian_init__without_tails(shape, rng, mean=0.0, std=0.01):
    """Cut off at one deviation: matches no misconception."""
    return mean + std * np.clip(rng.standard_normal(shape), -1, 1)


@wrong("initialization/gaussian_init")
def gaussian_init__absolute(shape, rng, mean=0.0, std=0.01):
    """On one side of the mean: matches no misconception."""
    return mean + std * abs(rng.standard_normal(shape))


@wrong("initialization/gaussian_init")
def gaussian_init__a_long_row(shape, rng, mean=0.0, std=0.01):
    """Right numbers, axes lost: matches no misconception."""
    return rng.normal(mean, std, int(np.prod(shape)))
