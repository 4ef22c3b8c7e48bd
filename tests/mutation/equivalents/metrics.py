"""Equivalent mutants of the chapter metrics: component → mutant → reason."""

from tests.mutation.reasons import LAST_OF_TWO, PLAIN_NUMBER

EQUIVALENTS = {
    "roc_curve": {
        "roc_curve:4 return (alarm[:, t == 0].mean(axis=-1), alarm[:, t == 1].mean(axis=1), thresholds)": LAST_OF_TWO,
        "roc_curve:4 return (alarm[:, t == 0].mean(axis=1), alarm[:, t == 1].mean(axis=-1), thresholds)": LAST_OF_TWO,
    },
    "auc": {"auc:3 return np.mean((np.sign(above) + 1) / 2)": PLAIN_NUMBER},
}
