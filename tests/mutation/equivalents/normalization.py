"""Equivalent mutants of the chapter normalization: component → mutant → reason."""

from tests.mutation.reasons import AS_MANY_ROWS, FIRST_OF_TWO, INNER, ONE_SHAPE

EQUIVALENTS = {
    "min_max_scale": {
        "min_max_scale_fit:2 return (X.min(axis=-2), X.max(axis=0))": FIRST_OF_TWO,
        "min_max_scale_fit:2 return (X.min(axis=0), X.max(axis=-2))": FIRST_OF_TWO,
    },
    "standardize": {
        "standardize_fit:2 return (X.mean(axis=-2), X.std(axis=0))": FIRST_OF_TWO,
        "standardize_fit:2 return (X.mean(axis=0), X.std(axis=-2))": FIRST_OF_TWO,
    },
    "batch_norm": {
        "batch_norm_backward_steps:2 n = len(dY)": AS_MANY_ROWS,
        "batch_norm:7 mean, var = (X.mean(axis=-2), X.var(axis=0))": FIRST_OF_TWO,
        "batch_norm:7 mean, var = (X.mean(axis=0), X.var(axis=-2))": FIRST_OF_TWO,
        "batch_norm_backward_steps:3 away = X - X.mean(axis=-2)": FIRST_OF_TWO,
        "batch_norm_backward_steps:4 std = np.sqrt(X.var(axis=-2) + eps)": FIRST_OF_TWO,
        "batch_norm_backward_steps:6 dvar = -(dXhat * away).sum(axis=-2) / (2 * std ** 3)": FIRST_OF_TWO,
        "batch_norm_backward_steps:7 dmean = -dXhat.sum(axis=-2) / std": FIRST_OF_TWO,
        "batch_norm_backward:2 std = np.sqrt(X.var(axis=-2) + eps)": FIRST_OF_TWO,
        "batch_norm_backward:3 Xhat = (X - X.mean(axis=-2)) / std": FIRST_OF_TWO,
        "batch_norm_backward:5 dX = (G - G.mean(axis=-2) - Xhat * (G * Xhat).mean(axis=0)) / std": FIRST_OF_TWO,
        "batch_norm_backward:5 dX = (G - G.mean(axis=0) - Xhat * (G * Xhat).mean(axis=-2)) / std": FIRST_OF_TWO,
        "batch_norm_backward:6 return (dX, (dY * Xhat).sum(axis=-2), dY.sum(axis=0))": FIRST_OF_TWO,
        "batch_norm_backward:6 return (dX, (dY * Xhat).sum(axis=0), dY.sum(axis=-2))": FIRST_OF_TWO,
        "batch_norm_inference_backward:3 return (weight * dY / std, (dY * (X - running_mean) / std).sum(axis=-2), dY.sum(axis=0))":
            FIRST_OF_TWO,
        "batch_norm_inference_backward:3 return (weight * dY / std, (dY * (X - running_mean) / std).sum(axis=0), dY.sum(axis=-2))":
            FIRST_OF_TWO,
    },
    "pca": {
        "pca:2 mean = X.mean(axis=-2)": FIRST_OF_TWO,
        "pca:3 away = -(X - mean)": "the centred data enter as a product with themselves",
        "pca:3 away = mean - X": "the centred data enter as a product with themselves",
        "pca:6 components = -vectors[:, largest].T": "the sign is chosen in the next line",
    },
    "instance_norm": {
        "instance_norm:2 planes = X.reshape(*X.shape[:-2], -1)": "of four axes these are the first two",
        "instance_norm:2 planes = X.reshape(*X.shape[:2], -2)": "any negative number stands for what is left over",
        "instance_norm_backward:2 planes = X.reshape(*dY.shape[:2], -1)": ONE_SHAPE,
        "instance_norm_backward:2 planes = X.reshape(*X.shape[:-2], -1)": "of four axes these are the first two",
        "instance_norm_backward:2 planes = X.reshape(*X.shape[:2], -2)": "any negative number stands for what is left over",
        "instance_norm_backward:5 Xhat = layer_norm(planes, 1.0, 0.0, eps).reshape(dY.shape)": ONE_SHAPE,
        "instance_norm_backward:6 return (dX.reshape(dY.shape), np.einsum('nchw,nchw->c', dY, Xhat), np.einsum('nchw->c', dY))": ONE_SHAPE,
        "instance_norm_backward:6 return (dX.reshape(X.shape), np.einsum('nchw,nchw->c', Xhat, dY), np.einsum('nchw->c', dY))": INNER,
    },
    "group_norm": {
        "group_norm:4 rows = X.reshape(len(X) * num_groups, -2)": "any negative number stands for what is left over",
        "group_norm_backward:2 rows = X.reshape(len(dY) * num_groups, -1)": ONE_SHAPE,
        "group_norm_backward:2 rows = X.reshape(len(X) * num_groups, -2)": "any negative number stands for what is left over",
        "group_norm_backward:5 Xhat = layer_norm(rows, 1.0, 0.0, eps).reshape(dY.shape)": ONE_SHAPE,
        "group_norm_backward:6 return (dX.reshape(dY.shape), np.einsum('nchw,nchw->c', dY, Xhat), np.einsum('nchw->c', dY))": ONE_SHAPE,
        "group_norm_backward:6 return (dX.reshape(X.shape), np.einsum('nchw,nchw->c', Xhat, dY), np.einsum('nchw->c', dY))": INNER,
    },
    "layer_norm": {
        "layer_norm_backward_steps:2 d = dy.shape[-1]": ONE_SHAPE,
        "layer_norm_backward_steps:2 d = weight.shape[-1]": "γ has one number for each of the d features",
        "layer_norm_backward:6 samples = tuple(range(dy.ndim - 1))": ONE_SHAPE,
    },
}
