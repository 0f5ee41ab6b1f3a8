"""Scraped plain text and Markdown: header, main story and the stories pasted behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parley.clean import (
    credit,
    dates,
    evidence,
    front,
    infer,
    live,
    mail,
    notes,
    sheets,
    story,
    stub,
    tables,
    tails,
)
from parley.clean.blocks import blocks, dropped
from parley.clean.draft import SENTENCE_END, TERMINAL, WORD, Draft
from parley.clean.lines import Line, split
from parley.clean.mapped import joined
from parley.clean.notes import Note
from parley.model import Article, Page

HEADER = re.compile(
    r"\ufeff?(?P<title>[^\n]{3,400})\n(?P<outlet>[^\n]{2,60})\n(?P<date>[^\n]{0,40})\n[ \t]*\n"
)
WRAP = 100


@dataclass(frozen=True, slots=True)
class Header:
    """Three lines at the top of a stored article: title, outlet, ISO date or nothing; then an empty line."""

    outlet: str
    published: str | None
    lines: int


def read(page: Page) -> tuple[Article, ...]:
    """The articles of a plain-text page, the main story first; empty where the page has no line."""
    if page.media_type == "application/pdf":
        return _printed(page)
    lines, marks = _structured(page.text)
    if not lines:
        return ()
    head = header(page.text)
    found = tails.find(lines)
    stop = found[0].start if found else len(lines)
    end = lines[stop].mapped.start if found else len(page.text)
    main = _main(page, lines[:stop], head, end, marks)
    return (main, *(_pasted(page, lines, tail, main, i) for i, tail in enumerate(found, 1)))


def _structured(text: str) -> tuple[list[Line], list[tuple[Line, str]]]:
    """The page's lines with headings and tables told, and the lines that are only marks of form."""
    top = front.end(text)
    all_lines = split(text)
    marks = [(line, "front matter") for line in all_lines if line.mapped.start < top]
    marks += [(line, "markup") for line in all_lines[len(marks) :] if front.DEFINITION.fullmatch(line.text)]
    formal = {line.mapped.start for line, _ in marks}
    lines, rules = front.underlined([line for line in all_lines if line.mapped.start not in formal])
    lines, rulers = tables.rows(lines, text)
    return lines, [*marks, *rules, *rulers]


def header(text: str) -> Header | None:
    """The header where the text begins with one: its third line is an ISO date or empty."""
    match = HEADER.match(text)
    if not match or TERMINAL.search(match["outlet"]) or len(match["outlet"].split()) > 6:
        return None
    published = dates.iso(match["date"])
    if match["date"].strip() and (not published or not match["date"].strip()[:4].isdigit()):
        return None
    return Header(match["outlet"].strip(), published, 3 if match["date"].strip() else 2)


def _main(
    page: Page, lines: list[Line], head: Header | None, end: int, marks: Sequence[tuple[Line, str]]
) -> Article:
    if head:
        rest = unwrapped(lines[head.lines :])
        draft = story.judge(rest, title=lines[0].text, address=page.address, fetched=page.fetched)
        _with_header(draft, lines, head)
    else:
        said = mail.read(page).notes if mail.is_mail(page) else front.notes(page.text)
        draft = _stated(page, lines, said)
    _with_pieces(draft, [mark for mark in marks if mark[0].mapped.start < end])
    return article(page, draft, (0, end), header=head)


def _stated(page: Page, lines: Sequence[Line], said: Sequence[Note]) -> Draft:
    """The story of lines about which the head of a mail or front matter says something, or nothing."""
    authors = tuple(note.value for note in said if note.field == "author")
    draft = story.judge(
        unwrapped(lines),
        title=notes.first(said, "title"),
        address=page.address,
        authors=authors,
        fetched=page.fetched,
    )
    if "title repeated" in draft.reasons and "title" not in draft.kinds:
        draft.keep(draft.reasons.index("title repeated"), "title")
    draft.notes += said
    draft.site = notes.first(said, "outlet") or draft.site
    draft.address, draft.language = notes.first(said, "address"), notes.first(said, "language")
    story.date(draft)
    return draft


def _printed(page: Page) -> tuple[Article, ...]:
    """The story of a PDF; what frames its pages is dropped."""
    lines, frame = sheets.read(page.text)
    if not lines:
        return ()
    printed = sheets.address(frame)
    draft = story.judge(lines, address=printed or page.address, fetched=page.fetched)
    draft.address = printed
    _with_pieces(draft, frame)
    return (article(page, draft, (0, len(page.text))),)


def _with_header(draft: Draft, lines: list[Line], head: Header) -> None:
    reasons = ("", "outlet line", "date line")
    for at, (line, reason) in enumerate(zip(lines[: head.lines], reasons, strict=False)):
        draft.lines.insert(at, line)
        draft.kinds.insert(at, None if reason else "title")
        draft.reasons.insert(at, reason)
    if head.published and notes.allows(draft.latest, head.published):
        draft.published, draft.basis = head.published, "metadata"


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Lines of hard-wrapped text joined to paragraphs; other texts come back as they are."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap or line.level or line.bullet or line.kind or not groups or groups[-1][-1].kind:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [one for group in groups for one in (_joined(group) if _is_wrapped(group) else group)]


