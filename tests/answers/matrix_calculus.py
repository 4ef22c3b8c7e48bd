"""Wrong and right answers of the chapter matrix_calculus."""

import functools

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- numerical_gradient ----------------------------------------------------------------------------

@right("matrix_calculus/numerical_gradient")
def numerical_gradient__moved_and_put_back(f, x, h=1e-5):
    """A copy of x whose numbers are moved one after the other and restored from what was saved."""
    point, g = x.astype(np.float64), np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        saved = point[i]
        point[i] = saved + h
        above = f(point)
        point[i] = saved - h
        below = f(point)
        point[i] = saved
        g[i] = (above - below) / (2 * h)
    return g


@right("matrix_calculus/numerical_gradient")
def numerical_gradient__mean_of_two_sides(f, x, h=1e-5):
    """Half the forward plus half the backward difference: the same in exact numbers."""
    here, slopes = f(x), []
    for k in range(x.size):
        up, down = x.flatten().astype(float), x.flatten().astype(float)
        up[k] += h
        down[k] -= h
        slopes.append(((f(up.reshape(x.shape)) - here) / h + (here - f(down.reshape(x.shape))) / h) / 2)
    return np.reshape(slopes, x.shape)


@right("matrix_calculus/numerical_gradient")
def numerical_gradient__by_the_distance_really_moved(f, x, h=1e-5):
    """Divides by the distance between the two rounded points."""
    def slope(i):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        return (f(up) - f(down)) / (up[i] - down[i])

    return np.array([slope(i) for i in np.ndindex(x.shape)]).reshape(x.shape)


@wrong("matrix_calculus/numerical_gradient", embodies="forward_difference")
def numerical_gradient__one_sided(f, x, h=1e-5):
    """f(x) once, then one step up for each number."""
    g, here = np.zeros(x.shape), f(x)
    for i in np.ndindex(x.shape):
        up = x.astype(float)
        up[i] = up[i] + h
        g[i] = f(up) / h - here / h
    return g


@wrong("matrix_calculus/numerical_gradient", embodies="step_not_doubled")
def numerical_gradient__twice_too_large(f, x, h=1e-5):
    """Adds the two one-sided slopes and forgets to halve."""
    return 2 * numerical_gradient__moved_and_put_back(f, x, h)


@wrong("matrix_calculus/numerical_gradient", embodies="not_restored")
def numerical_gradient__walks_away(f, x, h=1e-5):
    """Every number stays one step below where it was."""
    point, g = np.array(x, dtype=float), []
    for k in range(x.size):
        point.flat[k] += h
        above = f(point)
        point.flat[k] = point.flat[k] - h - h
        g.append((above - f(point)) / h / 2)
    return np.array(g).reshape(x.shape)


@wrong("matrix_calculus/numerical_gradient", embodies="writes_into_x")
def numerical_gradient__adds_and_takes_away(f, x, h=1e-5):
    """In the caller's array if that holds floats: + h, − 2h, + h is not nothing."""
    x = x if x.dtype == float else x.astype(float)
    g = np.empty(x.shape)
    for i, _ in np.ndenumerate(x):
        x[i] = x[i] + h
        above = f(x)
        x[i] = x[i] - 2 * h
        below = f(x)
        x[i] = x[i] + h
        g[i] = (above - below) / (2 * h)
    return g


@wrong("matrix_calculus/numerical_gradient", embodies="integer_steps")
def numerical_gradient__in_the_type_of_x(f, x, h=1e-5):
    """zeros_like(x) of integers holds no small step; here it is cut off after adding."""
    g = []
    for i in np.ndindex(x.shape):
        values = []
        for sign in (1, -1):
            point = x.copy()
            point[i] = point[i] + sign * h
            values.append(f(point))
        g.append((values[0] - values[1]) / (2 * h))
    return np.reshape(g, x.shape)


