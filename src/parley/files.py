"""Write a file whole or not at all; read one that a person wrote, bounded."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Any

from parley.errors import ParleyError, UsageError

DOTTED = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){200}""")
MIB = 1024 * 1024
SETTINGS = 4
"""MiB of a file that is edited by hand."""


def content(path: Path, most: int, refused: type[ParleyError] = UsageError) -> bytes:
    """All bytes of a regular file of at most `most` MiB; raises `refused` with one line for anything else."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for who writes to it
        with os.fdopen(number, "rb") as stream:
            if not S_ISREG(os.fstat(number).st_mode):
                raise refused("this is no regular file", where=str(path), hint="name a file")
            raw = stream.read(most * MIB + 1)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or "this is no path"
        hint = "check the name and its permissions"
        raise refused(f"cannot be read: {what.lower()}", where=str(path)[:500], hint=hint) from error
    if len(raw) > most * MIB:
        raise refused(f"is larger than {most} MiB", where=str(path), hint="split it")
    return raw


def toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text; raises ValueError (its own or another) where it is none."""
    if DOTTED.search(text):
        raise ValueError("a key of hundreds of parts: the parser keeps a copy of its beginning for each")
    return tomllib.loads(text)


def settings(path: Path, hint: str) -> dict[str, Any]:
    """The TOML file at `path`, which a person edits; raises UsageError with one line and the `hint`."""
    try:
        return toml(content(path, SETTINGS).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"is no TOML: {error}", where=str(path), hint=hint) from error
    except (RecursionError, ValueError) as error:  # brackets without end, numbers of thousands of digits
        raise UsageError("is no TOML that can be read", where=str(path), hint=hint) from error


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
