"""Wrong and right answers: gradient_check, count_flops, gradient_descent_step, gradient_reversal."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- gradient_check --------------------------------------------------------------------------------

def slopes(f, x, g, directions, h, one_sided=False, width=2):
    """(measured, claimed) along all directions, by plain loops."""
    measured, claimed = [], []
    for v in directions:
        behind = f(x) if one_sided else f(np.subtract(x, h * v))
        measured.append((f(np.add(x, h * v)) - behind) / (h * (1 if one_sided else width)))
        claimed.append(float(np.dot(np.ravel(g), np.ravel(v))))
    return np.array(measured), np.array(claimed)


def length(vector):
    """The root of the sum of squares."""
    return float(np.sum(np.square(vector)) ** 0.5)


def relative(m, c):
    """The error of the definition."""
    both = length(m) + length(c)
    return 0.0 if both == 0 else length(m - c) / both


@right("backprop/gradient_check")
def gradient_check__by_loops(f, x, g, directions, h=1e-5):
    """Dot products and lengths by hand."""
    return relative(*slopes(f, x, g, directions, h))


@right("backprop/gradient_check")
def gradient_check__contracted(f, x, g, directions, h=1e-5):
    """tensordot, and a scalar of NumPy's as the result."""
    c = np.tensordot(directions, g, axes=np.ndim(g)) if np.ndim(g) else directions * g
    m = np.array([f(x + h * v) for v in directions]) / (2 * h) - np.array([f(x - h * v) for v in directions]) / (2 * h)
    both = np.sqrt((m * m).sum()) + np.sqrt((c * c).sum())
    return np.float64(0) if both == 0 else np.sqrt(((m - c) ** 2).sum()) / both


@wrong("backprop/gradient_check", embodies="forward_difference")
def gradient_check__one_sided(f, x, g, directions, h=1e-5):
    """From the point itself."""
    return relative(*slopes(f, x, g, directions, h, one_sided=True))


@wrong("backprop/gradient_check", embodies="divided_by_h")
def gradient_check__half_the_distance(f, x, g, directions, h=1e-5):
    """h where 2h belongs."""
    return relative(*slopes(f, x, g, directions, h, width=1))


@wrong("backprop/gradient_check", embodies="absolute_error")
def gradient_check__plain_distance(f, x, g, directions, h=1e-5):
    """No denominator."""
    m, c = slopes(f, x, g, directions, h)
    return length(m - c)


@wrong("backprop/gradient_check", embodies="lengths_compared")
def gradient_check__lengths(f, x, g, directions, h=1e-5):
    """The difference of the lengths."""
    m, c = slopes(f, x, g, directions, h)
    both = length(m) + length(c)
    return 0.0 if both == 0 else abs(length(m) - length(c)) / both


@wrong("backprop/gradient_check", embodies="divided_by_one_length")
def gradient_check__relative_to_the_measured(f, x, g, directions, h=1e-5):
    """Half of the denominator."""
    m, c = slopes(f, x, g, directions, h)
    return 0.0 if length(m) == 0 else length(m - c) / length(m)


@wrong("backprop/gradient_check", embodies="tiny_slopes_called_right")
def gradient_check__threshold(f, x, g, directions, h=1e-5):
    """Below a billionth nothing is looked at."""
    m, c = slopes(f, x, g, directions, h)
    return 0.0 if max(length(m), length(c)) < 1e-9 else length(m - c) / (length(m) + length(c))


@wrong("backprop/gradient_check")
def gradient_check__padded(f, x, g, directions, h=1e-5):
    """A small number in the denominator, so that it is never 0: matches no misconception."""
    m, c = slopes(f, x, g, directions, h)
    return length(m - c) / (length(m) + length(c) + 1e-8)


@wrong("backprop/gradient_check", embodies="directions_normalised")
def gradient_check__unit_vectors(f, x, g, directions, h=1e-5):
    """Each direction divided by its length."""
    units = [np.divide(v, length(v)) if np.any(v) else v for v in directions]
    return relative(*slopes(f, x, g, units, h))


@wrong("backprop/gradient_check", embodies="point_moved")
def gradient_check__not_put_back(f, x, g, directions, h=1e-5):
    """Right number, and x has moved."""
    error = relative(*slopes(f, x.copy(), g, directions, h))
    x += h * directions[0]
    return error