@wrong("matrix_calculus/numerical_gradient", embodies="all_at_once")
def numerical_gradient__one_bump_for_all(f, x, h=1e-5):
    """x + h moves everything."""
    slope = (f(np.add(x, h)) - f(np.subtract(x, h))) / (2 * h)
    return slope * np.ones(x.shape)


@wrong("matrix_calculus/numerical_gradient", embodies="own_step")
def numerical_gradient__constant_inside(f, x, h=1e-5):
    """The argument h is shadowed."""
    h = 1e-5
    return numerical_gradient__moved_and_put_back(f, x, h)


@wrong("matrix_calculus/numerical_gradient", embodies="flat_gradient")
def numerical_gradient__a_list_made_an_array(f, x, h=1e-5):
    """One slope after the other, in no shape."""
    return np.array(list(numerical_gradient__moved_and_put_back(f, x, h).flat))


@wrong("matrix_calculus/numerical_gradient")
def numerical_gradient__five_points(f, x, h=1e-5):
    """A better formula than the one asked for: it agrees at small h and differs at large h."""
    def centred(h):
        return numerical_gradient__moved_and_put_back(f, x, h)

    return (4 * centred(h) - centred(2 * h)) / 3


@wrong("matrix_calculus/numerical_gradient")
def numerical_gradient__backward(f, x, h=1e-5):
    """One-sided, from below: no name, since nobody asked for that."""
    steps = [h * row.reshape(x.shape) for row in np.eye(x.size)]
    return np.array([(f(x) - f(x - step)) / h for step in steps]).reshape(x.shape)


@wrong("matrix_calculus/numerical_gradient")
def numerical_gradient__sign_reversed(f, x, h=1e-5):
    """Below minus above."""
    return -numerical_gradient__moved_and_put_back(f, x, h)


# --- numerical_jacobian ----------------------------------------------------------------------------

@right("matrix_calculus/numerical_jacobian")
def numerical_jacobian__entry_by_entry(f, x, h=1e-5):
    """Every entry has its own two questions: slow and right."""
    n, m = len(x), len(f(x))
    J = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            e = np.arange(n) == j
            J[i, j] = (f(x + h * e)[i] - f(x - h * e)[i]) / (2 * h)
    return J


@right("matrix_calculus/numerical_jacobian")
def numerical_jacobian__columns_side_by_side(f, x, h=1e-5):
    """Moves a copy and puts it back, then sets the columns side by side."""
    point, columns = np.array(x, dtype=float), []
    for j, saved in enumerate(point.tolist()):
        point[j] = saved + h
        above = f(point)
        point[j] = saved - h
        columns.append((above - f(point))[:, None] / (2 * h))
        point[j] = saved
    return np.concatenate(columns, axis=1)


@right("matrix_calculus/numerical_jacobian")
def numerical_jacobian__rows_of_gradients(f, x, h=1e-5):
    """Row i is the gradient of output i."""
    def gradient(output):
        return [(output(x + h * e) - output(x - h * e)) / (2 * h) for e in np.identity(len(x))]

    return np.array([gradient(lambda z, i=i: f(z)[i]) for i in range(len(f(x)))])


@wrong("matrix_calculus/numerical_jacobian", embodies="transposed")
def numerical_jacobian__stacked_as_rows(f, x, h=1e-5):
    """What input j does becomes row j."""
    return np.vstack([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])


@wrong("matrix_calculus/numerical_jacobian", embodies="transposed")
def numerical_jacobian__rows_for_columns(f, x, h=1e-5):
    """A matrix of the right shape filled by rows: raises unless it is square."""
    J = np.zeros((len(f(x)), len(x)))
    for j in range(len(x)):
        e = np.eye(len(x))[j]
        J[j, :] = (f(x + h * e) - f(x - h * e)) / (2 * h)
    return J


@wrong("matrix_calculus/numerical_jacobian", embodies="stacked")
def numerical_jacobian__one_long_vector(f, x, h=1e-5):
    """The layout mn × 1: the gradient of output 1, then that of output 2, …"""
    return np.concatenate(list(numerical_jacobian__entry_by_entry(f, x, h)))


