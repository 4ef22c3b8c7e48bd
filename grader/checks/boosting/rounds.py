"""What is asked of a tree, of a linear learner, and of the rounds that add them up."""

import numpy as np

from grader.checks.boosting.leaves import derivatives
from grader.checks.boosting.splits import gapped
from grader.checks.kit import Check, Misconception, Sheet, call

STUMP = (0, 1.5, True, 1.0, -1.0)
TREE = (1, 0.5, False, (0, 2.0, True, 3.0, (1, -1.0, True, 0.25, 0.5)), (0, -1.0, False, -2.0, 4.0))

# --- drivers: they run beside the answer, and hand it what it does not have to write ----------------


def _grown(answer, X, g, h, settings):
    """A tree on these derivatives, by a search that tries every split."""
    reg_lambda = settings.get("reg_lambda", 1.0)

    def score(rows):
        return g_now[rows].sum() ** 2 / (h_now[rows].sum() + reg_lambda)

    def search(X, g, h):
        nonlocal g_now, h_now
        (g_now, h_now), found, best = (g, h), None, 1e-6
        for feature in range(X.shape[1]):
            x = X[:, feature]
            values = np.unique(x[~np.isnan(x)])
            for threshold in (values[1:] + values[:-1]) / 2:
                for missing_left in (True, False):
                    left = (x < threshold) | (np.isnan(x) & missing_left)
                    gain = (score(left) + score(~left) - score(left | ~left)) / 2
                    if gain > best:
                        found, best = (feature, float(threshold), missing_left, float(gain)), gain
        return found

    g_now, h_now = g, h
    return answer.gradient_boosting_tree(X, g, h, search, **settings)


def _halved(answer, gamma):
    """Two samples, whose split gains exactly 2."""
    def search(X, g, h):
        return (0, 1.5, True, 2.0) if len(g) == 2 else None

    return answer.gradient_boosting_tree(np.array([[1.0], [2.0]]), np.array([-2.0, 2.0]), np.ones(2), search, gamma=gamma)


def _chain(answer, n):
    """A search that always parts the first sample from the others."""
    def search(X, g, h):
        return (0, float(X.min()) + 0.5, True, 1.0) if len(g) > 1 else None

    X = np.arange(float(n))[:, None]
    return answer.gradient_boosting_tree(X, X[:, 0] - 2, np.ones(n), search)


def _toward_eight(answer, rounds, settings):
    """One sample, target 8, learners that say all that is missing."""
    predict = answer.gradient_boosting(np.zeros((1, 1)), lambda F: (F - 8, np.ones(1)), lambda X, g, h: lambda Z: np.repeat(-g, len(Z)),
                                       rounds, **settings)
    return predict(np.zeros((2, 1)))


def _stumps(answer, X, t, new, settings):
    """Rounds of stumps on the logistic loss; the scores of the samples and of new ones."""
    def objective(F):
        p = 1 / (1 + np.exp(-F))
        return p - t, p * (1 - p)

    def fit(X, g, h):
        slopes = X.T @ g
        feature = int(np.argmax(np.abs(slopes)))
        left = X[:, feature] < 0
        low, high = (-g[rows].sum() / (h[rows].sum() + 1) for rows in (left, ~left))
        return lambda Z: np.where(Z[:, feature] < 0, low, high)

    predict = answer.gradient_boosting(X, objective, fit, **settings)
    return predict(X), predict(new)


def _converged(answer, X, t, reg_lambda, reg_alpha):
    """The weights of the linear learner after 200 rounds on the squared error."""
    w = np.zeros(X.shape[1] + 1)
    for _ in range(200):
        w = answer.gradient_boosting_linear(X, w[0] + X @ w[1:] - t, np.ones(len(t)), w, 1.0, reg_lambda, reg_alpha)
    return w


# --- what is asked ---------------------------------------------------------------------------------


def _rounds_by_hand(rng):
    X, g = np.array([[1.0], [-1.0]]), np.array([-3.0, 1.0])
    return [call("gradient_boosting_tree", 2.0, driver=_halved, label="a split that gains 2, for a price of 2"),
            call("gradient_boosting_tree", 2.5, driver=_halved, label="a split that gains 2, for a price of 2.5"),
            call("gradient_boosting_predict", STUMP, np.array([[1.0], [1.5], [np.nan]]), label="below, at the threshold, missing"),
            call("gradient_boosting_linear", X, g, np.ones(2), np.zeros(2), 1.0, 2.0, 1.0, label="the linear learner with penalties"),
            call("gradient_boosting", 3, {"learning_rate": 0.5}, driver=_toward_eight, label="three rounds, each half of the way")]


