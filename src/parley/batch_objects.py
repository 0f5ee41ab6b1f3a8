"""Archives in stores of objects: addresses that fsspec knows (s3://, gs://, file://), listed and copied."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parley.errors import UsageError

BLOCK = 1 << 20  # bytes copied at once


def archives_at(address: str) -> list[str]:
    """The address itself, or those of all web archives in the folder that it names; nothing where none is.

    Raises UsageError where its store cannot be asked.
    """
    try:
        system, path = _fsspec(address).core.url_to_fs(address)
        found = [f for f in system.find(path) if f == path or ".warc" in f.rpartition("/")[2]]
    except UsageError:
        raise
    except Exception as error:  # each store has errors of its own
        what = " ".join(str(error).split()) or type(error).__name__
        hint = "its store, and what it wants to know you by, is told as fsspec wants it"
        raise UsageError(f"cannot be listed: {what}", where=address, hint=hint) from None
    return [str(system.unstrip_protocol(file)) for file in sorted(found)]


@contextmanager
def copied(address: str) -> Iterator[Path]:
    """A copy of what is at the address, as a file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / "archive"
        with _fsspec(address).open(address, "rb") as source, local.open("wb") as copy:
            while block := source.read(BLOCK):
                copy.write(block)
        yield local


def _fsspec(address: str) -> Any:
    try:
        import fsspec
    except ImportError:
        hint = "install parley-ledger[cluster]"
        raise UsageError("addresses need fsspec", where=address, hint=hint) from None
    return fsspec
