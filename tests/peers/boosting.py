"""XGBoost's exact method, node by node: inputs are exact in its 32-bit numbers, every parameter is given on both sides.

XGBoost leaves the ½ of the gain out, so its losses are halved here and its γ is twice ours; its linear learner divides λ and α by n.
"""

import json
import math

import numpy as np

TOLERANCE = 2e-6  # XGBoost keeps 32-bit numbers
SEARCH = {"reg_lambda": 1.0, "min_child_weight": 1.0}
EXACT = {"tree_method": "exact", "max_delta_step": 0, "base_score": 0.0, "nthread": 1, "seed": 0}


def table(seed, n, d, gaps=0.0):
    """Positive features without ties, and derivatives, all of few binary digits; some values missing."""
    rng = np.random.default_rng(seed)
    X = np.array([rng.permutation(4 * n)[:n] + 8 for _ in range(d)]).T / 4
    g, h = rng.integers(-40, 41, size=n) / 8, rng.integers(2, 9, size=n) / 8
    X[rng.random((n, d)) < gaps] = np.nan
    return X, g, h


def objective(name, t):
    """First and second derivatives of a loss by the scores."""
    def logistic(F):
        p = 1 / (1 + np.exp(-F))
        return p - t, p * (1 - p)
    return {"squared": lambda F: (F - t, np.ones(len(t))), "logistic": logistic}[name]


def replay(name, function, arguments):
    """What the reference says to a record's arguments, as a list of results."""
    if name == "column_sample":
        m, ratio = arguments
        return [len(function(np.arange(m), ratio, np.random.default_rng(0).permutation(m)))]
    if name == "split_gain":
        g, h, left, settings = arguments
        return [function(np.array(g), np.array(h), np.array(left), **settings)]
    if name == "missing_direction":
        x, g, h, threshold, reg_lambda = arguments
        return function(np.array(x, dtype=float), np.array(g), np.array(h), threshold, reg_lambda)
    if name in ("gradient_boosting", "gradient_boosting_linear"):
        return {"gradient_boosting": _boosted, "gradient_boosting_linear": _linear}[name](function, *arguments)
    if name == "gradient_boosting_predict":
        tree, X = arguments
        return [function(_tuples(tree), np.array(X, dtype=float))]
    X, *sums, settings = arguments
    X, sums = np.array(X, dtype=float), map(np.array, sums)
    if name == "gradient_boosting_tree":
        return [function(X, *sums, **_grown(settings))]
    if name == "leaf_weight":
        return [function(*sums, **settings)]
    return function(X, *sums, **settings)


def _tuples(tree):
    return tuple(map(_tuples, tree)) if isinstance(tree, list) else tree


def _grown(settings):
    """A tree's settings, with the search that they ask for."""
    from grader.reference.boosting import missing_direction_split

    def search(X, g, h):
        return missing_direction_split(X, g, h, settings["reg_lambda"], settings["min_child_weight"])

    return {"search": search, **{key: settings[key] for key in ("max_depth", "reg_lambda", "gamma")}}


def _boosted(function, X, t, loss, rounds, learning_rate, base_score, settings):
    from grader.reference.boosting import gradient_boosting_predict, gradient_boosting_tree

    def fit(X, g, h):
        tree = gradient_boosting_tree(X, g, h, **_grown(settings))
        return lambda X: gradient_boosting_predict(tree, X)

    X = np.array(X, dtype=float)
    return [function(X, objective(loss, np.array(t)), fit, rounds, learning_rate, base_score)(X)]


def _linear(function, X, t, loss, rounds, settings):
    X, w, path = np.array(X), np.zeros(len(X[0]) + 1), []
    for _ in range(rounds):
        w = function(X, *objective(loss, np.array(t))(w[0] + X @ w[1:]), w, **settings)
        path.append(w)
    return [np.array(path)]


# --- what XGBoost says -----------------------------------------------------------------------------


def trained(X, t, rounds, obj=None, **parameters):
    """A booster of XGBoost."""
    import xgboost

    data = xgboost.DMatrix(np.array(X, dtype=np.float32), label=t)
    return xgboost.train({**EXACT, "verbosity": 0, **parameters}, data, rounds, obj=obj), data