@wrong("backprop/gradient_check")
def gradient_check__coordinate_by_coordinate(f, x, g, directions, h=1e-5):
    """The whole numerical gradient first: right number, far too many evaluations, and no name for it."""
    numerical = np.zeros(np.shape(x))
    for i in np.ndindex(np.shape(x)):
        step = np.zeros(np.shape(x))
        step[i] = h
        numerical[i] = (f(x + step) - f(x - step)) / (2 * h)
    return relative(np.array([np.sum(numerical * v) for v in directions]), np.array([np.sum(g * v) for v in directions]))


@wrong("backprop/gradient_check", embodies="nothing_compared")
def gradient_check__all_is_well(f, x, g, directions, h=1e-5):
    """The claim compared with itself."""
    _, c = slopes(f, x, g, directions, h)
    return length(c - c)


# --- count_flops -----------------------------------------------------------------------------------

def tally(widths, samples):
    """(operations of one product in each layer)."""
    return [2 * widths[k] * widths[k + 1] * samples for k in range(len(widths) - 1)]


@right("backprop/count_flops")
def count_flops__layer_by_layer(widths, samples, input_gradient=True):
    """One layer after the other, two products each on the way back."""
    forward = backward = 0
    for k, product in enumerate(tally(widths, samples)):
        forward += product
        backward += product
        if k > 0 or input_gradient:
            backward += product
    return forward, backward


@right("backprop/count_flops")
def count_flops__by_inner_product(widths, samples, input_gradient=True):
    """N as an inner product of the list with itself shifted."""
    weights = np.dot(widths[:-1], widths[1:])
    first = widths[0] * widths[1]
    return int(2 * weights * samples), int((4 * weights - 2 * first * (not input_gradient)) * samples)


@wrong("backprop/count_flops", embodies="biases_counted")
def count_flops__all_parameters(widths, samples, input_gradient=True):
    """N = number of parameters."""
    parameters = sum((widths[k] + 1) * widths[k + 1] for k in range(len(widths) - 1))
    saved = 0 if input_gradient else tally(widths, samples)[0]
    return 2 * parameters * samples, 4 * parameters * samples - saved


@wrong("backprop/count_flops", embodies="additions_forgotten")
def count_flops__multiplications(widths, samples, input_gradient=True):
    """Multiplications only."""
    forward = sum(tally(widths, samples)) // 2
    return forward, 2 * forward - (0 if input_gradient else tally(widths, samples)[0])


@wrong("backprop/count_flops", embodies="backward_like_forward")
def count_flops__one_product_back(widths, samples, input_gradient=True):
    """As dear back as forward."""
    forward = sum(tally(widths, samples))
    return forward, forward - (0 if input_gradient else tally(widths, samples)[0])


@wrong("backprop/count_flops", embodies="input_gradient_ignored")
def count_flops__always_everything(widths, samples, input_gradient=True):
    """Nothing is ever saved."""
    return sum(tally(widths, samples)), 2 * sum(tally(widths, samples))


@wrong("backprop/count_flops", embodies="last_layer_saved")
def count_flops__output_saved(widths, samples, input_gradient=True):
    """The wrong end."""
    products = tally(widths, samples)
    return sum(products), 2 * sum(products) - (0 if input_gradient else products[-1])


@wrong("backprop/count_flops", embodies="widths_changed")
def count_flops__consumed(widths, samples, input_gradient=True):
    """Right numbers, and the list is shorter afterwards."""
    result = count_flops__layer_by_layer(list(widths), samples, input_gradient)
    del widths[-1]
    return result


@wrong("backprop/count_flops")
def count_flops__one_sample(widths, samples, input_gradient=True):
    """As if the batch were free: matches no misconception."""
    return count_flops__layer_by_layer(widths, 1, input_gradient)


# --- gradient_descent_step -------------------------------------------------------------------------

@right("backprop/gradient_descent_step")
def gradient_descent_step__by_loop(params, grads, lr, maximize=False):
    """Append one after the other."""
    new = []
    for k in range(len(params)):
        move = np.multiply(lr, grads[k])
        new.append(np.add(params[k], move) if maximize else np.subtract(params[k], move))
    return new


@right("backprop/gradient_descent_step")
def gradient_descent_step__as_a_tuple(params, grads, lr, maximize=False):
    """Copies, changed in place."""
    copies = tuple(p.copy() for p in params)
    for p, g in zip(copies, grads):
        p -= (1 - 2 * maximize) * lr * g
    return copies


