"""Files and folders: sorted, bounded, and nothing left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from parley.acquire import archive, saved, warc
from parley.acquire.bounds import bounds
from parley.acquire.found import Found, Room
from parley.errors import InputError
from parley.model import Skipped

KINDS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".opml": "application/xml",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
    ".mht": "message/rfc822",
    ".mhtml": "message/rfc822",
    ".zip": "application/zip",
    ".wacz": "application/zip",
    ".warc": warc.KIND,
    ".gz": "application/gzip",
    ".zst": "application/zstd",
    ".json": "application/json",
}
BY_CONTENT = {
    "application/pdf": b"%PDF-",
    "application/zip": archive.MARK,
    warc.KIND: warc.MARK,
    "application/gzip": warc.PACKED,
}
"""Kinds whose files open with a mark; without it the name is wrong."""
READ = f"read are {' '.join(sorted(KINDS))}"
SEARCHED = f"folders are searched for {' '.join(sorted(KINDS))}"
NO_FILE = "check the spelling; paths count from the current folder"


def walk(source: str) -> Iterator[Found | Skipped]:
    """The file at `source`, or each file under the folder `source`, in the order of their names.

    A file named by the user is read whatever its ending; in a folder only the known kinds are read, hidden
    files and the parts of saved pages are left out, and each other file is a `Skipped`. Zip archives come as
    their files. Raises `InputError` where nothing is there.
    """
    if not source.strip():  # an empty variable of a shell; Path would take it for the current folder
        raise InputError("is not a path", where=f"“{source}”", hint=NO_FILE)
    path = Path(source)
    try:
        folder, present = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        raise InputError("is not a path", where=source[:200], hint=NO_FILE) from error
    if not present:
        raise InputError("does not exist", where=source[:200], hint=NO_FILE)
    if folder:
        yield from _or_nothing(path)
    else:
        yield from _file(path)


def from_stream(stream: BinaryIO) -> Found:
    """All of standard input, refused above its bound. Raises InputError where it cannot be read."""
    try:
        raw = stream.read(bounds().bytes + 1)
    except OSError as error:
        raise _unreadable("-", error) from error
    return Found("-", _bounded(raw, "-"), _media_type("", raw))


def _or_nothing(folder: Path) -> Iterator[Found | Skipped]:
    empty = True
    for found in _folder(folder):
        empty = False
        yield found
    if empty:
        where = str(folder)
        yield Skipped(where, InputError("holds no file to read", where=where, hint=SEARCHED).line())


def _folder(folder: Path) -> Iterator[Found | Skipped]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(str(folder), _unreadable(folder, error).line())
        return
    names = {child.name for child in children}
    for child in children:
        if child.name.startswith(".") or saved.belongs(child.name, names):
            continue
        if child.is_dir() and not child.is_symlink():  # a link to a parent would never end
            yield from _folder(child)
        elif child.suffix.lower() in KINDS:
            yield from _or_skipped(child)
        else:
            yield Skipped(str(child), _unknown(child).line())


def _or_skipped(path: Path) -> Iterator[Found | Skipped]:
    try:
        yield from _file(path)
    except InputError as error:
        yield Skipped(str(path), error.line())


def _file(path: Path) -> Iterator[Found | Skipped]:
    if not path.is_file():  # a pipe or a device would block or never end
        raise InputError("is not a regular file", where=str(path), hint="give files, folders or addresses")
    try:
        with path.open("rb") as stream:
            raw = stream.read(bounds().bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if archive.is_zip(raw):  # its members are bounded, it need not be
        del raw
        yield from archived(path, str(path))
    elif warc.is_zst(raw):
        yield from warc.in_zst(path)
    elif warc.is_warc(raw) or warc.is_named(path.name):
        yield from warc.in_file(path)
    else:
        yield Found(str(path), _bounded(raw, str(path)), _media_type(path.suffix.lower(), raw))


def archived(source: Path | bytes, address: str, room: Room | None = None) -> Iterator[Found | Skipped]:
    """The files of a zip archive as if they lay in a folder; the pages of a WACZ."""
    held = warc.in_wacz(source, address)
    if held is not None:
        yield from held
        return
    empty = True
    for found in archive.members(source, address, room or Room()):
        empty = False
        if isinstance(found, Skipped):
            yield found
        elif (suffix := PurePosixPath(found.address).suffix.lower()) in KINDS:
            yield replace(found, media_type=_media_type(suffix, found.raw))
        else:
            yield Skipped(
                found.address, InputError("is of no known kind", where=found.address, hint=READ).line()
            )
        del found  # the next one may be as large
    if empty:
        yield Skipped(address, InputError("holds no file to read", where=address, hint=READ).line())


def _bounded(raw: bytes, where: str) -> bytes:
    if len(raw) > bounds().bytes:
        raise InputError(
            f"is larger than {bounds().unpacked} MiB", where=where, hint="split it into single pages"
        )
    return raw


def _media_type(suffix: str, raw: bytes) -> str:
    said = KINDS.get(suffix)
    if said and not (said in BY_CONTENT and not raw.startswith(BY_CONTENT[said])):
        return said
    return "text/html" if looks_like_html(raw) else "text/plain"


def looks_like_html(raw: bytes) -> bool:
    """True where the first kilobyte opens an HTML document, whatever the name says."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head or b"<body" in head


def _unreadable(path: Path | str, error: OSError) -> InputError:
    reason = (error.strerror or "unknown error").lower()
    return InputError(f"cannot be read: {reason}", where=str(path), hint="check its permissions")


def _unknown(path: Path) -> InputError:
    if path.is_symlink() and path.is_dir():
        return InputError("is a link to a folder", where=str(path), hint="name that folder itself")
    return InputError("is of no known kind", where=str(path), hint=SEARCHED)
