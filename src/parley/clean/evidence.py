"""Where each field of an article stands on its page: the taken value and every candidate beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from parley.clean import dates, notes
from parley.clean.bylines import company
from parley.clean.draft import Draft
from parley.clean.lines import Line
from parley.clean.masthead import squeeze
from parley.clean.notes import Note
from parley.model import Article, Evidence, Field, Page, Span, Sure

# Reasons of dropped lines, and kinds of blocks, in which a field's value may stand, the surest first.
PLACES: dict[Field, tuple[str, ...]] = {
    "title": ("title", "title repeated"),
    "outlet": (
        "outlet line", "name of the site", "dateline", "copyright line", "process note", "reader survey",
        "date line", "byline", "head of a pasted story",
    ),
    "author": ("byline", "date line", "head of a pasted story"),
    "agency": (
        "dateline", "agency credit", "byline", "date line", "contributor credit", "copyright line",
    ),
    "place": ("dateline",),
}  # fmt: skip
MADE_FOR_IT = {"title", "outlet line", "name of the site", "dateline", "byline", "agency credit"}
INITIALS = "agency initials"
WORDS = {
    "title": "headline",
    "date line": "line with the date",
    "name of the site": "name above the headline",
}
HEAD = ("date line", "byline", "outlet line")
MOST_DATES = 40
LONGEST_DATED = 200  # characters of a line that is searched for dates


def gather(article: Article, draft: Draft, page: Page) -> tuple[Evidence, ...]:
    """The evidence for every field, in the order of `model.Field`; the taken values first."""
    made = [*_single(article, draft), *_dates(article, draft, page)]
    order = (
        "title",
        "outlet",
        "author",
        "agency",
        "published",
        "updated",
        "zone",
        "place",
        "language",
        "address",
    )
    ranked = sorted(made, key=lambda e: (order.index(e.field), e.rejected is not None))
    return tuple(dict.fromkeys(ranked))


def _single(article: Article, draft: Draft) -> Iterator[Evidence]:
    """Fields other than dates: what metadata say, and where the page shows the taken value."""
    for field, values in _taken(article).items():
        said = [note for note in draft.notes if note.field == field]
        for note in said:
            good = any(_agrees(field, note.value, value) for value in values)
            yield _evidence(
                article, note, None if good and not note.barred else note.barred or notes.PASSED_OVER
            )
        for value in values:
            stated = any(_agrees(field, note.value, value) for note in said)
            if (shown := _shown(field, value, draft)) is not None:
                yield _evidence(article, shown)
            elif not stated:
                yield Evidence(field, value, _default(field, draft), "low")


def _taken(article: Article) -> dict[Field, tuple[str, ...]]:
    one: dict[Field, str | None] = {
        "title": article.title,
        "outlet": article.outlet,
        "place": article.place,
        "language": article.language,
        "address": article.address,
    }
    taken: dict[Field, tuple[str, ...]] = {field: (value,) if value else () for field, value in one.items()}
    return {**taken, "author": article.authors, "agency": article.agencies}


def _agrees(field: Field, one: str, other: str) -> bool:
    if field == "outlet":
        return squeeze(company(one)) == squeeze(company(other))
    return squeeze(one) == squeeze(other)


def _shown(field: Field, value: str, draft: Draft) -> Note | None:
    """The surest line that shows the value."""
    wanted = squeeze(value)
    for place in PLACES.get(field, ()):
        sure: Sure = "high" if place in MADE_FOR_IT else "fair"
        for line, kind, reason in zip(draft.lines, draft.kinds, draft.reasons, strict=True):
            if place == (kind or reason) and wanted and wanted in squeeze(line.text):
                return Note(field, value, WORDS.get(place, place), sure, _span(line))
    return None


def _default(field: Field, draft: Draft) -> str:
    if field == "language":
        return "function words of the text"
    if field == "agency" and INITIALS in draft.reasons:
        return INITIALS
    return "the site's address and name" if field == "outlet" and draft.said else "the page's own words"


def _dates(article: Article, draft: Draft, page: Page) -> Iterator[Evidence]:
    candidates = [*draft.notes, *_told(draft), *_outside(page)]
    chosen: dict[Field, str | None] = {"published": article.published, "updated": article.updated}
    for field, value in chosen.items():
        taken = False
        for note in notes.checked((n for n in candidates if n.field == field), notes.latest(page.fetched)):
            good = note.value == value and not note.barred and not taken
            taken = taken or good
            agrees = note.value[:10] == (value or "")[:10] and not note.barred
            yield _evidence(article, note, None if good or agrees else note.barred or notes.PASSED_OVER)
        if value and not taken:
            yield Evidence(field, value, article.published_basis or "the page's own words", "low")
    yield from _zone(article)


def _zone(article: Article) -> Iterator[Evidence]:
    moment = article.published or ""
    if len(moment) > 16:
        yield Evidence("zone", moment[16:], "the time of publication", "high")


def _told(draft: Draft) -> Iterator[Note]:
    """Dates in lines beside the text; those below it and those of pictures are never taken."""
    ends = [
        line.mapped.end for line, kind in zip(draft.lines, draft.kinds, strict=True) if kind == "paragraph"
    ]
    last = max(ends, default=0)
    found = (
        _told_in(line, kind or reason, line.mapped.start >= last > 0, draft.day_first)
        for line, kind, reason in zip(draft.lines, draft.kinds, draft.reasons, strict=True)
        if reason != "front matter"
        and len(line.text) <= LONGEST_DATED
        and (kind is None or kind in ("caption", "dateline"))
    )
    yield from islice((note for notes_ in found for note in notes_), MOST_DATES)


def _told_in(line: Line, place: str, below: bool, day_first: bool | None) -> Iterator[Note]:
    told = dates.date_line(line.text, day_first=day_first) or (None, None)
    for dated in dates.find(line.text, day_first=day_first):
        field: Field = "updated" if dated.iso == told[1] else "published"
        barred = "stands below the text" if below else None if place in HEAD else "is not the day of the page"
        yield Note(field, dated.iso, WORDS.get(place, place), "high", _span(line), barred)


def _outside(page: Page) -> Iterator[Note]:
    """The day that the reader gave, and the one in the page's address."""
    if page.given_date:
        yield Note("published", page.given_date, "given with --date", "fair")
    if day := dates.in_address(page.address):
        yield Note("published", day, "address or file name", "fair")


def _span(line: Line) -> tuple[int, int]:
    return line.mapped.start, line.mapped.end


def _evidence(article: Article, note: Note, rejected: str | None = None) -> Evidence:
    span = Span(article.page, *note.span) if note.span else None
    return Evidence(note.field, note.value, note.where, note.sure, span, rejected)
