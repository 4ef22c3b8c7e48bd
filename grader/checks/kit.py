"""The words checks are written in: calls to ask for, what must hold, and the mistakes to recognise.

A check never holds the learner's function.  It asks for *calls* (a name and plain arguments) and
judges the plain values that come back, so it runs the same against an answer in this process, in a
sandbox, or in a browser.  This module imports nothing but the standard library.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

KINDS = ("shape", "value", "property", "reference", "edge", "unchanged")


@dataclass(frozen=True)
class Call:
    """One call to ask for.

    ``name`` is the function, ``args`` and ``kwargs`` plain values: arrays, numbers, text, None,
    and lists, tuples or dicts of them.  ``driver``, for answers that take a function, keep state or
    are stepped, is a function ``driver(answer, *args, **kwargs)`` which runs beside the answer:
    ``answer.<name>`` is the learner's function.  Only its source text travels, so it may use
    ``np``, ``math`` and its arguments, and nothing else.
    ``label`` says what is special about this input, for the message ("scores of ±1000").
    """

    name: str
    args: tuple = ()
    kwargs: Mapping = field(default_factory=dict)
    driver: Callable | None = None
    label: str = ""


def call(name, *args, driver=None, label="", **kwargs):
    """A `Call` written like the call itself: ``call("softmax", z, label="large scores")``."""
    return Call(name, args, kwargs, driver, label)


@dataclass(frozen=True)
class Check:
    """One thing that is asked of an answer.

    title     the kind of input or the property, as it stands in messages: "large scores"
    sentence  what the learner reads: "Scores of ±1000 give finite probabilities."
    kind      one of KINDS
    points    what it is worth
    calls     ``calls(rng)`` gives the list of `Call`; every random input comes from ``rng``
    holds     for a property: ``holds(calls, values)`` gives None, or a sentence saying what is broken
              (about the kind of input and the value got, never the expected value).
              Without it the values must agree with the reference's.
    by_hand   for kind "value": the values worked out on the page, one for each call
    hint      the likely cause when no misconception matches
    rtol, atol  tolerance of the comparison with the reference
    why       why the tolerance is what it is, when it is not the default
    """

    title: str
    sentence: str
    kind: str
    points: int
    calls: Callable
    holds: Callable | None = None
    by_hand: tuple | None = None
    hint: str = ""
    rtol: float = 1e-9
    atol: float = 1e-12
    why: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"check {self.title!r}: kind {self.kind!r} is not one of {', '.join(KINDS)}")
        if (self.kind == "property") != (self.holds is not None):
            raise ValueError(f"check {self.title!r}: a property needs holds, and only a property has it")
        if (self.kind == "value") != (self.by_hand is not None):
            raise ValueError(f"check {self.title!r}: kind 'value' needs by_hand, and no other kind has it")


@dataclass(frozen=True)
class Misconception:
    """A named wrong variant of one reference function, recognised by what it returns.

    name      snake_case, unique in its component
    function  the reference function it stands in for
    variant   the wrong function, with that function's signature
    cause     completes "Likely cause: …"; names the slip, not the repair's code
    erratum   number of the erratum it embodies, if any
    """

    name: str
    function: str
    variant: Callable
    cause: str
    erratum: int | None = None


@dataclass(frozen=True)
class Sheet:
    """All that is asked of one component, and the mistakes it knows.

    few_because  the reason why a component has fewer than four misconceptions
    """

    checks: tuple
    misconceptions: tuple = ()
    few_because: str = ""

    @property
    def points(self):
        """What the component is worth: the sum over its checks."""
        return sum(check.points for check in self.checks)
