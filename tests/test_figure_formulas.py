"""The moving figures' numbers, computed once more in another way."""

import importlib
import itertools
import sys

import numpy as np
import pytest

from grader import address
from grader.address import ROOT
from grader.reference.matrix_calculus import numerical_jacobian

sys.path.insert(0, str(ROOT / "book"))


def figure(name):
    """The figure of a module."""
    return importlib.import_module(f"figures.{name}").figure


def test_softmax_temperature_formula():
    """Every frame's probabilities are exp(z/T) over their sum, to 1e-9."""
    for frame in figure("softmax_temperature").frames().all:
        e = [np.exp((z - 4) / frame["T"]) for z in (0.3, 2.9, 4.0)]
        np.testing.assert_allclose(frame["p"], np.array(e) / sum(e), rtol=0, atol=1e-9)


def test_jacobian_microscope_formulas():
    """Every Jacobian equals centred differences to 1e-9, but the one that is wrong on purpose."""
    module = importlib.import_module("figures.jacobian_microscope")
    for name, (f, jacobian) in module.OPERATIONS.items():
        error = np.abs(jacobian(module.X) - numerical_jacobian(f, module.X)).max()
        assert (error > 0.01) if name == module.WRONG else (error < 1e-9), name


def test_jacobian_microscope_orders():
    """Halving h divides the error by four; with the wrong Jacobian only by two."""
    module = importlib.import_module("figures.jacobian_microscope")
    for name, order in (("elementwise tanh", 4), ("softmax", 4), ("layer norm", 4), (module.WRONG, 2)):
        errors = module.compute(name, 4, 0.5)["errors"]
        assert errors[1] / errors[0] == pytest.approx(order, rel=0.02), name


def test_gradient_gate_formulas():
    """Every derivative equals a centred difference to 1e-9, away from the kink; powers are products."""
    module = importlib.import_module("figures.gradient_gate")
    for frame in figure("gradient_gate").frames().all:
        z, f = frame["z"], module.GATES[frame["gate"]][0]
        if z:
            below, above = f(np.array([z - 1e-5]))[0], f(np.array([z + 1e-5]))[0]
            assert frame["d"] == pytest.approx((above - below) / 2e-5, abs=1e-9)
        assert frame["deep"] == pytest.approx(np.prod([frame["d"]] * 20), rel=1e-12)


def test_dead_unit_formulas():
    """The gradient of b is the share of open gates, that of w a mean over them; dead for ever is below every corner's z."""
    module = importlib.import_module("figures.dead_unit")
    corners = np.array([(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)]) @ [2.0, 1.5, -1.0]
    assert corners.max() == module.HIGHEST
    for frame in figure("dead_unit").frames().all:
        X = module.INPUTS[frame["inputs"]]
        opened = X @ [2.0, 1.5, -1.0] > -frame["bias"]
        assert frame["share"] == opened.mean() == pytest.approx(frame["gradient"][3])
        assert frame["gradient"][:3] == pytest.approx(X[opened].sum(axis=0) / len(X))
        assert frame["here"] is not bool(opened.any())
        assert frame["ever"] is bool((corners + frame["bias"] <= 0).all())


def test_h_sweep_numbers():
    """The numbers the chapter quotes: 6e-11 centred at 1e-5, 5e-8 forward at 1e-7, 0.8 % in float32."""
    frames = {(f["precision"], f["h"]): f for f in figure("h_sweep").frames().all}
    assert f"{frames['float64', 1e-5]['centred']:.0e}" == "6e-11"
    assert f"{frames['float64', 1e-7]['forward']:.0e}" == "5e-08"
    assert f"{frames['float32', 1e-5]['centred']:.1%}" == "0.8%"


def test_two_pass_circuit_formulas():
    """With all paths added the gradients are b + 1 and a + 2b + 1 and the nudge agrees; what is lost is exactly one path."""
    module = importlib.import_module("figures.two_pass_circuit")
    for frame in figure("two_pass_circuit").frames().all:
        a, b = frame["a"], frame["b"]
        paths = {module.ADDED: a + 2 * b + 1, module.OVERWRITTEN: b + 1, module.CUT: a + b}
        np.testing.assert_allclose(frame["true"], [b + 1, a + 2 * b + 1], rtol=0, atol=1e-9)
        assert frame["final"] == paths[frame["paths"]]
        assert frame["wrong"] == (paths[frame["paths"]] != paths[module.ADDED])
        if frame["done"]:
            np.testing.assert_array_equal(frame["claimed"], [b + 1, frame["final"]])
            np.testing.assert_array_equal(frame["values"], [a, b, 1, a + b, b + 1, (a + b) * (b + 1)])


