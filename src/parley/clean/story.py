"""From the lines of one story to its blocks: what each line is, by form, position and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parley.clean import furniture, head, masthead, notes
from parley.clean.draft import (
    LOWER,
    SENTENCE_END,
    TERMINAL,
    Draft,
    is_prose,
    same,
    says_something,
    words,
)
from parley.clean.furniture import Facts
from parley.clean.lines import Line

PULLED = re.compile(r"[“\"‘'](?P<words>.{20,600})[”\"’']\s*[-–—]{1,2}\s*[A-Z].{2,100}")
ELLIPSIS = re.compile(r"(?:(?<!\s)\s++)?(?:\.\.\.|…|\[…\])$")
HEADING_WORDS = 14
LEAST_BEFORE = 3  # paragraphs of a story at whose end a bare name is that of its agency
RULED = re.compile(r"\W+")
TEASER = 40
LINKED = 0.8
MACHINE = re.compile(r"(?:https?://\S+|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?)(?:\s+\S+)?")


def judge(
    lines: Sequence[Line],
    *,
    title: str | None = None,
    address: str = "",
    authors: tuple[str, ...] = (),
    fetched: str = "",
) -> Draft:
    """Every line of the story gets a kind or a reason.

    `title` and `authors` are given where they are known already; `address` and `fetched` are the page's.
    """
    draft = _cut(lines)
    draft.latest = notes.latest(fetched)
    draft.title, draft.authors = title, authors
    draft.said = masthead.hints(address, (line.text for line in lines), draft.facts.outlets)
    _recommended(draft)
    _links(draft)
    _machine(draft)
    _captions(draft)
    head.judge(draft)
    _repeated(draft)
    _kinds(draft)
    _foot(draft)
    return draft


def date(draft: Draft) -> None:
    """Dates of metadata go before those of lines."""
    said = notes.checked(draft.notes, draft.latest)
    if published := notes.first(said, "published"):
        draft.published, draft.basis = published, "metadata"
    draft.updated = notes.first(said, "updated") or draft.updated


def _cut(lines: Sequence[Line]) -> Draft:
    """Lines cut at run-in furniture, with the furniture marked."""
    facts = Facts()
    cut: list[tuple[Line, str | None]] = []
    for line in lines:
        cut += furniture.pieces(line, facts)
    draft = Draft([line for line, _ in cut], facts=facts)
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


def _links(draft: Draft) -> None:
    """Lines that are nothing but links, where several stand together or no text follows them."""
    able = [i for i in range(len(draft.lines)) if draft.open(i)]
    plain = [i for i in able if is_prose(draft.lines[i]) and not _is_link(draft.lines[i])]
    for at, index in enumerate(able):
        near = [able[n] for n in (at - 1, at + 1) if 0 <= n < len(able)]
        together = any(_is_link(draft.lines[i]) for i in near)
        if _is_link(draft.lines[index]) and plain and (together or index > plain[-1]):
            draft.drop(index, "link to another story")


def _is_link(line: Line) -> bool:
    return line.linked >= LINKED and line.kind != "title"


def _machine(draft: Draft) -> None:
    """Addresses, time stamps and copies of the headline that pages keep for programs."""
    for index, line in enumerate(draft.lines):
        if draft.open(index) and MACHINE.fullmatch(line.text):
            draft.drop(index, "for programs")
        elif draft.open(index) and draft.title and line.kind and same(line.text, draft.title):
            draft.drop(index, "title repeated")


def _captions(draft: Draft) -> None:
    """A line before a photo credit is its caption, where it is short and stands for itself."""
    for index, line in enumerate(draft.lines):
        if line.kind == "caption" and draft.open(index):
            _caption(draft, index)
    for index in range(1, len(draft.lines)):
        before = draft.lines[index - 1]
        labelled = draft.reasons[index - 1] == "label of a picture" and draft.open(index)
        credited = draft.reasons[index] == "photo credit" and draft.open(index - 1)
        if labelled:
            draft.keep(index, "caption")
        elif credited and words(before.text) <= 60 and not _is_body(draft, index):
            _caption(draft, index - 1)


def _is_body(draft: Draft, credit: int) -> bool:
    """True for a paragraph that merely stands before a credit.

    Quotes and several sentences tell it, a credit that has a caption of its own inside, and a bare one
    that ends the story, which names the agency.
    """
    text = draft.lines[credit - 1].text
    bare = furniture.is_wire(draft.lines[credit].text.strip(" ()[]"))
    prose = [i for i, line in enumerate(draft.lines) if draft.open(i) and is_prose(line)]
    if bare and len(prose) > LEAST_BEFORE and prose[-1] == credit - 1:
        return True
    marks = text.count("“") + text.count('"')
    return marks > 1 or len(re.findall(r"[.!?] [A-Z]", text)) > 2 or says_something(draft.lines[credit].text)


def _caption(draft: Draft, index: int) -> None:
    if says_something(draft.lines[index].text):
        draft.keep(index, "caption")
    else:
        draft.drop(index, "caption without a sentence")


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
        if RULED.fullmatch(line.text):
            draft.drop(index, "ruled line")
        elif line.kind:
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
    """Headings with no paragraph after them, and short lines behind a paywall, are nothing of this story."""
    for wall in [i for i, reason in enumerate(draft.reasons) if reason == "paywall"][:1]:
        behind = range(wall + 1, len(draft.lines))
        if not any(is_prose(draft.lines[i]) and draft.kinds[i] for i in behind):
            for index in behind:
                draft.drop(index, draft.reasons[index] or "behind the end")
    bodies = [i for i, kind in enumerate(draft.kinds) if kind in ("paragraph", "item", "table")]
    if not any(draft.kinds[i] == "paragraph" and is_prose(draft.lines[i]) for i in bodies):
        return
    for index in range(bodies[-1] + 1, len(draft.lines)):
        if draft.kinds[index] == "heading":
            draft.drop(index, "heading of nothing")