def _is_wrapped(group: Sequence[Line]) -> bool:
    """Three lines or more, all but the last about equally long, and most break in mid-sentence."""
    sizes = [len(line.text) for line in group[:-1]]
    if len(group) < 3 or max(sizes) > WRAP or min(sizes) < 0.6 * max(sizes) or max(sizes) < 40:
        return False
    open_ends = sum(not SENTENCE_END.search(line.text) for line in group[:-1])
    return open_ends * 3 >= 2 * len(sizes)


def _joined(group: Sequence[Line]) -> list[Line]:
    return [replace(group[0], mapped=joined(line.mapped for line in group))]


def _pasted(page: Page, lines: list[Line], tail: tails.Tail, main: Article, index: int) -> Article:
    pieces: list[tuple[Line, str | None]] = []
    for line in lines[tail.start + tail.head : tail.end]:
        pieces += tails.cut(line)
    title = tails.headline(lines[tail.title]) if tail.title is not None else None
    draft = story.judge([line for line, reason in pieces if not reason], title=title.text if title else None)
    people = tuple(line.text for line, reason in pieces if reason == "byline")
    _with_head(draft, lines[tail.start : tail.start + tail.head], title)
    _with_pieces(draft, pieces)
    stop = lines[tail.end].mapped.start if tail.end < len(lines) else len(page.text)
    made = article(page, draft, (lines[tail.start].mapped.start, stop), index=index)
    made = replace(
        made, outlet=tail.source or main.outlet, authors=people or made.authors, copied_on=main.copied_on
    )
    made = infer.beside(made, main)
    return replace(made, evidence=evidence.gather(made, draft, page))


def _with_head(draft: Draft, head: Sequence[Line], title: Line | None) -> None:
    for line in reversed(head):
        draft.lines.insert(0, line)
        draft.kinds.insert(0, None)
        draft.reasons.insert(0, "head of a pasted story")
    if title:
        draft.lines[len(head) - 1] = title
        draft.keep(len(head) - 1, "title")


def _with_pieces(draft: Draft, pieces: Iterable[tuple[Line, str | None]]) -> None:
    for line, reason in pieces:
        if reason:
            at = next(
                (i for i, o in enumerate(draft.lines) if o.mapped.start > line.mapped.start), len(draft.lines)
            )
            draft.lines.insert(at, line)
            draft.kinds.insert(at, None)
            draft.reasons.insert(at, reason)


def article(
    page: Page, draft: Draft, stretch: tuple[int, int], *, index: int = 0, header: Header | None = None
) -> Article:
    """The article of a judged draft, with the best date that there is."""
    kept = blocks(draft)
    named = header.outlet if header else credit.outlet(draft)
    agencies = credit.agencies(draft, named)
    made = Article(
        page=page.id,
        index=index,
        title=draft.title,
        outlet=named,
        blocks=kept,
        authors=credit.people(draft, named, agencies),
        agencies=agencies,
        published=draft.published,
        published_basis=draft.basis,
        updated=draft.updated if draft.updated != draft.published else None,
        place=draft.place,
        language=draft.language or language(" ".join(block.text for block in kept)[:4000]),
        address=draft.address,
        correction=draft.facts.correction,
        incomplete=stub.incomplete(draft, page.text[slice(*stretch)]),
        dropped=dropped(page.id, page.text, stretch, kept, draft),
    )
    made = replace(made, copied_on=_site(draft, made.outlet))
    made = infer.settle(made, page) if index == 0 else made
    made = live.dated(made, draft.times, draft.posts)
    return replace(made, evidence=evidence.gather(made, draft, page))


def _site(draft: Draft, outlet: str | None) -> str | None:
    """Who carries the page, where the furniture names a site that is not the outlet."""
    return next((site for site in draft.facts.sites if outlet and site.casefold() != outlet.casefold()), None)


STOP_WORDS = {
    "en": {"the", "and", "of", "to", "in", "that", "said", "with", "on", "for"},
    "fr": {"les", "des", "une", "dans", "est", "pour", "que", "sur", "et", "aux"},
    "de": {"der", "die", "und", "das", "den", "mit", "von", "nicht", "ist", "auf"},
    "es": {"los", "las", "una", "del", "para", "que", "con", "por", "el", "como"},
    "it": {"il", "che", "della", "per", "una", "gli", "con", "del", "sono", "di"},
    "pt": {"os", "das", "uma", "para", "que", "com", "não", "em", "dos", "ao"},
}


def language(text: str) -> str:
    """ISO 639-1 code by the commonest function words; `en` where nothing tells."""
    tokens = Counter(token.casefold() for token in WORD.findall(text))
    counts = {code: sum(tokens[word] for word in known) for code, known in STOP_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["en"] else "en"
