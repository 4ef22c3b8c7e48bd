"""Equivalent mutants of the chapter perceptron: component → mutant → reason."""

from tests.mutation.reasons import INNER, LAST_OF_TWO, PLAIN_NUMBER

LINE = "another line, with the same corners on the same sides"
LIST = "a list becomes the same array in the product"

EQUIVALENTS = {
    "step": {"step:2 return np.where(1.0, z > 0, 0.0)": "always the first choice, True or False, and the 0.0 makes floats "
    "of them"},
    "perceptron_rule": {
        "perceptron_rule:2 if y * (w @ x + b) > 0:": INNER,
        "perceptron_rule:4 return (w + eta0 / y * x, b + eta0 * y)": "y is −1 or 1, its own inverse",
        "perceptron_rule:4 return (w + eta0 * y * x, b + eta0 / y)": "y is −1 or 1, its own inverse",
        "perceptron_rule_fit:2 w, b, mistakes = (-np.zeros(X.shape[1]), 0.0, [])": "−0 is 0",
        "perceptron_rule_fit:2 w, b, mistakes = (np.zeros(X.shape[1]), -0.0, [])": "−0 is 0",
        "perceptron_rule_fit:2 w, b, mistakes = (np.zeros(X.shape[-1]), 0.0, [])": "X has two axes, so the last is the second",
        "perceptron_rule_fit:6 mistakes[-1] += target * (w @ x + b) <= 0": INNER,
        "perceptron_rule_fit:8 b = corrected if fit_intercept else 0.0": "the same number, as NumPy's float and not as Python's",
    },
    "logic_gates": {
        "logic_gates:3 units = {'AND': (ones, 1.0 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n - 0.5)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, 0.0), 'NAND': (-ones, n - 0.5)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n - 0.0)}": LINE,
        "logic_gates_xor:2 W1 = [[1.0, -1.0], [1.0, -1.0]]": LIST,
        "logic_gates_xor:2 W1 = np.array([[2.0, -1.0], [1.0, -1.0]])": LINE,
        "logic_gates_xor:2 W1 = np.array([[1.0, -1.0], [2.0, -1.0]])": LINE,
        "logic_gates_xor:3 b1 = [-0.5, 1.5]": LIST,
        "logic_gates_xor:3 b1 = np.array([0.0, 1.5])": LINE,
        "logic_gates_xor:4 return (W1, b1, [1.0, 1.0], -1.5)": LIST,
    },
    "factorization_machine": {
        "factorization_machine:2 sums, squares = (-(X @ V), X ** 2 @ V ** 2)": "the sums are only used as their squares",
        "factorization_machine:3 return w0 + X @ w + 0.5 * np.sum(sums ** 2 - squares, axis=-1)": LAST_OF_TWO,
        "factorization_machine_pairs:3 for i in range(len(w)):": "there is one weight for each feature, and one row of factors",
        "factorization_machine_pairs:4 for j in range(i + 1, len(w)):": "there is one weight for each feature, and one row of factors",
        "factorization_machine_pairs:5 z = z + V[j] @ V[i] * X[:, i] * X[:, j]": INNER,
    },
    "one_vs_rest": {
        "one_vs_rest:4 return (classes, np.column_stack([w for w, _ in scorers]), np.array([b for _, b in scorers]))": PLAIN_NUMBER,
        "one_vs_rest_predict:3 surest = classes[scores.argmax(axis=-1)]": LAST_OF_TWO,
        "one_vs_rest_predict:4 return surest if other is None else np.where(scores.max(axis=-1) > 0, surest, other)": LAST_OF_TWO,
    },
}
