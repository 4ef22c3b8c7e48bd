"""Wrong and right answers: grid_search, random_search."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- grid_search ---------------------------------------------------------------------------------------

def best_of(f, points, better=lambda new, old: new < old):
    """One point after the other, keeping the best so far."""
    best, value = None, None
    for point in points:
        new = float(f(point))
        if value is None or better(new, value):
            best, value = point, new
    return best, value


def combinations(candidates):
    """All points of the grid, by recursion."""
    if not len(candidates):
        return [[]]
    return [[float(v), *rest] for v in candidates[0] for rest in combinations(candidates[1:])]


def grid(candidates):
    """The same as arrays."""
    return [np.array(point) for point in combinations(candidates)]


@right("learning_rate/grid_search")
def grid_search__by_recursion(f, candidates):
    """Keeps the best so far."""
    return best_of(f, grid(candidates))


@right("learning_rate/grid_search")
def grid_search__by_meshgrid(f, candidates):
    """NumPy's grids."""
    mesh = np.meshgrid(*candidates, indexing="ij")
    points = np.stack([axis.ravel() for axis in mesh], axis=-1).astype(float)
    values = [f(point) for point in points]
    k = values.index(min(values))
    return points[k], values[k]


@right("learning_rate/grid_search")
def grid_search_size__by_loop(candidates):
    """Multiplied up."""
    runs = 1
    for values in candidates:
        runs *= len(values)
    return runs


@right("learning_rate/grid_search")
def grid_search_size__by_math(candidates):
    """math.prod."""
    return math.prod(len(values) for values in candidates)


@wrong("learning_rate/grid_search", embodies="one_setting_at_a_time")
def grid_search__coordinate_by_coordinate(f, candidates):
    """N M runs in place of N^M."""
    best = [float(values[0]) for values in candidates]
    for i, values in enumerate(candidates):
        point, value = best_of(f, [np.array([*best[:i], float(v), *best[i + 1:]]) for v in values])
        best = point.tolist()
    return point, value


@wrong("learning_rate/grid_search", embodies="along_the_diagonal")
def grid_search__side_by_side(f, candidates):
    """First with first, second with second."""
    shortest = min(len(values) for values in candidates)
    return best_of(f, [np.array([float(values[i]) for values in candidates]) for i in range(shortest)])


@wrong("learning_rate/grid_search", embodies="takes_the_greatest")
def grid_search__maximum(f, candidates):
    """The worst of all."""
    return best_of(f, grid(candidates), lambda new, old: new > old)


@wrong("learning_rate/grid_search", embodies="last_of_equals")
def grid_search__less_or_equal(f, candidates):
    """≤ for <."""
    return best_of(f, grid(candidates), lambda new, old: new <= old)


@wrong("learning_rate/grid_search", embodies="candidates_sorted")
def grid_search__tidy(f, candidates):
    """Sorted first, in the caller's lists."""
    for i in range(len(candidates)):
        candidates[i][:] = sorted(candidates[i])
    return grid_search__by_recursion(f, candidates)


@wrong("learning_rate/grid_search", embodies="sum_of_lengths")
def grid_search_size__added(candidates):
    """N₁ + N₂ + …"""
    return len([v for values in candidates for v in values])


@wrong("learning_rate/grid_search", embodies="exponent_and_base_exchanged")
def grid_search_size__as_in_the_note(candidates):
    """M^N."""
    longest = max([len(values) for values in candidates] or [0])
    return int(len(candidates) ** longest)


@wrong("learning_rate/grid_search", embodies="all_lists_as_long_as_the_first")
def grid_search_size__first_list(candidates):
    """N₁^M."""
    runs = 1
    for _ in candidates:
        runs *= len(candidates[0])
    return runs


@wrong("learning_rate/grid_search")
def grid_search__starts_at_a_million(f, candidates):
    """A start of its own, which no value may beat: matches no misconception."""
    best, value = np.zeros(len(candidates)), 0.25
    for point in grid(candidates):
        if f(point) < value:
            best, value = point, float(f(point))
    return best, value


