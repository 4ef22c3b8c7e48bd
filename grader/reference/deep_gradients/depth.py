"""How large the gradient is in each layer of a network, and what makes it so."""

import numpy as np


def gradient_profile(dY, Zs, Ws, df):
    """The size of the gradient in every layer of a network.

    gₖ = ‖δₖ‖, with δ_L = dY, δₖ = f′(Zₖ) ⊙ (δₖ₊₁ Wₖ₊₁ᵀ), and ‖·‖ the root of the sum of all squares

    Parameters
    ----------
    dY : array (n, d), dL/dY, for the network's output Y, which is the last Z
    Zs : list of arrays (n, dₖ), the pre-activations of each layer
    Ws : list of arrays (dₖ₋₁, dₖ), the weights of each layer
    df : function, array → array, the activation's derivative as a function of Z

    Returns
    -------
    norms : array (L,), gₖ of each layer, the first layer's first

    >>> Zs, Ws = [np.array([[3.0]]), np.array([[15.0]])], [np.array([[1.5]]), np.array([[5.0]])]
    >>> gradient_profile(np.array([[1.0]]), Zs, Ws, lambda z: 2 * z)
    array([30.,  1.])

    Book: deep_gradients, section gradient_profile.
    """
    delta = dY
    norms = [np.linalg.norm(delta)]
    for Z, W in zip(reversed(Zs[:-1]), reversed(Ws)):
        delta = df(Z) * (delta @ W.T)
        norms.append(np.linalg.norm(delta))
    return np.array(norms[::-1])


def gradient_profile_jacobians(zs, Ws, df):
    """The Jacobian of each step from one pre-activation to the next, for one sample.

    Jₖ = ∂zₖ₊₁/∂zₖ = Wₖ₊₁ᵀ diag(f′(zₖ))

    Parameters
    ----------
    zs : list of arrays (dₖ,), the pre-activations of each layer
    Ws : list of arrays (dₖ₋₁, dₖ), the weights of each layer
    df : function, array → array, the activation's derivative as a function of z

    Returns
    -------
    Js : list of arrays (dₖ₊₁, dₖ), one for each step, hence one fewer than there are layers

    >>> zs, Ws = [np.array([3.0]), np.array([15.0])], [np.array([[1.5]]), np.array([[5.0]])]
    >>> gradient_profile_jacobians(zs, Ws, lambda z: 2 * z)
    [array([[30.]])]

    Book: deep_gradients, section gradient_profile.
    """
    return [W.T * df(z) for z, W in zip(zs, Ws[1:])]


def gradient_profile_factor(norms):
    """The factor by which the gradient changes from one layer to the layer before it, on average.

    r = (g₁/g_L)^(1/(L−1)), the geometric mean of gₖ/gₖ₊₁

    Parameters
    ----------
    norms : array (L,), with two layers or more, the first layer's first

    Returns
    -------
    r : number, below 1 where gradients vanish on the way back, above 1 where they explode

    >>> gradient_profile_factor(np.array([16.0, 3.0, 1.0]))
    4.0

    Book: deep_gradients, section gradient_profile.
    """
    return float((norms[0] / norms[-1]) ** (1 / (len(norms) - 1)))
