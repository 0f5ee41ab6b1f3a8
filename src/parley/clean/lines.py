"""Lines of a scraped page with their clean text, and the simple markup that scrapers leave in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parley.clean.mapped import Mapped, concat, cut, raw, replaced, tidy, without
from parley.model import BlockKind

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
COMMENT = re.compile(r"<!--.{0,500}?-->")
IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
LINK = re.compile(r"(\[)[^\[\]]{1,500}(\]\([^()\s]{1,500}(?: \"[^\"]{0,200}\")?\))")
REFERENCE = re.compile(r"(?:(\[)[^\[\]^]{1,500}(\]\[[^\[\]]{0,80}\])|(\[\^[^\[\]\s]{1,30}\]:?))")
STAR = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])[^*]{0,2000}[^\s*](\*{1,3})(?![\w*])")
LINE_UNDER = re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])[^_]{0,300}[^\s_](_{1,2})(?!\w)")
ESCAPE = re.compile(r"(\\)[*_#\[\]()`~>+.!-]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
BULLET = re.compile(r"\s*(?:[•◦▪‣·●■]\s*|[*+\-–]\s+|\(?\d{1,2}[.)]\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or part of one, after a split) with what its markup says.

    `level` is the heading level (0: none), `gap` the number of empty lines before it, `bullet` whether it
    had a list mark, `kind` what the page's HTML said it is (None in plain text), `linked` the share of it
    that is inside links.
    """

    mapped: Mapped
    level: int = 0
    gap: int = 0
    bullet: bool = False
    kind: BlockKind | None = None
    linked: float = 0.0

    @property
    def text(self) -> str:
        """The clean text."""
        return self.mapped.text

    def part(self, start: int, end: int) -> Line:
        """The line cut to `text[start:end]`, stripped."""
        return replace(self, mapped=tidy(cut(self.mapped, start, end)), gap=self.gap if start == 0 else 0)


def split(text: str) -> list[Line]:
    """The non-empty lines of `text`, markup stripped and mapped."""
    lines: list[Line] = []
    gap = 0
    for start, end in _ends(text):
        empty = start == end or text[start:end].isspace()
        line = None if empty else _line(raw(text, start, end), gap)
        gap += empty
        if line is not None:
            lines.append(line)
            gap = 0
    return lines


def _ends(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _line(mapped: Mapped, gap: int) -> Line | None:
    level, bullet = 0, False
    if match := HEADING.match(mapped.text):
        level, mapped = len(match[1]), cut(mapped, match.end(), len(mapped))
    elif match := QUOTE.match(mapped.text):
        mapped = cut(mapped, match.end(), len(mapped))
    elif match := BULLET.match(mapped.text):
        bullet, mapped = True, cut(mapped, match.end(), len(mapped))
    words = sum(
        match.end(2) - match.start() - len(match[1]) - len(match[2]) for match in LINK.finditer(mapped.text)
    )
    mapped = tidy(plain(mapped))
    return Line(mapped, level, gap, bullet, linked=min(1.0, words / len(mapped))) if mapped.text else None


def plain(mapped: Mapped) -> Mapped:
    """The text without tags, Markdown links, emphasis and escapes, and with entities read."""
    text = mapped.text
    if "<" in text:
        mapped = without(without(mapped, COMMENT), TAG)
    if "](" in text:
        mapped = without(without(mapped, IMAGE), LINK)
    if "][" in text or "[^" in text:
        mapped = without(mapped, REFERENCE)
    for mark, pattern in (("*", STAR), ("_", LINE_UNDER), ("\\", ESCAPE)):
        if mark in text:
            mapped = without(mapped, pattern)
    return entities(mapped) if "&" in text else mapped


def entities(mapped: Mapped) -> Mapped:
    """The text with character references read; each stands for its whole raw range."""
    parts, at = [], 0
    for match in ENTITY.finditer(mapped.text):
        read = html.unescape(match[0])
        if read != match[0] and "\x00" not in read:
            source = cut(mapped, *match.span())
            parts += [cut(mapped, at, match.start()), replaced(read, source.start, source.end)]
            at = match.end()
    return concat([*parts, cut(mapped, at, len(mapped))]) if parts else mapped