def moved(params, grads, lr, maximize, direction):
    """A step along minus some function of each gradient."""
    return [p + (lr if maximize else -lr) * direction(g, p) for p, g in zip(params, grads)]


@wrong("backprop/gradient_descent_step", embodies="ascent")
def gradient_descent_step__climbing(params, grads, lr, maximize=False):
    """The sign the wrong way."""
    return moved(params, grads, -lr, maximize, lambda g, p: g)


@wrong("backprop/gradient_descent_step", embodies="maximize_ignored")
def gradient_descent_step__always_down(params, grads, lr, maximize=False):
    """Down, whatever is asked."""
    return moved(params, grads, lr, False, lambda g, p: g)


@wrong("backprop/gradient_descent_step", embodies="sign_of_the_gradient")
def gradient_descent_step__signs(params, grads, lr, maximize=False):
    """Steps of one size."""
    return moved(params, grads, lr, maximize, lambda g, p: (g > 0) * 1.0 - (g < 0))


@wrong("backprop/gradient_descent_step", embodies="unit_length")
def gradient_descent_step__normalised(params, grads, lr, maximize=False):
    """Steps of one length."""
    return moved(params, grads, lr, maximize, lambda g, p: g / (np.sqrt(np.sum(g**2)) or 1.0))


@wrong("backprop/gradient_descent_step", embodies="multiplied_into_the_parameters")
def gradient_descent_step__scaled(params, grads, lr, maximize=False):
    """p (1 − lr g)."""
    return [p * (1 + lr * g) if maximize else p * (1 - lr * g) for p, g in zip(params, grads)]


@wrong("backprop/gradient_descent_step", embodies="parameters_overwritten")
def gradient_descent_step__in_place(params, grads, lr, maximize=False):
    """Right numbers, in the caller's arrays."""
    for p, g in zip(params, grads):
        p[...] = p + lr * g if maximize else p - lr * g
    return list(params)


@wrong("backprop/gradient_descent_step")
def gradient_descent_step__first_only(params, grads, lr, maximize=False):
    """Only the first parameter learns: matches no misconception."""
    new = gradient_descent_step__by_loop(params, grads, lr, maximize)
    return new[:1] + [p.copy() for p in params[1:]]


@wrong("backprop/gradient_descent_step")
def gradient_descent_step__flattened(params, grads, lr, maximize=False):
    """All in one vector: matches no misconception."""
    return [np.ravel(p) for p in gradient_descent_step__by_loop(params, grads, lr, maximize)]


# --- gradient_reversal -----------------------------------------------------------------------------

@right("backprop/gradient_reversal")
def gradient_reversal__plus_zero(x):
    """A sum makes a new array."""
    return x + 0.0


@right("backprop/gradient_reversal")
def gradient_reversal_backward__by_loop(dy, lambd=1.0):
    """One number after the other."""
    return np.array([-(lambd * v) for v in dy.ravel()]).reshape(dy.shape)


@wrong("backprop/gradient_reversal", embodies="forward_reversed")
def gradient_reversal__negative(x):
    """Reversed too early."""
    return np.negative(x)


@wrong("backprop/gradient_reversal", embodies="returns_its_input")
def gradient_reversal__a_view(x):
    """Another name for the same numbers."""
    return x.view()


@wrong("backprop/gradient_reversal")
def gradient_reversal__doubled(x):
    """Twice the features: matches no misconception."""
    return x + x


@wrong("backprop/gradient_reversal", embodies="sign_kept")
def gradient_reversal_backward__scaled(dy, lambd=1.0):
    """No reversal."""
    return np.multiply(dy, lambd)


@wrong("backprop/gradient_reversal", embodies="strength_ignored")
def gradient_reversal_backward__always_one(dy, lambd=1.0):
    """λ is an ornament."""
    return np.negative(dy)


@wrong("backprop/gradient_reversal", embodies="gradient_overwritten")
def gradient_reversal_backward__in_place(dy, lambd=1.0):
    """Right numbers, in the caller's array."""
    return np.multiply(dy, -lambd, out=dy)


@wrong("backprop/gradient_reversal")
def gradient_reversal_backward__nothing_passed(dy, lambd=1.0):
    """The gradient is stopped: matches no misconception."""
    return np.zeros_like(dy)
