"""Bytes as they were found, before they are a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """`raw` bytes at `address`, with what the carrier says of them; `charset` None: it says nothing.

    `text` is given where a document's text is not its decoded bytes (a PDF, a mail): then `charset` names
    the way in which it was got, and nothing is decoded. `fetched` is given where an archive tells when.
    """

    address: str
    raw: bytes
    media_type: str
    charset: str | None = None
    text: str | None = None
    fetched: str | None = None
