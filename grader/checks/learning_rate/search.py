"""What is asked of grid search and random search; the functions to be searched travel as text and run beside the answer."""

import itertools

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _grid(answer, name, candidates):
    functions = {
        "bowl": lambda x: ((x - 0.3) ** 2).sum(),
        "coupled": lambda x: (x[0] * x[1] - 2) ** 2 + 0.1 * x[0],
        "three": lambda x: np.sin(3 * x[0]) + x[1] * x[2] - x[2],
        "steps": lambda x: float(np.round(x).sum()),
        "log": lambda x: (np.log10(x[0]) + 2) ** 2,
        "constant": lambda x: 5.0,
        "worse is better": lambda x: -1e6 - x[0],
    }
    return answer.grid_search(functions[name], candidates)


def _grid_watched(answer, candidates):
    visited = []

    def f(x):
        visited.append(tuple(float(v) for v in x))
        return (x[0] - 1) ** 2 * (1 + x[1] ** 2) + x[1]

    answer.grid_search(f, candidates)
    return sorted(set(visited)), len(visited)


def _ask_grid(name, candidates, label=""):
    return call("grid_search", name, candidates, driver=_grid, label=label)


def _grid_by_hand(rng):
    return [_ask_grid("bowl", [np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.2])], "(x − 0.3)² + (y − 0.3)² on six points"),
            call("grid_search_size", [np.array([0.1, 0.01, 0.001]), np.array([16, 64])], label="three rates and two batch sizes")]


def _grid_random(rng):
    return [_ask_grid(name, [rng.normal(scale=2, size=n) for n in sizes], f"{' × '.join(map(str, sizes))} values")
            for name, sizes in (("coupled", (4, 6)), ("three", (3, 4, 5)), ("bowl", (7, 2)))]


def _grid_all(rng):
    return [call("grid_search", [rng.normal(size=3), rng.normal(size=4)], driver=_grid_watched, label="which points are visited")]


def _sizes_random(rng):
    return [call("grid_search_size", [rng.normal(size=n) for n in sizes], label=f"{sizes} values")
            for sizes in ((4, 4, 4), (2, 3, 5, 7), (6, 2), (1, 1, 9))]


def _grid_edges(rng):
    return [_ask_grid("constant", [np.array([3.0, 1.0]), np.array([2.0, 0.0])], "a function whose values are all equal"),
            _ask_grid("steps", [np.array([0.1, -0.2, 0.3]), np.array([0.4, 0.2])], "ties"),
            _ask_grid("log", [np.array([0.001, 0.01, 0.1])], "one setting"),
            _ask_grid("bowl", [np.array([4.0]), np.array([5.0])], "one point"),
            _ask_grid("worse is better", [np.array([1.0, 2.0])], "values far below 0"),
            call("grid_search_size", [], label="no setting"), call("grid_search_size", [np.array([1.0])], label="one value")]


def _grid_unchanged(rng):
    return [_ask_grid("bowl", [np.array([2.0, 0.0, 1.0]), np.array([0.5, -0.5])], "candidates in no order")]


def _points(candidates):
    return [np.array(point, dtype=float) for point in itertools.product(*candidates)]


def _least(f, points):
    values = [f(point) for point in points]
    k = int(np.argmin(values))
    return points[k], float(values[k])


def _greatest(f, points):
    best, value = _least(lambda x: -f(x), points)
    return best, -value


def _one_at_a_time(f, candidates):
    best = np.array([values[0] for values in candidates], dtype=float)
    for i, values in enumerate(candidates):
        trials = np.tile(best, (len(values), 1))
        trials[:, i] = values
        best, value = _least(f, trials)
    return best, value


def _along_the_diagonal(f, candidates):
    return _least(f, [np.array(point, dtype=float) for point in zip(*candidates)])


def _last_of_equals(f, candidates):
    return _least(f, _points(candidates)[::-1])


def _sorted_in_place(f, candidates):
    for values in candidates:
        values.sort()
    return _least(f, _points(candidates))


