"""Wrong and right answers: step, perceptron_rule and its fit and predict."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- step ------------------------------------------------------------------------------------------


@right("perceptron/step")
def step__as_a_comparison(z):
    """True and False turned into numbers."""
    return (z > 0).astype(float)


@right("perceptron/step")
def step__one_at_a_time(z):
    """A loop with an if."""
    return np.array([1.0 if score > 0 else 0.0 for score in z.ravel()]).reshape(z.shape)


@right("perceptron/step")
def step__heaviside(z):
    """NumPy's own, with the value at 0 given."""
    return np.heaviside(z, 0)


@wrong("perceptron/step", embodies="smooth")
def step__sigmoid(z):
    """The notes' "step function"."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


@wrong("perceptron/step", embodies="one_at_zero")
def step__not_below(z):
    """One minus the scores below 0."""
    return 1.0 - (z < 0)


@wrong("perceptron/step", embodies="half_at_zero")
def step__mean_of_signs(z):
    """Half of one plus the sign."""
    return (1 + np.sign(z)) / 2


@wrong("perceptron/step", embodies="sign")
def step__plus_and_minus(z):
    """Two for the true ones, less one."""
    return 2.0 * (z > 0) - 1


@wrong("perceptron/step", embodies="passes_the_score")
def step__gate(z):
    """The score times the step."""
    return np.where(z > 0, z, 0.0)


@wrong("perceptron/step", embodies="scores_overwritten")
def step__by_masks(z):
    """Two assignments into the caller's array."""
    mask = z > 0
    z[mask], z[~mask] = 1.0, 0.0
    return z


@wrong("perceptron/step")
def step__booleans(z):
    """The comparison itself: True and False are no numbers."""
    return z > 0


@wrong("perceptron/step")
def step__with_tolerance(z):
    """Scores that are almost 0 are taken for 0."""
    return np.where(z > 1e-8, 1.0, 0.0)


@wrong("perceptron/step")
def step__flat(z):
    """The shape is lost."""
    return np.where(z.ravel() > 0, 1.0, 0.0)


# --- perceptron_rule: one sample -------------------------------------------------------------------


@right("perceptron/perceptron_rule")
def perceptron_rule__by_prediction(x, y, w, b, eta0=1.0):
    """Score first, then class by class."""
    score = math.fsum(a * c for a, c in zip(x, w)) + b
    missed = score <= 0 if y == 1 else score >= 0
    return np.array([c + (eta0 * y * a if missed else 0.0) for a, c in zip(x, w)]), b + (eta0 * y if missed else 0.0)


@right("perceptron/perceptron_rule")
def perceptron_rule__with_the_bias_inside(x, y, w, b, eta0=1.0):
    """A constant feature of 1 carries the bias."""
    x, w = np.append(x, 1.0), np.append(w, b)
    new = w + eta0 * y * x * (y * np.dot(w, x) <= 0)
    return new[:-1], new[-1]


@wrong("perceptron/perceptron_rule", embodies="every_sample_corrects")
def perceptron_rule__hebbian(x, y, w, b, eta0=1.0):
    """Hebb's rule: what fires together, wires together."""
    return w + eta0 * (y * x), b + eta0 * y


@wrong("perceptron/perceptron_rule", embodies="classes_zero_and_one")
def perceptron_rule__with_targets_of_zero(x, y, w, b, eta0=1.0):
    """The class is turned into 0 or 1 before it multiplies."""
    target = (y + 1) / 2
    if (w @ x + b) * y <= 0:
        return w + eta0 * target * x, b + eta0 * target
    return w * 1.0, b


@wrong("perceptron/perceptron_rule", embodies="bias_forgotten")
def perceptron_rule__weights_only(x, y, w, b, eta0=1.0):
    """The bias goes out as it came in."""
    return (w + eta0 * y * x if y * (np.sum(x * w) + b) <= 0 else np.array(w)), b


@wrong("perceptron/perceptron_rule", embodies="zero_is_right")
def perceptron_rule__only_below_zero(x, y, w, b, eta0=1.0):
    """A mistake needs the opposite sign."""
    if np.sign(x @ w + b) == -y:
        return w + eta0 * y * x, b + eta0 * y
    return w.copy(), b


@wrong("perceptron/perceptron_rule", embodies="away_from_the_sample")
def perceptron_rule__subtracts(x, y, w, b, eta0=1.0):
    """As if y x were a slope to go down."""
    if y * (x @ w + b) <= 0:
        return w - eta0 * y * x, b - eta0 * y
    return w.copy(), b


@wrong("perceptron/perceptron_rule", embodies="scaled_by_the_score")
def perceptron_rule__least_squares(x, y, w, b, eta0=1.0):
    """Widrow and Hoff's correction, for mistakes."""
    score = x @ w + b
    error = (y - score) * (score * y <= 0)
    return w + eta0 * error * x, b + eta0 * error


@wrong("perceptron/perceptron_rule", embodies="weights_overwritten")
def perceptron_rule__in_place(x, y, w, b, eta0=1.0):
    """np.add with out=."""
    if y * (x @ w + b) <= 0:
        np.add(w, eta0 * y * x, out=w)
        b = b + eta0 * y
    return w, b


@wrong("perceptron/perceptron_rule")
def perceptron_rule__rate_for_weights_only(x, y, w, b, eta0=1.0):
    """The bias is corrected by 1, whatever the rate: matches no misconception."""
    if y * (x @ w + b) <= 0:
        return w + eta0 * y * x, b + y
    return w.copy(), b


# --- perceptron_rule_fit ---------------------------------------------------------------------------


