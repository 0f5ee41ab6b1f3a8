"""Parley reads the news about trade negotiations and keeps the books."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parley.ledger import Ledger as Ledger

__all__ = ["Ledger", "__version__"]
__version__ = "0.1.0"

# For matrices as small as the parser's a second thread of OpenBLAS only spins (a third slower on a free
# machine, three times on a busy one). It is read once, when NumPy is loaded, so it must stand here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def __getattr__(name: str) -> object:
    """`Ledger`, imported when it is asked for: the command line must start without it."""
    if name == "Ledger":
        from parley.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'parley' has no attribute {name!r}")
