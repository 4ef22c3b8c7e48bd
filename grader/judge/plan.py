"""From a component's checks and a seed to the calls that are asked for, and what the reference answers."""

import inspect
import textwrap
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from grader.checks.kit import Check
from grader.runner import calls

PUBLIC_SEED = 20240229


@dataclass(frozen=True)
class Planned:
    """A check with its inputs drawn: its calls, the same as plain requests, and the reference's outcomes."""

    check: Check
    calls: tuple
    requests: tuple
    expected: tuple


@lru_cache(maxsize=256)
def plan(component, seed=PUBLIC_SEED):
    """The component's checks with inputs drawn from the seed: equal for everybody who shares it."""
    return tuple(_plan_check(component, check, seed) for check in component.sheet.checks)


def _plan_check(component, check, seed):
    drawn = tuple(check.calls(generator(seed, component.address, check.title)))
    requests = tuple(request(each) for each in drawn)
    return Planned(check, drawn, requests, outcomes(component.functions, requests))


def generator(seed, address, title):
    """The random generator of one check of one component under one seed."""
    return np.random.default_rng([seed, zlib.crc32(f"{address}:{title}".encode())])


def request(each):
    """A `Call` as plain values: the driver becomes its source text."""
    driver = _source(each.driver) if each.driver else ""
    return {"name": each.name, "args": each.args, "kwargs": dict(each.kwargs), "driver": driver}


@cache
def _source(driver):
    return textwrap.dedent(inspect.getsource(driver))


def outcomes(functions, requests):
    """What these functions answer to the requests, in this process."""
    return tuple(calls.perform(functions, each) for each in requests)