GRID_SEARCH = Sheet(
    checks=(
        Check("by hand", "Six points of a bowl, and the size of a small grid.", "value", 1, _grid_by_hand,
              by_hand=((np.array([0.5, 0.2]), 0.05), 6)),
        Check("random grids", "The best of all combinations is found, for two settings and for three.", "reference", 2, _grid_random,
              hint="every value of each setting meets every value of the others"),
        Check("all combinations", "Every combination is tried once.", "reference", 1, _grid_all,
              hint="itertools.product gives each combination once"),
        Check("how many runs", "The number of runs is counted right, for lists of any lengths.", "reference", 1, _sizes_random,
              hint="each further setting multiplies the number of runs by its number of values"),
        Check("edges", "Ties go to the first, in the order of itertools.product; one setting, one point and none work.", "edge", 1,
              _grid_edges,
              hint="no setting at all is one run; start from the first value, not from a number of your own"),
        Check("candidates unchanged", "The candidates are not changed.", "unchanged", 1, _grid_unchanged,
              hint="sort writes into the caller's arrays"),
    ),
    misconceptions=(
        Misconception("one_setting_at_a_time", "grid_search", _one_at_a_time,
                      "one setting is improved after another with the others fixed; a grid tries all combinations"),
        Misconception("along_the_diagonal", "grid_search", _along_the_diagonal,
                      "the lists are walked side by side, as zip does; a grid combines every value with every other"),
        Misconception("takes_the_greatest", "grid_search", lambda f, candidates: _greatest(f, _points(candidates)),
                      "the greatest value is kept; smaller is better"),
        Misconception("last_of_equals", "grid_search", _last_of_equals, "among equal values the last is kept; ties go to the first"),
        Misconception("candidates_sorted", "grid_search", _sorted_in_place, "the caller's candidates are sorted in place"),
        Misconception("sum_of_lengths", "grid_search_size", lambda candidates: sum(len(values) for values in candidates),
                      "the lengths are added; every further setting multiplies the number of runs"),
        Misconception("exponent_and_base_exchanged", "grid_search_size", lambda candidates: len(candidates) ** max(
            (len(values) for values in candidates), default=0), "M settings with N values each are N^M runs, not M^N", erratum=36),
        Misconception("all_lists_as_long_as_the_first", "grid_search_size", lambda candidates: (
            len(candidates[0]) ** len(candidates) if candidates else 1), "every list is taken to be as long as the first"),
    ),
)

# --- random_search ---------------------------------------------------------------------------------


def _random(answer, name, low, high, u, **scale):
    functions = {
        "bowl": lambda x: ((x - 0.3) ** 2).sum(),
        "first": lambda x: x[0],
        "log": lambda x: ((np.log10(x) + 2) ** 2).sum(),
        "product": lambda x: (x[0] * x[-1] - 0.5) ** 2,
        "constant": lambda x: 5.0,
    }
    return answer.random_search(functions[name], low, high, u, **scale)


def _ask_random(name, low, high, u, label="", **scale):
    return call("random_search", name, np.array(low), np.array(high), np.array(u), driver=_random, label=label, **scale)


def _random_by_hand(rng):
    return [_ask_random("bowl", [0.0, -1.0], [1.0, 1.0], [[0.5, 0.5], [0.25, 0.75], [0.9, 0.1]], "three trials in a box"),
            _ask_random("log", [1e-4], [1.0], [[0.25], [0.5], [0.9]], "three rates between 1e-4 and 1, on a logarithmic scale", log=True)]


def _random_linear(rng):
    return [_ask_random(name, [-1.0, 0.5, 2.0], [1.0, 0.7, 5.0], rng.uniform(size=(trials, 3)), f"{trials} trials of three settings")
            for name, trials in (("bowl", 8), ("product", 5), ("first", 11))]


def _random_log(rng):
    return [_ask_random(name, [1e-5, 1e-3], [1e-1, 10.0], rng.uniform(size=(trials, 2)), f"{trials} trials, logarithmic", log=True)
            for name, trials in (("log", 8), ("bowl", 5), ("product", 12))]