def test_who_talks_to_whom_formulas():
    """Layer norm by the reference, batch norm by its reference on rows of places; only batch norm in training reaches sample 1."""
    module = importlib.import_module("figures.who_talks_to_whom")
    reference = address.reference("normalization")
    samples = module.X.reshape(module.SAMPLES, -1)
    layer = reference.layer_norm(samples, np.ones(12), np.zeros(12))
    np.testing.assert_allclose(module.normalized(module.X, "layer norm").reshape(samples.shape), layer, atol=1e-12)
    rows = module.X.swapaxes(1, 2).reshape(-1, module.CHANNELS)
    four = np.zeros(4), np.ones(4), np.ones(4), np.zeros(4)
    batch = reference.batch_norm(rows, *four, training=True)[0].reshape(4, 3, 4).swapaxes(1, 2)
    np.testing.assert_allclose(module.normalized(module.X, "batch norm"), batch, atol=1e-12)
    images = module.X[..., None]
    for name, groups in (("instance norm", 4), ("group norm, two groups", 2)):
        np.testing.assert_allclose(module.normalized(module.X, name)[..., None],
                                   reference.group_norm(images, groups, np.ones(4), np.zeros(4)), atol=1e-12)
    for frame in figure("who_talks_to_whom").frames().all:
        reached = frame["norm"] == "batch norm" and frame["amount"] > 0
        assert bool(frame["first"] > 0) is reached
        in_the_mean = 0 if frame["norm"] == module.RUNNING else np.isfinite(frame["shown"]).sum()
        assert frame["count"] == in_the_mean


def test_kept_directions_formulas():
    """Squared stretches are eigenvalues of PPᵀ, all 1 for orthogonal weights; the ellipse touches the circle it comes from."""
    module = importlib.import_module("figures.kept_directions")
    for frame in figure("kept_directions").frames().all:
        P = module.products(frame["weights"], module.WIDTH)[frame["depth"]]
        squares = np.sort(np.linalg.eigvalsh(P @ P.T))[::-1]
        np.testing.assert_allclose(frame["largest"] ** 2, squares[0], rtol=1e-9)
        np.testing.assert_allclose(frame["middle"] ** 2, squares[11], rtol=1e-6)
        assert frame["kept"] == (24 if frame["weights"] == "orthogonal" else np.sum(squares > 0.01))
        lengths = np.hypot(frame["east"], frame["north"])
        assert 0.99 < lengths.max() < 1 + 1e-9
        if frame["weights"] == "orthogonal":
            np.testing.assert_allclose(frame["stretches"], 1, rtol=1e-12)
            np.testing.assert_allclose(lengths, 1, rtol=1e-12)


def test_gain_ledger_formulas():
    """The gain is what two leaves' losses save beyond one, with each leaf's loss at its lowest found on a fine grid of weights."""
    grid = np.linspace(-4, 4, 80001)
    compute = importlib.import_module("figures.gain_ledger").compute
    wanted = np.array([1.5, 2.5, 2.0, 1.0, -0.5, -2.0, -1.5, 1.0])
    for threshold, reg_lambda, gamma in ((1.5, 0.0, 0.0), (4.5, 1.0, 2.0), (6.5, 8.0, 6.0)):
        def lowest(targets, reg_lambda=reg_lambda):
            return ((grid[:, None] - targets) ** 2).sum(axis=1) / 2 + reg_lambda * grid**2 / 2

        cut = int(threshold)
        left, right, parent = lowest(wanted[:cut]), lowest(wanted[cut:]), lowest(wanted)
        state = compute(threshold, f"λ = {reg_lambda:.0f}", f"γ = {gamma:.0f}")
        assert state["gain"] == pytest.approx(parent.min() - left.min() - right.min() - gamma, abs=1e-6)
        assert state["w_left"] == pytest.approx(grid[left.argmin()], abs=1e-4)
        assert state["w_right"] == pytest.approx(grid[right.argmin()], abs=1e-4)


