"""Front matter and underlined headings of Markdown: what stands between the rules at the top, as notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parley.clean import dates
from parley.clean.lines import Line
from parley.clean.notes import Note
from parley.model import Field

OPEN = re.compile(
    r"\ufeff?(?P<rule>---|\+\+\+)[ \t]*\r?\n(?P<body>.{1,4000}?)\r?\n(?P=rule)[ \t]*(?:\r?\n|$)", re.DOTALL
)
ENTRY = re.compile(r"^(?P<key>[A-Za-z_-]{2,30})[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
KEYS: dict[str, Field] = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "pubdate": "published", "publishdate": "published",
    "updated": "updated", "lastmod": "updated", "modified": "updated", "last_modified": "updated",
    "author": "author", "authors": "author", "byline": "author",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "site": "outlet", "publication": "outlet",
    "url": "address", "link": "address", "canonical": "address", "canonical_url": "address",
    "lang": "language", "language": "language",
}  # fmt: skip
DEFINITION = re.compile(r"\[[^\]\[^]{1,80}\]:\s*<?https?://\S+(?:\s+[\"'(].{0,200})?")
UNDERLINE = re.compile(r"(?:=|-){3,}")
LONGEST_HEADING = 120


def notes(text: str) -> list[Note]:
    """What the front matter at the top of the text says; empty where there is none."""
    match = OPEN.match(text)
    found: list[Note] = []
    for entry in ENTRY.finditer(match["body"]) if match else ():
        field = KEYS.get(entry["key"].lower())
        for value in _values(entry["value"], field == "author"):
            said = dates.iso(value) if field in ("published", "updated") else value
            if field and said:
                at = match.start("body") if match else 0
                span = (at + entry.start("value"), at + entry.end("value"))
                found.append(Note(field, said, f"front matter {entry['key']}", "high", span))
    return found


def _values(value: str, several: bool) -> list[str]:
    parts = value.strip().strip("[]").split(",") if several or value.startswith("[") else [value]
    return [clean for part in parts if (clean := part.strip().strip("\"'").strip())]


def end(text: str) -> int:
    """Where the front matter ends; 0 where there is none."""
    match = OPEN.match(text)
    return match.end() if match and ENTRY.search(match["body"]) else 0


def underlined(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, str]]]:
    """The lines with those that have a rule right under them as headings; and those rules, dropped."""
    made: list[Line] = []
    dropped: list[tuple[Line, str]] = []
    for line in lines:
        if made and not line.gap and UNDERLINE.fullmatch(line.text) and _can_be_heading(made):
            made[-1] = replace(made[-1], level=1 if line.text[0] == "=" else 2)
            dropped.append((line, "markup"))
        else:
            made.append(line)
    return made, dropped


def _can_be_heading(made: Sequence[Line]) -> bool:
    """A short line that begins a paragraph of its own."""
    last = made[-1]
    return (
        (len(made) == 1 or last.gap > 0)
        and not last.level
        and not last.bullet
        and len(last.text) <= LONGEST_HEADING
    )
