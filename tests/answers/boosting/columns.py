"""Wrong and right answers: column_sample."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


@right("boosting/column_sample")
def column_sample__mask(columns, ratio, order):
    """A mask over the columns, which keeps their order."""
    chosen = np.zeros(len(columns), dtype=bool)
    chosen[order[: max(int(ratio * len(columns)), 1)]] = True
    return columns[chosen]


@right("boosting/column_sample")
def column_sample__list(columns, ratio, order):
    """A list of Python's integers, sorted in the end."""
    wanted = math.floor(len(columns) * ratio) or 1
    return np.array(sorted(int(columns[place]) for place in order.tolist()[:wanted]))


def taking(count, pick):
    """An answer from the number of columns and a way to pick them."""
    def answer(columns, ratio, order):
        return np.array(pick(columns.tolist(), order.tolist(), count(ratio, len(columns))), dtype=int)
    return answer


def enough(ratio, m):
    """The right number."""
    return max(1, int(m * ratio // 1))


def by_place(columns, order, k):
    """The right columns."""
    return sorted(columns[i] for i in order[:k])


for name, embodies, count, pick in (
    ("bare", "none_left", lambda ratio, m: int(m * ratio), by_place),
    ("nearest", "rounded", lambda ratio, m: round(m * ratio) or 1, by_place),
    ("generous", "rounded_up", lambda ratio, m: -int(-(m * ratio) // 1), by_place),
    ("as_drawn", "in_drawn_order", enough, lambda columns, order, k: [columns[i] for i in order[:k]]),
    ("places", "places_for_columns", enough, lambda columns, order, k: sorted(order[:k])),
    ("front", "always_the_first", enough, lambda columns, order, k: columns[:k]),
    ("back", "the_last_drawn", enough, lambda columns, order, k: by_place(columns, order[::-1], k)),
    ("falling", None, enough, lambda columns, order, k: by_place(columns, order, k)[::-1]),
    ("half_as_many", None, lambda ratio, m: enough(ratio, m) // 2 or m, by_place),
):
    code = taking(count, pick)
    code.__name__ = f"column_sample__{name}"
    globals()[code.__name__] = wrong("boosting/column_sample", embodies)(code)


@wrong("boosting/column_sample", embodies="order_sorted")
def column_sample__sorts(columns, ratio, order):
    """The caller's order."""
    k = enough(ratio, len(columns))
    order[:k] = np.sort(order[:k])
    return columns[order[:k]]