def test_linked_views_formulas():
    """Counts one by one; more negative samples leave both rates, and divide precision's odds by their number."""
    module = importlib.import_module("figures.linked_views")
    once, ten = module.compute(0.5, "as many"), module.compute(0.5, "10 times as many")
    assert once["tp"] == sum(s >= 0.5 and c == 1 for s, c in zip(module.SCORES, module.CLASSES))
    assert once["fp"] == sum(s >= 0.5 and c == 0 for s, c in zip(module.SCORES, module.CLASSES))
    assert (once["tpr"], once["fpr"]) == (ten["tpr"], ten["fpr"])
    odds = [state["precision"] / (1 - state["precision"]) for state in (once, ten)]
    assert odds[0] == pytest.approx(10 * odds[1])


def test_two_buttons_formulas():
    """Each half round leaves the sum of squares or lowers it, and from rest no sample has a nearer centre than its own."""
    module = importlib.import_module("figures.two_buttons")
    for start, (X, _) in module.STARTS.items():
        sums = []
        for half in module.HALVES[1:]:
            labels, centers = module.RUNS[start][half]
            sums.append(sum(((x - centers[j]) ** 2).sum() for x, j in zip(X, labels)))
            assert module.compute(start, half)["sse"] == pytest.approx(sums[-1], abs=1e-12)
        assert all(after <= before + 1e-12 for before, after in itertools.pairwise(sums))
        assert module.compute(start, 12)["done"]
        assert all(np.linalg.norm(x - centers[j]) <= np.linalg.norm(x - c) + 1e-12 for x, j in zip(X, labels) for c in centers)
    assert {round(module.compute(start, 12)["sse"]) for start in module.STARTS if start.startswith("rectangle")} == {1, 16}


def test_corners_and_circles_formulas():
    """No point of a fine grid is better than the best one, which lies on the bowl's level and on the penalty's border."""
    importlib.import_module("figures.corners_and_circles")
    u = np.linspace(-0.2, 1.4, 321)
    first, second = np.meshgrid(u, u)
    prices = {"L1": lambda v, w: abs(v) + abs(w), "L2": lambda v, w: (v**2 + w**2) / 2}

    def loss(frame, v, w):
        bowl = (0.5 * (v - 1.2) ** 2 + (w - frame["second"]) ** 2) / 2
        return bowl + frame["strength"] * prices[frame["kind"]](v, w)

    for frame in figure("corners_and_circles").frames().all:
        best = frame["x"], frame["y"]
        assert loss(frame, *best) <= loss(frame, first, second).min() + 1e-12
        assert frame["zeros"] == best.count(0)
        size = sum(map(abs, best)) if frame["kind"] == "L1" else np.hypot(*best)
        reach = [abs(v) + abs(w) if frame["kind"] == "L1" else np.hypot(v, w) for v, w in zip(frame["border_x"], frame["border_y"])]
        np.testing.assert_allclose(reach, size, atol=1e-9)


def test_mask_lab_formulas():
    """Word by word, with softmax over what a word may see: only hiding before it by −∞ keeps the sums and leaks nothing."""
    module = importlib.import_module("figures.mask_lab")
    Q, K, V = (module.TOKENS @ W for W in (module.WQ, module.WK, module.WV))
    for way in module.WAYS:
        state = module.compute(way, 4)
        for i in range(4):
            score = [Q[i] @ K[j] / np.sqrt(3) for j in range(4)]
            if way == module.WAYS[1]:
                score = score[: i + 1]
            elif way == module.WAYS[2]:
                score = [s if j <= i else 0.0 for j, s in enumerate(score)]
            weights = np.exp(score) / np.exp(score).sum()
            kept = weights[: i + 1] if way == module.WAYS[3] else weights
            np.testing.assert_allclose(state["P"][i, : len(kept)], kept, atol=1e-12)
            np.testing.assert_allclose(state["P"][i, len(kept):], 0)
        assert (state["leak"] < 1e-12 and abs(state["least"] - 1) < 1e-12) is (way == module.WAYS[1])
    assert module.compute(module.WAYS[1], 1)["leak"] == 0


