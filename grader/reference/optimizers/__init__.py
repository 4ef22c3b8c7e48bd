"""Optimizers: one step of each, as a function of the parameters, the gradient and what the method remembers.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter optimizers.
"""
# ruff: noqa: F401

from grader.reference.optimizers.adam import adam, adam_amsgrad, adamw
from grader.reference.optimizers.batches import minibatches, sgd, sgd_dampened
from grader.reference.optimizers.others import asgd, quickprop
from grader.reference.optimizers.scaled import adadelta, adagrad, adagrad_start, rmsprop, rmsprop_centered, rmsprop_momentum
from grader.reference.optimizers.velocity import momentum, momentum_ema, momentum_inside, nesterov

__all__ = ["minibatches", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "asgd", "quickprop"]

FAMILIES = ()