def settings_of(reg_lambda=1.0, min_child_weight=1.0, max_depth=6, gamma=0.0):
    """The same settings in XGBoost's words."""
    return {"lambda": reg_lambda, "min_child_weight": min_child_weight, "max_depth": max_depth, "gamma": 2 * gamma}


def one_tree(X, g, h, **settings):
    """The arrays of the one tree that XGBoost grows on given derivatives."""
    booster, _ = trained(X, np.zeros(len(X)), 1, lambda scores, data: (g, h), eta=1.0, **settings_of(**settings))
    return json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"][0]


def nested(tree, X, node=0):
    """That tree as ours: a weight, or (feature, threshold, missing_left, left, right).

    Two things are XGBoost's rounding alone, and are written as our search has them: the side of the missing where none of a
    node's samples misses the feature is left, and where missing and present ones part the missing go left, at -inf.
    """
    if tree["left_children"][node] < 0:
        return tree["base_weights"][node]
    feature, threshold = tree["split_indices"][node], tree["split_conditions"][node]
    x = X[:, feature]
    missing, below = np.isnan(x), x < threshold
    missing_left = bool(tree["default_left"][node]) or not missing.any()
    goes_left = below | (missing & missing_left)
    sides = [nested(tree, X[rows], tree[side][node]) for side, rows in (("left_children", goes_left), ("right_children", ~goes_left))]
    if (goes_left == missing).all() or (goes_left == ~missing).all():
        return [feature, -math.inf, True, *(sides if missing_left else sides[::-1])]
    return [feature, threshold, missing_left, *sides]


def root_split(X, g, h, **settings):
    """Feature, threshold, side of the missing, and gain of a tree's first split."""
    tree = one_tree(X, g, h, max_depth=1, **settings)
    feature, threshold, missing_left, _, _ = nested(tree, X)
    return feature, threshold, missing_left, tree["loss_changes"][0] / 2


def lists(*arrays):
    """Arrays as nested lists, nan as None, so that JSON can hold them."""
    return [json.loads(json.dumps(a.tolist()).replace("NaN", "null")) for a in arrays]


def single_splits():
    """Leaves, splits at the root, and the side of the missing."""
    for seed, reg_lambda in ((0, 1.0), (1, 0.25), (2, 0.0)):
        X, g, h = table(seed, 12, 1)
        leaf = one_tree(X, g, h, reg_lambda=reg_lambda, gamma=1e6)
        yield "leaf_weight", [*lists(X, g, h), {"reg_lambda": reg_lambda}], [nested(leaf, X)]
        _, threshold, _, gain = root_split(X, g, h, reg_lambda=reg_lambda)
        yield ("split_gain", [*lists(g, h, X[:, 0] < threshold), {"reg_lambda": reg_lambda, "gamma": 0.5}], [gain - 0.5])
    for seed, n, d, settings in ((3, 20, 1, {}), (4, 30, 3, {"reg_lambda": 0.5}), (5, 16, 4, {"min_child_weight": 3.0, "reg_lambda": 0.0})):
        X, g, h = table(seed, n, d)
        feature, threshold, _, gain = root_split(X, g, h, **settings)
        yield "best_split", [*lists(X, g, h), {**SEARCH, **settings}], [feature, threshold, gain]
    for seed, n, d in ((6, 14, 1), (7, 14, 1), (8, 20, 1), (9, 30, 3), (10, 30, 3), (11, 12, 2)):
        X, g, h = table(seed, n, d, gaps=0.3)
        split = root_split(X, g, h)
        yield "missing_direction_split", [*lists(X, g, h), SEARCH], list(split)
        if d == 1 and split[1] > -math.inf:
            yield "missing_direction", [*lists(X[:, 0], g, h), split[1], 1.0], list(split[2:])


def drawn_columns():
    """How many columns one tree of XGBoost uses, when every one of its samples needs a column of its own."""
    for m, ratio in ((10, 0.5), (7, 0.5), (9, 0.25), (4, 0.125), (6, 1.0)):
        g = -np.ones(m + 1) * 2.0 ** np.arange(m + 1)
        X = np.vstack([np.eye(m), np.zeros(m)]) + 1
        tree = one_tree_of_columns(X, g, ratio)
        used = {tree["split_indices"][i] for i, child in enumerate(tree["left_children"]) if child >= 0}
        yield "column_sample", [m, ratio], [len(used)]