def _random_trees(rng):
    found = []
    for n, d, settings in ((14, 1, {"max_depth": 2}), (16, 2, {"max_depth": 3, "reg_lambda": 0.25}), (12, 3, {"max_depth": 0}), (10, 2,
        {})):
        found.append(call("gradient_boosting_tree", gapped(rng, n, d, 0.2), *derivatives(rng, n), settings, driver=_grown,
                          label=f"{n} samples, {d} features, settings {settings}"))
    return [*found, call("gradient_boosting_tree", 10, driver=_chain, label="max_depth not given")]


def _pruned_trees(rng):
    found = []
    for gamma, reg_lambda in ((0.5, 1.0), (1.0, 0.5), (2.0, 0.5), (100.0, 1.0)):
        found.append(call("gradient_boosting_tree", gapped(rng, 16, 2, 0.1), *derivatives(rng, 16),
                          {"max_depth": 3, "reg_lambda": reg_lambda, "gamma": gamma}, driver=_grown, label=f"a price of {gamma}"))
    g = np.array([1.0, -1.0, -1.0, 1.0]) * 3 + np.array([0.0, 0.0, 0.25, 0.0])
    X = np.array([[1.0, 1.0], [1.0, 2.0], [2.0, 1.0], [2.0, 2.0]])
    return [*found, call("gradient_boosting_tree", X, g, np.ones(4), {"max_depth": 2, "gamma": 1.0}, driver=_grown,
                         label="a first split that gains little, above two that gain much")]


def _followed(rng):
    X = rng.normal(size=(30, 2)) * 2
    X[rng.random((30, 2)) < 0.3] = np.nan
    X[:4] = [[2.0, 0.0], [0.0, 0.5], [-1.0, 1.0], [5.0, -1.0]]
    return [call("gradient_boosting_predict", TREE, X, label="thirty samples, some values missing"),
            call("gradient_boosting_predict", 0.75, X, label="a tree that is a leaf"),
            call("gradient_boosting_predict", TREE, X[:0], label="no sample")]


def _linear_rounds(rng):
    found = []
    for n, d, settings in ((8, 1, (1.0,)), (10, 3, (0.5, 2.0, 0.0)), (9, 4, (0.25, 0.5, 1.5)), (12, 2, (1.0, 0.0, 3.0)), (7, 2, ())):
        found.append(call("gradient_boosting_linear", rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(0.1, 2, size=n),
                          rng.normal(size=d + 1), *settings, label=f"{n} samples, {d} features"))
    return found


def _fixed_points(rng):
    found = []
    for reg_lambda, reg_alpha in ((0.0, 0.0), (3.0, 0.0), (1.0, 4.0)):
        X = rng.normal(size=(20, 3))
        t = X @ np.array([2.0, -1.0, 0.0]) + 3 + 0.3 * rng.normal(size=20)
        found.append(call("gradient_boosting_linear", X, t, reg_lambda, reg_alpha, driver=_converged,
                          label=f"200 rounds, λ = {reg_lambda}, α = {reg_alpha}"))
    return found


def _lowest(calls, values):
    for request, w in zip(calls, values):
        X, t, reg_lambda, reg_alpha = request.args
        w = np.asarray(w)
        if w.shape != (4,):
            return f"three features gave the shape {w.shape}"

        def loss(w, X=X, t=t, reg_lambda=reg_lambda, reg_alpha=reg_alpha):
            return ((w[0] + X @ w[1:] - t) ** 2).sum() / 2 + reg_lambda * (w[1:] ** 2).sum() / 2 + reg_alpha * np.abs(w[1:]).sum()

        steps = np.vstack([np.eye(4), -np.eye(4)]) * 1e-3
        if not all(loss(w) <= loss(w + step) for step in steps):
            return f"after 200 rounds with λ = {reg_lambda} and α = {reg_alpha} a weight nearby makes loss and penalties lower"
    return None


def _boosted(rng):
    found = []
    for n, settings in ((12, {"rounds": 4, "learning_rate": 0.5, "base_score": -1.0}), (9, {}), (7, {"rounds": 1, "base_score": 0.5}),
                        (6, {"rounds": 0, "base_score": 2.0})):
        X = rng.normal(size=(n, 3))
        t = (X[:, 0] + 0.5 * rng.normal(size=n) > 0).astype(float)
        found.append(call("gradient_boosting", X, t, rng.normal(size=(5, 3)), settings, driver=_stumps,
            label=f"stumps, settings {settings}"))
    return found