@wrong("matrix_calculus/numerical_jacobian", embodies="outputs_summed")
def numerical_jacobian__gradient_of_the_sum(f, x, h=1e-5):
    """Makes a scalar of the outputs first."""
    return np.array([(f(x + h * e).sum() - f(x - h * e).sum()) / (2 * h) for e in np.eye(len(x))])


@wrong("matrix_calculus/numerical_jacobian", embodies="always_square")
def numerical_jacobian__n_by_n(f, x, h=1e-5):
    """zeros((n, n)), filled entry by entry in as many outputs as there are."""
    J = np.zeros((len(x), len(x)))
    change = numerical_jacobian__entry_by_entry(f, x, h)
    if change.shape[0] not in (1, len(x)):
        raise ValueError("could not broadcast")
    for j in range(len(x)):
        J[:, j] = change[:, j]
    return J


@wrong("matrix_calculus/numerical_jacobian", embodies="forward_difference")
def numerical_jacobian__one_sided(f, x, h=1e-5):
    """f(x) is computed once and reused."""
    here = f(x)
    return np.stack([(f(x + h * e) - here) / h for e in np.eye(len(x))], axis=-1)


@wrong("matrix_calculus/numerical_jacobian", embodies="step_not_doubled")
def numerical_jacobian__one_h(f, x, h=1e-5):
    """The denominator is h."""
    return np.stack([(f(x + h * e) - f(x - h * e)) / h for e in np.eye(len(x))], axis=-1)


@wrong("matrix_calculus/numerical_jacobian", embodies="not_restored")
def numerical_jacobian__walks_away(f, x, h=1e-5):
    """Each input stays one step below where it was."""
    columns = []
    for e in np.eye(len(x)):
        columns.append((f(x + h * e) - f(x - h * e)) / (2 * h))
        x = x - h * e
    return np.array(columns).T


@wrong("matrix_calculus/numerical_jacobian", embodies="writes_into_x")
def numerical_jacobian__adds_and_takes_away(f, x, h=1e-5):
    """+ h, − 2h, + h in the caller's array."""
    x = x if x.dtype == float else x.astype(float)
    J = []
    for j in range(len(x)):
        x[j] = x[j] + h
        above = f(x)
        x[j] = x[j] - 2 * h
        below = f(x)
        x[j] = x[j] + h
        J.append((above - below) / (2 * h))
    return np.transpose(J)


@wrong("matrix_calculus/numerical_jacobian", embodies="integer_steps")
def numerical_jacobian__in_the_type_of_x(f, x, h=1e-5):
    """The moved point is cut to x's own type."""
    def column(j):
        e = np.eye(len(x))[j]
        return (f((x + h * e).astype(x.dtype)) - f((x - h * e).astype(x.dtype))) / (2 * h)

    return np.stack([column(j) for j in range(len(x))], axis=1)


@wrong("matrix_calculus/numerical_jacobian", embodies="all_at_once")
def numerical_jacobian__one_bump_for_all(f, x, h=1e-5):
    """Every column holds the change when all inputs move."""
    change = (f(x + h) - f(x - h)) / (2 * h)
    return np.stack([change] * len(x), axis=1)


@wrong("matrix_calculus/numerical_jacobian", embodies="own_step")
def numerical_jacobian__constant_inside(f, x, h=1e-5):
    """The argument is never read."""
    return numerical_jacobian__entry_by_entry(f, x)


@wrong("matrix_calculus/numerical_jacobian")
def numerical_jacobian__only_the_diagonal(f, x, h=1e-5):
    """As if output i saw input i only."""
    J = numerical_jacobian__entry_by_entry(f, x, h)
    return np.where(np.eye(*J.shape) > 0, J, 0)


@wrong("matrix_calculus/numerical_jacobian", embodies="writes_into_x")
def numerical_jacobian__moves_x_for_good(f, x, h=1e-5):
    """Right numbers, and the caller's x ends a little elsewhere."""
    J = numerical_jacobian__entry_by_entry(f, x, h)
    if x.dtype == float:
        x += h
    return J


