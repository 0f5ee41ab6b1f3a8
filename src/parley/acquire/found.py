"""Bytes as they were found, before they are a page."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_MEMBERS = 10_000
MAX_TOTAL = 300 * 1024 * 1024


@dataclass(slots=True)
class Room:
    """What may still be unpacked of one file that was named, also of archives inside it: files and bytes."""

    files: int = MAX_MEMBERS
    bytes: int = MAX_TOTAL


@dataclass(frozen=True, slots=True)
class Found:
    """`raw` bytes at `address`, with what the carrier says of them; `charset` None: it says nothing.

    `text` is given where a document's text is not its decoded bytes (a PDF, a mail): then `charset` names
    the way in which it was got, and nothing is decoded. `fetched` is given where an archive tells when.
    `room` is shared by all that came in one file.
    """

    address: str
    raw: bytes
    media_type: str
    charset: str | None = None
    text: str | None = None
    fetched: str | None = None
    room: Room = field(default_factory=Room, compare=False, repr=False)
