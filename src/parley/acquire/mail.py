"""Mail messages (`.eml`) and web pages saved as one (`.mht`): the part that a person reads.

Offsets count in the decoded part; the bytes of the whole message are kept and hashed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from itertools import takewhile

from parley.acquire.bounds import bounds
from parley.acquire.decode import decode
from parley.acquire.found import Found, Room
from parley.errors import InputError
from parley.model import Skipped

KIND = "message/rfc822"
HEADER = re.compile(rb"(?:From|To|Subject|Date|Reply-To|Content-Type):[ \t]*\S", re.IGNORECASE)
# People write memos with the fields above; these are written by programs only.
OF_PROGRAMS = re.compile(rb"(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.IGNORECASE)
FIELD = re.compile(rb"[!-9;-~]{1,60}:|[ \t]")
ENVELOPE = re.compile(rb"\A\s*(?:From \S+ [^\n]*\n)?")
LEAST_FIELDS = 2
MAX_PARTS = 200
MAX_DEPTH = 10
READ = ("text/html", "text/plain")
BROKEN = (ValueError, TypeError, KeyError, LookupError, AttributeError, RecursionError)


def is_mail(raw: bytes) -> bool:
    """True where the bytes open with a block of header fields as programs write them."""
    head = ENVELOPE.sub(b"", raw[:8192].removeprefix(b"\xef\xbb\xbf"), count=1)
    fields = list(takewhile(bytes.strip, head.splitlines()))
    told = sum(HEADER.match(line) is not None for line in fields)
    signed = any(OF_PROGRAMS.match(line) for line in fields)
    return signed and told >= LEAST_FIELDS and all(FIELD.match(line) for line in fields)


def documents(found: Found) -> Iterator[Found | Skipped]:
    """The message with the text of its body, then each file attached to it, as `message/name`.

    HTML goes before plain text where both are there and both say something. Pictures and other parts of the
    body are left out with it. Raises `InputError` where no part can be read.
    """
    try:
        message = message_from_bytes(found.raw, policy=policy.compat32)
        parts = list(_parts(message))
    except BROKEN as error:
        raise InputError("is a broken message", where=found.address, hint="save it again") from error
    if len(parts) > MAX_PARTS:
        raise InputError(f"has more than {MAX_PARTS} parts", where=found.address, hint="refused")
    yield _body(found, parts)
    for part in parts:
        if name := _attached(part):
            yield _attachment(part, f"{found.address}/{name}", found.room)


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves of the message; messages inside it are leaves."""
    if message.get_content_maintype() != "multipart" or not isinstance(message.get_payload(), list):
        yield message
    elif depth >= MAX_DEPTH:
        raise ValueError("parts within parts without end")
    else:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _body(found: Found, parts: list[Message]) -> Found:
    """The first HTML part that shows words, else the first plain part, else the best that there is."""
    own = [part for part in parts if not _attached(part)]
    ordered = [part for kind in READ for part in own if part.get_content_type() == kind]
    read = [(part.get_content_type(), *got) for part in ordered if (got := _text(part, found.address))]
    if not read:
        raise InputError("holds no text", where=found.address, hint="give a message with a text part")
    kind, text, encoding = next((r for r in read if _says_much(r[1]) or len(read) == 1), read[-1])
    return replace(found, media_type=f"{KIND}; body={kind}", charset=encoding, text=text)


def _text(part: Message, where: str) -> tuple[str, str] | None:
    """Decoded text and encoding; None where the part is empty or no text."""
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset()
        return decode(Found(where, raw, "", charset)) if isinstance(raw, bytes) else None
    except (InputError, *BROKEN):
        return None


def _says_much(text: str) -> bool:
    """More than the frame of a picture: ten words outside tags."""
    return len(re.sub(r"<style.*?(?:</style>|\Z)|<[^<>]*>", " ", text, flags=re.DOTALL).split()) > 10


def _attached(part: Message) -> str | None:
    """The file name of a part that is a document of its own, without folders; None for parts of the body."""
    kind = part.get_content_type()
    if kind == KIND:
        return "message.eml"
    if part.get_content_disposition() != "attachment" and part.get_content_maintype() != "application":
        return None
    name = part.get_filename() if part.get("Content-ID") is None else None
    return re.split(r"[\\/]", name)[-1].strip() or None if name else None


def _attachment(part: Message, address: str, room: Room) -> Found | Skipped:
    if part.get_content_type() == KIND:
        inner = part.get_payload()
        raw: object = (
            inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
        )
    else:
        raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip() or len(raw) > bounds().bytes:
        return Skipped(address, InputError("cannot be unpacked", where=address, hint="save it alone").line())
    return Found(address, raw, part.get_content_type(), room=room)
