"""Importing a library without a part of it that is not used here and costs most of its start."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(name: str) -> Iterator[None]:
    """Inside, ``import name`` fails with ImportError, unless it is loaded already.

    Only for libraries that treat ``name`` as optional.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
