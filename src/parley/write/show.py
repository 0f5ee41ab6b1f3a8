"""One entry with everything it stands on, or one page as its text and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from parley.model import Article, Claim, Entry, Evidence, Span, Verdict, Witness
from parley.write import dates
from parley.write.books import Books
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section, Sentence
from parley.write.lines import Desk, disagreement_line, facts, state_sentence
from parley.write.nouns import subject
from parley.write.phrases import capital, listed, parties, table
from parley.write.sources import readable

CONTEXT = 60
STATES, WITNESSES, LINKS = 24, 24, 30  # lines of a page that is only a part
MARKUP = "markup"


def show(desk: Desk, entry: Entry) -> Document:
    """States on both axes, witnesses, links, disagreements, and the words in their pages."""
    every = [v for v in desk.findings.assessment.verdicts if v.entry == entry.id]
    few = desk.ask.most is not None
    most = LINKS if few else None
    verdicts = sorted(every, key=_newest, reverse=True)[:STATES] if few else every
    verdicts = list(desk.ready(verdicts))
    sections = (
        Section("STATES", tuple(_state(desk, v) for v in verdicts), _more(len(every) - len(verdicts))),
        _witnessed(desk, [v for v in verdicts if v.state.believed(desk.ask.known)] if few else verdicts),
        Section("LINKS", tuple(islice(chain(_links(desk, entry), _linked_from(desk, entry)), most))),
        Section(
            "DISAGREEMENTS",
            tuple(disagreement_line(desk, d) for d in desk.disagreements_of(entry.id)[:most]),
        ),
        Section("THE WORDS IN THEIR PAGES", tuple(_words(desk, entry))),
    )
    heading = f"{entry.kind.upper()}  {entry.name}"
    document = document_of(desk, heading, [s for s in sections if s.lines])
    stand = (*document.stand, f"{entry.id}   {_sides(entry)}")
    total = len(entry.claims) if few else None
    return Document(document.title, stand, document.sections, document.marks, total)


def _newest(verdict: Verdict) -> tuple[bool, str, str]:
    """For sorting: what is believed before what was, then by the day on which it began."""
    return verdict.state.known_to is None, verdict.state.begins, verdict.state.known_from


def _more(rest: int, where: str = "parley show") -> str:
    return f"{rest} more: `{where}`." if rest > 0 else ""


def _witnessed(desk: Desk, verdicts: Sequence[Verdict]) -> Section:
    """The witnesses of these states; where only a part is asked for, the first of them."""
    told = _witnesses(desk, verdicts)
    return Section("WITNESSES", tuple(told if desk.ask.most is None else islice(told, WITNESSES)))


def page_text(articles: Sequence[Article], books: Books) -> Document:
    """The body of each article on a page, and every span that was dropped, with the reason."""
    sections: list[Section] = []
    for article in articles:
        body = tuple(_block_line(article, i) for i in range(len(article.blocks)))
        dropped = tuple(_left_out(article, books))
        sections.append(Section(_article_heading(article), body, article.incomplete or ""))
        if article.evidence:
            said = tuple(map(_evidence, article.evidence))
            sections.append(Section("WHAT THE PAGE SAYS OF IT, AND WHERE", said))
        sections.append(Section("DROPPED, AND WHY", dropped, "" if dropped else "Nothing."))
    address = books.address(articles[0].page) if articles else "page"
    return Document(f"PAGE  {address}", (f"articles on the page: {len(articles)}",), tuple(sections), ())


def _state(desk: Desk, verdict: Verdict) -> Line:
    """The state, and in the tail since when and until when it was believed, and by which rule."""
    state = verdict.state
    to = f"to {dates.day(state.known_to)}" if state.known_to else "still"
    return Line(
        (state_sentence(desk, verdict),),
        lead=state.status,
        tail=f"known since {dates.day(state.known_from)}, {to}; rule: {state.reason}",
        entry=verdict.entry,
        facts=facts(desk, verdict),
    )


def _witnesses(desk: Desk, verdicts: Sequence[Verdict]) -> Iterable[Line]:
    for verdict in verdicts:
        for side, witnesses in (("for", verdict.witnesses), ("against", verdict.against)):
            for witness in witnesses:
                yield _witness(desk, witness, f"{side} “{verdict.state.status}”")
        speakers, reporters = verdict.speakers, verdict.reporters
        text = (
            f"“{capital(verdict.state.status)}” rests on {dates.count(speakers)} independent"
            f" speaker{'' if speakers == 1 else 's'} and {dates.count(reporters)} independent"
            f" reporter{'' if reporters == 1 else 's'}: {verdict.standing}."
        )
        yield Line((Sentence(text, desk.sources.verdict(verdict)),), facts=facts(desk, verdict))


def _witness(desk: Desk, witness: Witness, lead: str) -> Line:
    claim_count = len(witness.claims)
    speaker = witness.speaker or "The reporter's own word"
    copies = f", carried by {listed(witness.outlets)}" if witness.outlets else ""
    text = f"{speaker}{copies} ({dates.count(claim_count)} {'claim' if claim_count == 1 else 'claims'})."
    return Line((Sentence(text, desk.sources.claims(witness.claims)),), lead=lead)


def _links(desk: Desk, entry: Entry) -> Iterable[Line]:
    for link in entry.links:
        target = desk.findings.entries.get(link.target)
        words = f", in the words “{link.words}”" if link.words else ""
        text = f"It {_tie(link.kind)} {subject(target) if target else link.target}{words}."
        marks = desk.sources.claims(link.claims) or desk.sources.claims(entry.claims, 1)
        yield Line((Sentence(text, marks),), lead=link.kind.replace("_", " "), entry=link.target)


def _linked_from(desk: Desk, entry: Entry) -> Iterable[Line]:
    """Other entries that point at this one: who is to ease it, what hangs on it."""
    for other in desk.findings.entries.values():
        for link in (link for link in other.links if link.target == entry.id):
            marks = desk.sources.claims(link.claims) or desk.sources.claims(other.claims, 1)
            text = f"{capital(subject(other))} {_tie(link.kind)} this."
            yield Line((Sentence(text, marks),), lead="from there", entry=other.id)


def _tie(kind: str) -> str:
    return str(table("link").get(kind, kind.replace("_", " ")))


def _words(desk: Desk, entry: Entry) -> Iterable[Line]:
    """Each claim's support with a little of the page before and behind it, and its raw offsets."""
    ids = desk.ask.window(entry.claims)
    desk.findings.books.fetch(ids)
    reasons = dict(entry.joins)
    for claim_id in ids:
        claim = desk.findings.books.claim(claim_id)
        reason = reasons.get(claim_id, "")
        for span in claim.support:
            yield _in_page(desk, claim, span, reason)


