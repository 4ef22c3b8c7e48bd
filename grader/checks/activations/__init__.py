"""What is asked of the activation functions, split by family."""

from grader.checks.activations.dead import DEAD_UNITS
from grader.checks.activations.gaussian import GELU, GELU_SIGMOID, GELU_TANH
from grader.checks.activations.learned_slope import PRELU
from grader.checks.activations.log_softmax import LOG_SOFTMAX
from grader.checks.activations.maxout import MAXOUT
from grader.checks.activations.rectified import ELU, LEAKY_RELU, RELU
from grader.checks.activations.saturating import SIGMOID, TANH
from grader.checks.activations.softmax import SOFTMAX

SHEETS = {
    "sigmoid": SIGMOID,
    "tanh": TANH,
    "relu": RELU,
    "leaky_relu": LEAKY_RELU,
    "prelu": PRELU,
    "elu": ELU,
    "dead_units": DEAD_UNITS,
    "maxout": MAXOUT,
    "gelu": GELU,
    "gelu_tanh": GELU_TANH,
    "gelu_sigmoid": GELU_SIGMOID,
    "softmax": SOFTMAX,
    "log_softmax": LOG_SOFTMAX,
}
