"""Memory of programs that stay up: what was let go of goes back to the system, where the C library can do so.

glibc gives threads arenas of their own, up to eight a core, and keeps what is freed in them: a desk whose
pages are made by many threads, and whose snapshots are replaced each minute, grew to three times its needs.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = 2
_M_ARENA_MAX = -8  # malloc.h


def few_arenas() -> None:
    """Let threads share two arenas; to be called before there are threads."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give memory that is free back to the system."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