def _in_page(desk: Desk, claim: Claim, span: Span, reason: str) -> Line:
    marks = desk.sources.claims([claim.id])
    text = desk.findings.books.page_text(span.page)
    before = readable(text[max(0, span.start - CONTEXT) : span.start])
    behind = readable(text[span.end : span.end + CONTEXT])
    own = Sentence(f"»{readable(text[span.start : span.end])}«", marks, strong=True)
    around = (Sentence(f"... {before}", marks), own, Sentence(f"{behind} ...", marks))
    pieces = (own,) if claim.curated else around  # around a fact of a dossier stands its form
    place = f"{_short(desk.findings.books.address(span.page))}:{span.start}-{span.end}"
    return Line(pieces, tail=f"{place}; rule {claim.rule}{_joined(reason)}")


def _joined(reason: str) -> str:
    """`; joined by same instrument, same rate`, `; set apart by a person`, `; first mention`."""
    of_itself = reason.startswith(("first mention", "fact of a dossier")) or reason.endswith("by a person")
    return f"; {'' if of_itself else 'joined by '}{reason}" if reason else ""


def _block_line(article: Article, index: int) -> Line:
    block = article.blocks[index]
    if not block.text:
        return Line((), lead=block.kind)
    start, end = block.locate(0, len(block.text))
    posted = f"posted {block.posted}" if block.posted and _opens_post(article, index) else ""
    return Line(
        (Sentence(block.text.replace("\t", " | "), ()),), lead=f"{block.kind} {start}-{end}", tail=posted
    )


def _opens_post(article: Article, index: int) -> bool:
    return not index or article.blocks[index - 1].posted != article.blocks[index].posted


def _evidence(evidence: Evidence) -> Line:
    """A field with its value, the place, how sure that is, and why it was not taken."""
    span = f" {evidence.span.start}-{evidence.span.end}" if evidence.span else ""
    taken = f"not taken: {evidence.rejected}" if evidence.rejected else f"{evidence.sure} trust"
    return Line((Sentence(evidence.value, ()),), lead=evidence.field, tail=f"{evidence.where}{span}; {taken}")


def _left_out(article: Article, books: Books) -> Iterator[Line]:
    """Each dropped piece of text; tags and scripts only as a sum."""
    markup = [span for span, reason in article.dropped if reason == MARKUP]
    yield from (_dropped(books, span, reason) for span, reason in article.dropped if reason != MARKUP)
    if markup:
        size = sum(span.end - span.start for span in markup)
        said = f"{dates.count(len(markup))} pieces of markup, {size:,} characters: tags, scripts, comments"
        yield Line((Sentence(said, ()),), tail=MARKUP)


def _dropped(books: Books, span: Span, reason: str) -> Line:
    words = readable(books.words(span))
    shown = words if len(words) <= 200 else f"{words[:120]} [...] {words[-60:]}"
    return Line((Sentence(shown, ()),), lead=f"{span.start}-{span.end}", tail=reason)


def _article_heading(article: Article) -> str:
    published = f"{article.published} ({article.published_basis})" if article.published else "no date"
    title, outlet = article.title or "without a title", article.outlet or "outlet unknown"
    return f"ARTICLE {article.index}  {title} | {outlet} | {published}"


def _short(address: str) -> str:
    return address.rsplit("/", 1)[-1] or address


def _sides(entry: Entry) -> str:
    return f"{parties(entry.actors)} -> {parties(entry.targets)}" if entry.targets else parties(entry.actors)
