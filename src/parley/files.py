"""Write a file whole or not at all."""

from __future__ import annotations

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
        made.replace(path)
