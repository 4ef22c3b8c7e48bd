"""What is asked of the chapter backprop; one module for each group of components."""

from grader.checks.backprop import checking, graphs, layers, networks, steps

SHEETS = {
    "linear": layers.LINEAR,
    "two_layer_network": layers.TWO_LAYER_NETWORK,
    "mlp_forward": networks.MLP_FORWARD,
    "mlp_backward": networks.MLP_BACKWARD,
    "gradient_check": checking.GRADIENT_CHECK,
    "forward_mode": graphs.FORWARD_MODE,
    "reverse_mode": graphs.REVERSE_MODE,
    "count_flops": steps.COUNT_FLOPS,
    "gradient_descent_step": steps.GRADIENT_DESCENT_STEP,
    "gradient_reversal": steps.GRADIENT_REVERSAL,
}
