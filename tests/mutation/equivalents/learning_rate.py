"""Equivalent mutants of the chapter learning_rate: component → mutant → reason."""

EQUIVALENTS = {
    "cosine_decay": {
        "cosine_decay:2 done = -(np.minimum(t, T_max) / T_max)": "the cosine is even",
        "cosine_decay:2 done = np.minimum(T_max, t) / T_max": "of two numbers, in either order, one is smaller",
    },
    "warmup": {
        "warmup:2 return lr * np.minimum((t + 1) / warmup_steps, 1.0)": "of two numbers, in either order, one is smaller",
        "warmup_cosine:3 return np.where(t <= warmup_steps, warmup(t, lr, warmup_steps), falling)":
            "at t = w both parts give the whole rate",
    },
    "cyclic": {
        "cyclic:2 way = np.abs(step_size_up - np.mod(t, 2 * step_size_up)) / step_size_up": "a distance is the same both ways",
    },
    "grid_search": {
        "grid_search:5 return (points[best], values[best])": "a NumPy number and a Python number travel alike",
    },
    "random_search": {
        "random_search:5 return (points[best], values[best])": "a NumPy number and a Python number travel alike",
    },
}
