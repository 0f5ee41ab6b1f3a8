"""The visible words of an HTML page with their raw offsets, by a small tokenizer of the decoded page.

Tree builders lose offsets, and drop what is nested too deeply; this reads tags, comments, raw-text elements
and character references in one pass over the text and keeps every visible character's place.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from parley.clean.lines import ENTITY
from parley.clean.mapped import UNSEEN, Mapped, Row, merged
from parley.clean.regions import Regions

TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,30})(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*>")
LOOSE = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,30})[^>]*>")
HIDDEN = {
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "iframe",
    "noembed",
    "xmp",
    "svg",
    "math",
    "select",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CELLS = ("td", "th")
HEADINGS = ("h1", "h2", "h3", "h4")
TOLERATED = 200
"""After so many tags with unclosed quotes, quotes are no longer believed (time would grow as a square)."""
GLYPHS = re.compile(r"[^\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


class Word(NamedTuple):
    """Visible characters without white space, from `at` in `Words.squeezed`, at raw `start` to `end`.

    `spaced`: white space or a break stands before it; `breaks`: a new block begins with it.
    """

    at: int
    start: int
    end: int
    spaced: bool
    breaks: bool


made = partial(tuple.__new__, Word)  # in a third of the time


@dataclass(slots=True)
class Words:
    """All visible words of a page. `squeezed` is their text without any white space.

    `headings` are (level, start, end) of h1 to h4 elements in `squeezed`, `links` the ranges of a elements,
    `articles` those of article elements, the inner ones before the outer. `cells` are where cells of tables
    begin, `regions` the elements whose tag or label tells what they hold (see `regions.py`), in page order.
    """

    words: list[Word] = field(default_factory=list)
    squeezed: str = ""
    headings: list[tuple[int, int, int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    articles: list[tuple[int, int]] = field(default_factory=list)
    cells: set[int] = field(default_factory=set)
    regions: list[tuple[int, int, str]] = field(default_factory=list)

    def linked(self, start: int, end: int) -> float:
        """The share of `squeezed[start:end]` that lies in links."""
        index = max(bisect_right(self.links, (start, start)) - 1, 0)
        inside = 0
        while index < len(self.links) and self.links[index][0] < end:
            left, right = self.links[index]
            inside += max(0, min(right, end) - max(left, start))
            index += 1
        return inside / (end - start) if end > start else 0.0

    def role(self, start: int, end: int) -> str | None:
        """What the innermost element with a role around `squeezed[start:end]` holds; None: none is."""
        index = bisect_right(self.regions, (start, len(self.squeezed) + 1, ""))
        for left, right, role in reversed(self.regions[max(0, index - 40) : index]):
            if left <= start and end <= right:
                return role
        return None

    def text(self, start: int, end: int, *, table: bool = False) -> Mapped:
        """The words of `squeezed[start:end]` with one space where the page has white space or a break.

        Between the cells of a table it is a tab where `table` asks for it.
        """
        first = max(bisect_right(self.words, start, key=_at) - 1, 0)
        words = self.words[first : bisect_left(self.words, end, lo=first, key=_at)]
        behind = self.words[first + len(words) :][:1]
        stops = [*[word.at for word in (*words[1:], *behind)], len(self.squeezed)]
        parts: list[str] = []
        rows: list[Row] = []
        size = 0
        for word, stop in zip(words, stops, strict=False):
            if parts and word.spaced:
                parts.append("\t" if table and word.at in self.cells else " ")
                gap = rows[-1][2]
                rows.append((size, gap, word.start if word.start > gap else gap + 1))
                size += 1
            if word.at < start or stop > end:
                left, right = max(start, word.at), min(end, stop)
                rows.append(_clipped(word, stop, left, right, size))
            else:
                left, right = word.at, stop
                rows.append((size, word.start, word.end))
            parts.append(self.squeezed[left:right])
            size += right - left
        return merged("".join(parts), rows)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of `squeezed` between block-level breaks."""
        begin = 0
        for word in self.words:
            if word.breaks and word.at > begin:
                yield begin, word.at
                begin = word.at
        if begin < len(self.squeezed):
            yield begin, len(self.squeezed)


def _at(word: Word) -> int:
    return word.at


def _clipped(word: Word, stop: int, left: int, right: int, at: int) -> Row:
    if word.end - word.start != stop - word.at:
        return at, word.start, word.end
    return at, word.start + left - word.at, word.start + right - word.at