# --- chain_vectors ---------------------------------------------------------------------------------

@right("matrix_calculus/chain_vectors")
def chain_vectors__whole_product_first(jacobians, dz):
    """The bracket of the formula as it stands, then its transpose."""
    product = np.eye(dz.size)
    for J in jacobians[::-1]:
        product = product @ J
    return product.T @ dz


@right("matrix_calculus/chain_vectors")
def chain_vectors__rows_from_the_left(jacobians, dz):
    """dz as a row, which needs no transpose."""
    return functools.reduce(lambda row, J: row @ J, list(jacobians)[::-1], dz + 0.0)


@right("matrix_calculus/chain_vectors")
def chain_vectors__by_loops(jacobians, dz):
    """Index by index, and recursively."""
    if not jacobians:
        return np.array(dz)
    *before, last = jacobians
    g = np.zeros(last.shape[1])
    for i in range(last.shape[0]):
        for j in range(last.shape[1]):
            g[j] += last[i, j] * dz[i]
    return chain_vectors__by_loops(before, g)


@wrong("matrix_calculus/chain_vectors", embodies="order_reversed")
def chain_vectors__first_jacobian_first(jacobians, dz):
    """Runs along the list as it comes."""
    return functools.reduce(lambda g, J: np.einsum("ij,i->j", J, g), jacobians, dz.copy())


@wrong("matrix_calculus/chain_vectors", embodies="transpose_forgotten")
def chain_vectors__rows_instead_of_columns(jacobians, dz):
    """The right order, and J where its transpose belongs."""
    g = np.array(dz)
    while jacobians:
        *jacobians, J = jacobians
        g = np.einsum("ij,j->i", J, g)
    return g


@wrong("matrix_calculus/chain_vectors", embodies="pushed_forward")
def chain_vectors__product_without_its_transpose(jacobians, dz):
    """The bracket of the formula without its T."""
    product = np.eye(dz.size)
    for J in jacobians:
        product = J @ product
    return product @ dz


@wrong("matrix_calculus/chain_vectors", embodies="upstream_forgotten")
def chain_vectors__sums_of_columns(jacobians, dz):
    """z taken for the sum of the last vector."""
    product = np.eye(dz.size)
    for J in reversed(jacobians):
        product = product @ J
    return product.sum(axis=0)


@wrong("matrix_calculus/chain_vectors", embodies="element_by_element")
def chain_vectors__star_for_at(jacobians, dz):
    """* stretches and multiplies, and nothing is summed."""
    return functools.reduce(lambda g, J: np.multiply(g, J.transpose()), jacobians[::-1], dz.copy())


@wrong("matrix_calculus/chain_vectors", embodies="only_diagonals")
def chain_vectors__number_by_number(jacobians, dz):
    """As if every step were an activation function."""
    g = dz.copy()
    for J in reversed(jacobians):
        g = g * J.diagonal()
    return g


@wrong("matrix_calculus/chain_vectors", embodies="product_only")
def chain_vectors__the_jacobian_of_the_chain(jacobians, dz):
    """The transposed Jacobian of the whole chain."""
    product = np.eye(dz.size)
    for J in reversed(jacobians):
        product = J.T @ product
    return product


@wrong("matrix_calculus/chain_vectors", embodies="returns_dz_itself")
def chain_vectors__no_copy(jacobians, dz):
    """Right numbers; with nothing to multiply, dz itself comes back."""
    return functools.reduce(lambda g, J: g @ J, jacobians[::-1], dz)


@wrong("matrix_calculus/chain_vectors")
def chain_vectors__first_step_lost(jacobians, dz):
    """The loop stops one Jacobian early."""
    return chain_vectors__rows_from_the_left(jacobians[1:], dz)


@wrong("matrix_calculus/chain_vectors")
def chain_vectors__empties_the_list(jacobians, dz):
    """Right numbers, but the caller's list is empty afterwards."""
    g = dz.copy()
    while jacobians:
        g = jacobians.pop().T @ g
    return g


