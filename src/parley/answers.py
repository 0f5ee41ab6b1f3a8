"""Answers of a ledger as documents: what the command line, the desk and the feeds share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from parley.errors import UsageError
from parley.model import DOSSIER, Article, Claim, Span
from parley.store.stands import Asked
from parley.write import Ask, Document, Findings, What, compose
from parley.write.books import OVER
from parley.write.dates import WEEK, before

if TYPE_CHECKING:
    from parley.ledger import Ledger
    from parley.store.since import Changed
    from parley.write.tracks import Chart, Drawn

WIDE = frozenset({"brief", "board"})  # answers that look at what the parties of a dispute do in others
BRIEFED = WIDE | {"headline"}  # answers that tell what stands on a day, and what changed lately
OF_ONE = BRIEFED | {"timeline", "changes", "disputes"}
UPCOMING = 64  # entries of other disputes that fall due next, of which some are told
TEXTS = 300  # decoded pages in memory
BEHIND = "they are being read just now, or their reading was stopped; any `parley read` works them in"


def document(what: What, ask: Ask, books: Ledger) -> Document:
    """What the ledger answers to `ask`; raises UsageError where the subject is not held."""
    if what == "state":
        page = _state(ask, books)
        if page is not None:
            return page
    return compose(what, ask, _part(what, ask, books) or findings(ask, books))


def _state(ask: Ask, books: Ledger) -> Document | None:
    """The state of play, of which only the page that is asked for is read; None: read all."""
    if ask.assumed or ask.newest:
        return None
    page = Asked(ask.as_of, ask.dispute, ask.known, () if ask.over else tuple(OVER), ask.start, ask.most)
    found = books.standing(page)
    if found is None or not found[1]:
        return None
    view, total = found
    told = compose("state", replace(ask, start=0), Findings(view.entries, view.assessment, Shelf(books)))
    return told if ask.most is None else replace(told, total=total)


def _part(what: What, ask: Ask, books: Ledger) -> Findings | None:
    """Only what the answer needs, where that is one entry or one dispute as known now."""
    if ask.known or ask.assumed:
        return None
    if what == "show":
        view = books.part(ask.subject or "")
        return Findings(view.entries, view.assessment, Shelf(books)) if view else None
    if not ask.dispute or what not in OF_ONE:
        return None
    since = (ask.since or before(ask.as_of, WEEK)) if what in BRIEFED else None
    found = books.dispute(ask.dispute, ask.as_of, UPCOMING if what in WIDE else 0, since)
    if found is None:
        return None
    view = found.view
    return Findings(view.entries, view.assessment, Shelf(books), others=found.others, more=found.more)


def findings(ask: Ask, books: Ledger) -> Findings:
    """Entries and verdicts as known on the day of the question, with the books to look words up in."""
    view = books.view(ask.known)
    if not ask.assumed:
        return Findings(view.entries, view.assessment, Shelf(books))
    from parley.assume import parse
    from parley.moments import differences

    then = books.assumed([parse(text) for text in ask.assumed], ask.known)
    changed = differences(view.entries, then.entries, ask.as_of)
    return Findings(then.entries, then.assessment, Shelf(books), changed)


def tracks(what: Drawn, ask: Ask, books: Ledger) -> Chart:
    """States or rates over time, to be drawn."""
    from parley.write.lines import Desk
    from parley.write.sources import Sources
    from parley.write.tracks import chart

    found = findings(ask, books)
    return chart(what, Desk(ask, found, Sources(found.books)))


def day_asked(what: What, books: Ledger, known: str | None = None, until: str | None = None) -> str:
    """The day that is asked about where none is given: the last one known by `known`.

    What ends by a day that is past is looked at on that day itself.
    """
    last = last_day(books, known)
    return min(last, until) if what == "lapse" and until else last


def last_day(books: Ledger, known: str | None = None) -> str:
    """The latest day on which the ledger learned anything; raises UsageError where it is empty."""
    last = books.last_day() if known is None and books.at == books.store.last_recording() else None
    if last:
        return last
    days = [s.known_from[:10] for e in books.view(known).entries.values() for s in e.states]
    if days:
        return max(days)
    hint = "read pages first: parley read" + (", or ask for a later --known" if known else "")
    if books.store.behind():
        hint = BEHIND
    raise UsageError("the ledger holds no entries", where=str(books.store.place), hint=hint)


class Shelf:
    """The books of answers: what they look up is fetched by the list, once, and kept while there is room."""

    def __init__(self, books: Ledger, most: int | None = None) -> None:
        self._books, self._most = books, most
        self._claims: dict[str, Claim] = {}
        self._articles: dict[str, Article] = {}
        self._addresses: dict[str, str] = {}
        self._curated: frozenset[str] | None = None
        self._texts: dict[str, str] = {}
        self._next: set[str] = set()  # pages of claims that were fetched: their text is likely asked for

    def fetch(self, claims: Iterable[str]) -> None:
        """Get these claims with their articles and addresses."""
        missing = list(dict.fromkeys(i for i in claims if i not in self._claims))
        if missing:
            self._make_room()
            found, articles, addresses = self._books.store.claims_and_pages(
                missing, self._books.at, self._addresses.keys()
            )
            self._next = {c.article.rpartition("/")[0] for c in found}
            self._articles |= {a.id: a for a in articles}
            self._addresses |= addresses
            self._claims |= {claim.id: claim for claim in found}

    def pages_of(self, claims: Iterable[str]) -> set[str]:
        """The ids of the pages on which these claims stand."""
        return self._books.store.pages_of(sorted(set(claims)))

    def curated(self, claim_id: str) -> bool:
        """Whether the claim is a fact of a dossier."""
        if self._curated is None:
            self._curated = self._books.store.claims_of_type(DOSSIER)
        return claim_id in self._curated

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id."""
        found = self._claims.get(claim_id)
        if found is None:
            self.fetch([claim_id])
            found = self._claims.get(claim_id) or self._books.claim(claim_id)
        return found

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        return self._articles.get(article_id) or self._books.article(article_id)

    def address(self, page_id: str) -> str:
        """Where the page came from."""
        if page_id not in self._addresses:
            self._addresses |= self._books.store.addresses_of([page_id])
        return self._addresses.get(page_id) or self._books.address(page_id)

    def words(self, span: Span) -> str:
        """The characters of the raw page in `span`."""
        return self.page_text(span.page)[span.start : span.end]

    def page_text(self, page_id: str) -> str:
        """The whole decoded raw page."""
        text = self._texts.get(page_id)
        if text is None:
            held = self._texts if len(self._texts) < TEXTS else {}
            wanted = {page_id, *(self._next if page_id in self._next else ())} - held.keys()
            self._texts = held = {**held, **self._books.store.texts_of(sorted(wanted))}
            text = held.get(page_id)
        return self._books.page_text(page_id) if text is None else text

    def take(self, other: Shelf, changed: Changed) -> None:
        """Begin with what another has of the ledger as it was before something changed."""
        fresh = changed.claims
        self._claims = {i: c for i, c in other._claims.items() if i not in fresh}
        self._articles = {i: a for i, a in other._articles.items() if a.page not in changed.pages}
        self._addresses, self._texts = dict(other._addresses), dict(other._texts)

    def _make_room(self) -> None:
        """Let go of everything where there is too much; whoever reads just now keeps what he has."""
        if self._most is not None and len(self._claims) > self._most:
            self._claims, self._articles, self._addresses = {}, {}, {}
