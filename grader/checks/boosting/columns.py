"""What is asked of a sample of columns."""

import math

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _columns_by_hand(rng):
    return [call("column_sample", np.array([2, 3, 5, 7]), 0.5, np.array([3, 0, 1, 2]), label="half of four columns"),
            call("column_sample", np.array([4, 6, 9]), 0.25, np.array([1, 2, 0]), label="a quarter of three columns")]


def _random_columns(rng):
    found = []
    for m, ratio in ((9, 0.5), (16, 0.25), (10, 0.75), (30, 0.9375), (11, 0.625)):
        columns = np.sort(rng.choice(100, size=m, replace=False))
        found.append(call("column_sample", columns, ratio, rng.permutation(m), label=f"{ratio} of {m} columns"))
    return found


def _nested_columns(answer, d, by_tree, by_node, orders):
    tree = answer.column_sample(np.arange(d), by_tree, orders[0])
    return tree, answer.column_sample(tree, by_node, orders[1][orders[1] < len(tree)])


def _sample_of_a_sample(rng):
    return [call("column_sample", 12, 0.5, 0.5, [rng.permutation(12), rng.permutation(12)], driver=_nested_columns,
                 label="half for the tree, half of those for a node")]


def _column_edges(rng):
    return [call("column_sample", np.arange(5), 1.0, rng.permutation(5), label="all columns"),
            call("column_sample", np.array([8]), 0.5, np.array([0]), label="a single column"),
            call("column_sample", np.arange(4), 0.0625, rng.permutation(4), label="a share of less than one column")]


def _columns_unchanged(rng):
    return [call("column_sample", np.arange(3, 9), 0.5, rng.permutation(6), label="column_sample")]


def _sample(count=lambda ratio, m: max(1, math.floor(ratio * m)), pick=lambda columns, order, k: np.sort(columns[order[:k]])):
    def variant(columns, ratio, order):
        return pick(columns, order, count(ratio, len(columns)))
    return variant


def _sorts_the_order(columns, ratio, order):
    order[: max(1, int(ratio * len(columns)))].sort()
    return columns[order[: max(1, int(ratio * len(columns)))]]


COLUMN_SAMPLE = Sheet(
    checks=(
        Check("by hand", "The columns of the book are drawn.", "value", 2, _columns_by_hand,
              by_hand=(np.array([2, 7]), np.array([6]))),
        Check("random columns", "Shares of any number of columns are right.", "reference", 2, _random_columns,
              hint="the first ⌊ρ m⌋ in the given order, as entries of columns, sorted"),
        Check("sample of a sample", "What was drawn for the tree can be drawn from for a node.", "reference", 2, _sample_of_a_sample,
              hint="order holds places in columns, not columns"),
        Check("edges", "One column, all columns, and a share of less than one column work.", "edge", 1, _column_edges,
              hint="at least one column is drawn"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _columns_unchanged,
              hint="sort() works in place, np.sort does not"),
    ),
    misconceptions=(
        Misconception("none_left", "column_sample", _sample(count=lambda ratio, m: math.floor(ratio * m)),
                      "a small share leaves no column at all"),
        Misconception("rounded_up", "column_sample", _sample(count=lambda ratio, m: math.ceil(ratio * m)),
                      "the number of columns is rounded up; it is cut off"),
        Misconception("rounded", "column_sample", _sample(count=lambda ratio, m: max(1, round(ratio * m))),
                      "the number of columns is rounded; it is cut off"),
        Misconception("in_drawn_order", "column_sample", _sample(pick=lambda columns, order, k: columns[order[:k]]),
                      "the columns are not sorted"),
        Misconception("places_for_columns", "column_sample", _sample(pick=lambda columns, order, k: np.sort(order[:k])),
                      "places in columns are returned instead of the columns"),
        Misconception("always_the_first", "column_sample", _sample(pick=lambda columns, order, k: columns[:k].copy()),
                      "the first columns are taken each time; the order is not used"),
        Misconception("the_last_drawn", "column_sample", _sample(pick=lambda columns, order, k: np.sort(columns[order[-k:]])),
                      "the last of the order are taken instead of the first"),
        Misconception("order_sorted", "column_sample", _sorts_the_order, "the caller's order is sorted in place"),
    ),
)
