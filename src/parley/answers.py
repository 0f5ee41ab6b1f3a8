"""Answers of a ledger as documents: what the command line, the desk and the feeds share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from parley.errors import UsageError
from parley.model import Assessment, Claim
from parley.write import Ask, Document, Findings, What, compose

if TYPE_CHECKING:
    from parley.ledger import Ledger
    from parley.write.tracks import Chart, Drawn

BEHIND = "they are being read just now, or their reading was stopped; any `parley read` works them in"


def document(what: What, ask: Ask, books: Ledger) -> Document:
    """What the ledger answers to `ask`; raises UsageError where the subject is not held."""
    return compose(what, ask, _part(what, ask, books) or findings(ask, books))


def _part(what: What, ask: Ask, books: Ledger) -> Findings | None:
    """Only what the answer needs, where that is one entry or the state of one dispute, as known now."""
    if ask.known or ask.assumed or not (what == "show" or (what == "state" and ask.dispute)):
        return None
    view = books.part(entry=ask.subject if what == "show" else None, dispute=ask.dispute)
    return Findings(view.entries, view.assessment, Shelf(books, view.assessment)) if view else None


def findings(ask: Ask, books: Ledger) -> Findings:
    """Entries and verdicts as known on the day of the question, with the books to look words up in."""
    view = books.view(ask.known)
    if not ask.assumed:
        return Findings(view.entries, view.assessment, Shelf(books, view.assessment))
    from parley.assume import parse
    from parley.ledger import differences

    then = books.assumed([parse(text) for text in ask.assumed], ask.known)
    changed = differences(view, then, ask.as_of)
    return Findings(then.entries, then.assessment, Shelf(books, then.assessment), changed)


def tracks(what: Drawn, ask: Ask, books: Ledger) -> Chart:
    """States or rates over time, to be drawn."""
    from parley.write.lines import Desk
    from parley.write.sources import Sources
    from parley.write.tracks import chart

    found = findings(ask, books)
    return chart(what, Desk(ask, found, Sources(found.books)))


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
    """The books of one answer: claims are fetched at once, articles and addresses once."""

    def __init__(self, books: Ledger, assessment: Assessment) -> None:
        witnesses = (w for v in assessment.verdicts for w in (*v.witnesses, *v.against))
        states = (i for v in assessment.verdicts for i in v.state.claims)
        ids = dict.fromkeys((*states, *(i for w in witnesses for i in w.claims)))
        self._claims = {claim.id: claim for claim in books.claims(list(ids))}
        self._books = books
        self.article = cache(books.article)
        self.address = cache(books.address)
        self.words = books.words
        self.page_text = books.page_text

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id."""
        return self._claims.get(claim_id) or self._books.claim(claim_id)
