"""What the functions y = x · g(x) are asked alike; each adds its own numbers and misconceptions."""

import numpy as np

from grader.checks.kit import Check, Sheet, call

SHAPES = ((3, 5), (4,), (2, 3, 2), (1, 1))
FAR = ((-1000.0, 1000.0), (-30.0, 30.0))


def numbers(rng, shape):
    """Pre-activations on both sides of zero, near it and a few units away."""
    return rng.normal(scale=2.0, size=shape)


def overwriting(function):
    """The right numbers, written over the caller's array."""
    def written_over(x):
        x[...] = function(x)
        return x
    return written_over


def _all_three(name, rng, shape):
    """A forward call and the two backward calls."""
    return [call(name, numbers(rng, shape), label=f"{name}, x of shape {shape}"),
            *(call(f"{name}_{way}", rng.normal(size=shape), numbers(rng, shape), label=f"{name}_{way}, shape {shape}")
              for way in ("backward_steps", "backward"))]


def _backward(name):
    return lambda rng: [call(name, rng.normal(size=shape), numbers(rng, shape), label=f"shape {shape}") for shape in SHAPES]


def _far_out(name):
    def calls(rng):
        x = np.array(FAR)
        return [call(name, x, label="x of ±1000"),
                call(f"{name}_backward", rng.normal(size=(2, 2)), x, label="x of ±1000 in the backward pass"),
                call(name, np.array([[0.0, -0.0]]), label="x = 0"),
                call(f"{name}_backward", rng.normal(size=(1,)), np.zeros(1), label="x = 0 in the backward pass")]
    return calls


def _both_sides(name):
    def calls(rng):
        x = rng.uniform(0.05, 4.0, size=10)
        return [call(name, x, label="positive x"), call(name, -x, label="the same x, negative")]
    return calls


def _gate_adds_up(calls, values):
    """What passes at x and what passes at −x: together all of x; and between a shallow dip and ReLU."""
    x, (up, down) = calls[0].args[0], values
    if (up > x).any() or (down > 0).any():
        return "a result is larger than max(0, x), though a gate can only hold back"
    if down.min() < -0.2:
        return f"a result is {down.min():.4g}: below zero there is a shallow dip only"
    if not np.allclose(up - down, x, rtol=1e-9, atol=1e-12):
        return "the gates at x and at −x are not open for 1 together"
    return None


def sheet(name, by_hand, misconceptions, hint):
    """The sheet of one function, with its numbers by hand."""
    x, expected = by_hand
    return Sheet(
        (
            Check("shapes", "Value and gradients have the shape of what is given.", "shape", 1,
                  lambda rng: _all_three(name, rng, (3, 5))),
            Check("values by hand", "The numbers worked out in the book come out right.", "value", 1,
                  lambda rng: [call(name, np.array(x), label="x of the book's example")],
                  by_hand=(np.array(expected),), atol=6e-9, why="the book's numbers have eight decimals"),
            Check("random values", "Random numbers of any shape come out right.", "reference", 1,
                  lambda rng: [call(name, numbers(rng, shape), label=f"x of shape {shape}") for shape in SHAPES], hint=hint),
            Check("two sides", "What the gate holds back at x it lets through at −x, and it never makes a number larger.",
                  "property", 1, _both_sides(name), holds=_gate_adds_up, hint="how large a share of x passes, at x and at −x?"),
            Check("one derivative each", "Each intermediate variable has its own gradient, under its name.", "reference", 2,
                  _backward(f"{name}_backward_steps"), hint="x reaches y on two ways: as a factor, and through the gate"),
            Check("closed form", "The gradient is right for any upstream gradient.", "reference", 2, _backward(f"{name}_backward"),
                  hint="y is a product of x and a function of x: both factors have a derivative"),
            Check("far from zero, and at zero", "Inputs of ±1000 and of 0 give finite, right results.", "edge", 1,
                  _far_out(name), hint="which exponential overflows, and is it divided by another one?"),
            Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1,
                  lambda rng: _all_three(name, rng, (3, 3)),
                  hint="an in-place operation writes into the caller's array"),
        ),
        misconceptions,
    )
