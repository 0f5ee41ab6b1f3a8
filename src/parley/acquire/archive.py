"""Zip archives of saved pages: members bounded, none outside the archive, nothing left out in silence."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from parley.acquire import saved
from parley.acquire.bounds import bounds
from parley.acquire.found import MAX_MEMBERS, Found, Room
from parley.errors import InputError
from parley.model import Skipped

MARK = b"PK\x03\x04"
SYMLINK = 0o120000
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
          UnicodeError, OverflowError)  # fmt: skip


class FullError(InputError):
    """There is no room for more of the archive."""


def is_zip(raw: bytes) -> bool:
    """True where the bytes open a zip archive."""
    return raw.startswith(MARK)


def members(source: Path | bytes, address: str, room: Room) -> Iterator[Found | Skipped]:
    """The archive's files in the order of their names, as `address/name`, as far as there is `room`.

    Hidden files and the parts of saved pages are left out; a name that leads out of the archive, a link, a
    locked or broken member is a `Skipped`. Raises `InputError` where the archive itself cannot be opened.
    """
    stream: BinaryIO | Path = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with zipfile.ZipFile(stream) as archive:
            named = (i for i in archive.infolist() if not i.filename.endswith("/"))  # a name may be empty
            files = sorted(named, key=lambda i: i.filename)
            if len(files) > room.files:
                raise InputError(f"holds more than {MAX_MEMBERS:,} files", where=address, hint="split it")
            room.files -= len(files)
            own = saved.without_parts([i.filename for i in files])
            seen = [i for i in files if i.filename in own and not _is_hidden(i.filename)]
            yield from _members(archive, seen, address, room)
    except BROKEN as error:
        raise InputError("is a broken zip archive", where=address, hint="fetch it again") from error


def _members(
    archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], address: str, room: Room
) -> Iterator[Found | Skipped]:
    for info in files:
        where = f"{address}/{info.filename}"
        try:
            raw = _unpacked(archive, info, where, room.bytes)
        except FullError as error:
            yield Skipped(where, error.line())
            return
        except InputError as error:
            yield Skipped(where, error.line())
            continue
        room.bytes -= len(raw)
        yield Found(where, raw, "", room=room)
        del raw  # the next one may be as large


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, left: int) -> bytes:
    """The member's bytes, counted while they are unpacked: the size that the archive tells is no bound."""
    if _leads_out(info.filename):
        raise InputError("leads out of the archive", where=where, hint="refused")
    if info.external_attr >> 16 & 0o170000 == SYMLINK:
        raise InputError("is a link", where=where, hint="pack the file itself")
    if info.flag_bits & 1:
        raise InputError("is locked", where=where, hint="pack it without a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack in one piece
        raise InputError("is packed in a way that is not read", where=where, hint="pack it with deflate")
    try:
        with archive.open(info) as stream:
            raw = stream.read(min(bounds().bytes, left) + 1)
    except BROKEN as error:
        raise InputError("cannot be unpacked", where=where, hint="pack it again") from error
    if len(raw) > left:
        hint = "it and what follows is left out; split it"
        raise FullError("is one too many: the archive unpacks to more than 300 MiB", where=where, hint=hint)
    if len(raw) > bounds().bytes:
        raise InputError(f"unpacks to more than {bounds().unpacked} MiB", where=where, hint="refused")
    return raw


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or name.startswith(("/", "\\")) or (len(parts) > 0 and ":" in parts[0])


def _is_hidden(name: str) -> bool:
    return any(
        (p.startswith(".") and p != "..") or p == "__MACOSX" for p in name.replace("\\", "/").split("/")
    )
