"""Wrong and right answers: exponential_decay, natural_exponential_decay, cosine_decay, warmup, cyclic."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def each(t, rate_at):
    """A schedule for single steps, applied to all of them."""
    return np.array([rate_at(float(step)) for step in np.ravel(t)], dtype=float).reshape(np.shape(t))


# --- exponential_decay -------------------------------------------------------------------------------

@right("learning_rate/exponential_decay")
def exponential_decay__by_loop(t, lr, gamma):
    """Multiplied once for each step."""
    def rate_at(step):
        rate = lr
        for _ in range(int(step)):
            rate *= gamma
        return rate
    return each(t, rate_at)


@right("learning_rate/exponential_decay")
def exponential_decay__through_logarithms(t, lr, gamma):
    """exp of a logarithm."""
    return np.exp(math.log(lr) + np.asarray(t) * math.log(gamma))


@wrong("learning_rate/exponential_decay", embodies="multiplied_by_the_step")
def exponential_decay__product(t, lr, gamma):
    """γ t for γᵗ."""
    return each(t, lambda step: step * gamma * lr)


@wrong("learning_rate/exponential_decay", embodies="off_by_one")
def exponential_decay__counted_from_one(t, lr, gamma):
    """As if step 0 were step 1."""
    return gamma * exponential_decay__through_logarithms(t, lr, gamma)


@wrong("learning_rate/exponential_decay", embodies="decays_linearly")
def exponential_decay__subtracting(t, lr, gamma):
    """A straight line with the right first step."""
    return each(t, lambda step: lr - step * (lr - lr * gamma))


@wrong("learning_rate/exponential_decay", embodies="power_of_the_rate")
def exponential_decay__bracket_misplaced(t, lr, gamma):
    """(η γ)ᵗ."""
    return each(t, lambda step: lr**step * gamma**step)


@wrong("learning_rate/exponential_decay", embodies="power_of_e")
def exponential_decay__natural(t, lr, gamma):
    """γ as a rate of decay."""
    return each(t, lambda step: lr / math.exp(gamma * step))


@wrong("learning_rate/exponential_decay")
def exponential_decay__in_place(t, lr, gamma):
    """Right numbers, and the caller's steps are gone: matches no misconception."""
    rates = exponential_decay__by_loop(t, lr, gamma)
    t[...] = t * 0 + 1
    return rates


