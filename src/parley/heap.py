"""Memory of programs that stay up: what is let go of goes back to the system, what stays is not walked.

glibc gives threads arenas of their own, up to eight a core, and keeps what is freed in them: a desk whose
pages are made by many threads, and whose snapshots are replaced each minute, grew to three times its needs.

The collector of cycles walks all that lives, again and again: of 10,000 articles for half a second, in the
middle of some page. What a snapshot holds has no cycles, so it is kept out of these walks.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import _lru_cache_wrapper
from itertools import count

ARENAS = 2
ALL_WALKED = 20  # each time after so many
_settled = count(1)
_M_ARENA_MAX = -8  # malloc.h


def few_arenas() -> None:
    """Let threads share two arenas; to be called before there are threads."""
    import ctypes  # here: it takes a while, and programs that end soon need no such care

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def forget() -> None:
    """Empty the package's caches that have a bound: they fill for hours. Tables, read once, have none."""
    for name, module in list(sys.modules.items()):
        for held in list(vars(module).values()) if name.startswith("parley.") else ():
            if isinstance(held, _lru_cache_wrapper) and held.cache_info().maxsize is not None:
                held.cache_clear()


def give_back() -> None:
    """Give memory that is free back to the system."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def unwalked() -> Iterator[None]:
    """What is made within has no cycles: the collector, which walks all that lives, waits until then."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


@contextmanager
def settling() -> Iterator[None]:
    """What is made within is for long, and has no cycles: the collector looks for none in it, then or later.

    Cycles that others made before are collected first; what has none is freed as ever when it is let go of.
    Cycles that other threads make meanwhile are kept with the rest, so at times all is walked once more.
    """
    if next(_settled) % ALL_WALKED == 0:
        gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
