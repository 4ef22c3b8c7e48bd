"""Wrong and right answers: the capstone's stages, written with layers by number and one loop after the other."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

CAPSTONE = "capstone/capstone"


# --- an implementation of one's own, with switches for what goes wrong ----------------------------------

def begin(parts, sizes, rng, draw=None, gamma=1.0, var=1.0):
    """Parameters by a loop over the layers."""
    params, running = [], []
    for i in range(1, len(sizes)):
        shape = (sizes[i - 1], sizes[i])
        params.append({"W": draw(shape, rng) if draw else parts.he_init(shape, rng), "b": np.zeros(sizes[i])})
        if i < len(sizes) - 1:
            params[-1].update(weight=gamma * np.ones(sizes[i]), bias=np.zeros(sizes[i]))
            running.append((np.zeros(sizes[i]), var * np.ones(sizes[i])))
    return params, running


def onward(parts, params, running, X, p, rng, training, norm_training=None, drop_training=None, after=False, output=lambda z: z):
    """Scores, cache and running statistics, layer by number."""
    hidden, kept, stats = len(params) - 1, [], []
    for i in range(hidden):
        weights, (m, v) = params[i], running[i]
        z = parts.linear(X, weights["W"], weights["b"])
        inner = parts.relu(z) if after else z
        how = training if norm_training is None else norm_training
        b, m, v = parts.batch_norm(inner, m, v, weights["weight"], weights["bias"], how)
        active = b if after else parts.relu(b)
        out, factor = parts.dropout(active, p, rng, training if drop_training is None else drop_training)
        kept.append({"A": X, "Z": z, "B": b, "factor": factor})
        stats.append((m, v))
        X = out
    kept.append({"A": X})
    return output(parts.linear(X, params[hidden]["W"], params[hidden]["b"])), kept, stats


def back(parts, params, cache, dz, drop=True, norm=True, gate="B"):
    """Gradients from the last layer to the first, put in order in the end."""
    found, d = {}, dz
    for i in reversed(range(len(params))):
        if i < len(params) - 1:
            if drop:
                d = parts.dropout_backward(d, cache[i]["factor"])
            d = parts.relu_backward(d, cache[i][gate])
            inner, dgamma, dbeta = parts.batch_norm_backward(d, cache[i]["Z"], params[i]["weight"])
            d = inner if norm else d * params[i]["weight"]
        d_in, dW, db = parts.linear_backward(d, cache[i]["A"], params[i]["W"])
        found[i] = {"W": dW, "b": db}
        if i < len(params) - 1:
            found[i].update(weight=dgamma, bias=dbeta)
        d = d_in
    return [found[i] for i in range(len(params))]


def advance(parts, params, grads, moments, t, lr, names=("W", "b", "weight", "bias")):
    """Adam, one array after the other."""
    new, remembered = [], []
    for i, layer in enumerate(params):
        new.append(dict(layer))
        remembered.append({})
        for name in layer:
            m, v = moments[i][name] if moments is not None else (0 * layer[name], 0 * layer[name])
            w, m, v = parts.adam(layer[name], grads[i][name], m, v, t, lr)
            remembered[i][name] = (m, v)
            if name in names:
                new[i][name] = w
    return new, remembered


def learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, shuffle=True, constant=False, soft=False,
          best_of=True, stop=True):
    """The loop, with a counter of epochs without improvement in place of the part early_stopping."""
    params, running = begin(parts, sizes, rng)
    n, moments, step = len(X), None, 0
    per_epoch = n // batch_size
    losses, best, waited = [], None, 0
    for _epoch in range(epochs):
        order = rng.permutation(n)
        order = order if shuffle else np.arange(n)
        for k in range(per_epoch):
            rows = order[k * batch_size:(k + 1) * batch_size]
            z, cache, running = onward(parts, params, running, X[rows], p, rng, True)
            if soft:
                z = np.exp(z - z.max(axis=1, keepdims=True))
                z = z / z.sum(axis=1, keepdims=True)
            grads = back(parts, params, cache, parts.softmax_cross_entropy_backward(z, t[rows]))
            rate = lr if constant else 0.5 * lr * (1 + np.cos(np.pi * step / (epochs * per_epoch)))
            step += 1
            params, moments = advance(parts, params, grads, moments, step, rate)
        z = onward(parts, params, running, X_val, 0.0, None, False)[0]
        losses.append(parts.softmax_cross_entropy(z, t_val))
        if best is None or losses[-1] < best[0]:
            best, waited = (losses[-1], params, running), 0
        else:
            waited += 1
            if stop and waited == patience:
                break
    return (*best[1:], np.array(losses)) if best_of else (params, running, np.array(losses))


# --- right ---------------------------------------------------------------------------------------------

@right(CAPSTONE)
def capstone_init__by_loop(parts, sizes, rng):
    """Layer by layer."""
    return begin(parts, sizes, rng)


@right(CAPSTONE)
def capstone_init__drawn_by_hand(parts, sizes, rng):
    """He's deviation written out."""
    return begin(parts, sizes, rng, lambda shape, rng: rng.normal(size=shape) * np.sqrt(2 / shape[0]))


