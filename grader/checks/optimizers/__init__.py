"""What is asked of the chapter optimizers; one module for each group of components."""

from grader.checks.optimizers import adam, batches, others, scaled, velocity

SHEETS = {
    "minibatches": batches.MINIBATCHES,
    "sgd": batches.SGD,
    "momentum": velocity.MOMENTUM,
    "nesterov": velocity.NESTEROV,
    "adagrad": scaled.ADAGRAD,
    "rmsprop": scaled.RMSPROP,
    "adadelta": scaled.ADADELTA,
    "adam": adam.ADAM,
    "adamw": adam.ADAMW,
    "asgd": others.ASGD,
    "quickprop": others.QUICKPROP,
}
