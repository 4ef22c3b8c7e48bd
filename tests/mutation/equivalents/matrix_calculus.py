"""Equivalent mutants of the chapter matrix_calculus: component → mutant → reason."""

BACKWARDS = "with −h the two points change places and the denominator its sign: the same quotient, bit for bit"

EQUIVALENTS = {
    "numerical_gradient": {"numerical_gradient:1 def numerical_gradient(f, x, h=-1e-05):": BACKWARDS},
    "numerical_jacobian": {"numerical_jacobian:1 def numerical_jacobian(f, x, h=-1e-05):": BACKWARDS},
}
