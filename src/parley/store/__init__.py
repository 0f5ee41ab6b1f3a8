"""Store: keep pages, what was read from them and the ledger, so that nothing that was said is lost.

`open_store(place)` opens a ledger and gives a `Store`; the other names are the types it takes and gives.
"""

from parley.store.place import Place, default_path, place_of
from parley.store.records import (
    Amendment,
    Decision,
    Failure,
    PageReading,
    Placed,
    Recording,
    Settlement,
    Versions,
)
from parley.store.search import MANY, Hit, Wanted
from parley.store.store import Store, open_store

__all__ = [
    "MANY",
    "Amendment",
    "Decision",
    "Failure",
    "Hit",
    "PageReading",
    "Place",
    "Placed",
    "Recording",
    "Settlement",
    "Store",
    "Versions",
    "Wanted",
    "default_path",
    "open_store",
    "place_of",
]
