"""PyTorch's autograd on functions that numerical derivatives and chain rules are tried on."""

from tests.peers.kit import X, double

POINT = [0.5, -1.5, 2.0]
DOWN = [[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]]


def scalar_of_vector(x):
    """A scalar function, written so that arrays and tensors both pass through it."""
    return x[0] ** 3 * x[1] / (1 + x[2] ** 2)


def vector_of_vector(x):
    """A function from three numbers to two."""
    return x[:2] ** 3 * x[2]


FUNCTIONS = {"scalar_of_vector": scalar_of_vector, "vector_of_vector": vector_of_vector}


def records():
    """Derivatives of the two functions, of a chain of two steps, and of a product with a matrix."""
    import torch

    point = double(POINT)
    gradient = torch.autograd.functional.jacobian(scalar_of_vector, point)
    jacobian = torch.autograd.functional.jacobian(vector_of_vector, point)
    yield "numerical_gradient", ["scalar_of_vector", POINT], [gradient.tolist()]
    yield "numerical_jacobian", ["vector_of_vector", POINT], [jacobian.tolist()]
    last = torch.autograd.functional.jacobian(torch.sin, vector_of_vector(point))
    dz = double([2.0, -1.0])
    _, through = torch.autograd.functional.vjp(lambda x: torch.sin(vector_of_vector(x)), point, dz)
    yield "chain_vectors", [[jacobian.tolist(), last.tolist()], dz.tolist()], [through.tolist()]
    W = torch.zeros(4, 3, dtype=torch.float64, requires_grad=True)
    (dW,) = torch.autograd.grad(double(X) @ W, W, double(DOWN))
    yield "chain_matrix", [X, DOWN], [dW.tolist()]
