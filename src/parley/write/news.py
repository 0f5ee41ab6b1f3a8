"""What is new in an article, in sentences with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley.model import Edge
from parley.weigh.novelty import Changed, News, Spoken
from parley.write import dates
from parley.write.document import Document, Line, Section, Sentence
from parley.write.family import headline, outlet
from parley.write.lines import Desk, state_line

SHOWN = 10
"""So many quotations or claims of one sort are printed; the rest are counted."""


def news(desk: Desk, found: News) -> Document:
    """Statuses that changed, what was not told before, new and altered words, and figures."""
    first = [s for s in found.spoken if not s.earlier]
    altered = [s for s in found.spoken if s.earlier]
    sections = (
        Section("WHAT CHANGED", tuple(_changed(desk, c) for c in found.changed if c.before)),
        Section("NOT TOLD BEFORE", tuple(_changed(desk, c) for c in found.changed if not c.before)),
        _most("WORDS QUOTED FOR THE FIRST TIME", [_quoted(desk, spoken) for spoken in first]),
        _most("QUOTED IN OTHER WORDS THAN BEFORE", [_altered(desk, spoken) for spoken in altered]),
        _most("SAID FOR THE FIRST TIME", list(_claims(desk, found.statements))),
        _most("FIGURES NOT TOLD BEFORE", list(_claims(desk, found.figures))),
    )
    told = tuple(s for s in sections if s.lines) or (Section("NOTHING NEW", (), _nothing(found)),)
    return Document(f"NEW IN  {headline(found.article)}", _stand(desk, found), told, desk.sources.marks)


def _stand(desk: Desk, found: News) -> tuple[str, ...]:
    day = dates.day(found.article.published[:10]) if found.article.published else "no date"
    total = len(found.known) + len(found.new)
    return (
        f"{outlet(found.article)}, {day}",
        f"articles known before it: {found.compared}; claims told before: {len(found.known)} of {total}",
        _source(desk, found.source) if found.source else "its text comes from none of them",
    )


def _source(desk: Desk, edge: Edge) -> str:
    origin = desk.findings.books.article(edge.old)
    what = f"its text is a {edge.kind}" if edge.kind != "exact" else "its text is a copy"
    return f"{what} of “{headline(origin)}” ({outlet(origin)}), {edge.score:.0%} of it: {edge.reasons[0]}"


def _nothing(found: News) -> str:
    if not found.known:
        return "No claim was found in it."
    return "Everything that it says was told before; `parley lineage` shows where."


def _changed(desk: Desk, changed: Changed) -> Line:
    """The state in a sentence, and what was known until then."""
    line = state_line(desk, changed.verdict, lead=desk.findings.entries[changed.verdict.entry].kind)
    return replace(line, tail=f"before: {_was(changed)}") if changed.before else line


def _was(changed: Changed) -> str:
    """The status before, with what of it differs where the status is the same."""
    before, now = changed.before, changed.verdict.state
    if before is None or before.status != now.status:
        return before.status if before else ""
    if before.rate != now.rate and before.rate is not None:
        return f"{before.status}, {before.rate:g}%"
    end, start = before.until, before.valid_from
    if end and end != now.until:
        return f"{before.status}, until {dates.when(end)}"
    return f"{before.status}, {dates.since(start)}" if start else f"{before.status}, no day given"


def _quoted(desk: Desk, spoken: Spoken) -> Line:
    words, marks = desk.sources.quoted(spoken.quote).rstrip(".,"), desk.sources.claims([spoken.claim])
    speaker = spoken.quote.speaker or "Somebody"
    speaker = "An unnamed source" if speaker == "anonymous" else speaker
    return Line((Sentence(f"{speaker}: “{words}”.", marks),), facts=(("claim", spoken.claim),))


def _altered(desk: Desk, spoken: Spoken) -> Line:
    """The words as they are here, and as they stood before."""
    line = _quoted(desk, spoken)
    if spoken.earlier is None:
        return line
    carrier = desk.findings.books.article(spoken.article or "").outlet
    chain = tuple(filter(None, (spoken.quote.speaker, carrier)))
    number = desk.sources.span(spoken.earlier, spoken.article, chain)
    before = desk.sources.marks[number - 1].words.rstrip(".,")
    return replace(line, sentences=(*line.sentences, Sentence(f"Before, it was “{before}”.", (number,))))


def _claims(desk: Desk, ids: Iterable[str]) -> Iterator[Line]:
    """Claims in their own words, after who says them."""
    for claim in map(desk.findings.books.claim, ids):
        speaker = f"{claim.speaker}: " if claim.speaker and claim.speaker != "anonymous" else ""
        words = desk.sources.claims([claim.id])
        text = f"{speaker}{claim.words.rstrip('.')}."
        yield Line((Sentence(text, words),), facts=(("claim", claim.id), ("kind", claim.kind)))


def _most(title: str, lines: Sequence[Line]) -> Section:
    more = f"And {len(lines) - SHOWN} more." if len(lines) > SHOWN else ""
    return Section(title, tuple(lines[:SHOWN]), more)
