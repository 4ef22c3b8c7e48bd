"""Equivalent mutants of the chapter boosting: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER, INNER, PLAIN_NUMBER, SQUARED

EQUIVALENTS = {
    "leaf_weight": {"leaf_weight:3 return -g.sum() / H if H > 0 else 0.0": PLAIN_NUMBER},
    "split_gain": {
        "split_gain:2 scores = [_score(g[rows].sum(), h[rows].sum() + reg_lambda) for rows in (left, ~left, None)]":
            "an index of None takes all samples too, with an axis more to sum over",
        "split_gain:3 return (scores[0] + scores[1] - scores[2]) / 2 - gamma": PLAIN_NUMBER,
    },
    "best_split": {
        "best_split:5 x, G, H = (column[order], -np.cumsum(g[order]), np.cumsum(h[order]))": SQUARED,
        "best_split:6 sides = _score(G, H + reg_lambda) + _score(G - G[-1], H[-1] - H + reg_lambda)": SQUARED,
        "best_split:8 heavy = np.minimum(H[-1] - H, H) >= min_child_weight": EITHER_ORDER,
        "best_split:11 best = (feature, (x[i] + x[i + 1]) / 2, float(gains[i]))": PLAIN_NUMBER,
        "best_split:11 best = (feature, float(x[i] + x[i + 1]) / 2, gains[i])": PLAIN_NUMBER,
    },
    "missing_direction": {
        "missing_direction:4 return (left >= right, max(right, left))": EITHER_ORDER,
        "missing_direction_split:4 present = np.unique(x)":
            "the gap sorts last, and a threshold of nan sends nothing left, as −∞ did before",
        "missing_direction_split:5 for threshold in (-np.inf, *(present[:-1] + present[1:]) / 2):": PLAIN_NUMBER,
        "missing_direction_split:7 left = np.where(np.isnan(x), missing_left, x <= threshold)": "no value lies midway between neighbours",
        "missing_direction_split:9 if gain > (best[3] if best else TINY) and min(h[~left].sum(), h[left].sum()) >= min_child_weight:":
            EITHER_ORDER,
    },
    "gradient_boosting": {
        "gradient_boosting_tree:1 def gradient_boosting_tree(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=-1.0):":
            "no search gives a split with a gain below 0",
        "gradient_boosting_linear:5 G, H = (x @ g, h @ x ** 2)": INNER,
        "gradient_boosting_linear:5 G, H = (g @ x, x ** 2 @ h)": INNER,
        "gradient_boosting_linear:7 best = np.sign(u) * max(0, abs(u) - reg_alpha) / (H + reg_lambda)": EITHER_ORDER,
        "gradient_boosting:9 return base_score + np.cumsum([np.zeros(len(X)), *steps], axis=-2)":
            "one row a round and one column a sample: the last axis but one is the first",
    },
    "column_sample": {
        "column_sample:2 count = max(int(ratio * len(columns)), 1)": EITHER_ORDER,
        "column_sample:2 count = max(1, int(ratio * len(order)))": "a permutation is as long as what it orders",
    },
}