def _rounds_unchanged(rng):
    X, (g, h) = gapped(rng, 8, 2), derivatives(rng, 8)
    return [call("gradient_boosting_tree", X, g, h, {"max_depth": 2}, driver=_grown, label="gradient_boosting_tree"),
            call("gradient_boosting_predict", TREE, X, label="gradient_boosting_predict"),
            call("gradient_boosting_linear", rng.normal(size=(8, 2)), g, h, np.ones(3), label="gradient_boosting_linear")]


# --- variants --------------------------------------------------------------------------------------


def _tree(leaf=lambda g, h, lam: -g.sum() / (h.sum() + lam), left_side=lambda x, s, m: (x < s) | (np.isnan(x) & m), deeper=0,
          early=False, prune=lambda gain, gamma, leaves: gain < gamma and leaves, keep="all"):
    """A variant of gradient_boosting_tree."""
    def grow(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=0.0):
        weight = float(leaf(g, h, reg_lambda))
        split = search(X, g, h) if max_depth + deeper > 0 else None
        if split is None or (early and split[3] < gamma):
            return weight
        feature, threshold, missing_left, gain = split
        left = left_side(X[:, feature], threshold, missing_left)
        settings = {"all": (reg_lambda, gamma), "γ": (1.0, gamma), "none": ()}[keep]
        low, high = (grow(X[rows], g[rows], h[rows], search, max_depth - 1, *settings) for rows in (left, ~left))
        if prune(gain, gamma, not isinstance(low, tuple) and not isinstance(high, tuple)):
            return weight
        return feature, threshold, missing_left, low, high
    return grow


def _predict(left_side):
    """A variant of gradient_boosting_predict, sample by sample."""
    def follow(tree, row):
        while isinstance(tree, tuple):
            feature, threshold, missing_left, low, high = tree
            tree = low if left_side(row[feature], threshold, missing_left) else high
        return tree

    def variant(tree, X):
        return np.array([follow(tree, row) for row in X], dtype=float)
    return variant