def test_memory_belt_formulas():
    """With no weights from the outputs the memory's gradient is the product of the forget gates; the other curve by differences."""
    module = importlib.import_module("figures.memory_belt")
    rng = np.random.default_rng(1)
    X, Wx = rng.normal(size=(5, 4, 4)), rng.normal(size=(4, 64))
    b, upstream = np.repeat([0.0, 1.0, 0.0, 0.0], 16), rng.normal(size=(4, 16))
    gates = 1 / (1 + np.exp(-(X @ Wx + b)[..., 16:32]))
    products = np.cumprod(gates[::-1], axis=0) * upstream
    lengths = module.through_the_cell(X, Wx, np.zeros((16, 64)), b, upstream)
    np.testing.assert_allclose(lengths[1:], [np.linalg.norm(each) for each in products], rtol=1e-12)

    Wh = rng.normal(size=(16, 16)) / 4

    def last(h):
        for x in X:
            h = np.tanh(x @ Wx[:, :16] + h @ Wh)
        return (h * upstream).sum()

    nudges = 1e-6 * np.eye(64).reshape(64, 4, 16)
    slopes = [(last(nudge) - last(-nudge)) / 2e-6 for nudge in nudges]
    plain = module.through_plain_layers(X, Wx[:, :16], Wh, upstream)
    assert plain[-1] == pytest.approx(np.linalg.norm(slopes), rel=1e-6)
    assert module.compute(2.0, "0.3")["power"] == pytest.approx((1 / (1 + np.exp(-2))) ** 100)


def test_score_spread_formulas():
    """Scores feature by feature, weights and slopes from them; divided by √d the typical numbers do not depend on d."""
    module = importlib.import_module("figures.score_spread")
    for frame in figure("score_spread").frames().all:
        d = frame["d"]
        score = [sum(module.QUERY[0, :d] * key[:d]) / {"nothing": 1, "√d": d**0.5, "d": d}[frame["divisor"]] for key in module.KEY]
        weights = np.exp(np.subtract(score, max(score)))
        p = weights / weights.sum()
        np.testing.assert_allclose(frame["p"], p, rtol=1e-9)
        slopes = [abs(p[i] * ((i == j) - p[j])) for i in range(8) for j in range(8)]
        assert frame["slope"] == pytest.approx(max(slopes), rel=1e-9)
    largest = module.CURVES["√d"][0]
    assert max(largest) - min(largest) < 0.05 < module.CURVES["nothing"][0][-1] - module.CURVES["nothing"][0][0]


def test_street_formulas():
    """The lines are where the score is −1, 0 and 1; who holds the street is not beyond it; no small step lowers the objective."""
    module = importlib.import_module("figures.street")
    rng = np.random.default_rng(3)
    for frame in figure("street").frames().all:
        X = np.c_[np.r_[frame["yes_x"], frame["no_x"]], np.r_[frame["yes_y"], frame["no_y"]]]
        t = np.repeat([1.0, -1.0], 12)
        direction = np.radians(frame["angle"])
        w = np.array([np.cos(direction), np.sin(direction)]) / frame["width"]
        b = -(w @ [module.ENDS[0], frame["middle"][0]])
        for level, edge in zip((-1, 0, 1), ("low", "middle", "high")):
            np.testing.assert_allclose(np.c_[module.ENDS, frame[edge]] @ w + b, level, atol=1e-9)
        lead = t * (X @ w + b)
        assert frame["wrong"] == (lead <= 0).sum()
        held = frame["held_x"] < 99
        assert frame["support"] == held.sum()
        assert lead[held].max() < 1 + 1e-3
        assert (lead < 1 - 1e-3).sum() <= frame["inside"] <= frame["support"]

        def objective(w, b, C=frame["C"], X=X, t=t):
            return w @ w / 2 + C * np.maximum(1 - t * (X @ w + b), 0).sum()

        assert frame["objective"] == pytest.approx(objective(w, b), rel=1e-9)
        for step in rng.normal(size=(200, 3)) * 0.02:
            assert objective(w + step[:2], b + step[2]) > objective(w, b) - 1e-4
