"""A folder of bad files of every kind, the same each time: `python tests/bad_files.py FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import bad_archives
import bad_pages
import bad_tables


def names() -> list[str]:
    """The names of all bad files that are bytes alone."""
    return [name for module in (bad_pages, bad_archives, bad_tables) for name, _ in module.files()]


def make(folder: Path, only: frozenset[str] | None = None) -> Iterator[Path]:
    """Write the bad files, all or those of some names, in a folder each kind, and give their paths."""
    for module in (bad_pages, bad_archives, bad_tables):
        place = folder / module.__name__.removeprefix("bad_")
        place.mkdir(parents=True, exist_ok=True)
        for name, made in module.files():
            if only is None or name in only:
                path = place / name
                path.write_bytes(made())
                yield path


if __name__ == "__main__":
    print(f"{sum(1 for _ in make(Path(sys.argv[1])))} files")