@right(CAPSTONE)
def capstone_forward__by_number(parts, params, running, X, p=0.0, rng=None, training=False):
    """Layers by number."""
    return onward(parts, params, running, X, p, rng, training)


@right(CAPSTONE)
def capstone_forward__recursive(parts, params, running, X, p=0.0, rng=None, training=False):
    """One layer, and the rest of the network after it."""
    def rest(params, running, A):
        Z = A @ params[0]["W"] + params[0]["b"]
        if len(params) == 1:
            return Z, [{"A": A}], []
        B, mean, var = parts.batch_norm(Z, *running[0], params[0]["weight"], params[0]["bias"], training=training)
        out, factor = parts.dropout(np.maximum(B, 0), p, rng, training=training)
        z, cache, stats = rest(params[1:], running[1:], out)
        return z, [{"A": A, "Z": Z, "B": B, "factor": factor}, *cache], [(mean, var), *stats]

    return rest(params, running, X)


@right(CAPSTONE)
def capstone_backward__by_number(parts, params, cache, dz):
    """A dict of gradients by layer, put in order."""
    return back(parts, params, cache, dz)


@right(CAPSTONE)
def capstone_backward__products_written_out(parts, params, cache, dz):
    """Matrix products in place of the part linear_backward, and the gate as a comparison."""
    grads, d = [], dz
    for i in range(len(params) - 1, -1, -1):
        own = {}
        if i < len(params) - 1:
            d = d * cache[i]["factor"] * (cache[i]["B"] > 0)
            d, own["weight"], own["bias"] = parts.batch_norm_backward(d, cache[i]["Z"], params[i]["weight"])
        grads.append({"W": cache[i]["A"].T @ d, "b": d.sum(axis=0), **own})
        d = d @ params[i]["W"].T
    return grads[::-1]


@right(CAPSTONE)
def capstone_step__by_loop(parts, params, grads, moments, t, lr):
    """Array by array."""
    return advance(parts, params, grads, moments, t, lr)


@right(CAPSTONE)
def capstone_step__written_out(parts, params, grads, moments, t, lr):
    """Adam in place, without the part."""
    new, kept = [], []
    for i, layer in enumerate(params):
        before = moments[i] if moments else {name: (0.0, 0.0) for name in layer}
        kept.append({name: (0.9 * before[name][0] + 0.1 * g, 0.999 * before[name][1] + 0.001 * g * g) for name, g in grads[i].items()})
        new.append({name: w - lr * (kept[i][name][0] / (1 - 0.9**t)) / (np.sqrt(kept[i][name][1] / (1 - 0.999**t)) + 1e-8)
                    for name, w in layer.items()})
    return new, kept


