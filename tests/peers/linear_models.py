"""scikit-learn's linear models, and PyTorch's gradients of their losses.

LIBSVM keeps kernels in 32 bits: the inputs are such that nothing is lost by that.
"""

import numpy as np

from tests.peers.kit import double

FUNCTIONS = {}
TOLERANCE = 1e-8  # solvers stop when they are near enough
X = [[0.5, -1.25], [1.5, 0.25], [-0.75, 2.0], [2.0, 1.0], [-1.5, -0.5], [0.25, 0.75], [-0.25, -2.0], [1.0, -0.5]]
YES = [1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]
NUMBERS = [3.0, 5.5, 1.0, 7.25, -2.0, 2.5, 1.75, 4.0]
WIDE = [[0.5, -1.0, 2.0, 0.25, 1.0], [1.5, 0.5, -0.75, 1.0, -2.0], [-1.0, 0.25, 0.5, -1.5, 0.75]]
SPLIT = [1.0, 1.0, -1.0, 1.0, -1.0, -1.0, 1.0, 1.0]
SIGNS = [1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 1.0, -1.0]
W, B = [0.75, -1.5], 0.25
FAR = [800.0, -400.0]


def logistic_records():
    """The model at given weights, its loss and gradient by autograd, also far out, and scikit-learn's minimum."""
    import torch
    from sklearn.linear_model import LogisticRegression
    from torch.nn.functional import binary_cross_entropy_with_logits

    for weights in (W, FAR):
        w, b = double(weights, requires_grad=True), double(B, requires_grad=True)
        z = double(X) @ w + b
        loss = binary_cross_entropy_with_logits(z, double(YES))
        yield "logistic_regression", [X, weights, B], [z.sigmoid().tolist()]
        yield "logistic_regression_loss", [X, YES, weights, B], [loss.item()]
        yield "logistic_regression_gradient", [X, YES, weights, B], [g.tolist() for g in torch.autograd.grad(loss, (w, b))]
    for alpha in (0.02, 0.5):
        model = LogisticRegression(C=1 / (len(X) * alpha), tol=1e-13, solver="newton-cholesky").fit(X, YES)
        yield "logistic_regression_fit", [X, YES, 1.0, 3000, alpha], [model.coef_[0].tolist(), float(model.intercept_[0])]


def penalized_records():
    """scikit-learn's ridge, and its lasso after enough sweeps; also with more features than samples."""
    from sklearn.linear_model import Lasso, Ridge

    for data, targets in ((X, NUMBERS), (WIDE, NUMBERS[:3])):
        for alpha in (0.125, 2.0):
            model = Ridge(alpha=alpha, solver="cholesky").fit(data, targets)
            yield "ridge", [data, targets, alpha], [model.coef_.tolist(), float(model.intercept_)]
            model = Lasso(alpha=alpha, tol=1e-15, max_iter=100000).fit(data, targets)
            yield "lasso", [data, targets, alpha, 2000], [model.coef_.tolist(), float(model.intercept_)]


def hard_records():
    """scikit-learn's machine with an enormous price, and distances of its own decision function."""
    from sklearn.svm import SVC

    model = SVC(kernel="linear", C=1e9, tol=1e-12).fit(X, SPLIT)
    w, b = model.coef_[0], float(model.intercept_[0])
    leads = SPLIT * model.decision_function(X)
    yield "svm_hard_margin", [X, SPLIT, (3 * w).tolist(), 3 * b], [float(leads.min() / np.linalg.norm(w))]
    yield "svm_hard_margin_canonical", [X, SPLIT, (3 * w).tolist(), 3 * b], [(w / leads.min()).tolist(), b / leads.min()]
    yield "svm_hard_margin_fit", [X, SPLIT, 2000], [w.tolist(), b]


