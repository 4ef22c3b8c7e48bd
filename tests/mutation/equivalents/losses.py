"""Equivalent mutants of the chapter losses: component → mutant → reason."""

from tests.mutation.reasons import ADDED, AS_MANY_ROWS, EITHER_ORDER, LAST_OF_TWO, NO_DIRECTION, ONE_SHAPE

WORDS = "the same error; only the shapes in its words change"
SILENT = "without it NumPy warns of a division by zero, and no value changes"
UNCOUNTED = "what stands for an ignored target is weighed with 0"

EQUIVALENTS = {
    "mean_squared_error": {
        "mean_squared_error:3 raise ValueError(f'outputs of shape {t.shape} and targets of shape {t.shape}: they must have one shape')":
            WORDS,
        "mean_squared_error:3 raise ValueError(f'outputs of shape {y.shape} and targets of shape {y.shape}: they must have one shape')":
            WORDS,
        "mean_squared_error:4 return ((t - y) ** 2).mean()": "a difference and its negative have one square",
        "mean_squared_error_backward:2 return 2 * (y - t) / t.size": ONE_SHAPE,
    },
    "cross_entropy": {
        "cross_entropy:3 with np.errstate():": SILENT,
        "cross_entropy:4 return -(t[wanted] * np.log(p[wanted])).sum() / len(t)": ONE_SHAPE,
        "cross_entropy_backward:2 dp, wanted = (-np.zeros(p.shape), t > 0)": "−0 is 0",
        "cross_entropy_backward:2 dp, wanted = (np.zeros(t.shape), t > 0)": ONE_SHAPE,
        "cross_entropy_backward:3 with np.errstate():": SILENT,
        "cross_entropy_backward:4 dp[wanted] = -t[wanted] / p[wanted] / len(t)": ONE_SHAPE,
    },
    "binary_cross_entropy": {
        "binary_cross_entropy:3 raise ValueError(f'probabilities of shape {t.shape} and targets of shape {t.shape}: "
        "they must have one shape')": WORDS,
        "binary_cross_entropy:3 raise ValueError(f'probabilities of shape {p.shape} and targets of shape {p.shape}: "
        "they must have one shape')": WORDS,
        "binary_cross_entropy:4 with np.errstate():": SILENT,
        "binary_cross_entropy:5 yes, no = (np.maximum(-100, np.log(p)), np.maximum(np.log1p(-p), -100))": EITHER_ORDER,
        "binary_cross_entropy:5 yes, no = (np.maximum(np.log(p), -100), np.maximum(-100, np.log1p(-p)))": EITHER_ORDER,
        "binary_cross_entropy_backward:2 dp = (p - t) / np.maximum(1e-12, p * (1 - p)) / p.size": EITHER_ORDER,
        "binary_cross_entropy_backward:2 dp = (p - t) / np.maximum(p * (1 - p), 1e-12) / t.size": ONE_SHAPE,
    },
    "bce_with_logits": {
        "bce_with_logits:3 raise ValueError(f'scores of shape {t.shape} and targets of shape {t.shape}: they must have one shape')": WORDS,
        "bce_with_logits:3 raise ValueError(f'scores of shape {z.shape} and targets of shape {z.shape}: they must have one shape')": WORDS,
        "bce_with_logits:5 return ((1 - t) * z + (positives + 1 - t) * np.logaddexp(-z, 0.0)).mean()": ADDED,
        "bce_with_logits_backward:3 return (1 - t - (positives + 1 - t) * np.exp(-np.logaddexp(z, 0.0))) / z.size": ADDED,
        "bce_with_logits_backward:3 return (1 - t - (positives + 1 - t) * np.exp(-np.logaddexp(0.0, z))) / t.size": ONE_SHAPE,
    },
    "nll_loss": {
        "nll_loss:6 losses = w * np.where(t == ignore_index, 1.0, -picked)": UNCOUNTED,
        "nll_loss:6 losses = w * np.where(t == ignore_index, -1.0, -picked)": UNCOUNTED,
        "nll_loss:9 with np.errstate():": SILENT,
        "nll_loss_backward:3 share = -dL * w / (w.sum() or -1.0 if reduction == 'mean' else 1)": "0 divided by any number but 0 is 0",
        "nll_loss_backward:3 share = -dL * w / (w.sum() or 2.0 if reduction == 'mean' else 1)": "0 divided by any number but 0 is 0",
        "nll_loss_backward:4 dlogp = -np.zeros(logp.shape)": "minus zero is zero",
        "_weight_of_each:5 classes = np.where(kept, t, 1)": UNCOUNTED,
        "_weight_of_each:5 classes = np.where(kept, t, -1)": UNCOUNTED,
    },
    "softmax_cross_entropy": {
        "softmax_cross_entropy:2 logp = z - np.logaddexp.reduce(z, axis=-1, keepdims=True)": LAST_OF_TWO,
        "softmax_cross_entropy:3 return -(t * logp).sum() / len(t)": ONE_SHAPE,
        "softmax_cross_entropy_backward:2 p = np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))": LAST_OF_TWO,
        "softmax_cross_entropy_backward:3 return (p - t) / len(t)": ONE_SHAPE,
    },
    "hinge_loss": {
        "hinge_loss:4 return np.maximum(margin - t * z, 0.0).mean()": EITHER_ORDER,
        "hinge_loss_backward:2 return np.where(t * z < margin, -t, 0.0) / t.size": ONE_SHAPE,
        "hinge_loss_classes:2 own = np.take_along_axis(z, t[:, None])": LAST_OF_TWO,
        "hinge_loss_classes:2 own = np.take_along_axis(z, t[:, None], axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes:3 violations = np.maximum(margin + z - own, 0.0)": EITHER_ORDER,
        "hinge_loss_classes:4 return violations[np.arange(z.shape[-1]) != t[:, None]].sum() / len(z)": LAST_OF_TWO,
        "hinge_loss_classes:4 return violations[np.arange(z.shape[1]) != t[:, None]].sum() / len(t)": AS_MANY_ROWS,
        "hinge_loss_classes_backward:2 own = np.take_along_axis(z, t[:, None])": LAST_OF_TWO,
        "hinge_loss_classes_backward:2 own = np.take_along_axis(z, t[:, None], axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:3 dz = np.where(1.0, (margin + z > own) & (np.arange(z.shape[1]) != t[:, None]), 0.0)":
            "a comparison that holds is 1, and one that does not is 0",
        "hinge_loss_classes_backward:3 dz = np.where((margin + z > own) & (np.arange(z.shape[-1]) != t[:, None]), 1.0, 0.0)": LAST_OF_TWO,
        "hinge_loss_classes_backward:4 np.put_along_axis(dz, t[:, None], -dz.sum(axis=-1, keepdims=True), axis=1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:4 np.put_along_axis(dz, t[:, None], -dz.sum(axis=1, keepdims=True), axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:5 return dz / len(t)": AS_MANY_ROWS,
    },
    "triplet_loss": {
        "triplet_loss:2 near = np.sqrt(((positive - anchor) ** 2).sum(axis=1))": NO_DIRECTION,
        "triplet_loss:2 near = np.sqrt(((anchor - positive) ** 2).sum(axis=-1))": LAST_OF_TWO,
        "triplet_loss:3 far = np.sqrt(((negative - anchor) ** 2).sum(axis=1))": NO_DIRECTION,
        "triplet_loss:3 far = np.sqrt(((anchor - negative) ** 2).sum(axis=-1))": LAST_OF_TWO,
        "triplet_loss:4 return np.maximum(near - far + margin, 0.0).mean()": EITHER_ORDER,
        "triplet_loss_backward:2 near = np.sqrt(((positive - anchor) ** 2).sum(axis=1, keepdims=True))": NO_DIRECTION,
        "triplet_loss_backward:2 near = np.sqrt(((anchor - positive) ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "triplet_loss_backward:3 far = np.sqrt(((negative - anchor) ** 2).sum(axis=1, keepdims=True))": NO_DIRECTION,
        "triplet_loss_backward:3 far = np.sqrt(((anchor - negative) ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "triplet_loss_backward:4 counts = np.where(near - far + margin > 0, 1 / len(positive), 0.0)": ONE_SHAPE,
        "triplet_loss_backward:4 counts = np.where(near - far + margin > 0, 1 / len(negative), 0.0)": ONE_SHAPE,
        "_direction:2 length = np.sqrt((x ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "_direction:3 return x / np.where(length > 0, length, -1.0)": "a row of length 0 stays 0, whatever it is divided by",
        "_direction:3 return x / np.where(length > 0, length, 2.0)": "a row of length 0 stays 0, whatever it is divided by",
    },
}
