"""What is asked of the most probable weights under two priors."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

PRIORS = ("gaussian", "laplace")


def _measured(rng, n=7, d=5, sigma=0.8):
    """n measurements of d weights, some of which are 0."""
    return rng.normal(size=d) * (rng.random(d) < 0.7) + sigma * rng.normal(size=(n, d))


def _by_hand(rng):
    x = np.array([[1.0, 0.2], [3.0, -0.1]])
    return [call("map_estimate", x, 1.0, prior, 0.5, label=prior) for prior in PRIORS] + [
        call("map_estimate_loss", np.array([1.0]), np.array([[2.0], [4.0]]), 1.0, prior, 0.5, label=f"the loss, {prior}")
        for prior in PRIORS]


def _random(rng):
    found = []
    for n, d, sigma, scale in ((7, 5, 0.8, 0.6), (3, 8, 2.0, 1.5), (20, 2, 0.3, 0.1)):
        x = _measured(rng, n, d, sigma)
        found += [call("map_estimate", x, sigma, prior, scale, label=f"{prior}, {n} measurements of {d} weights") for prior in PRIORS]
    return found


def _losses(rng):
    return [call("map_estimate_loss", rng.normal(size=4), _measured(rng, 6, 4), sigma, prior, scale, label=f"the loss, {prior}")
            for prior in PRIORS for sigma, scale in ((0.8, 0.6), (1.7, 3.0))]


def _around(answer, x, sigma, prior, scale):
    """How much the loss rises from the estimate, 0.02 to either side of each weight."""
    w = answer.map_estimate(x, sigma, prior, scale)
    at = answer.map_estimate_loss(w, x, sigma, prior, scale)
    sides = [w + d * e for d in (-0.02, 0.02) for e in np.eye(len(w))]
    return np.array([answer.map_estimate_loss(side, x, sigma, prior, scale) - at for side in sides])


def _most_probable(rng):
    return [call("map_estimate", _measured(rng), 0.8, prior, 0.5, driver=_around,
        label=f"{prior}, moved to either side") for prior in PRIORS]


def _rises(calls, values):
    for request, value in zip(calls, values):
        if np.min(value) < -1e-12:
            return f"{request.args[2]}: map_estimate_loss falls by {-np.min(value):.3g} when a weight is moved 0.02 from your estimate"
    return None


def _edges(rng):
    found = []
    for prior in PRIORS:
        x = _measured(rng)
        found += [call("map_estimate", x, 0.8, prior, 1e6, label=f"{prior}, a prior that says nothing"),
                  call("map_estimate", x, 0.8, prior, 1e-4, label=f"{prior}, a prior that is sure"),
                  call("map_estimate", x, 1e-3, prior, 1.0, label=f"{prior}, hardly any noise"),
                  call("map_estimate", x[:1], 0.8, prior, 0.5, label=f"{prior}, one measurement"),
                  call("map_estimate", x[:, :1], 0.8, prior, 0.5, label=f"{prior}, one weight"),
                  call("map_estimate", np.zeros((3, 2)), 0.8, prior, 0.5, label=f"{prior}, measurements of 0")]
    return found


def _unchanged(rng):
    return [call("map_estimate", _measured(rng), 0.8, prior, 0.5) for prior in PRIORS] + [
        call("map_estimate_loss", rng.normal(size=5), _measured(rng), 0.8, prior, 0.5) for prior in PRIORS]


def _estimate(gaussian=None, laplace=None):
    """A variant of map_estimate from rules (sum, n, sigma, scale) for one prior or both."""
    rules = {"gaussian": gaussian or (lambda s, n, sigma, scale: s / (n + sigma**2 / scale**2)),
             "laplace": laplace or (lambda s, n, sigma, scale: _shrunk(s, sigma**2 / scale) / n)}
    return lambda x, sigma, prior, scale: rules[prior](x.sum(axis=0), len(x), sigma, scale)


def _shrunk(v, threshold):
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0.0)


def _loss(rule):
    """A variant of map_estimate_loss from a rule (misfit, price, n)."""
    def variant(w, x, sigma, prior, scale):
        price = (w**2).sum() / (2 * scale**2) if prior == "gaussian" else np.abs(w).sum() / scale
        return rule(((x - w) ** 2).sum() / (2 * sigma**2), price, len(x))
    return variant


def _centred_in_place(x, sigma, prior, scale):
    result = _estimate()(x, sigma, prior, scale)
    x -= x.mean(axis=0)
    return result


MAP_ESTIMATE = Sheet(
    checks=(
        Check("by hand", "The estimates and losses worked out in the book come out right.", "value", 1, _by_hand, by_hand=(
            np.array([2 / 3, 1 / 60]), np.array([1.0, 0.0]), 7.0, 7.0)),
        Check("random measurements", "Estimates from any number of measurements of any number of weights are right.", "reference", 2,
              _random, hint="set the derivative to 0: the measurements count n times, the prior once"),
        Check("loss", "Minus the logarithm of the posterior is right.", "reference", 1, _losses,
              hint="a sum over all measurements of all weights, and a sum over the weights"),
        Check("most probable", "No weight a little to the side is more probable.", "property", 1, _most_probable, holds=_rises,
              hint="the estimate is where your own loss is least"),
        Check("edges", "Priors that say nothing or everything, hardly any noise, one measurement and one weight work.", "edge", 1, _edges,
              hint="put the case into the formula: a wide prior leaves the mean of the measurements, a narrow one 0"),
        Check("inputs unchanged", "The measurements are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("prior_ignored", "map_estimate", lambda x, sigma, prior, scale: x.mean(axis=0),
                      "the mean of the measurements is returned: that is the most likely value without any prior"),
        Misconception("priors_exchanged", "map_estimate", lambda x, sigma, prior, scale: _estimate()(
            x, sigma, "laplace" if prior == "gaussian" else "gaussian", scale), "the two priors have changed places"),
        Misconception("prior_for_each_measurement", "map_estimate", _estimate(
            lambda s, n, sigma, scale: s / n / (1 + sigma**2 / scale**2), lambda s, n, sigma, scale: _shrunk(s / n, sigma**2 / scale)),
                      "the prior counts once for each measurement; it counts once altogether"),
        Misconception("noise_not_squared", "map_estimate", _estimate(
            lambda s, n, sigma, scale: s / (n + sigma / scale**2), lambda s, n, sigma, scale: _shrunk(s, sigma / scale) / n),
                      "sigma stands where its square belongs: it is a standard deviation"),
        Misconception("width_not_squared", "map_estimate", _estimate(lambda s, n, sigma, scale: s / (n + sigma**2 / scale)),
                      "the Gaussian prior's scale is a standard deviation, and its square belongs in the formula"),
        Misconception("laplace_scale_squared", "map_estimate", _estimate(None, lambda s, n, sigma, scale: _shrunk(s,
            sigma**2 / scale**2) / n),
                      "the Laplace prior's scale is squared: −log p is |w|/b there, with b itself"),
        Misconception("threshold_not_divided", "map_estimate", _estimate(None, lambda s, n, sigma, scale: _shrunk(s / n, sigma**2 / scale)),
                      "with the Laplace prior the mean is pulled by σ²/b; there are n measurements and one prior, so it is σ²/(n b)"),
        Misconception("sum_for_mean", "map_estimate", _estimate(None, lambda s, n, sigma, scale: _shrunk(s, sigma**2 / scale)),
                      "with the Laplace prior the sum of the measurements is pulled, and not divided by their number"),
        Misconception("precision_upside_down", "map_estimate", _estimate(lambda s, n, sigma, scale: s / (n + scale**2 / sigma**2)),
                      "the quotient of the two variances is upside down: a narrow prior has to pull harder"),
        Misconception("measurements_overwritten", "map_estimate", _centred_in_place, "the caller's measurements are centred in place"),
        Misconception("log_posterior", "map_estimate_loss", _loss(lambda misfit, price, n: -misfit - price),
                      "this is the logarithm of the posterior; its negative is asked for, which is least at the estimate"),
        Misconception("misfit_not_halved", "map_estimate_loss", _loss(lambda misfit, price, n: 2 * misfit + price),
                      "the ½ of the normal noise is missing, so the measurements count twice"),
        Misconception("price_for_each_measurement", "map_estimate_loss", _loss(lambda misfit, price, n: misfit + n * price),
                      "the prior is added once for each measurement"),
        Misconception("mean_misfit", "map_estimate_loss", _loss(lambda misfit, price, n: misfit / n + price),
                      "the mean over measurements is taken; independent measurements multiply, so their logarithms add up"),
    ),
)
