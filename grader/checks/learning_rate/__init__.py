"""What is asked of the chapter learning_rate; one module for each group of components."""

from grader.checks.learning_rate import cycles, decays, landscape, search

SHEETS = {
    "exponential_decay": decays.EXPONENTIAL_DECAY,
    "natural_exponential_decay": decays.NATURAL_EXPONENTIAL_DECAY,
    "cosine_decay": decays.COSINE_DECAY,
    "warmup": cycles.WARMUP,
    "cyclic": cycles.CYCLIC,
    "linear_scaling": landscape.LINEAR_SCALING,
    "critical_point": landscape.CRITICAL_POINT,
    "grid_search": search.GRID_SEARCH,
    "random_search": search.RANDOM_SEARCH,
}