@wrong("matrix_calculus/chain_vectors")
def chain_vectors__scaled_to_length_one(jacobians, dz):
    """The right direction, and not the right length."""
    g = chain_vectors__rows_from_the_left(jacobians, dz)
    return g / np.linalg.norm(g)


# --- chain_matrix ----------------------------------------------------------------------------------

@right("matrix_calculus/chain_matrix")
def chain_matrix__sum_of_outer_products(X, dY):
    """One outer product for each sample."""
    return sum(np.outer(x, dy) for x, dy in zip(X, dY, strict=True))


@right("matrix_calculus/chain_matrix")
def chain_matrix__by_loops(X, dY):
    """Every weight and every sample."""
    dW = np.zeros((X.shape[1], dY.shape[1]))
    for n in range(len(X)):
        for i in range(X.shape[1]):
            for j in range(dY.shape[1]):
                dW[i, j] += X[n, i] * dY[n, j]
    return dW


@right("matrix_calculus/chain_matrix")
def chain_matrix__einsum(X, dY):
    """The indices of the formula."""
    return np.einsum("ni,nj->ij", X, dY)


@wrong("matrix_calculus/chain_matrix", embodies="transposed")
def chain_matrix__column_form(X, dY):
    """(∂L/∂y) xᵀ, summed over the samples: for W of the shape (d_out, d_in)."""
    return sum(np.outer(dy, x) for x, dy in zip(X, dY, strict=True))


@wrong("matrix_calculus/chain_matrix", embodies="mean_over_batch")
def chain_matrix__mean_of_outer_products(X, dY):
    """The mean where the sum belongs."""
    return np.mean([np.outer(x, dy) for x, dy in zip(X, dY, strict=True)], axis=0)


@wrong("matrix_calculus/chain_matrix", embodies="last_sample_only")
def chain_matrix__assigned(X, dY):
    """= where += belongs."""
    for x, dy in zip(X, dY, strict=True):
        dW = x[:, None] * dy
    return dW


@wrong("matrix_calculus/chain_matrix", embodies="batch_not_summed")
def chain_matrix__one_for_each_sample(X, dY):
    """An axis too many."""
    return np.array([np.outer(x, dy) for x, dy in zip(X, dY, strict=True)])


@wrong("matrix_calculus/chain_matrix", embodies="summed_too_early")
def chain_matrix__sums_multiplied(X, dY):
    """The product of sums for the sum of products."""
    return np.einsum("ni,mj->ij", X, dY)


@wrong("matrix_calculus/chain_matrix", embodies="transpose_forgotten")
def chain_matrix__no_transpose(X, dY):
    """Runs whenever there are as many inputs as samples."""
    return np.array([[row @ column for column in dY.T] for row in X])


@wrong("matrix_calculus/chain_matrix", embodies="element_by_element")
def chain_matrix__star_for_at(X, dY):
    """Runs whenever the shapes stretch."""
    return np.multiply(X, dY)


@wrong("matrix_calculus/chain_matrix", embodies="upstream_forgotten")
def chain_matrix__sums_of_x(X, dY):
    """The "derivative" of Y with respect to W, repeated for each output."""
    return np.repeat(X.sum(axis=0)[:, None], dY.shape[1], axis=1)


@wrong("matrix_calculus/chain_matrix")
def chain_matrix__sign_reversed(X, dY):
    """A step down instead of a gradient."""
    return -(dY.T @ X).T


@wrong("matrix_calculus/chain_matrix")
def chain_matrix__mean_over_outputs(X, dY):
    """Divided by the number of outputs."""
    return np.einsum("ni,nj->ij", X, dY) / dY.shape[1]


@wrong("matrix_calculus/chain_matrix")
def chain_matrix__centres_in_place(X, dY):
    """Right numbers; X is doubled and halved, then shifted."""
    dW = np.dot(X.T, dY)
    X -= X.mean(axis=0)
    return dW