def one_tree_of_columns(X, g, ratio):
    """A deep tree that may use a share of the columns."""
    booster, _ = trained(X, np.zeros(len(X)), 1, lambda scores, data: (g, np.ones(len(g))), colsample_bytree=ratio,
                         **settings_of(max_depth=len(X), reg_lambda=0.0, min_child_weight=0.0))
    return json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"][0]


def trees():
    """Whole trees: deep, pruned, with gaps; and what they say of each sample."""
    for seed, n, d, gaps, settings in (
            (20, 24, 2, 0.0, {"max_depth": 3}), (21, 40, 3, 0.0, {"max_depth": 4, "reg_lambda": 0.5, "min_child_weight": 2.0}),
            (22, 40, 3, 0.0, {"max_depth": 5, "gamma": 4.0}), (23, 40, 3, 0.25, {"max_depth": 4}),
            (24, 40, 2, 0.25, {"max_depth": 5, "gamma": 6.0, "reg_lambda": 0.25}), (25, 30, 2, 0.0, {"max_depth": 3, "gamma": 500.0})):
        X, g, h = table(seed, n, d, gaps)
        whole = {**SEARCH, "max_depth": 6, "gamma": 0.0, **settings}
        tree = nested(one_tree(X, g, h, **whole), X)
        yield "gradient_boosting_tree", [*lists(X, g, h), whole], [tree]
        booster, data = trained(X, np.zeros(n), 1, lambda scores, data, g=g, h=h: (g, h), eta=1.0, **settings_of(**whole))
        yield "gradient_boosting_predict", [tree, *lists(X)], [booster.predict(data, output_margin=True).tolist()]


def boosted():
    """The scores after every round."""
    names = {"squared": "reg:squarederror", "logistic": "binary:logistic"}
    for seed, loss, rounds, learning_rate, base_score, settings in (
            (30, "squared", 12, 0.25, 1.5, {"max_depth": 3}), (31, "logistic", 12, 0.5, 0.0, {"max_depth": 3, "min_child_weight": 0.5}),
            (32, "squared", 8, 0.5, 0.0, {"max_depth": 4, "gamma": 8.0, "reg_lambda": 0.5})):
        X, g, _ = table(seed, 40, 3, gaps=0.1)
        t = g if loss == "squared" else (g > 0).astype(float)
        whole = {**SEARCH, "max_depth": 6, "gamma": 0.0, **settings}
        start = base_score if loss == "squared" else 1 / (1 + math.exp(-base_score))
        booster, data = trained(X, t, rounds, objective=names[loss], eta=learning_rate, **settings_of(**whole), base_score=start)
        path = [booster.predict(data, output_margin=True, iteration_range=(0, m)).tolist() for m in range(1, rounds + 1)]
        yield ("gradient_boosting", [*lists(X, t), loss, rounds, learning_rate, base_score, whole], [[[base_score] * len(t), *path]])


def linear_learners():
    """The weights of the linear learner after every round."""
    names = {"squared": "reg:squarederror", "logistic": "binary:logistic"}
    for seed, loss, rate, reg_lambda, reg_alpha in (
            (40, "squared", 0.5, 0.0, 0.0), (41, "squared", 1.0, 8.0, 16.0), (42, "logistic", 0.5, 2.0, 1.0)):
        rng = np.random.default_rng(seed)
        X = rng.integers(-8, 9, size=(32, 3)) / 4
        t = np.round(4 * (X @ [1.0, -0.5, 0.0] + rng.normal(size=32))) / 4
        t = t if loss == "squared" else (t > 0).astype(float)
        path = []
        for rounds in range(1, 9):
            booster, _ = trained(X, t, rounds, booster="gblinear", updater="coord_descent", feature_selector="cyclic", eta=rate,
                                 objective=names[loss], **{"lambda": reg_lambda / 32, "alpha": reg_alpha / 32},
                                 base_score=0.0 if loss == "squared" else 0.5)
            weights = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["weights"]
            path.append([weights[-1], *weights[:-1]])
        settings = {"learning_rate": rate, "reg_lambda": reg_lambda, "reg_alpha": reg_alpha}
        yield "gradient_boosting_linear", [*lists(X, t), loss, 8, settings], [path]


def records():
    """Everything, in the order of the chapter."""
    yield from single_splits()
    yield from drawn_columns()
    yield from trees()
    yield from boosted()
    yield from linear_learners()