def _linear(best=lambda G, H, w, lam, alpha: np.sign(H * w - G) * max(abs(H * w - G) - alpha, 0) / (H + lam), update=True, rate=True,
            start=lambda w, lam: 0.0):
    """A variant of gradient_boosting_linear."""
    def variant(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
        eta = learning_rate if rate else 1.0
        step = -eta * (g.sum() + start(w, reg_lambda) * w[0]) / (h.sum() + start(w, reg_lambda))
        new, g = [w[0] + step], g + update * h * step
        for x, old in zip(X.T, w[1:]):
            step = eta * (best(g @ x, h @ x**2, old, reg_lambda, reg_alpha) - old)
            new.append(old + step)
            g = g + update * h * step * x
        return np.array(new)
    return variant


def _boost(train=lambda F, f, eta: F + eta * f, predict=lambda base, f, eta: base + eta * f, again=True):
    """A variant of gradient_boosting: how the scores grow in training and in prediction, and whether derivatives are taken anew."""
    def variant(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
        F, learners = np.full(len(X), float(base_score)), []
        first = objective(F)
        for _ in range(rounds):
            learners.append(fit(X, *(objective(F) if again else first)))
            F = train(F, learners[-1](X), learning_rate)

        def scores(X):
            path = [np.full(len(X), float(base_score))]
            for learner in learners:
                path.append(predict(path[-1], learner(X), learning_rate))
            return np.array(path)
        return scores
    return variant


def _boost_without_base(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
    predict = _boost()(X, objective, fit, rounds, learning_rate, base_score)
    return lambda X: predict(X) - base_score


def _linear_in_place(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
    found = _linear()(X, g, h, w, learning_rate, reg_lambda, reg_alpha)
    w[:] = found
    return found


GRADIENT_BOOSTING = Sheet(
    checks=(
        Check("by hand", "The tree, the prediction, the linear round and the three rounds of the book are right.", "value", 2,
              _rounds_by_hand,
              by_hand=((0, 1.5, True, 1.0, -1.0), 0.0, np.array([1.0, -1.0, 1.0]), np.array([1.0, 0.75]),
                       np.array([[0.0, 0.0], [4.0, 4.0], [6.0, 6.0], [7.0, 7.0]]))),
        Check("trees", "Trees of any depth, on tables with gaps, are right.", "reference", 3, _random_trees,
              hint="the label says which setting differs; compare the first leaf that differs, by hand, with −G/(H + λ)"),
        Check("pruning", "Splits that gain less than γ are pruned from below, and no others.", "reference", 3, _pruned_trees,
              hint="grow first; then a split with two leaves below it and gain < γ becomes a leaf"),
        Check("following a tree", "Samples at a threshold, with gaps, or none at all arrive where they should.", "reference", 2, _followed,
              hint="left where x < threshold, and where x is missing and missing_left holds"),
        Check("linear rounds", "One round of the linear learner is right, with every setting.", "reference", 2, _linear_rounds,
              hint="one weight after the other, and g grows by h times what each step adds to the scores"),
        Check("the lowest loss", "After 200 rounds the linear learner is where loss and penalties are lowest.", "property", 1,
              _fixed_points, holds=_lowest, hint="λ and α hold back the whole weight, and never the intercept"),
        Check("rounds of learners", "Rounds of stumps on the logistic loss give the right scores, for new samples too.", "reference", 3,
              _boosted, hint="derivatives at the scores so far, a learner on them, the share η of it added"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _rounds_unchanged, hint="work on new arrays"),
    ),
    misconceptions=(
        Misconception("stops_at_the_first", "gradient_boosting_tree", _tree(early=True),
                      "a split that gains less than γ is given up with all that is below it, though a split below may gain more"),
        Misconception("never_prunes", "gradient_boosting_tree", _tree(prune=lambda gain, gamma, leaves: False), "γ is not used"),
        Misconception("settings_not_handed_down", "gradient_boosting_tree", _tree(keep="none"),
                      "the recursion does not hand λ and γ down, so that the branches have the defaults"),
        Misconception("lambda_not_handed_down", "gradient_boosting_tree", _tree(keep="γ"),
                      "the recursion does not hand λ down, so that the leaves of the branches have the default"),
        Misconception("one_level_more", "gradient_boosting_tree", _tree(deeper=1), "the tree has one level more than max_depth"),
        Misconception("uphill", "gradient_boosting_tree", _tree(leaf=lambda g, h, lam: g.sum() / (h.sum() + lam)),
                      "the sign of the leaves' weights"),
        Misconception("missing_always_right", "gradient_boosting_tree", _tree(left_side=lambda x, s, m: x < s),
                      "while the tree grows, samples without a value go right at every split"),
        Misconception("at_the_threshold_left", "gradient_boosting_predict", _predict(lambda x, s, m: x <= s or (x != x and m)),
                      "a value at the threshold goes left; left is what lies below"),
        Misconception("predicts_missing_right", "gradient_boosting_predict", _predict(lambda x, s, m: x < s),
                      "in prediction, samples without a value go right at every split"),
        Misconception("all_weights_at_once", "gradient_boosting_linear", _linear(update=False),
                      "g is not brought up to date after each step, so all weights correct the same error"),
        Misconception("penalty_on_the_step", "gradient_boosting_linear",
                      _linear(best=lambda G, H, w, lam, alpha: w + np.sign(-G) * max(abs(G) - alpha, 0) / (H + lam)),
                      "λ and α hold back the step; they are penalties on the whole weight"),
        Misconception("intercept_penalised", "gradient_boosting_linear", _linear(start=lambda w, lam: lam), "the intercept pays λ too"),
        Misconception("linear_rate_forgotten", "gradient_boosting_linear", _linear(rate=False), "the learning rate is not used"),
        Misconception("derivatives_taken_once", "gradient_boosting", _boost(again=False),
                      "every learner is fitted to the derivatives at the start: they are many, and do not correct one another"),
        Misconception("trains_without_rate", "gradient_boosting", _boost(train=lambda F, f, eta: F + f),
                      "in training the whole learner is added, in prediction a share of it"),
        Misconception("predicts_without_rate", "gradient_boosting", _boost(predict=lambda base, f, eta: base + f),
                      "in prediction the learners are not multiplied by the learning rate"),
        Misconception("rate_forgotten", "gradient_boosting", _boost(lambda F, f, eta: F + f, lambda base, f, eta: base + f),
                      "the learning rate is not used at all"),
        Misconception("base_forgotten", "gradient_boosting", _boost_without_base, "the predictions do not begin at the base score"),
        Misconception("weights_overwritten", "gradient_boosting_linear", _linear_in_place, "the caller's weights are overwritten"),
    ),
)