def read(text: str) -> Words:
    """The visible words of the HTML page `text`."""
    reader = _Reader(text)
    for start, end, tag, close in pieces(text):
        if tag:
            reader.tag(tag, close, text[start:end])
        elif start < end:
            reader.run(start, end)
    reader.found.squeezed = "".join(reader.texts)
    reader.found.regions = sorted(reader.regions.found)
    return reader.found


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found, self.texts = Words(), list[str]()
        self.size = 0
        self.spaced = self.breaks = True
        self.heading: int | None = None
        self.link: int | None = None
        self.open: list[int] = []
        self.regions = Regions()

    def tag(self, name: str, close: bool, whole: str) -> None:
        if name not in INLINE:
            self.spaced = self.breaks = True
        if close:
            self.regions.end(name, self.size)
        elif name not in VOID and name not in HIDDEN and not whole.endswith("/>"):
            self.regions.begin(name, whole, self.size)
            if name in CELLS:
                self.found.cells.add(self.size)
        if name in HEADINGS:
            if close and self.heading is not None and self.heading < self.size:
                self.found.headings.append((int(name[1]), self.heading, self.size))
            self.heading = None if close else self.size
        elif name == "a":
            if self.link is not None and self.link < self.size:
                self.found.links.append((self.link, self.size))
            self.link = None if close else self.size
        elif name == "article":
            self.article(close)

    def article(self, close: bool) -> None:
        """An article element begins or ends; unclosed ones are none."""
        if not close:
            self.open.append(self.size)
        elif self.open and (start := self.open.pop()) < self.size:
            self.found.articles.append((start, self.size))

    def run(self, start: int, end: int) -> None:
        """One text run: its glyphs as they stand, and each character reference as a word of its own."""
        at = start
        if self.text.find("&", start, end) >= 0:
            for match in ENTITY.finditer(self.text, start, end):
                self.glyphs(at, match.start())
                self.reference(match)
                at = match.end()
        self.glyphs(at, end)

    def glyphs(self, start: int, end: int) -> None:
        text, at, size, spaced, breaks = self.text, start, self.size, self.spaced, self.breaks
        for match in GLYPHS.finditer(text, start, end):
            begin, stop = match.span()
            spaced = spaced or (begin > at and (text[at] == " " or not UNSEEN.fullmatch(text, at, begin)))
            self.found.words.append(made((size, begin, stop, spaced, breaks)))
            self.texts.append(match[0])
            size += stop - begin
            spaced = breaks = False
            at = stop
        self.size, self.breaks = size, breaks
        self.spaced = spaced or (end > at and not UNSEEN.fullmatch(text, at, end))

    def reference(self, match: re.Match[str]) -> None:
        read = UNSEEN.sub("", html.unescape(match[0]))
        if read.isspace():
            self.spaced = True
        elif read:
            self.word(read, match.start(), match.end())

    def word(self, text: str, start: int, end: int) -> None:
        self.found.words.append(Word(self.size, start, end, self.spaced, self.breaks))
        self.texts.append(text)
        self.size += len(text)
        self.spaced = self.breaks = False


def pieces(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, "", False) for a text run, (start, end, name, closing) for a tag; nothing hidden."""
    at, run, failed, pattern = 0, 0, 0, TAG
    last = text.rfind(">")
    unclosed: set[str] = set()
    while at <= last and 0 <= (mark := text.find("<", at)) < last:
        if text.startswith(("<!", "<?"), mark):
            yield run, mark, "", False
            at = run = _comment(text, mark)
        elif match := pattern.match(text, mark) or LOOSE.match(text, mark):
            failed += match.re is LOOSE
            pattern = LOOSE if failed > TOLERATED else TAG
            name, close = match["name"].lower(), bool(match["close"])
            yield run, mark, "", False
            yield mark, match.end(), name, close
            at = run = match.end()
            if name in HIDDEN and not close and name not in unclosed:
                at = run = _behind(text, match.end(), name)
                if at == match.end():  # it is looked for once: a page may open it a hundred thousand times
                    unclosed.add(name)
        else:
            at = mark + 1
    yield run, len(text), "", False


def _comment(text: str, mark: int) -> int:
    """End of the comment or declaration that begins at `mark`; the end of the text where it never ends."""
    close = "-->" if text.startswith("<!--", mark) else ">"
    end = text.find(close, mark + len(close))
    return end + len(close) if end >= 0 else len(text)


def _behind(text: str, at: int, name: str) -> int:
    """End of the hidden element that opened before `at`; where it never closes, `at`, for scripts the end."""
    match = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(text, at)
    return match.end() if match else len(text) if name in ("script", "style") else at


def squeeze(text: str) -> str:
    """The text without white space and unseen marks."""
    return "".join(UNSEEN.sub("", text).split())