@wrong("learning_rate/grid_search")
def grid_search__index(f, candidates):
    """The number of the point, not the point: matches no misconception."""
    values = [f(point) for point in grid(candidates)]
    return int(np.argmin(values)), float(min(values))


# --- random_search -------------------------------------------------------------------------------------

def spread(low, high, u, log):
    """Rows of settings."""
    return [np.array([math.exp(math.log(a) + x * (math.log(b) - math.log(a))) if log else (1 - x) * a + x * b
                      for a, b, x in zip(low, high, row)]) for row in u]


@right("learning_rate/random_search")
def random_search__by_loop(f, low, high, u, log=False):
    """Through logarithms, keeping the best so far."""
    return best_of(f, spread(low, high, u, log))


@right("learning_rate/random_search")
def random_search__by_sorting(f, low, high, u, log=False):
    """A stable sort, and its first."""
    points = np.exp2(np.log2(low) + u * (np.log2(high) - np.log2(low))) if log else low * (1 - u) + high * u
    values = np.array([float(f(point)) for point in points])
    k = np.argsort(values, kind="stable")[0]
    return points[k], float(values[k])


@wrong("learning_rate/random_search", embodies="scale_ignored")
def random_search__linear_only(f, low, high, u, log=False):
    """Never logarithmic."""
    return best_of(f, spread(low, high, u, False))


@wrong("learning_rate/random_search", embodies="always_logarithmic")
def random_search__bent(f, low, high, u, log=False):
    """Equal factors where equal distances are asked."""
    if log:
        return best_of(f, spread(low, high, u, True))
    return best_of(f, spread(low, high, (np.power(10.0, u) - 1) / 9, False))


@wrong("learning_rate/random_search", embodies="width_forgotten")
def random_search__overshoots(f, low, high, u, log=False):
    """low + u · high."""
    return best_of(f, spread(low, high, u, True) if log else [low + row * high for row in u])


@wrong("learning_rate/random_search", embodies="takes_the_greatest")
def random_search__maximum(f, low, high, u, log=False):
    """The worst of all."""
    return best_of(f, spread(low, high, u, log), lambda new, old: new > old)


@wrong("learning_rate/random_search", embodies="last_trial")
def random_search__forgets(f, low, high, u, log=False):
    """Only the last is remembered."""
    point = spread(low, high, u, log)[-1]
    return point, float(f(point))


@wrong("learning_rate/random_search", embodies="logarithm_of_the_wrong_base")
def random_search__mixed_bases(f, low, high, u, log=False):
    """ln in, 10 to the power out."""
    if not log:
        return best_of(f, spread(low, high, u, False))
    return best_of(f, [np.power(10.0, np.log(low) * (1 - row) + np.log(high) * row) for row in u])


@wrong("learning_rate/random_search", embodies="factor_added")
def random_search__adds_the_factor(f, low, high, u, log=False):
    """The linear formula, with a power in it."""
    if not log:
        return best_of(f, spread(low, high, u, False))
    return best_of(f, [low + np.exp(row * (np.log(high) - np.log(low))) for row in u])


@wrong("learning_rate/random_search", embodies="numbers_overwritten")
def random_search__in_place(f, low, high, u, log=False):
    """Right settings, and the random numbers are gone."""
    result = best_of(f, spread(low, high, u.copy(), log))
    u -= 1
    return result


@wrong("learning_rate/random_search")
def random_search__one_number_for_all(f, low, high, u, log=False):
    """Along the box's diagonal: matches no misconception."""
    return best_of(f, spread(low, high, np.repeat(u[:, :1], u.shape[1], axis=1), log))


@wrong("learning_rate/random_search")
def random_search__own_numbers(f, low, high, u, log=False):
    """Equally spaced in place of the numbers given: matches no misconception."""
    n = len(u)
    return best_of(f, spread(low, high, [[i / n] * u.shape[1] for i in range(n)], log))


