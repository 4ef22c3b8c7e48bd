"""Numerical derivatives, and the two chain rules that backpropagation is made of.

Book: chapter matrix_calculus.
"""

import numpy as np

__all__ = ["numerical_gradient", "numerical_jacobian", "chain_vectors", "chain_matrix"]

FAMILIES = ()


def numerical_gradient(f, x, h=1e-5):
    """Gradient of a scalar function by centred differences, one element at a time.

    g[i] = (f(x + h eᵢ) − f(x − h eᵢ)) / (2h)

    Parameters
    ----------
    f : function, array of x's shape → number
    x : array (...), the point, of floats or of integers; never changed
    h : float, step

    Returns
    -------
    g : float array (...), the same shape as x

    Notes
    -----
    The error is h² f‴/6 from the formula plus about ε|f|/h from rounding.

    >>> numerical_gradient(lambda x: (x**2).sum(), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])

    Book: matrix_calculus, section numerical_gradient.
    """
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(slopes).reshape(x.shape)


def numerical_jacobian(f, x, h=1e-5):
    """Jacobian of a vector function by centred differences, one column at a time.

    J[:, j] = (f(x + h eⱼ) − f(x − h eⱼ)) / (2h), in numerator layout: J[i, j] = ∂f[i]/∂x[j]

    Parameters
    ----------
    f : function, array (n,) → array (m,)
    x : array (n,), the point, of floats or of integers; never changed
    h : float, step

    Returns
    -------
    J : float array (m, n)

    Notes
    -----
    The number of outputs m is known only from what f returns.

    >>> numerical_jacobian(lambda x: np.array([x[0] * x[1], x[0], x[1]]), np.array([2.0, 5.0])).round(6)
    array([[5., 2.],
           [1., 0.],
           [0., 1.]])

    Book: matrix_calculus, section numerical_jacobian.
    """
    steps = h * np.eye(x.size)
    columns = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(columns).T


def chain_vectors(jacobians, dz):
    """Gradient of a scalar at the start of a chain of vectors x₁ → x₂ → … → xₙ → z.

    ∂z/∂x₁ = J₁ᵀ (J₂ᵀ (… (Jₙ₋₁ᵀ ∂z/∂xₙ))), where Jₖ = ∂xₖ₊₁/∂xₖᵀ

    Parameters
    ----------
    jacobians : list of arrays, in forward order: jacobians[k] has the shape (size of xₖ₊₁, size of xₖ)
    dz : array, ∂z/∂xₙ, the size of the last vector

    Returns
    -------
    g : array, ∂z/∂x₁, the size of the first vector; a copy of dz if the list is empty

    Notes
    -----
    From the end backwards only matrix-vector products occur: that is reverse mode.

    >>> chain_vectors([np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])], np.array([1.0, 10.0]))
    array([43., 86.])

    Book: matrix_calculus, section chain_vectors.
    """
    g = dz.copy()
    for J in reversed(jacobians):
        g = J.T @ g
    return g


def chain_matrix(X, dY):
    """Gradient of a scalar with respect to the matrix W of Y = X W.

    dW = Xᵀ dY: dW[i, j] = Σₙ X[n, i] · dY[n, j]

    Parameters
    ----------
    X : array (n, d_in), one sample a row
    dY : array (n, d_out), ∂L/∂Y

    Returns
    -------
    dW : array (d_in, d_out), ∂L/∂W

    Notes
    -----
    In column form, y = W x for one sample, the same rule reads ∂L/∂W = (∂L/∂y) xᵀ.

    >>> chain_matrix(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0, 5.0]]))
    array([[ 3.,  4.,  5.],
           [ 6.,  8., 10.]])

    Book: matrix_calculus, section chain_matrix.
    """
    return X.T @ dY
