"""Equivalent mutants of the chapter capstone: component → mutant → reason."""

from tests.mutation.reasons import AS_MANY_ROWS, LAST_OF_TWO

EQUIVALENTS = {
    "capstone": {
        "capstone_init:4 layer['weight'], layer['bias'] = (np.ones(size), -np.zeros(size))": "0 and −0 are equal",
        "capstone_backward:5 dB = parts.relu_backward(parts.dropout_backward(kept['factor'], dA), kept['B'])":
            "dropout's backward pass is a product, which does not depend on the order",
        "capstone_step:3 moments = [{name: (np.zeros_like(w), np.zeros_like(w)) for name, w in layer.items()} for layer in grads]":
            "gradients have the names and shapes of the parameters",
        "capstone:2 network, moments, step = (capstone_init(parts, sizes, rng), None, -0)": "−0 is 0",
        "capstone:5 batches = parts.minibatches(rng.permutation(len(t)), batch_size, drop_last=True)": AS_MANY_ROWS,
        "capstone:12 best, _, stopped = parts.early_stopping(losses, patience)": "the part takes a list as well",
        "capstone_predict:2 return capstone_forward(parts, params, running, X)[0].argmax(axis=-1)": LAST_OF_TWO,
    },
}
