"""Mutants that no check can reject, because they compute the same: address → mutant → reason; a module a chapter.

Each is held to its reason: it must agree with the reference to rounding on the 1,000 inputs of `tests.mutation.inputs`.
"""

import importlib
import pkgutil

EQUIVALENTS = {
    f"{module.name}/{component}": listed
    for module in pkgutil.iter_modules(__path__)
    for component, listed in importlib.import_module(f"{__name__}.{module.name}").EQUIVALENTS.items()
}
