"""Wrong and right answers: svm_hard_margin."""

import itertools
import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "linear_models/svm_hard_margin"


def leads(X, t, w, b):
    """t z, sample by sample."""
    return [y * (sum(u * v for u, v in zip(x, w)) + b) for x, y in zip(X.tolist(), t.tolist())]


def length(w):
    """√(w · w)."""
    return math.sqrt(sum(v * v for v in w))


def smallest(X, t, w, b):
    """The smallest t z, which must be positive."""
    least = min(leads(X, t, w, b))
    if not least > 0:
        raise ValueError("not separated")
    return least


def hulls(X, t, moves, amount=min, least=0):
    """The nearest points, from inner products alone: p, q, and the weights as a dict for each class."""
    G = (X @ X.T).tolist()
    classes = [[k for k in range(len(t)) if t[k] == side] for side in (1, -1)]
    a = [1 / len(group) for k in range(len(t)) for group in classes if k in group]
    for _ in range(moves):
        m = [t[k] * math.fsum(a[i] * t[i] * G[k][i] for i in range(len(t))) for k in range(len(t))]
        leads_of = []
        for group in classes:
            i = max((k for k in group if a[k] > 0), key=lambda k: m[k])
            j = min((k for k in group if a[k] >= least), key=lambda k: m[k])
            leads_of.append((m[i] - m[j], i, j))
        lead, i, j = max(leads_of)
        if lead <= 0:
            break
        step = amount(a[i], lead / (G[i][i] + G[j][j] - 2 * G[i][j]))
        a[i] -= step
        a[j] += step
    return (np.array([a[k] for k in group]) @ X[group] for group in classes)


def between(X, t, p, q):
    """Canonical form of the plane midway."""
    w, b = p - q, -(p - q) @ (p + q) / 2
    least = smallest(X, t, w, b)
    return w / least, float(b) / least


@right(HERE)
def svm_hard_margin__by_a_loop(X, t, w, b):
    """The smallest distance."""
    return min(leads(X, t, w, b)) / length(w)


@right(HERE)
def svm_hard_margin__of_a_unit_vector(X, t, w, b):
    """Lengths along w first."""
    unit = w / np.sqrt(np.sum(w**2))
    return float(np.min(t * (X @ unit) + t * b / np.sqrt(np.sum(w**2))))


@right(HERE)
def svm_hard_margin_canonical__by_a_loop(X, t, w, b):
    """Divided by the smallest lead."""
    least = smallest(X, t, w, b)
    return np.array([v / least for v in w]), b / least


@right(HERE)
def svm_hard_margin_canonical__by_the_margin(X, t, w, b):
    """A vector of the length 1/M."""
    norm = np.sqrt(w @ w)
    M = np.min(t * (X @ w + b)) / norm
    if M <= 0:
        raise ValueError("not separated")
    return w / (norm * M), b / (norm * M)


@right(HERE)
def svm_hard_margin_fit__inner_products(X, t, moves):
    """The samples only in inner products."""
    return between(X, t, *hulls(X, t, moves))


@right(HERE)
def svm_hard_margin_fit__two_clouds(X, t, moves):
    """Each class by itself."""
    clouds = [X[t > 0], -X[t < 0]]
    a = [np.full(len(cloud), 1 / len(cloud)) for cloud in clouds]
    while moves > 0:
        moves -= 1
        gap = a[0] @ clouds[0] + a[1] @ clouds[1]
        m = [cloud @ gap for cloud in clouds]
        ends = [(np.flatnonzero(own)[np.argmax(lead[own > 0])], np.argmin(lead)) for own, lead in zip(a, m)]
        c = int(m[1][ends[1][0]] - m[1][ends[1][1]] > m[0][ends[0][0]] - m[0][ends[0][1]])
        i, j = ends[c]
        if m[c][i] > m[c][j]:
            step = min(a[c][i], (m[c][i] - m[c][j]) / np.linalg.norm(clouds[c][i] - clouds[c][j]) ** 2)
            a[c][i], a[c][j] = a[c][i] - step, a[c][j] + step
    return between(X, t, a[0] @ clouds[0], -a[1] @ clouds[1])


