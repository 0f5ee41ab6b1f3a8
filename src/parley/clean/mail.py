"""What the header of a mail or of a page saved as one says of the story in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from parley.clean.metadata import Metadata
from parley.clean.notes import Note
from parley.model import Field, Page

KIND = "message/rfc822"
PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
SENDER = re.compile(r"(?P<person>[^,|]{3,60}?)(?<!\s)\s++(?:from|of|at|via|,|\|)\s++(?P<outlet>.{2,60})")


def is_mail(page: Page) -> bool:
    """True for the pages that `acquire` makes of mails."""
    return page.media_type.startswith(KIND)


def read(page: Page, said: Metadata | None = None) -> Metadata:
    """The header's subject, sender, day and address, before what the part in it says of itself (`said`).

    A page that a browser saved has the day of saving in its header, which says nothing of the story.
    """
    said = said or Metadata()
    message = message_from_bytes(page.raw, policy=policy.compat32)
    told = tuple(_notes(message))
    first = {note.field: note.value for note in reversed(told) if not note.barred}
    return replace(
        said,
        title=first.get("title") or said.title,
        outlet=first.get("outlet") or said.outlet,
        authors=(first["author"],) if "author" in first else said.authors,
        address=said.address or first.get("address"),
        notes=told + said.notes,
    )


def _notes(message: Message) -> Iterator[Note]:
    saved = _header(message, "Snapshot-Content-Location")
    if subject := PREFIX.sub("", _header(message, "Subject")):
        yield Note("title", subject, "mail header Subject")
    if not saved:
        yield from _sender(message)
    if day := _day(_header(message, "Date")):
        barred = "is the day on which the page was saved" if saved else None
        yield Note("published", day, "mail header Date", barred=barred)
    for name in ("Snapshot-Content-Location", "Archived-At"):
        address = _header(message, name).strip("<>")
        if address.startswith(("http://", "https://")):
            yield Note("address", address, f"mail header {name}")


def _sender(message: Message) -> Iterator[Note]:
    """The outlet: the list's name, else the sender's, of which a person's name may be a part."""
    listed = _header(message, "List-Id").partition("<")[0].strip(' "')
    name = parseaddr(_header(message, "From"))[0].strip()
    both = SENDER.fullmatch(name)
    if listed and not listed.islower():
        yield Note("outlet", listed, "mail header List-Id")
    if both:
        yield Note("author", both["person"].strip(), "mail header From")
    if name:
        field: Field = "outlet"
        yield Note(field, both["outlet"].strip() if both else name, "mail header From")


def _header(message: Message, name: str) -> str:
    """The decoded header on one line; empty where it is missing or broken."""
    try:
        return " ".join(str(make_header(decode_header(str(message.get(name) or "")))).split())[:500]
    except (HeaderParseError, LookupError, ValueError):
        return ""


def _day(text: str) -> str | None:
    """A date of a mail in ISO 8601 to the minute, with its offset."""
    try:
        return parsedate_to_datetime(text).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
