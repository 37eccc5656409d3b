"""Puts functions in the place of the emulator's own."""

import inspect
import sys
from collections.abc import Callable
from types import ModuleType


def replace(module: ModuleType, name: str, signature: str, new: Callable) -> Callable:
    """Replace a function of the emulator, which must be there with the signature
    that the correction was written for. Returns the function replaced."""
    old = getattr(module, name, None)
    if not callable(old):
        sys.exit(f"{module.__name__} has no function {name} to correct")
    found = str(inspect.signature(old))
    if found != signature:
        sys.exit(f"{module.__name__}.{name} is {found}, and its correction is for {signature}")
    setattr(module, name, new)
    return old
