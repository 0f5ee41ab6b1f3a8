"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A new file beside `path` to write to, which takes its place at the end; after an error nothing does.

    Errors of the file system come as they are (OSError).
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".parley-") as folder:
        made = Path(folder) / "made"
        yield made
        _to_disk(made)
        made.replace(path)
        _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name != "posix" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