@wrong(HERE, embodies="functional_margin")
def svm_hard_margin__score(X, t, w, b):
    """Not divided."""
    return min(leads(X, t, w, b))


@wrong(HERE, embodies="mean_for_nearest")
def svm_hard_margin__on_average(X, t, w, b):
    """All samples."""
    return math.fsum(leads(X, t, w, b)) / len(t) / length(w)


@wrong(HERE, embodies="side_forgotten")
def svm_hard_margin__sizes(X, t, w, b):
    """|z|."""
    return min(abs(z) for z in leads(X, t, w, b)) / length(w)


@wrong(HERE, embodies="whole_street")
def svm_hard_margin__two_over(X, t, w, b):
    """2/‖w‖."""
    return 2 * min(leads(X, t, w, b)) / length(w)


@wrong(HERE, embodies="bias_in_the_length")
def svm_hard_margin__of_all_weights(X, t, w, b):
    """The bias as a weight."""
    return min(leads(X, t, w, b)) / length([*w, b])


@wrong(HERE)
def svm_hard_margin__squared_length(X, t, w, b):
    """No root: no name."""
    return min(leads(X, t, w, b)) / length(w) ** 2


@wrong(HERE, embodies="length_one")
def svm_hard_margin_canonical__unit(X, t, w, b):
    """‖w‖ = 1."""
    smallest(X, t, w, b)
    return w / length(w), b / length(w)


@wrong(HERE, embodies="bias_not_scaled")
def svm_hard_margin_canonical__weights_only(X, t, w, b):
    """b as it was."""
    return w / smallest(X, t, w, b), b


@wrong(HERE, embodies="any_plane_accepted")
def svm_hard_margin_canonical__trusting(X, t, w, b):
    """The nearest sample, on whichever side."""
    least = min(abs(z) for z in leads(X, t, w, b))
    return (w / least, b / least) if least else (w, b)


@wrong(HERE, embodies="between_the_means")
def svm_hard_margin_fit__means(X, t, moves):
    """Nearest mean."""
    between(X, t, *hulls(X, t, moves))
    p, q = (np.mean([x for x, y in zip(X, t) if y == side], axis=0) for side in (1, -1))
    w = 2 * (p - q) / length(p - q) ** 2
    return w, float(q @ q - p @ p) / length(p - q) ** 2


@wrong(HERE, embodies="between_two_samples")
def svm_hard_margin_fit__nearest_samples(X, t, moves):
    """One sample of each class."""
    between(X, t, *hulls(X, t, moves))
    p, q = min(itertools.product(X[t > 0], X[t < 0]), key=lambda pair: length(pair[0] - pair[1]))
    w = 2 * (p - q) / length(p - q) ** 2
    return w, float(q @ q - p @ p) / length(p - q) ** 2


@wrong(HERE, embodies="fit_of_length_one")
def svm_hard_margin_fit__unit(X, t, moves):
    """‖w‖ = 1."""
    w, b = between(X, t, *hulls(X, t, moves))
    return w / length(w), b / length(w)


@wrong(HERE)
def svm_hard_margin_fit__at_the_edge(X, t, moves):
    """The plane through the no side's nearest samples: no name."""
    w, b = between(X, t, *hulls(X, t, moves))
    return w, b + 1


@wrong(HERE, embodies="all_of_the_weight")
def svm_hard_margin_fit__everything(X, t, moves):
    """All at once."""
    return between(X, t, *hulls(X, t, moves, lambda owned, wanted: owned))


@wrong(HERE, embodies="among_those_with_weight")
def svm_hard_margin_fit__never_back(X, t, moves):
    """Who has given all away gets nothing any more."""
    return between(X, t, *hulls(X, t, moves, least=1e-300))


@wrong(HERE)
def svm_hard_margin_fit__difference_for_sum(X, t, moves):
    """b = −w · (p − q)/2: no name."""
    p, q = hulls(X, t, moves)
    between(X, t, p, q)
    w = 2 * (p - q) / length(p - q) ** 2
    return w, -1.0
