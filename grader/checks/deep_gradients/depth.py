"""What is asked of the gradient in every layer: gradient_profile."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

DEEP = ((3, 4, 2, 5, 2), (2, 3, 3, 3, 3), (4, 2, 3, 1), (2, 3, 2))
NAMES = ("tanh", "square", "tanh", "relu")


def _profile_driver(answer, dY, Zs, Ws, name):
    df = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "relu": lambda z: (z > 0) * 1.0, "square": lambda z: 2 * z}[name]
    return answer.gradient_profile(dY, Zs, Ws, df)


def _jacobians_driver(answer, zs, Ws, name):
    df = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "relu": lambda z: (z > 0) * 1.0, "square": lambda z: 2 * z}[name]
    return answer.gradient_profile_jacobians(zs, Ws, df)


def _network(rng, widths, n):
    Ws = [rng.normal(size=pair) for pair in zip(widths, widths[1:])]
    return [rng.normal(size=(n, width)) for width in widths[1:]], Ws


def _profile(rng, widths, n, name="tanh", label=""):
    Zs, Ws = _network(rng, widths, n)
    label = label or f"layers of {', '.join(map(str, widths))}, a batch of {n}, {name}"
    return call("gradient_profile", rng.normal(size=Zs[-1].shape), Zs, Ws, name, driver=_profile_driver, label=label)


def _jacobians(rng, widths, name="tanh", label=""):
    Zs, Ws = _network(rng, widths, 1)
    label = label or f"layers of {', '.join(map(str, widths))}, {name}"
    return call("gradient_profile_jacobians", [Z[0] for Z in Zs], Ws, name, driver=_jacobians_driver, label=label)


def _shapes(rng):
    return [_profile(rng, (3, 4, 2), 5), _jacobians(rng, (2, 3, 4, 1))]


def _by_hand(rng):
    Zs = [np.array([[1.0, -2.0], [3.0, 4.0]]), np.array([[0.0], [0.0]])]
    Ws = [np.eye(2), np.array([[3.0], [4.0]])]
    return [call("gradient_profile", np.array([[1.0], [1.0]]), Zs, Ws, "relu", driver=_profile_driver, label="the network of the book"),
            call("gradient_profile_jacobians", [np.array([1.0, -2.0]), np.array([0.0])], Ws, "square", driver=_jacobians_driver,
                 label="one sample of it, squared"),
            call("gradient_profile_factor", np.array([16.0, 3.0, 1.0]), label="three layers")]


def _profiles_random(rng):
    return [_profile(rng, widths, n, name) for widths, n, name in zip(DEEP, (3, 4, 1, 2), NAMES)]


def _jacobians_random(rng):
    return [_jacobians(rng, widths, name) for widths, name in zip(DEEP, NAMES)]


def _factors(rng):
    return [call("gradient_profile_factor", np.exp(rng.normal(size=length)), label=f"{length} layers") for length in (2, 3, 7, 30)]


def _one_sample_both_ways(rng):
    Zs, Ws = _network(rng, (2, 4, 3, 5), 1)
    return [call("gradient_profile", rng.normal(size=(1, 5)), Zs, Ws, "tanh", driver=_profile_driver),
            call("gradient_profile_jacobians", [Z[0] for Z in Zs], Ws, "tanh", driver=_jacobians_driver)]


def _products_agree(calls, values):
    norms, Js = values
    delta = calls[0].args[0][0]
    for norm, J in zip(norms[:-1][::-1], Js[::-1]):
        delta = delta @ J
        if not np.isclose(norm, np.linalg.norm(delta), rtol=1e-9):
            return "the norms are not those of dY multiplied by your Jacobians, one after the other: at least one of the two is wrong"
    return None


def _edges(rng):
    Zs, Ws = _network(rng, (2, 3, 2), 4)
    off = [-np.abs(Zs[0]), Zs[1]]
    return [_profile(rng, (3, 2), 4, label="a single layer"), _profile(rng, (1, 1, 1, 1), 1, label="one unit a layer"),
            call("gradient_profile", rng.normal(size=(4, 2)), off, Ws, "relu", driver=_profile_driver,
                 label="hidden units that are all off"),
            _jacobians(rng, (3, 2), label="a single layer"),
            call("gradient_profile_factor", np.array([1.0, 1.0, 1.0]), label="a level profile")]


def _unchanged(rng):
    return [_profile(rng, (3, 3, 3, 3), 3, label="gradient_profile"), _jacobians(rng, (3, 3, 3), label="gradient_profile_jacobians")]


def _walk(dY, Zs, Ws, df, turn=lambda W: W.T, size=np.linalg.norm):
    delta, sizes = dY, [size(dY)]
    for k in range(len(Zs) - 2, -1, -1):
        delta = df(Zs[k]) * (delta @ turn(Ws[k + 1]))
        sizes.insert(0, size(delta))
    return np.array(sizes)


def _slope_on_the_output(dY, Zs, Ws, df):
    return _walk(dY * df(Zs[-1]), Zs, Ws, df)


def _overwritten(dY, Zs, Ws, df):
    norms = _walk(dY, Zs, Ws, df)
    dY *= 2
    return norms


GRADIENT_PROFILE = Sheet(
    checks=(
        Check("shapes", "One norm for each layer, and one Jacobian for each step between two layers.", "shape", 1, _shapes),
        Check("by hand", "The network worked out in the book comes out right.", "value", 1, _by_hand, by_hand=(
            np.array([np.sqrt(34.0), np.sqrt(2.0)]), [np.array([[6.0, -16.0]])], 4.0)),
        Check("norms", "The norms of networks of two to four layers are right, for a whole batch.", "reference", 2, _profiles_random,
              hint="each error is the next times its layer's weights, transposed, times f′ at its own Z; then the root of the squares"),
        Check("Jacobians", "The Jacobian of each step is right.", "reference", 2, _jacobians_random,
              hint="outputs down, inputs across: slope by column, weights by row"),
        Check("factor", "The factor of a layer is right for any number of layers.", "reference", 1, _factors,
              hint="between L layers lie L − 1 steps"),
        Check("products", "Each norm is that of dY multiplied by the Jacobians above.", "property", 1, _one_sample_both_ways,
              holds=_products_agree, hint="a gradient goes back through a step by its Jacobian"),
        Check("edges", "One layer, one unit and hidden units that are all off work.", "edge", 1, _edges),
        Check("inputs unchanged", "Neither dY nor pre-activations nor weights are changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as *= writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("slopes_all_one", "gradient_profile", lambda dY, Zs, Ws, df: _walk(dY, Zs, Ws, np.ones_like),
                      "the slope f′ is taken to be 1 everywhere; ReLU's is 0 below zero, and others are smaller still", erratum=17),
        Misconception("slope_on_the_output", "gradient_profile", _slope_on_the_output,
                      "f′ is applied to the output layer too, which has no activation"),
        Misconception("weights_not_transposed", "gradient_profile", lambda dY, Zs, Ws, df: _walk(dY, Zs, Ws, df, turn=lambda W: W),
                      "the error goes back through W and not through its transpose, which only square layers let pass"),
        Misconception("weights_below", "gradient_profile", lambda dY, Zs, Ws, df: _walk(dY, Zs, [None, *Ws], df),
                      "the error goes back through the weights below the layer; Ws[0] is W₁, so those above layer 1 are Ws[1]"),
        Misconception("norms_squared", "gradient_profile",
                      lambda dY, Zs, Ws, df: _walk(dY, Zs, Ws, df, size=lambda d: float((d**2).sum())),
                      "the root is missing: these are sums of squares"),
        Misconception("last_layer_first", "gradient_profile", lambda dY, Zs, Ws, df: _walk(dY, Zs, Ws, df)[::-1],
                      "the norms are listed in the order in which they are found; the list begins with the first layer"),
        Misconception("largest_entry", "gradient_profile",
                      lambda dY, Zs, Ws, df: _walk(dY, Zs, Ws, df, size=lambda d: float(np.abs(d).max())),
                      "the size is that of the largest entry, not the root of the sum of all squares"),
        Misconception("upstream_overwritten", "gradient_profile", _overwritten, "an in-place operation writes into dY"),
        Misconception("derivatives_without_weights", "gradient_profile_jacobians",
                      lambda zs, Ws, df: [np.diag(df(z)) for z in zs[:-1]],
                      "only f′ is taken for the factor of a layer; the weights are the other half of it", erratum=37),
        Misconception("weights_without_derivatives", "gradient_profile_jacobians", lambda zs, Ws, df: [W.T for W in Ws[1:]],
                      "f′ is left out: these are the Jacobians of a network without activations"),
        Misconception("jacobians_of_the_weights_below", "gradient_profile_jacobians",
                      lambda zs, Ws, df: [W.T @ np.diag(df(z)) for z, W in zip(zs[:-1], Ws)],
                      "the weights are those below the layer; Ws[0] is W₁, so the first Jacobian is made of Ws[1]"),
        Misconception("slopes_by_row", "gradient_profile_jacobians",
                      lambda zs, Ws, df: [(W * df(z)[:, None]) for z, W in zip(zs, Ws[1:])],
                      "the Jacobian stands on its side; outputs go down and inputs across"),
        Misconception("one_step_too_many", "gradient_profile_factor",
                      lambda norms: float((norms[0] / norms[-1]) ** (1 / len(norms))),
                      "the root counts the layers; between L layers there are L − 1 steps"),
        Misconception("arithmetic_mean", "gradient_profile_factor", lambda norms: float(np.mean(norms[:-1] / norms[1:])),
                      "the ratios are averaged by adding; factors that are multiplied have a geometric mean"),
        Misconception("forward_factor", "gradient_profile_factor",
                      lambda norms: float((norms[-1] / norms[0]) ** (1 / (len(norms) - 1))),
                      "the quotient is upside down: a gradient travels from the last layer to the first"),
    ),
)
