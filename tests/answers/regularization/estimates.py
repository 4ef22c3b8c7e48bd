"""Wrong and right answers: map_estimate."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def weight_by_weight(gaussian, laplace):
    """An answer from two rules for one weight: (list of its measurements, sigma, scale) → its estimate."""
    def answer(x, sigma, prior, scale):
        rule = gaussian if prior == "gaussian" else laplace
        return np.array([rule(column.tolist(), sigma, scale) for column in x.T])
    return answer


def posterior_mean(xs, sigma, scale):
    """Two precisions, weighed."""
    noise, width = 1 / sigma**2, 1 / scale**2
    return noise * math.fsum(xs) / (len(xs) * noise + width)


def pulled(xs, sigma, scale, pull=None):
    """The mean of the measurements, pulled towards 0, and held there."""
    mean = math.fsum(xs) / len(xs)
    pull = sigma**2 / (len(xs) * scale) if pull is None else pull
    return math.copysign(max(abs(mean) - pull, 0.0), mean)


@right("regularization/map_estimate")
def map_estimate__weight_by_weight(x, sigma, prior, scale):
    """Precisions, and a pull."""
    return weight_by_weight(posterior_mean, pulled)(x, sigma, prior, scale)


@right("regularization/map_estimate")
def map_estimate__means(x, sigma, prior, scale):
    """From the mean, as ridge and lasso would."""
    mean, strength = np.mean(x, axis=0), sigma**2 / len(x)
    if prior == "laplace":
        return mean - np.clip(mean, -strength / scale, strength / scale)
    return mean / (1 + strength / scale**2)


@right("regularization/map_estimate")
def map_estimate_loss__loop(w, x, sigma, prior, scale):
    """Number by number."""
    terms = [(float(each) - float(w[j])) ** 2 / (2 * sigma**2) for row in x for j, each in enumerate(row)]
    terms += [abs(each) / scale if prior == "laplace" else (each / scale) ** 2 / 2 for each in w.tolist()]
    return math.fsum(terms)


@wrong("regularization/map_estimate", embodies="prior_ignored")
def map_estimate__most_likely(x, sigma, prior, scale):
    """The sum over n."""
    return x.sum(axis=0) / x.shape[0]


@wrong("regularization/map_estimate", embodies="priors_exchanged")
def map_estimate__other_prior(x, sigma, prior, scale):
    """Gaussian prior, soft-thresholding."""
    return weight_by_weight(pulled, posterior_mean)(x, sigma, prior, scale)


@wrong("regularization/map_estimate", embodies="prior_for_each_measurement")
def map_estimate__n_priors(x, sigma, prior, scale):
    """As if there were one measurement, their mean."""
    return map_estimate__means(x.mean(axis=0)[None], sigma, prior, scale)


@wrong("regularization/map_estimate", embodies="noise_not_squared")
def map_estimate__variance(x, sigma, prior, scale):
    """sigma is taken for a variance."""
    return map_estimate__means(x, math.sqrt(sigma), prior, scale)


@wrong("regularization/map_estimate", embodies="width_not_squared")
def map_estimate__prior_variance(x, sigma, prior, scale):
    """The Gaussian's scale is taken for a variance."""
    return map_estimate__means(x, sigma, prior, math.sqrt(scale) if prior == "gaussian" else scale)


@wrong("regularization/map_estimate", embodies="laplace_scale_squared")
def map_estimate__laplace_variance(x, sigma, prior, scale):
    """The Laplace's scale is squared like the other one."""
    return map_estimate__means(x, sigma, prior, scale**2 if prior == "laplace" else scale)


@wrong("regularization/map_estimate", embodies="precision_upside_down")
def map_estimate__ratio(x, sigma, prior, scale):
    """τ²/σ²."""
    return weight_by_weight(lambda xs, s, t: math.fsum(xs) / (len(xs) + (t / s) ** 2), pulled)(x, sigma, prior, scale)


@wrong("regularization/map_estimate", embodies="measurements_overwritten")
def map_estimate__in_place(x, sigma, prior, scale):
    """Residuals are put into x."""
    result = map_estimate__means(x, sigma, prior, scale)
    np.subtract(x, x.mean(axis=0), out=x)
    return result


@wrong("regularization/map_estimate")
def map_estimate__half_a_threshold(x, sigma, prior, scale):
    """Half of the threshold: matches no misconception."""
    return map_estimate__means(x, sigma, prior, 2 * scale if prior == "laplace" else scale)


@wrong("regularization/map_estimate", embodies="log_posterior")
def map_estimate_loss__log(w, x, sigma, prior, scale):
    """Its negative."""
    return -map_estimate_loss__loop(w, x, sigma, prior, scale)


@wrong("regularization/map_estimate", embodies="misfit_not_halved")
def map_estimate_loss__whole_squares(w, x, sigma, prior, scale):
    """(x − w)²/σ²."""
    return map_estimate_loss__loop(w, x, sigma / math.sqrt(2), prior, scale)


@wrong("regularization/map_estimate", embodies="price_for_each_measurement")
def map_estimate_loss__n_prices(w, x, sigma, prior, scale):
    """The prior inside the loop."""
    return sum(map_estimate_loss__loop(w, row[None], sigma, prior, scale) for row in x)


@wrong("regularization/map_estimate", embodies="mean_misfit")
def map_estimate_loss__mean(w, x, sigma, prior, scale):
    """The mean over measurements."""
    return map_estimate_loss__loop(w, x, sigma * math.sqrt(len(x)), prior, scale)


@wrong("regularization/map_estimate")
def map_estimate_loss__no_prior(w, x, sigma, prior, scale):
    """The misfit alone: matches no misconception."""
    return map_estimate_loss__loop(w, x, sigma, prior, math.inf)


@wrong("regularization/map_estimate", embodies="threshold_not_divided")
def map_estimate__full_pull(x, sigma, prior, scale):
    """σ²/b for any number of measurements."""
    return weight_by_weight(posterior_mean, lambda xs, s, b: pulled(xs, s, b, s**2 / b))(x, sigma, prior, scale)


@wrong("regularization/map_estimate", embodies="sum_for_mean")
def map_estimate__pulled_sum(x, sigma, prior, scale):
    """The sum is pulled, and stays a sum."""
    return map_estimate__means(x, sigma, prior, scale) * (len(x) if prior == "laplace" else 1)