def _random_edges(rng):
    return [_ask_random("constant", [0.0, 0.0], [1.0, 1.0], rng.uniform(size=(4, 2)), "a function whose values are all equal"),
            _ask_random("bowl", [0.0], [1.0], [[0.0]], "one trial, at the lower end"),
            _ask_random("bowl", [2.0, 3.0], [2.0, 3.0], rng.uniform(size=(3, 2)), "a box without extent"),
            _ask_random("log", [0.01, 0.01], [1.0, 1.0], rng.uniform(size=(1, 2)), "one trial, logarithmic", log=True)]


def _random_unchanged(rng):
    return [_ask_random("bowl", [0.0, -1.0], [1.0, 2.0], rng.uniform(size=(3, 2)), "linear"),
            _ask_random("bowl", [0.1, 0.2], [1.0, 2.0], rng.uniform(size=(3, 2)), "logarithmic", log=True)]


def _linear(low, high, u):
    return low + u * (high - low)


def _logarithmic(low, high, u):
    return low * (high / low) ** u


def _scaled(low, high, u, log):
    return _logarithmic(low, high, u) if log else _linear(low, high, u)


def _numbers_in_place(f, low, high, u, log=False):
    points = _scaled(low, high, u.copy(), log)
    u[...] = points
    return _least(f, points)


RANDOM_SEARCH = Sheet(
    checks=(
        Check("by hand", "Three trials in a box, and three rates on a logarithmic scale.", "value", 1, _random_by_hand,
              by_hand=((np.array([0.25, 0.5]), 0.0425), (np.array([0.01]), 0.0))),
        Check("linear scale", "The best of some trials is found, each setting in its own range.", "reference", 2, _random_linear,
              hint="u stretches from low to high, column by column"),
        Check("logarithmic scale", "With log, factors are equally likely.", "reference", 2, _random_log,
              hint="low times a power of high / low"),
        Check("edges", "Ties, one trial, and a range without extent work.", "edge", 1, _random_edges,
              hint="of equal values the first counts; u may be 0, low and high may be equal, and one trial is enough"),
        Check("arguments unchanged", "Ranges and numbers are not changed.", "unchanged", 1, _random_unchanged,
              hint="scale into a new array"),
    ),
    misconceptions=(
        Misconception("scale_ignored", "random_search", lambda f, low, high, u, log=False: _least(f, _linear(low, high, u)),
                      "the argument log makes no difference"),
        Misconception("always_logarithmic", "random_search", lambda f, low, high, u, log=False: _least(
            f, low + (high - low) * (10.0**u - 1) / 9 if not log else _logarithmic(low, high, u)),
            "the linear scale is bent: equal distances must be equally likely there"),
        Misconception("width_forgotten", "random_search", lambda f, low, high, u, log=False: _least(
            f, _logarithmic(low, high, u) if log else low + u * high), "low + u · high overshoots: u spans high − low"),
        Misconception("takes_the_greatest", "random_search", lambda f, low, high, u, log=False: _greatest(f, _scaled(low, high, u, log)),
                      "the greatest value is kept; smaller is better"),
        Misconception("last_trial", "random_search", lambda f, low, high, u, log=False: (
            _scaled(low, high, u, log)[-1], float(f(_scaled(low, high, u, log)[-1]))), "the last trial is returned, not the best"),
        Misconception("logarithm_of_the_wrong_base", "random_search", lambda f, low, high, u, log=False: _least(
            f, 10 ** _linear(np.log(low), np.log(high), u) if log else _linear(low, high, u)),
            "10 to the power of natural logarithms: use one base in both directions"),
        Misconception("factor_added", "random_search", lambda f, low, high, u, log=False: _least(
            f, low + (high / low) ** u if log else _linear(low, high, u)),
            "on the logarithmic scale the power of high / low is added to low; it multiplies low"),
        Misconception("numbers_overwritten", "random_search", _numbers_in_place, "an in-place operation writes into the random numbers"),
    ),
)