@wrong("learning_rate/exponential_decay")
def exponential_decay__in_stairs(t, lr, gamma):
    """Only at every second step: matches no misconception."""
    return each(t, lambda step: lr * gamma ** (step // 2))


@wrong("learning_rate/exponential_decay")
def exponential_decay__one_number(t, lr, gamma):
    """The last step's rate alone: matches no misconception."""
    return lr * gamma ** float(np.max(t, initial=0))


# --- natural_exponential_decay -----------------------------------------------------------------------

@right("learning_rate/natural_exponential_decay")
def natural_exponential_decay__by_power(t, lr, rate):
    """e^(−k) as a base."""
    return lr * math.exp(-rate) ** np.asarray(t, dtype=float)


@right("learning_rate/natural_exponential_decay")
def natural_exponential_decay__by_loop(t, lr, rate):
    """One step after the other."""
    return each(t, lambda step: lr * math.exp(-step * rate))


@wrong("learning_rate/natural_exponential_decay", embodies="grows")
def natural_exponential_decay__divided_by_the_decay(t, lr, rate):
    """Upside down."""
    return each(t, lambda step: lr / math.exp(-rate * step))


@wrong("learning_rate/natural_exponential_decay", embodies="rate_as_base")
def natural_exponential_decay__compound(t, lr, rate):
    """Interest, not growth."""
    return each(t, lambda step: lr * (1.0 - rate) ** int(step))


@wrong("learning_rate/natural_exponential_decay", embodies="off_by_one")
def natural_exponential_decay__counted_from_one(t, lr, rate):
    """As if step 0 were step 1."""
    return natural_exponential_decay__by_loop(t, lr * math.exp(-rate), rate)


@wrong("learning_rate/natural_exponential_decay", embodies="inverse_time")
def natural_exponential_decay__hyperbola(t, lr, rate):
    """1/(1 + kt)."""
    return each(t, lambda step: lr * (1 + rate * step) ** -1)


@wrong("learning_rate/natural_exponential_decay")
def natural_exponential_decay__in_place(t, lr, rate):
    """Right numbers, and the caller's steps are gone: matches no misconception."""
    rates = natural_exponential_decay__by_loop(t, lr, rate)
    t[...] = -1
    return rates


@wrong("learning_rate/natural_exponential_decay")
def natural_exponential_decay__base_two(t, lr, rate):
    """Halving in place of dividing by e: matches no misconception."""
    return lr * 2.0 ** (-rate * np.asarray(t))


# --- cosine_decay --------------------------------------------------------------------------------------

@right("learning_rate/cosine_decay")
def cosine_decay__by_loop(t, lr, T_max, eta_min=0.0):
    """An if for the end."""
    def rate_at(step):
        if step >= T_max:
            return eta_min
        return eta_min + 0.5 * (lr - eta_min) * (math.cos(math.pi * step / T_max) + 1)
    return each(t, rate_at)


@right("learning_rate/cosine_decay")
def cosine_decay__by_half_angle(t, lr, T_max, eta_min=0.0):
    """cos² of half the angle."""
    angle = np.pi / 2 * np.clip(np.asarray(t) / T_max, 0, 1)
    return lr * np.cos(angle) ** 2 + eta_min * np.sin(angle) ** 2


@wrong("learning_rate/cosine_decay", embodies="rises_again")
def cosine_decay__never_stops(t, lr, T_max, eta_min=0.0):
    """Up again after the end, as PyTorch's."""
    return each(t, lambda step: lr * math.cos(math.pi * step / T_max / 2) ** 2 + eta_min * math.sin(math.pi * step / T_max / 2) ** 2)


@wrong("learning_rate/cosine_decay", embodies="floor_by_maximum")
def cosine_decay__cut_off(t, lr, T_max, eta_min=0.0):
    """A flat tail."""
    return each(t, lambda step: max(eta_min, cosine_decay__by_loop(step, lr, T_max).item()))


@wrong("learning_rate/cosine_decay", embodies="degrees")
def cosine_decay__in_degrees(t, lr, T_max, eta_min=0.0):
    """180 where π belongs."""
    return each(t, lambda step: eta_min + (lr - eta_min) * 0.5 * (1 + math.cos(180.0 * min(step / T_max, 1.0))))


@wrong("learning_rate/cosine_decay", embodies="last_step_early")
def cosine_decay__one_less(t, lr, T_max, eta_min=0.0):
    """T − 1 steps, as if the last of them were the end."""
    if T_max == 1:
        return np.full(np.shape(t), float(lr))
    return cosine_decay__by_loop(t, lr, T_max - 1, eta_min)


@wrong("learning_rate/cosine_decay", embodies="floor_added")
def cosine_decay__lifted(t, lr, T_max, eta_min=0.0):
    """All of it one floor higher."""
    return cosine_decay__by_half_angle(t, lr, T_max) + eta_min


@wrong("learning_rate/cosine_decay", embodies="quarter_period")
def cosine_decay__quarter(t, lr, T_max, eta_min=0.0):
    """cos from 0 to π/2."""
    return each(t, lambda step: eta_min + (lr - eta_min) * math.sin(math.pi / 2 * (1 - min(step / T_max, 1.0))))


@wrong("learning_rate/cosine_decay", embodies="steps_overwritten")
def cosine_decay__clipped_in_place(t, lr, T_max, eta_min=0.0):
    """Right numbers, and late steps are cut off in the caller's array."""
    t[t > T_max] = T_max
    return cosine_decay__by_loop(t, lr, T_max, eta_min)


@wrong("learning_rate/cosine_decay")
def cosine_decay__straight(t, lr, T_max, eta_min=0.0):
    """A line down: matches no misconception."""
    return lr + (eta_min - lr) * np.minimum(np.asarray(t) / T_max, 1)


@wrong("learning_rate/cosine_decay")
def cosine_decay__stops_early(t, lr, T_max, eta_min=0.0):
    """The floor from half-way on: matches no misconception."""
    return np.where(2 * np.asarray(t) > T_max, eta_min, cosine_decay__by_loop(t, lr, T_max, eta_min))


# --- warmup --------------------------------------------------------------------------------------------

@right("learning_rate/warmup")
def warmup__by_loop(t, lr, warmup_steps):
    """An if for the end."""
    return each(t, lambda step: lr if step >= warmup_steps else lr * (step + 1) / warmup_steps)


@right("learning_rate/warmup")
def warmup__by_interpolation(t, lr, warmup_steps):
    """NumPy's straight lines."""
    return np.interp(np.asarray(t) + 1.0, [0.0, warmup_steps], [0.0, lr])


@right("learning_rate/warmup")
def warmup_cosine__by_loop(t, lr, warmup_steps, T_max, eta_min=0.0):
    """Three cases."""
    def rate_at(step):
        if step < warmup_steps:
            return lr * (step + 1) / warmup_steps
        if step > T_max:
            return eta_min
        return eta_min + (lr - eta_min) * math.cos(math.pi / 2 * (step - warmup_steps) / (T_max - warmup_steps)) ** 2
    return each(t, rate_at)


@right("learning_rate/warmup")
def warmup_cosine__by_masks(t, lr, warmup_steps, T_max, eta_min=0.0):
    """Two parts, written into one array."""
    t = np.asarray(t)
    rates, late = np.empty(t.shape), t >= warmup_steps
    rates[~late] = (t[~late] + 1) * (lr / warmup_steps)
    rates[late] = cosine_decay__by_half_angle(t[late] - warmup_steps, lr, T_max - warmup_steps, eta_min)
    return rates


def joined(t, lr, w, later):
    """Warm-up, then something else."""
    return each(t, lambda step: lr * (step + 1) / w if step < w else later(step))


@wrong("learning_rate/warmup", embodies="first_step_does_nothing")
def warmup__from_zero(t, lr, warmup_steps):
    """t/w."""
    return each(t, lambda step: min(lr, step * lr / warmup_steps))


@wrong("learning_rate/warmup", embodies="goes_on_rising")
def warmup__endless(t, lr, warmup_steps):
    """A line without an end."""
    return each(t, lambda step: (step + 1) * lr / warmup_steps)


@wrong("learning_rate/warmup", embodies="jumps_to_the_rate")
def warmup__constant(t, lr, warmup_steps):
    """The first rate all the way, then the whole."""
    return each(t, lambda step: lr / warmup_steps if step < warmup_steps else lr)


@wrong("learning_rate/warmup", embodies="steps_overwritten")
def warmup__in_place(t, lr, warmup_steps):
    """Right numbers, steps one higher."""
    rates = warmup__by_loop(t, lr, warmup_steps)
    t += 1
    return rates


@wrong("learning_rate/warmup", embodies="cosine_not_shifted")
def warmup_cosine__on_one_clock(t, lr, warmup_steps, T_max, eta_min=0.0):
    """The cosine has been falling since step 0."""
    return joined(t, lr, warmup_steps, lambda step: cosine_decay__by_loop(step, lr, T_max, eta_min).item())


@wrong("learning_rate/warmup", embodies="cosine_too_long")
def warmup_cosine__overlong(t, lr, warmup_steps, T_max, eta_min=0.0):
    """T steps from the joint on."""
    return joined(t, lr, warmup_steps, lambda step: cosine_decay__by_loop(step - warmup_steps, lr, T_max, eta_min).item())


@wrong("learning_rate/warmup", embodies="product_of_both")
def warmup_cosine__multiplied(t, lr, warmup_steps, T_max, eta_min=0.0):
    """Both at once."""
    return warmup__by_loop(t, 1.0, warmup_steps) * cosine_decay__by_half_angle(t, lr, T_max, eta_min)


@wrong("learning_rate/warmup", embodies="rises_again")
def warmup_cosine__never_stops(t, lr, warmup_steps, T_max, eta_min=0.0):
    """Up again after T."""
    return joined(t, lr, warmup_steps, lambda step: cosine_decay__never_stops(
        step - warmup_steps, lr, T_max - warmup_steps, eta_min).item())


@wrong("learning_rate/warmup")
def warmup_cosine__line_down(t, lr, warmup_steps, T_max, eta_min=0.0):
    """A trapezium: matches no misconception."""
    return joined(t, lr, warmup_steps, lambda step: max(eta_min, lr + (eta_min - lr) * (step - warmup_steps) / (T_max - warmup_steps)))


@wrong("learning_rate/warmup")
def warmup__squared(t, lr, warmup_steps):
    """A parabola up: matches no misconception."""
    return lr * np.minimum(1.0, (np.asarray(t) + 1) / warmup_steps) ** 2


# --- cyclic --------------------------------------------------------------------------------------------

@right("learning_rate/cyclic")
def cyclic__by_cases(t, base_lr, max_lr, step_size_up):
    """Up in the first half of a cycle, down in the second."""
    def rate_at(step):
        place = step % (2 * step_size_up)
        up = place if place <= step_size_up else 2 * step_size_up - place
        return base_lr + (max_lr - base_lr) * up / step_size_up
    return each(t, rate_at)


@right("learning_rate/cyclic")
def cyclic__as_in_the_paper(t, base_lr, max_lr, step_size_up):
    """With the number of the cycle."""
    cycle = np.floor(1 + np.asarray(t) / (2 * step_size_up))
    x = np.abs(np.asarray(t) / step_size_up - 2 * cycle + 1)
    return base_lr + (max_lr - base_lr) * np.maximum(0, 1 - x)


@wrong("learning_rate/cyclic", embodies="starts_at_the_top")
def cyclic__high_first(t, base_lr, max_lr, step_size_up):
    """Half a cycle late."""
    return cyclic__by_cases(t, max_lr, base_lr, step_size_up)


@wrong("learning_rate/cyclic", embodies="saw_tooth")
def cyclic__drops(t, base_lr, max_lr, step_size_up):
    """Up, and down at once."""
    return each(t, lambda step: base_lr + (max_lr - base_lr) * (step / step_size_up - step // step_size_up))


@wrong("learning_rate/cyclic", embodies="whole_cycle_too_short")
def cyclic__twice_as_fast(t, base_lr, max_lr, step_size_up):
    """s steps for both ways."""
    return cyclic__by_cases(2 * np.asarray(t), base_lr, max_lr, step_size_up)


@wrong("learning_rate/cyclic", embodies="one_cycle_only")
def cyclic__once(t, base_lr, max_lr, step_size_up):
    """Low from the second cycle on."""
    return np.where(np.asarray(t) < 2 * step_size_up, cyclic__by_cases(t, base_lr, max_lr, step_size_up), base_lr)


@wrong("learning_rate/cyclic", embodies="rounded_like_a_cosine")
def cyclic__hills(t, base_lr, max_lr, step_size_up):
    """sin² of half the angle."""
    return base_lr + (max_lr - base_lr) * np.sin(np.pi / 2 * np.asarray(t) / step_size_up) ** 2


@wrong("learning_rate/cyclic", embodies="steps_overwritten")
def cyclic__in_place(t, base_lr, max_lr, step_size_up):
    """Right numbers, and steps wrapped in the caller's array."""
    t %= 2 * step_size_up
    return cyclic__by_cases(t, base_lr, max_lr, step_size_up)


@wrong("learning_rate/cyclic")
def cyclic__falling_peaks(t, base_lr, max_lr, step_size_up):
    """Each cycle half as high: matches no misconception."""
    return each(t, lambda step: base_lr + (cyclic__by_cases(step, base_lr, max_lr, step_size_up).item() - base_lr)
                / 2 ** (step // (2 * step_size_up)))
