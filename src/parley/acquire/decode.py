"""From bytes to text: byte-order mark, declared charset, UTF-8, UTF-16, and only then a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from parley.acquire.found import Found
from parley.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})", re.IGNORECASE),
)
HEAD = 4096
SAMPLE = 65536
# Browsers read these names as windows-1252, because that is what such pages hold.
READ_AS_1252 = {"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1"}
HIGH, RUN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\xff]{2,}")
WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
DAMAGED = "utf-8, damaged"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(found: Found) -> tuple[str, str]:
    """Text of `found.raw`, newlines and byte-order mark kept, and the encoding that it was read with.

    Raises `InputError` for empty and for binary content.
    """
    if not found.raw.strip():
        raise InputError("is empty", where=found.address, hint="nothing to read; fetch it again")
    for encoding in _candidates(found):
        text = _strict(found.raw, encoding) if _may_be(found.raw, encoding) else None
        if text is not None and _is_text(text):
            return text, "utf-8" if encoding == DAMAGED else encoding
    raise InputError("is not text", where=found.address, hint="give HTML, a feed or plain text")


def _candidates(found: Found) -> Iterator[str]:
    """Encodings in the order of their trust; the last ones are guesses from the bytes."""
    raw = found.raw
    yield from (encoding for mark, encoding in MARKS if raw.startswith(mark))
    yield from filter(None, (_known(found.charset), *map(_known, _declared(raw))))
    yield "utf-8"
    if b"\x00" not in raw[:SAMPLE] and _is_damaged_utf8(raw):
        yield DAMAGED
    if _nul_share(raw) > 0.2:
        yield from _utf16(raw)
    elif b"\x00" not in raw[:SAMPLE]:
        yield from _guesses(raw[:SAMPLE])


def _guesses(sample: bytes) -> Iterator[str]:
    """Lone accents are Western text, where statistics on a few err; runs of high bytes are other scripts."""
    high, in_runs = len(HIGH.findall(sample)), sum(map(len, RUN.findall(sample)))
    if in_runs * 2 > high and not _is_noise(sample):
        best = from_bytes(sample).best()
        yield from [best.encoding] if best else []
    yield "windows-1252"


def _declared(raw: bytes) -> Iterator[str]:
    for pattern in DECLARED:
        if match := pattern.search(raw[:HEAD]):
            name = match[1].decode("ascii")
            # A page whose declaration can be read as single bytes is not UTF-16, whatever it says.
            yield "utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name


def _known(name: str | None) -> str | None:
    if not name:
        return None
    if name.lower() in READ_AS_1252:
        return "windows-1252"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Python also lists codecs that are no charsets (rot13, zip); utf-8-sig would swallow the mark.
    usable = getattr(info, "_is_text_encoding", True) and not info.name.startswith(("idna", "punycode"))
    return ("utf-8" if info.name == "utf-8-sig" else info.name) if usable else None


def _is_damaged_utf8(raw: bytes) -> bool:
    """UTF-8 with few wrong bytes, as where a page was cut off inside a character."""
    whole = len(WHOLE.findall(raw))
    return whole > 0 and raw.decode("utf-8", "replace").count("\ufffd") <= 1 + whole // 20


def _strict(raw: bytes, encoding: str) -> str | None:
    """The text or None; damaged UTF-8 with U+FFFD in the place of wrong bytes."""
    if encoding == DAMAGED:
        return raw.decode("utf-8", "replace")
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _may_be(raw: bytes, encoding: str) -> bool:
    """Whether the beginning is text in it: what is megabytes of something else is not read to its end."""
    try:
        return _is_text(raw[:SAMPLE].decode("utf-8" if encoding == DAMAGED else encoding, "replace"))
    except (UnicodeError, LookupError):
        return False


def _is_text(text: str) -> bool:
    """False where one character in a hundred, or a NUL, is a control character that no text holds."""
    sample = text[:SAMPLE]
    return "\x00" not in sample and len(CONTROL.findall(sample)) * 100 <= len(sample)


def _is_noise(raw: bytes) -> bool:
    sample = raw[:SAMPLE]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return controls * 50 > len(sample)


def _nul_share(raw: bytes) -> float:
    sample = raw[:HEAD]
    return sample.count(0) / len(sample)


def _utf16(raw: bytes) -> tuple[str, str]:
    """Both byte orders, likelier first: in Latin text the high bytes are the zero ones."""
    low_first = raw[1:HEAD:2].count(0) >= raw[0:HEAD:2].count(0)
    return ("utf-16-le", "utf-16-be") if low_first else ("utf-16-be", "utf-16-le")