@right(CAPSTONE)
def capstone__with_a_counter(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Counts the epochs that were not better."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience)


@right(CAPSTONE)
def capstone_predict__by_sorting(parts, params, running, X):
    """The first of the scores in descending order."""
    z = onward(parts, params, running, X, 0.0, None, False)[0]
    return np.argsort(-z, axis=1, kind="stable")[:, 0]


# --- wrong ---------------------------------------------------------------------------------------------

@wrong(CAPSTONE, embodies="plain_normal_weights")
def capstone_init__standard_normal(parts, sizes, rng):
    """No scale."""
    return begin(parts, sizes, rng, lambda shape, rng: rng.standard_normal(shape))


@wrong(CAPSTONE, embodies="gamma_zero")
def capstone_init__zero_scale(parts, sizes, rng):
    """γ = 0."""
    return begin(parts, sizes, rng, gamma=0.0)


@wrong(CAPSTONE, embodies="variance_zero")
def capstone_init__zero_variance(parts, sizes, rng):
    """Running variance 0."""
    return begin(parts, sizes, rng, var=0.0)


@wrong(CAPSTONE)
def capstone_init__last_layer_first(parts, sizes, rng):
    """Draws from the end: matches no misconception."""
    params, running = begin(parts, sizes, np.random.default_rng(0))
    for i in reversed(range(len(params))):
        params[i]["W"] = parts.he_init((sizes[i], sizes[i + 1]), rng)
    return params, running


@wrong(CAPSTONE, embodies="batch_statistics_in_inference")
def capstone_forward__always_the_batch(parts, params, running, X, p=0.0, rng=None, training=False):
    """Batch norm is told that it trains."""
    return onward(parts, params, running, X, p, rng, training, norm_training=True)


@wrong(CAPSTONE, embodies="norm_after_the_activation")
def capstone_forward__relu_first(parts, params, running, X, p=0.0, rng=None, training=False):
    """ReLU, then batch norm."""
    return onward(parts, params, running, X, p, rng, training, after=True)


@wrong(CAPSTONE, embodies="running_statistics_forgotten")
def capstone_forward__old_statistics(parts, params, running, X, p=0.0, rng=None, training=False):
    """What came in goes out."""
    return *onward(parts, params, running, X, p, rng, training)[:2], running


@wrong(CAPSTONE, embodies="activation_at_the_output")
def capstone_forward__relu_scores(parts, params, running, X, p=0.0, rng=None, training=False):
    """No negative score."""
    return onward(parts, params, running, X, p, rng, training, output=lambda z: z * (z > 0))


@wrong(CAPSTONE)
def capstone_forward__drops_always(parts, params, running, X, p=0.0, rng=None, training=False):
    """Units are out in inference too, at random, so that no two runs agree: matches no misconception."""
    return onward(parts, params, running, X, p if training else 0.5, rng or np.random.default_rng(), training, drop_training=True)


@wrong(CAPSTONE)
def capstone_forward__no_bias(parts, params, running, X, p=0.0, rng=None, training=False):
    """The last layer without its bias: matches no misconception."""
    z, cache, new = onward(parts, params, running, X, p, rng, training)
    return z - params[-1]["b"], cache, new


@wrong(CAPSTONE, embodies="dropout_not_passed_back")
def capstone_backward__no_factor(parts, params, cache, dz):
    """Dropped units get gradients."""
    return back(parts, params, cache, dz, drop=False)


@wrong(CAPSTONE, embodies="norm_not_passed_back")
def capstone_backward__only_gamma(parts, params, cache, dz):
    """γ alone."""
    return back(parts, params, cache, dz, norm=False)


@wrong(CAPSTONE, embodies="gate_by_the_wrong_input")
def capstone_backward__gate_by_z(parts, params, cache, dz):
    """Z for B."""
    return back(parts, params, cache, dz, gate="Z")


@wrong(CAPSTONE)
def capstone_backward__averaged(parts, params, cache, dz):
    """Divided by n once more: matches no misconception."""
    return back(parts, params, cache, dz / len(dz))


@wrong(CAPSTONE, embodies="moments_forgotten")
def capstone_step__fresh(parts, params, grads, moments, t, lr):
    """Zeros every time."""
    return advance(parts, params, grads, None, t, lr)


@wrong(CAPSTONE, embodies="step_number_stuck")
def capstone_step__always_one(parts, params, grads, moments, t, lr):
    """t = 1."""
    return advance(parts, params, grads, moments, 1, lr)


@wrong(CAPSTONE, embodies="only_weights_step")
def capstone_step__matrices(parts, params, grads, moments, t, lr):
    """b, γ and β stay."""
    return advance(parts, params, grads, moments, t, lr, names=("W",))


@wrong(CAPSTONE)
def capstone_step__uphill(parts, params, grads, moments, t, lr):
    """The wrong way: matches no misconception."""
    return advance(parts, params, [{name: -g for name, g in layer.items()} for layer in grads], moments, t, lr)


@wrong(CAPSTONE, embodies="last_epoch_kept")
def capstone__last(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """No way back."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, best_of=False)


@wrong(CAPSTONE, embodies="patience_ignored")
def capstone__to_the_end(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """No stop."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, stop=False)


@wrong(CAPSTONE, embodies="not_shuffled")
def capstone__in_order(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """The permutation is drawn and not used."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, shuffle=False)


@wrong(CAPSTONE, embodies="second_softmax")
def capstone__softmax_twice(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Probabilities for scores."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, soft=True)


@wrong(CAPSTONE, embodies="constant_rate")
def capstone__no_schedule(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """One rate."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience, constant=True)


@wrong(CAPSTONE, embodies="judged_on_training_data")
def capstone__leak(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Measured on what it learns from."""
    return learn(parts, X, t, X, t, sizes, rng, epochs, batch_size, lr, p, patience)


@wrong(CAPSTONE)
def capstone__half_the_rate(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Half of the rate: matches no misconception."""
    return learn(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr / 2, p, patience)


@wrong(CAPSTONE, embodies="lowest_score_wins")
def capstone_predict__smallest(parts, params, running, X):
    """argmin."""
    return np.argmax(-onward(parts, params, running, X, 0.0, None, False)[0], axis=1)


@wrong(CAPSTONE, embodies="probabilities_returned")
def capstone_predict__softmax(parts, params, running, X):
    """Probabilities."""
    z = onward(parts, params, running, X, 0.0, None, False)[0]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)
