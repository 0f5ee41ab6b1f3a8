"""How much is taken in at once, and for how long: each bound can be set.

In the environment (`PARLEY_MAX_WIRE=40`), or in the list of sources that is watched:

[bounds]
wire = 15        # MiB of one answer as it comes
unpacked = 30    # MiB of one document unpacked
seconds = 30     # for one address, with its redirects
redirects = 5
items = 5000     # of a feed, a list or a sitemap
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import Any

from parley.errors import UsageError

MIB = 1024 * 1024
MOST = {"wire": 4096, "unpacked": 4096, "seconds": 3600, "redirects": 50, "items": 10_000_000}


@dataclass(frozen=True, slots=True)
class Bounds:
    """`wire` and `unpacked` in MiB."""

    wire: int = 15
    unpacked: int = 30
    seconds: int = 30
    redirects: int = 5
    items: int = 5_000

    @property
    def wire_bytes(self) -> int:
        """The most bytes of one answer as it comes."""
        return self.wire * MIB

    @property
    def bytes(self) -> int:
        """The most bytes of one document unpacked."""
        return self.unpacked * MIB


_SET: ContextVar[Bounds | None] = ContextVar("bounds", default=None)


def bounds() -> Bounds:
    """The bounds that hold here: those of `using`, else those of the environment."""
    return _SET.get() or from_environment()


@contextmanager
def using(given: Bounds) -> Iterator[None]:
    """Let these bounds hold in the block."""
    token = _SET.set(given)
    try:
        yield
    finally:
        _SET.reset(token)


def from_environment() -> Bounds:
    """The bounds with those that are set as `PARLEY_MAX_...`; raises UsageError for what is no number."""
    named = {f.name: os.environ.get(f"PARLEY_MAX_{f.name.upper()}") for f in fields(Bounds)}
    given = {name: _number(text) for name, text in named.items() if text}
    return read(given, "PARLEY_MAX_")


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 20 else text[:40]


def read(given: Mapping[str, Any], where: str) -> Bounds:
    """The bounds of a table; raises UsageError for an unknown name or what is no sensible number."""
    for name, value in given.items():
        if name not in MOST:
            raise UsageError(f"{name} is no bound", where=where, hint=f"known are {', '.join(MOST)}")
        if type(value) is not int or not 0 < value <= MOST[name]:
            raise UsageError(f"{value} is not right for {name}", where=where, hint=f"1 to {MOST[name]:,}")
    return Bounds(**given)
