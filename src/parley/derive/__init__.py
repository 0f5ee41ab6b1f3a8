"""Lineage: which article comes from which, and what was changed on the way.

`derive(articles)` gives the edges, `families(edges, ids)` the origin of each article, and `Index` does the
same for articles that come one by one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from parley.derive.families import families

if TYPE_CHECKING:
    from parley.derive.index import Index
    from parley.derive.lineage import derive, traced

__all__ = ["Index", "derive", "families", "traced"]
_LATER = {"Index": "index", "derive": "lineage", "traced": "lineage"}


def __getattr__(name: str) -> object:
    """What needs NumPy, imported when it is asked for: answers go by families alone."""
    if name in _LATER:
        return getattr(import_module(f"parley.derive.{_LATER[name]}"), name)
    raise AttributeError(f"module 'parley.derive' has no attribute {name!r}")
