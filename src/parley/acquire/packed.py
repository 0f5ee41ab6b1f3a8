"""Files packed with gzip: one document each, unpacked no further than its bound."""

from __future__ import annotations

import zlib
from dataclasses import replace

from parley.acquire.bounds import bounds
from parley.acquire.files import looks_like_html
from parley.acquire.found import Found
from parley.errors import InputError

MARK = b"\x1f\x8b\x08"


def is_packed(raw: bytes) -> bool:
    """True where the bytes open a gzip file."""
    return raw.startswith(MARK)


def unpacked(found: Found) -> Found:
    """What the gzip file holds, under the same address. Raises `InputError` where too big or broken."""
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        raw = machine.decompress(found.raw, min(bounds().bytes, found.room.bytes) + 1)
    except zlib.error as error:
        raise InputError("cannot be unpacked", where=found.address, hint="fetch it again") from error
    if len(raw) > found.room.bytes:
        raise InputError("is one too many of its archive", where=found.address, hint="unpack it and name it")
    found.room.bytes -= len(raw)
    if len(raw) > bounds().bytes:
        raise InputError(f"unpacks to more than {bounds().unpacked} MiB", where=found.address, hint="refused")
    if not machine.eof:
        raise InputError("is cut off", where=found.address, hint="fetch it again")
    kind = "text/html" if looks_like_html(raw) else "text/plain"
    return replace(found, raw=raw, media_type=kind, charset=None)
