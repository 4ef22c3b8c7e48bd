"""Wrong and right answers: kernel_svm."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "linear_models/kernel_svm"


def double_sum(K, t, a):
    """Σ Σ, by loops."""
    n = range(len(t))
    return math.fsum(a[i] * a[j] * t[i] * t[j] * K[i, j] for i in n for j in n)


def exchanged(K, t, a, i, j, C, inside=True, across=2, second=-1):
    """Four cases of signs, in the variables themselves."""
    a = [float(v) for v in a]
    error = [math.fsum(K[k, m] * a[m] * t[m] for m in range(len(t))) - t[k] for k in (i, j)]
    delta = (error[1] - error[0]) / max(K[i, i] + K[j, j] - across * K[i, j], 1e-12)
    if inside:
        lows = [-a[i] if t[i] > 0 else a[i] - C, a[j] - C if t[j] > 0 else -a[j]]
        highs = [C - a[i] if t[i] > 0 else a[i], a[j] if t[j] > 0 else C - a[j]]
        delta = min(max(delta, *lows), *highs)
    a[i] += t[i] * delta
    a[j] += second * t[j] * delta
    return np.array(a)


def ends(K, t, a, C):
    """The two errors that differ most, with their samples."""
    e = K @ (a * t) - t
    up = [k for k in range(len(t)) if (a[k] < C - 1e-12 if t[k] > 0 else a[k] > 1e-12)]
    down = [k for k in range(len(t)) if (a[k] > 1e-12 if t[k] > 0 else a[k] < C - 1e-12)]
    i, j = min(up, key=lambda k: e[k]), max(down, key=lambda k: e[k])
    return i, j, e[i], e[j]


def climbed(K, t, C, steps):
    """Step after step, until none helps."""
    a = np.zeros(len(t))
    while steps > 0:
        i, j, low, high = ends(K, t, a, C)
        if low >= high:
            break
        a, steps = exchanged(K, t, a, i, j, C), steps - 1
    return a, ends(K, t, a, C)


@right(HERE)
def kernel_svm__by_loops(K, t, a):
    """Pair by pair."""
    return math.fsum(a) - double_sum(K, t, a) / 2


@right(HERE)
def kernel_svm__einsum(K, t, a):
    """Indices."""
    return float(np.sum(a) - np.einsum("i,j,ij", a * t, a * t, K) / 2)


@right(HERE)
def kernel_svm_step__four_cases(K, t, a, i, j, C=1.0):
    """Written for a, not for a t."""
    return exchanged(K, t, a, i, j, C)


@right(HERE)
def kernel_svm_step__clipped(K, t, a, i, j, C=1.0):
    """The new value of i is clipped, and j gets the rest."""
    u, e = a * t, K @ (a * t) - t
    low, high = (0, C) if t[i] > 0 else (-C, 0)
    total = u[i] + u[j]
    low, high = max(low, total - (C if t[j] > 0 else 0)), min(high, total - (0 if t[j] > 0 else -C))
    u[i] = np.clip(u[i] + (e[j] - e[i]) / max(K[i, i] - K[i, j] + K[j, j] - K[j, i], 1e-12), low, high)
    u[j] = total - u[i]
    return u * t


@right(HERE)
def kernel_svm_fit__by_loops(K, t, C, steps):
    """Sets of samples."""
    a, (_, _, low, high) = climbed(K, t, C, steps)
    return a, -(low + high) / 2


@right(HERE)
def kernel_svm_fit__errors_kept(K, t, C, steps):
    """The errors are kept up to date."""
    u, e = np.zeros(len(t)), -t.astype(float)
    low, high = np.minimum(0, C * t), np.maximum(0, C * t)
    for step in range(steps + 1):
        i = np.where(high - u > 1e-12, e, np.inf).argmin()
        j = np.where(u - low > 1e-12, e, -np.inf).argmax()
        if step < steps and e[i] < e[j]:
            delta = (e[j] - e[i]) / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
            delta = min(delta, high[i] - u[i], u[j] - low[j])
            u[i], u[j], e = u[i] + delta, u[j] - delta, e + delta * (K[:, i] - K[:, j])
    return u * t, -(e[i] + e[j]) / 2


@right(HERE)
def kernel_svm_predict__by_loops(K, t, a, b):
    """Row by row."""
    return np.array([math.fsum(k * v * y for k, v, y in zip(row, a, t)) + b for row in K])


@right(HERE)
def kernel_svm_predict__einsum(K, t, a, b):
    """Indices."""
    return b + np.einsum("mn,n,n->m", K, t, a)


@wrong(HERE, embodies="half_forgotten")
def kernel_svm__whole_sum(K, t, a):
    """No ½."""
    return math.fsum(a) - double_sum(K, t, a)


@wrong(HERE, embodies="targets_left_out")
def kernel_svm__without_targets(K, t, a):
    """a a K."""
    return math.fsum(a) - double_sum(K, np.ones(len(t)), a) / 2


@wrong(HERE, embodies="sign_turned")
def kernel_svm__to_be_minimised(K, t, a):
    """As libraries minimise it."""
    return double_sum(K, t, a) / 2 - math.fsum(a)


@wrong(HERE, embodies="not_cut")
def kernel_svm_step__anywhere(K, t, a, i, j, C=1.0):
    """No ends."""
    return exchanged(K, t, a, i, j, C, inside=False)


@wrong(HERE, embodies="no_upper_end")
def kernel_svm_step__hard(K, t, a, i, j, C=1.0):
    """C infinite."""
    return exchanged(K, t, a, i, j, math.inf)


@wrong(HERE, embodies="cut_one_by_one")
def kernel_svm_step__clipped_apart(K, t, a, i, j, C=1.0):
    """Both clipped."""
    return np.array([min(max(v, 0.0), C) for v in exchanged(K, t, a, i, j, C, inside=False)])


@wrong(HERE, embodies="both_grow")
def kernel_svm_step__together(K, t, a, i, j, C=1.0):
    """+ and +."""
    return exchanged(K, t, a, i, j, C, second=1)


@wrong(HERE, embodies="denominator_without_cross")
def kernel_svm_step__two_lengths(K, t, a, i, j, C=1.0):
    """Kᵢᵢ + Kⱼⱼ."""
    return exchanged(K, t, a, i, j, C, across=0)


@wrong(HERE, embodies="overwrites_variables")
def kernel_svm_step__in_place(K, t, a, i, j, C=1.0):
    """Right, in the caller's array."""
    a[:] = exchanged(K, t, a, i, j, C)
    return a


@wrong(HERE, embodies="bias_reversed")
def kernel_svm_fit__plus(K, t, C, steps):
    """+ for −."""
    a, (_, _, low, high) = climbed(K, t, C, steps)
    return a, (low + high) / 2


@wrong(HERE, embodies="bias_left_out")
def kernel_svm_fit__no_bias(K, t, C, steps):
    """0."""
    return climbed(K, t, C, steps)[0], 0.0


@wrong(HERE)
def kernel_svm_fit__one_end(K, t, C, steps):
    """Only i's error: no name."""
    a, (_, _, low, _) = climbed(K, t, C, steps)
    return a, -low


@wrong(HERE, embodies="scores_without_targets")
def kernel_svm_predict__of_a(K, t, a, b):
    """K a."""
    return np.einsum("mn,n->m", K, a) + b


@wrong(HERE, embodies="bias_not_added")
def kernel_svm_predict__no_bias(K, t, a, b):
    """No b."""
    return np.einsum("mn,n,n->m", K, t, a)


@wrong(HERE, embodies="classes_for_scores")
def kernel_svm_predict__signs(K, t, a, b):
    """±1."""
    return np.array([1.0 if math.fsum(row * a * t) + b > 0 else -1.0 for row in K])