def soft_records():
    """The objective at scikit-learn's minimum and elsewhere; slopes and steps by autograd and PyTorch's own descent."""
    import torch
    from sklearn.metrics import hinge_loss
    from sklearn.svm import SVC

    def objective(w, b, C):
        return 0.5 * w @ w + C * (1 - double(SIGNS) * (double(X) @ w + b)).relu().sum()

    for C in (0.25, 4.0):
        model = SVC(kernel="linear", C=C, tol=1e-12).fit(X, SIGNS)
        price = len(X) * hinge_loss(SIGNS, model.decision_function(X))
        w = model.coef_[0]
        yield "svm_soft_margin", [X, SIGNS, w.tolist(), float(model.intercept_[0]), C], [float(0.5 * w @ w + C * price)]
        w, b = double(W, requires_grad=True), double(B, requires_grad=True)
        yield "svm_soft_margin_gradient", [X, SIGNS, W, B, C], [g.tolist() for g in torch.autograd.grad(objective(w, b, C), (w, b))]
        w, b = double([0.0, 0.0], requires_grad=True), double(0.0, requires_grad=True)
        steps = torch.optim.SGD([w, b], lr=0.1)
        rates = torch.optim.lr_scheduler.LambdaLR(steps, lambda k: (k + 1) ** -0.5)
        for _ in range(20):
            steps.zero_grad()
            objective(w, b, C).backward()
            steps.step()
            rates.step()
        yield "svm_soft_margin_fit", [X, SIGNS, C, 0.1, 20], [w.tolist(), b.item()]


def kernel_records():
    """scikit-learn's pairwise kernels, and its expansion of degree 2 with the roots that it leaves out."""
    from sklearn.metrics.pairwise import linear_kernel, polynomial_kernel, rbf_kernel
    from sklearn.preprocessing import PolynomialFeatures

    rows = X[:3]
    yield "kernels", [X, rows], [linear_kernel(X, rows).tolist()]
    yield "kernels_polynomial", [X, rows, 3, 0.5, 2.0], [polynomial_kernel(X, rows, 3, 0.5, 2.0).tolist()]
    yield "kernels_gaussian", [X, rows, 0.75], [rbf_kernel(X, rows, 0.75).tolist()]
    one, x, y, xx, xy, yy = PolynomialFeatures(2).fit_transform(X).T
    root = np.sqrt(2)
    yield "kernels_map", [X], [np.stack([one, root * x, root * y, xx, yy, root * xy], axis=1).tolist()]


def dual_records():
    """scikit-learn's machine with a kernel given; its dual by its own variables, a step by its bounds."""
    from sklearn.metrics.pairwise import rbf_kernel
    from sklearn.svm import SVC

    K = rbf_kernel(X, X, 0.5).astype(np.float32).astype(float)
    for C in (0.5, 8.0):
        model = SVC(kernel="precomputed", C=C, tol=1e-13).fit(K, SIGNS)
        u = np.zeros(len(X))
        u[model.support_] = model.dual_coef_[0]
        a, b = np.abs(u).tolist(), float(model.intercept_[0])
        yield "kernel_svm_fit", [K.tolist(), SIGNS, C, 3000], [a, b]
        yield "kernel_svm_predict", [K[:3].tolist(), SIGNS, a, b], [model.decision_function(K[:3]).tolist()]
        w = model.decision_function(K) - b
        yield "kernel_svm", [K.tolist(), SIGNS, a], [float(np.abs(u).sum() - 0.5 * u @ w)]
        pair = [[K[i, j] for j in (0, 2)] for i in (0, 2)]
        two = SVC(kernel="precomputed", C=C, tol=1e-13).fit(pair, [1, -1])
        yield "kernel_svm_step", [pair, [1.0, -1.0], [0.0, 0.0], 0, 1, C], [np.abs(two.dual_coef_[0]).tolist()]


def records():
    """Every function of the chapter."""
    yield from logistic_records()
    yield from penalized_records()
    yield from hard_records()
    yield from soft_records()
    yield from kernel_records()
    yield from dual_records()
