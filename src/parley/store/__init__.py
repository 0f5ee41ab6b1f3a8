"""Store: keep pages, what was read from them and the ledger, so that nothing that was said is lost.

`open_store(path)` opens a ledger file and gives a `Store`; the other names are the types it takes and gives.
"""

from parley.store.records import Amendment, Decision, PageReading, Recording, Settlement, Versions
from parley.store.store import Store, default_path, open_store

__all__ = [
    "Amendment",
    "Decision",
    "PageReading",
    "Recording",
    "Settlement",
    "Store",
    "Versions",
    "default_path",
    "open_store",
]
