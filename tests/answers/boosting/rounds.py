"""Wrong and right answers: gradient_boosting."""

import itertools
import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "boosting/gradient_boosting"

# --- the tree --------------------------------------------------------------------------------------


def lefts(column, threshold, missing_left):
    """Who goes left, one sample at a time."""
    return np.array([missing_left if v != v else v < threshold for v in column.tolist()], dtype=bool)


@right(HERE)
def gradient_boosting_tree__two_passes(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=0.0):
    """The whole tree as dicts first; a second pass prunes."""
    def grow(rows, depth):
        node = {"weight": -math.fsum(g[rows]) / (math.fsum(h[rows]) + reg_lambda)}
        found = search(X[rows], g[rows], h[rows]) if depth else None
        if found is not None:
            left = lefts(X[rows, found[0]], *found[1:3])
            node.update(split=found, low=grow(rows[left], depth - 1), high=grow(rows[~left], depth - 1))
        return node

    def prune(node):
        if "split" not in node:
            return node["weight"]
        low, high = prune(node["low"]), prune(node["high"])
        if isinstance(low, float) and isinstance(high, float) and node["split"][3] < gamma:
            return node["weight"]
        return (*node["split"][:3], low, high)

    return prune(grow(np.arange(len(X)), max_depth))


@right(HERE)
def gradient_boosting_predict__groups(tree, X):
    """Rows in groups, down the branches."""
    out, waiting = np.empty(len(X)), [(tree, np.arange(len(X)))]
    while waiting:
        node, rows = waiting.pop()
        if type(node) is tuple:
            left = lefts(X[rows, node[0]], node[1], node[2])
            waiting += [(node[3], rows[left]), (node[4], rows[~left])]
        else:
            out[rows] = node
    return out


def growing(sign=-1, early=False, cut=lambda gain, gamma, simple: simple and gain < gamma, gone_left=lefts, spare=0, forget=()):
    """A tree in which a part is exchanged."""
    def tree(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=0.0):
        own = sign * math.fsum(g) / (math.fsum(h) + reg_lambda)
        found = None if max_depth + spare <= 0 else search(X, g, h)
        if not found or (early and found[3] < gamma):
            return own
        left = np.flatnonzero(gone_left(X[:, found[0]], *found[1:3]))
        rest = np.setdiff1d(np.arange(len(X)), left)
        more = {name: value for name, value in (("reg_lambda", reg_lambda), ("gamma", gamma)) if name not in forget}
        below = [tree(X[rows], g[rows], h[rows], search, max_depth - 1, **more) for rows in (left, rest)]
        simple = all(isinstance(each, float) for each in below)
        return own if cut(found[3], gamma, simple) else (*found[:3], *below)
    return tree


for name, embodies, options in (
    ("while_growing", "stops_at_the_first", {"early": True}),
    ("unpruned", "never_prunes", {"cut": lambda *_: False}),
    ("axe", "stops_at_the_first", {"cut": lambda gain, gamma, simple: gamma > gain}),
    ("forgetful", "settings_not_handed_down", {"forget": ("reg_lambda", "gamma")}),
    ("penalty_forgotten", "lambda_not_handed_down", {"forget": ("reg_lambda",)}),
    ("deep", "one_level_more", {"spare": 1}),
    ("plus", "uphill", {"sign": 1}),
    ("right", "missing_always_right", {"gone_left": lambda x, s, m: np.array([v < s for v in x.tolist()], dtype=bool)}),
    ("exchanged", None, {"gone_left": lambda x, s, m: ~lefts(x, s, m)}),
):
    code = growing(**options)
    code.__name__ = f"gradient_boosting_tree__{name}"
    globals()[code.__name__] = wrong(HERE, embodies)(code)


def dropping(gone_left):
    """A prediction by recursion over samples."""
    def predict(tree, X):
        def fall(node, row):
            if not isinstance(node, tuple):
                return float(node)
            return fall(node[3] if gone_left(row[node[0]], node[1], node[2]) else node[4], row)
        return np.array([fall(tree, row) for row in X.tolist()], dtype=float)
    return predict


for name, embodies, rule in (
    ("up_to", "at_the_threshold_left", lambda v, s, m: m if v != v else not v > s),
    ("gaps_right", "predicts_missing_right", lambda v, s, m: s > v),
    ("gaps_left", None, lambda v, s, m: not v >= s),
    ("mirrored", None, lambda v, s, m: m if v != v else v > s),
):
    code = dropping(rule)
    code.__name__ = f"gradient_boosting_predict__{name}"
    globals()[code.__name__] = wrong(HERE, embodies)(code)

# --- the linear learner ----------------------------------------------------------------------------


