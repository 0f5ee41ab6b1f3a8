"""From the lines of one story to its blocks: what each line is, by form, position and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from parley.clean import bylines, dates, furniture
from parley.clean.furniture import Facts
from parley.clean.lines import Line
from parley.clean.words import data
from parley.model import BlockKind

TERMINAL = re.compile(r"[.!?…。][\"'”’»)\]]*$")
SENTENCE_END = re.compile(r"[.!?…。:;][\"'”’»)\]]*$")
LOWER = re.compile(r"[\"'“‘(]*[a-zà-ÿ]")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
PULLED = re.compile(r"[“\"‘'](?P<words>.{20,600})[”\"’']\s*[-–—]{1,2}\s*[A-Z].{2,100}")
ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…|\[…\])$")
HEADING_WORDS = 14
TITLE_WORDS = 32
PROSE_WORDS = 12
TEASER = 40
MAX_STANDFIRST = 2


@dataclass(slots=True)
class Draft:
    """A story while its lines are being judged: `kinds[i]` is a block kind, or None with a reason to drop."""

    lines: list[Line]
    kinds: list[BlockKind | None] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    basis: str | None = None
    place: str | None = None
    outlet: str | None = None
    day_first: bool | None = None

    def drop(self, index: int, reason: str) -> None:
        """The line is not text of the story."""
        self.kinds[index], self.reasons[index] = None, reason

    def keep(self, index: int, kind: BlockKind) -> None:
        """The line is a block of this kind."""
        self.kinds[index], self.reasons[index] = kind, ""

    def open(self, index: int) -> bool:
        """Nobody has judged the line yet."""
        return self.kinds[index] is None and not self.reasons[index]

    def replace(self, index: int, parts: Sequence[Line]) -> None:
        """Put `parts` in the place of one line, all unjudged."""
        self.lines[index : index + 1] = parts
        self.kinds[index : index + 1] = [None] * len(parts)
        self.reasons[index : index + 1] = [""] * len(parts)


def judge(lines: Sequence[Line], *, title: str | None = None, day_first: bool | None = None) -> Draft:
    """Every line of the story gets a kind or a reason. `title` is the title where it is known already."""
    draft = _cut(lines, day_first)
    draft.title = title
    _recommended(draft)
    _captions(draft)
    _head(draft)
    _repeated(draft)
    _kinds(draft)
    _foot(draft)
    return draft


def words(text: str) -> int:
    """Number of words."""
    return len(WORD.findall(text))


def is_prose(line: Line) -> bool:
    """A line that reads as a paragraph: long, or ended like a sentence and not short."""
    count = words(line.text)
    if line.kind in ("heading", "title"):
        return False
    return count >= 25 or (count >= PROSE_WORDS and bool(TERMINAL.search(line.text)))


def _cut(lines: Sequence[Line], day_first: bool | None) -> Draft:
    """Lines cut at run-in furniture, with the furniture marked."""
    facts = Facts()
    cut: list[tuple[Line, str | None]] = []
    for line in lines:
        cut += furniture.pieces(line, facts)
    draft = Draft([line for line, _ in cut], day_first=day_first, facts=facts)
    draft.kinds = [None] * len(cut)
    draft.reasons = [reason or "" for _, reason in cut]
    return draft


def _recommended(draft: Draft) -> None:
    """Short lines right under a link heading, up to the next empty line or paragraph, belong to its box."""
    boxed = False
    for index, line in enumerate(draft.lines):
        if line.gap or is_prose(line):
            boxed = False
        if boxed and draft.open(index) and not TERMINAL.search(line.text):
            draft.drop(index, "link to another story")
        boxed = boxed or draft.reasons[index] == "link to another story"


def _captions(draft: Draft) -> None:
    """A line before a photo credit is its caption, where it is short and stands for itself."""
    for index in range(1, len(draft.lines)):
        before = draft.lines[index - 1]
        labelled = draft.reasons[index - 1] == "label of a picture" and draft.open(index)
        credited = draft.reasons[index] == "photo credit" and draft.open(index - 1)
        if labelled:
            draft.keep(index, "caption")
        elif credited and words(before.text) <= 60 and not _is_body(draft, index - 1):
            _caption(draft, index - 1)


def _is_body(draft: Draft, index: int) -> bool:
    """True for a paragraph that merely stands before a credit: quotes and several sentences tell it."""
    text = draft.lines[index].text
    return text.count("“") + text.count('"') > 1 or len(re.findall(r"[.!?] [A-Z]", text)) > 2


def _caption(draft: Draft, index: int) -> None:
    if says_something(draft.lines[index].text):
        draft.keep(index, "caption")
    else:
        draft.drop(index, "caption without a sentence")


def says_something(text: str) -> bool:
    """True where more than names, dates and function words is said."""
    plain = set(data()["function_words"])
    tokens = WORD.findall(text)
    return sum(1 for token in tokens if token[0].islower() and token not in plain) >= 2


def _head(draft: Draft) -> None:
    """Title, date line, byline, dateline and standfirst, from the top to the first paragraph."""
    first = _first_prose(draft)
    known = draft.title is not None
    for index in range(first):
        _head_line(draft, index)
    if not known:
        _find_title(draft, first)
    _after_player(draft, first)
    first = _dateline(draft)
    _standfirst(draft, first)


def _first_prose(draft: Draft) -> int:
    """Index of the first paragraph; a first line that looks like a title does not count as one."""
    indices = [i for i in range(len(draft.lines)) if draft.open(i) and is_prose(draft.lines[i])]
    if not indices:
        return len(draft.lines)
    if draft.title is None and len(indices) > 1 and _set_off(draft, indices[0], indices[1]):
        return indices[1]
    return indices[0]


def _set_off(draft: Draft, index: int, second: int) -> bool:
    """A short first line with more space under it than the paragraphs have between them is a title."""
    line = draft.lines[index]
    if any(draft.open(i) for i in range(index)) or words(line.text) > 22 or bylines.dateline(line.text):
        return False
    later = [one.gap for one in draft.lines[second + 1 :]] or [0]
    gap = draft.lines[second].gap
    return not re.search(r"[.!?] ", line.text) and gap > sorted(later)[len(later) // 2]


def _head_line(draft: Draft, index: int) -> None:
    if not draft.open(index):
        return
    text = draft.lines[index].text
    if found := dates.date_line(text, day_first=draft.day_first):
        _take_date(draft, found, "date bar")
        draft.drop(index, "date line")
    elif (people := bylines.authors(text)) is not None:
        draft.authors += tuple(name for name in people if name not in draft.authors)
        draft.drop(index, "byline")
    elif draft.title and same(text, draft.title):
        draft.drop(index, "title repeated")


def _take_date(draft: Draft, found: tuple[str | None, str | None], basis: str) -> None:
    if draft.published is None and found[0]:
        draft.published, draft.basis = found[0], basis
    draft.updated = draft.updated or found[1]


def same(one: str, other: str) -> bool:
    """The same words, whatever the marks and capitals."""
    return WORD.findall(one.casefold()) == WORD.findall(other.casefold())


def _find_title(draft: Draft, first: int) -> None:
    """The first heading of the head, else its first line that can be a title."""
    able = [i for i in range(first) if draft.open(i) and _can_be_title(draft.lines[i])]
    marked = [i for i in able if draft.lines[i].level or draft.lines[i].kind == "title"]
    if not able:
        return
    index = (marked or able)[0]
    _split_title(draft, index)


def _split_title(draft: Draft, index: int) -> None:
    line = draft.lines[index]
    place = bylines.dateline(line.text)
    if place and words(line.text[place.end :]) >= 4:
        draft.replace(index, [line.part(0, place.end), line.part(place.end, len(line.text))])
        draft.drop(index, "dateline")
        draft.place, draft.outlet = place.place, place.source
        index += 1
    draft.keep(index, "title")
    draft.title = draft.lines[index].text


def _can_be_title(line: Line) -> bool:
    return (
        3 <= words(line.text) <= TITLE_WORDS and not line.bullet and line.kind in (None, "title", "heading")
    )


def _after_player(draft: Draft, first: int) -> None:
    """A headline right under player controls names the video, once the story has its own title."""
    for index in range(1, len(draft.lines)):
        line, before = draft.lines[index], draft.reasons[index - 1]
        near = index < first and before in ("player control", "advert")
        run_in = before == "player control" and not line.gap and words(line.text) <= TITLE_WORDS
        if (near or run_in) and draft.open(index) and draft.title and not TERMINAL.search(line.text):
            draft.drop(index, "title of a video")


def _dateline(draft: Draft) -> int:
    """Cut the dateline off the first paragraph, or find it on lines of its own; index of the paragraph."""
    first = _first_prose_index(draft)
    if first is None:
        return len(draft.lines)
    _lone_dateline(draft, first)
    line = draft.lines[first]
    found = bylines.dateline(line.text)
    if found and words(line.text[found.end :]) >= 4:
        draft.replace(first, [line.part(0, found.end), line.part(found.end, len(line.text))])
        _take_place(draft, first, found)
        return first + 1
    return first


def _first_prose_index(draft: Draft) -> int | None:
    return next((i for i in range(len(draft.lines)) if draft.open(i) and is_prose(draft.lines[i])), None)


def _take_place(draft: Draft, index: int, found: bylines.Dateline) -> None:
    draft.keep(index, "dateline")
    draft.place = draft.place or found.place
    draft.outlet = draft.outlet or found.source


def _lone_dateline(draft: Draft, first: int) -> None:
    """A place and an outlet with a dash, on one line or two, right before the first paragraph."""
    start = first
    while start and draft.open(start - 1) and words(draft.lines[start - 1].text) <= 4:
        start -= 1
    for at in range(start, first):
        joined = " ".join(line.text for line in draft.lines[at:first]) + " "
        found = bylines.dateline(joined)
        if found and found.end >= len(joined) - 1:
            for index in range(at, first):
                _take_place(draft, index, found)
            return


def _standfirst(draft: Draft, first: int) -> None:
    """What is left between title and byline or paragraph: the standfirst, if it is long enough."""
    if draft.title is None or first >= len(draft.lines):
        return
    signed = max((i for i in range(first) if draft.reasons[i] in ("byline", "date line")), default=-1)
    left = [i for i in range(first) if draft.open(i)]
    for index in left[:MAX_STANDFIRST]:
        line = draft.lines[index]
        if words(line.text) < 8 or line.bullet or (index > signed and TERMINAL.search(line.text)):
            return
        draft.keep(index, "standfirst")


def _repeated(draft: Draft) -> None:
    """Drop what the page says twice: captions, pull quotes, cut teasers of the next paragraph."""
    texts = [line.text for line in draft.lines]
    whole = " ".join(text for i, text in enumerate(texts) if draft.open(i))
    copies = Counter(text for i, text in enumerate(texts) if draft.open(i) or draft.kinds[i] == "caption")
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        if not draft.open(index) and draft.kinds[index] != "caption":
            continue
        first = seen.setdefault(text, index)
        # More copies than two are a form of the text (a questionnaire, a table), not a slip of the page.
        if first != index and copies[text] == 2 and (is_prose(draft.lines[index]) or words(text) > 7):
            # Before a cut teaser, the first copy is part of the teaser.
            teased = draft.reasons[min(first + 1, index)] == "teaser of the text"
            draft.drop(first if teased else index, "repeated")
        elif _is_teaser(texts, index):
            draft.drop(index, "teaser of the text")
        elif (pulled := PULLED.fullmatch(text)) and _pulled(pulled["words"], text, whole):
            draft.drop(index, "pull quote")


def _is_teaser(texts: Sequence[str], index: int) -> bool:
    stem = ELLIPSIS.sub("", texts[index])
    if stem == texts[index] or len(stem) < TEASER:
        return False
    return any(
        later.startswith(stem[:200]) and len(later) > len(stem) for later in texts[index + 1 : index + 4]
    )


def _pulled(quoted: str, text: str, whole: str) -> bool:
    """Every sentence of the quotation stands elsewhere in the story."""
    rest = whole.replace(text, " ")
    parts = [part.strip(' .,!?"“”') for part in re.split(r"(?<=[.!?])\s", quoted)]
    return all(part in rest for part in parts if part)


def _kinds(draft: Draft) -> None:
    """Whatever is left is text: items, headings and paragraphs."""
    listing = False
    for index, line in enumerate(draft.lines):
        if not draft.open(index):
            continue
        ended = bool(SENTENCE_END.search(line.text))
        if line.kind:
            draft.keep(index, "paragraph" if line.kind == "title" else line.kind)
        elif line.bullet or (listing and not ended and words(line.text) <= 40):
            draft.keep(index, "item")
        elif line.level or (not ended and 0 < words(line.text) <= HEADING_WORDS and _opens(line.text)):
            draft.keep(index, "heading")
        else:
            draft.keep(index, "paragraph")
        listing = line.text.endswith(":") or (listing and draft.kinds[index] == "item")


def _opens(text: str) -> bool:
    return not LOWER.match(text) and not text.endswith((",", "-", "–"))


def _foot(draft: Draft) -> None:
    """Headings with no paragraph after them, and names at the very end, head nothing of this story."""
    bodies = [i for i, kind in enumerate(draft.kinds) if kind in ("paragraph", "item", "table")]
    if not any(draft.kinds[i] == "paragraph" and is_prose(draft.lines[i]) for i in bodies):
        return
    for index in range(bodies[-1] + 1, len(draft.lines)):
        if draft.kinds[index] == "heading":
            draft.drop(index, "heading of nothing")