@right("perceptron/perceptron_rule")
def perceptron_rule_fit__with_the_bias_inside(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """One vector for weights and bias; the bias is that of a constant feature of 1, or of 0."""
    Z = np.column_stack([X, np.full(len(X), float(fit_intercept))])
    w, counts = np.zeros(Z.shape[1]), []
    for _ in range(max_iter):
        count = 0
        for z, t in zip(Z, y):
            if np.sign(z @ w) != t:
                w = w + eta0 * t * z
                count += 1
        counts.append(count)
        if not count:
            break
    return w[:-1], float(w[-1]), np.array(counts, dtype=int)


@right("perceptron/perceptron_rule")
def perceptron_rule_fit__by_counting(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """Dual form: how often each sample was a mistake says it all."""
    G = X @ X.T + (1.0 if fit_intercept else 0.0)
    often, counts = np.zeros(len(y), dtype=int), []
    while len(counts) < max_iter and (not counts or counts[-1]):
        before = often.sum()
        for i in range(len(y)):
            if y[i] * math.fsum(eta0 * often * y * G[i]) <= 0:
                often[i] += 1
        counts.append(int(often.sum() - before))
    return X.T @ (eta0 * often * y), eta0 * float((often * y).sum()) * bool(fit_intercept), np.array(counts, dtype=int)


@wrong("perceptron/perceptron_rule", embodies="one_stale_prediction")
def perceptron_rule_fit__in_batches(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """All mistakes of the epoch corrected at once."""
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_iter):
        missed = y * (X @ w + b) <= 0
        w = w + eta0 * (y[missed] @ X[missed])
        b = b + (eta0 * float(y[missed].sum()) if fit_intercept else 0.0)
        counts.append(int(missed.sum()))
        if counts[-1] == 0:
            break
    return w, b, np.array(counts, dtype=int)


@wrong("perceptron/perceptron_rule", embodies="never_stops")
def perceptron_rule_fit__all_epochs(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """As many epochs as allowed."""
    w, b = np.zeros(X.shape[1]), 0.0
    counts = np.zeros(max_iter, dtype=int)
    for epoch in range(len(counts)):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b = w + eta0 * t * x, b + eta0 * t * int(fit_intercept)
                counts[epoch] += 1
    return w, float(b), counts


@wrong("perceptron/perceptron_rule", embodies="zero_is_right_in_fit")
def perceptron_rule_fit__misses_below_zero(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """A mistake is a score on the other side; 0 is on neither."""
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_iter):
        count = 0
        for x, t in zip(X, y):
            if np.sign(w @ x + b) == -t:
                w, b = w + eta0 * t * x, b + (eta0 * t if fit_intercept else 0.0)
                count += 1
        counts.append(count)
        if not count:
            break
    return w, float(b), np.array(counts, dtype=int)


@wrong("perceptron/perceptron_rule", embodies="no_epoch_as_floats")
def perceptron_rule_fit__list_of_nothing(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """np.array of a list without saying what is in it."""
    w, b, counts = perceptron_rule_fit__with_the_bias_inside(X, y, max_iter, eta0, fit_intercept)
    return w, b, np.array(counts.tolist())


@wrong("perceptron/perceptron_rule", embodies="bias_always_learned")
def perceptron_rule_fit__argument_unused(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """The bias is there, asked for or not."""
    return perceptron_rule_fit__with_the_bias_inside(X, y, max_iter, eta0)


@wrong("perceptron/perceptron_rule", embodies="counted_afterwards")
def perceptron_rule_fit__counts_at_the_end(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """What the epoch's last weights still get wrong."""
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    while len(counts) < max_iter:
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b = w + eta0 * t * x, b + (eta0 * t if fit_intercept else 0.0)
        counts.append(np.count_nonzero(np.sign(X @ w + b) != y))
        if counts[-1] == 0:
            break
    return w, float(b), np.array(counts, dtype=int)


@wrong("perceptron/perceptron_rule")
def perceptron_rule_fit__backwards(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """The last sample first: matches no misconception."""
    return perceptron_rule_fit__with_the_bias_inside(X[::-1], y[::-1], max_iter, eta0, fit_intercept)


@wrong("perceptron/perceptron_rule")
def perceptron_rule_fit__restarts(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """Each epoch begins at 0 again."""
    epochs = [perceptron_rule_fit__with_the_bias_inside(X, y, 1, eta0, fit_intercept) for _ in range(min(max_iter, 50))]
    w, b, _ = epochs[-1] if epochs else (np.zeros(X.shape[1]), 0.0, None)
    return w, b, np.array([counts[0] for _, _, counts in epochs], dtype=int)


# --- perceptron_rule_predict -----------------------------------------------------------------------


@right("perceptron/perceptron_rule")
def perceptron_rule_predict__by_loops(X, w, b):
    """One sample at a time."""
    return np.array([1.0 if sum(a * c for a, c in zip(x, w)) + b > 0 else -1.0 for x in X])


@wrong("perceptron/perceptron_rule", embodies="sign_of_zero")
def perceptron_rule_predict__three_classes(X, w, b):
    """Difference of two comparisons."""
    z = X.dot(w) + b
    return 1.0 * (z > 0) - (z < 0)


@wrong("perceptron/perceptron_rule", embodies="predicts_zero_and_one")
def perceptron_rule_predict__step(X, w, b):
    """The step function's two answers."""
    return np.heaviside(np.dot(X, w) + b, 0.0)


@wrong("perceptron/perceptron_rule")
def perceptron_rule_predict__line_is_one(X, w, b):
    """1 on the line as well."""
    return np.where(X @ w + b < 0, -1.0, 1.0)
