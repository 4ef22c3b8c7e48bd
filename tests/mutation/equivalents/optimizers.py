"""Equivalent mutants of the chapter optimizers: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER, ONE_SHAPE

EQUIVALENTS = {
    "rmsprop": {
        "rmsprop_centered:4 with np.errstate():": "without it NumPy warns of a negative number's root, and no value changes",
    },
    "adam": {"adam_amsgrad:4 v_max = np.maximum(v, v_max)": EITHER_ORDER},
    "asgd": {"asgd:4 return (w, ax + (w - ax) / max(t - 1 - t0, 1.0))": EITHER_ORDER},
    "quickprop": {
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(w.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(grad_prev.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(step_prev.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:5 step = np.where(bowl | (step_prev * grad < 0), np.clip(-max_growth, ratio, max_growth) * step_prev, -lr * grad)":
            "the larger of the ratio and −max_growth does not depend on their order",
    },
}