@right(HERE)
def gradient_boosting_linear__scores(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
    """Keeps what was added to the scores, and works out g from it; the new weight by cases."""
    new, added = w.astype(float), np.zeros(len(X))
    move = -learning_rate * np.mean(g) / np.mean(h)
    new[0], added = new[0] + move, added + move
    for j in range(X.shape[1]):
        x, now = X[:, j], g + h * added
        G, H = math.fsum(now * x), math.fsum(h * x * x)
        free = w[j + 1] - (G + reg_lambda * w[j + 1]) / (H + reg_lambda)
        pull = reg_alpha / (H + reg_lambda)
        best = free - pull if free > pull else free + pull if free < -pull else 0.0
        move = learning_rate * (best - w[j + 1])
        new[j + 1] += move
        added = added + move * x
    return new


def passing(best, fresh=True, shrink=True, heavy=False):
    """A pass over the weights in which a part is exchanged."""
    def linear(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
        eta, lam = learning_rate if shrink else 1, reg_lambda * heavy
        out, table = [], np.column_stack([np.ones(len(X)), X])
        for j, old in enumerate(w):
            x = table[:, j]
            G, H = float(np.dot(g, x)), float(np.dot(h, x * x))
            goal = best(G, H, old, reg_lambda, reg_alpha) if j else (H * old - G) / (H + lam)
            out.append(old + eta * (goal - old))
            if fresh:
                g = g + h * x * (out[-1] - old)
        return np.array(out)
    return linear


def soft(G, H, old, lam, alpha):
    """The best weight, the others held."""
    u = H * old - G
    return 0.0 if abs(u) <= alpha else (u - math.copysign(alpha, u)) / (H + lam)


def held_step(G, H, old, lam, alpha):
    """The penalties on the step."""
    return old - (0.0 if abs(G) <= alpha else (G - math.copysign(alpha, G)) / (H + lam))


for name, embodies, options in (
    ("together", "all_weights_at_once", {"best": soft, "fresh": False}),
    ("held_steps", "penalty_on_the_step", {"best": held_step}),
    ("heavy_intercept", "intercept_penalised", {"best": soft, "heavy": True}),
    ("whole_steps", "linear_rate_forgotten", {"best": soft, "shrink": False}),
    ("squared_only", None, {"best": lambda G, H, old, lam, alpha: (H * old - G) / (H + lam)}),
    ("away", None, {"best": lambda G, H, old, lam, alpha: (H * old + G) / (H + lam)}),
):
    code = passing(**options)
    code.__name__ = f"gradient_boosting_linear__{name}"
    globals()[code.__name__] = wrong(HERE, embodies)(code)


@wrong(HERE, embodies="weights_overwritten")
def gradient_boosting_linear__in_place(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
    """The caller's weights."""
    np.copyto(w, gradient_boosting_linear__scores(X, g, h, w, learning_rate, reg_lambda, reg_alpha))
    return w.copy()


# --- the rounds ------------------------------------------------------------------------------------


@right(HERE)
def gradient_boosting__accumulated(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
    """A fold over the rounds; predictions by itertools."""
    F, team = base_score + np.zeros(len(X)), []
    while len(team) < rounds:
        g, h = objective(F)
        learner = fit(X, g, h)
        team += [learner]
        F = F + learner(X) * learning_rate

    def predict(new):
        grown = itertools.accumulate(team, lambda F, f: F + f(new) * learning_rate, initial=np.full(len(new), float(base_score)))
        return np.stack(list(grown))
    return predict


def boosting(fresh=True, trained=1.0, predicted=1.0, shrunk=(True, True), start=lambda base, eta: base, sign=1, late=False):
    """Rounds in which a part is exchanged."""
    def boost(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
        rates = [learning_rate if each else 1.0 for each in shrunk]
        F, team = np.full(len(X), float(base_score)), []
        known = objective(F)
        for _ in range(rounds):
            team.append(fit(X, *known))
            F = F + sign * rates[0] * team[-1](X)
            known = objective(F) if fresh else known

        def predict(new):
            F = np.full(len(new), float(start(base_score, learning_rate)))
            return np.array([F] + [F := F + sign * rates[1] * f(new) for f in team])
        return predict
    return boost


for name, embodies, options in (
    ("once", "derivatives_taken_once", {"fresh": False}),
    ("greedy_training", "trains_without_rate", {"shrunk": (False, True)}),
    ("greedy_prediction", "predicts_without_rate", {"shrunk": (True, False)}),
    ("greedy", "rate_forgotten", {"shrunk": (False, False)}),
    ("from_zero", "base_forgotten", {"start": lambda base, eta: 0.0}),
    ("shrunk_base", None, {"start": lambda base, eta: eta * base}),
    ("uphill", None, {"sign": -1}),
):
    code = boosting(**options)
    code.__name__ = f"gradient_boosting__{name}"
    globals()[code.__name__] = wrong(HERE, embodies)(code)


@wrong(HERE)
def gradient_boosting__last_only(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
    """The scores after the last round only."""
    predict = gradient_boosting__accumulated(X, objective, fit, rounds, learning_rate, base_score)
    return lambda new: predict(new)[-1]
