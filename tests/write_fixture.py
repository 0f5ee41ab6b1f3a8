"""A small made-up ledger for the tests of `write`: timber talks between the US and Canada in March 2031."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from parley.model import (
    Article,
    Assessment,
    Block,
    Claim,
    Disagreement,
    Entry,
    Link,
    Page,
    Quote,
    Segment,
    Side,
    Span,
    State,
    Value,
    Verdict,
    When,
    Witness,
)
from parley.write import Ask, Findings

DAY = "2031-03-06"

LEDGER_TEXT = (
    "Timber outline settled\n"
    "American and Canadian envoys met at the Alcazar Hotel in Lisbon on Tuesday and Wednesday, their "
    "third round. The delegations were led by Anna Rowe and Jules Martel. Jules Martel said that an "
    "outline had been settled, 'in principle only'. Anna Rowe said 'the thing is finished business'. "
    "Canada will lift its ban on exports of raw logs if parliament votes for it, Martel said. "
    "Washington may lower its duties on plywood, officials close to the talks told the Quay Post. "
    "The pause in the plywood duties runs out on 30 April. Canadian timber exports to the US were "
    "12.5 percent lower in February than a year ago.\n"
)
POST_TEXT = (
    "Envoys part in Lisbon\n"
    "The two teams left Lisbon on Wednesday evening. Ottawa's rule on licences for maple exports has applied"
    " since January. A levy of 40 percent on Canadian shingles is threatened for 1 May.\n"
)


@dataclass
class FakeBooks:
    """Books in memory: pages with one article each, and the claims on them."""

    texts: dict[str, str] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    def add_page(self, name: str, text: str, outlet: str) -> str:
        self.texts[name] = text
        self.outlets[name] = outlet
        return name

    def fetch(self, claims: Iterable[str]) -> None:
        pass

    def pages_of(self, claims: Iterable[str]) -> set[str]:
        return {self.claim(i).article.split("/")[0] for i in claims}

    def curated(self, claim_id: str) -> bool:
        return self.claim(claim_id).curated is not None

    def claim(self, claim_id: str) -> Claim:
        return self.claims[claim_id]

    def article(self, article_id: str) -> Article:
        page = article_id.split("/")[0]
        text = self.texts[page].rstrip("\n")
        block = Block("paragraph", text, (Segment(0, 0, len(text)),))
        dropped = ((Span(page, 0, 6), "share widget"),)
        return Article(page, 0, "A title", self.outlets[page], (block,), published=DAY, dropped=dropped)

    def address(self, page_id: str) -> str:
        return f"/coverage/{page_id}.txt"

    def words(self, span: Span) -> str:
        return self.texts[span.page][span.start : span.end]

    def page_text(self, page_id: str) -> str:
        return self.texts[page_id]

    def span(self, page: str, words: str) -> Span:
        start = self.texts[page].index(words)
        return Span(page, start, start + len(words))

    def say(self, page: str, words: str, kind: Any, **slots: Any) -> str:
        """Add a claim on `words` of a page; `quoted` is (words, speaker). Returns its id."""
        quoted = slots.pop("quoted", None)
        quotes = (Quote(self.span(page, quoted[0]), quoted[1]),) if quoted else ()
        claim_id = hashlib.sha256(f"{page}{words}{kind}{slots}".encode()).hexdigest()[:16]
        slots.setdefault("certainty", "attributed" if slots.get("speaker") else "reported")
        self.claims[claim_id] = Claim(
            claim_id,
            f"{page}/0",
            kind,
            (self.span(page, words),),
            words,
            quotes=quotes,
            **{"known": DAY, "rule": "test_rule", **slots},
        )
        return claim_id


class PageBooks(FakeBooks):
    """Books over pages, articles and claims in memory."""

    def __init__(self, pages: list[Page], articles: list[Article], claims: list[Claim]) -> None:
        super().__init__(claims={c.id: c for c in claims})
        self.pages = {p.id: p for p in pages}
        self.articles = {a.id: a for a in articles}

    def article(self, article_id: str) -> Article:
        return self.articles[article_id]

    def address(self, page_id: str) -> str:
        return self.pages[page_id].address

    def words(self, span: Span) -> str:
        return self.pages[span.page].text[span.start : span.end]

    def page_text(self, page_id: str) -> str:
        return self.pages[page_id].text


def day(start: str, end: str | None = None) -> When:
    return When(start, end or start, "day")


def state(status: str, begun: When | None, claims: Sequence[str], **more: Any) -> State:
    more.setdefault("valid_to", None)
    more.setdefault("known_from", DAY)
    more.setdefault("known_to", None)
    return State(status, begun, claims=tuple(claims), reason="test rule", **more)


def entry(entry_id: str, kind: Any, name: str, states: Sequence[State], **more: Any) -> Entry:
    slots: dict[str, Any] = {
        "actors": ("US", "CA"),
        "targets": (),
        "instrument": None,
        "goods": (),
        "place": None,
        "dispute": "us-canada",
    }
    slots |= more
    ids = tuple(dict.fromkeys(i for s in states for i in s.claims))
    return Entry(entry_id, kind, name, states=tuple(states), claims=ids, **slots)


def verdicts(entries: Sequence[Entry], books: FakeBooks, **standing: str) -> tuple[Verdict, ...]:
    """One verdict a state, each claim's speaker a witness."""
    found = []
    for one in entries:
        for held in one.states:
            witnesses = tuple(_witness(books.claim(i)) for i in held.claims)
            how = standing.get(one.id, "single report")
            found.append(Verdict(one.id, held, witnesses, (), len(witnesses), 1, how, "test"))
    return tuple(found)


def _witness(claim: Claim) -> Witness:
    page = claim.article.split("/")[0]
    return Witness(claim.speaker, claim.article, (page,), (claim.id,))


def timber() -> tuple[Findings, FakeBooks]:
    """The whole made-up ledger."""
    books = FakeBooks()
    post = books.add_page("post", POST_TEXT, "Quay Post")
    page = books.add_page("harbour", LEDGER_TEXT, "Harbour Ledger")
    entries = (*_talks(books, page), *_undertakings(books, page), *_measures(books, page, post))
    made = verdicts(entries, books, plywood="anonymous")
    found = Assessment(made, _disagreements(books, page))
    return Findings({e.id: e for e in entries}, found, books), books


def findings_of(entries: Sequence[Entry], books: FakeBooks, **standing: str) -> Findings:
    """Findings over these entries only, with no disagreement."""
    return Findings({e.id: e for e in entries}, Assessment(verdicts(entries, books, **standing), ()), books)


def ask(**more: Any) -> Ask:
    return Ask(more.pop("as_of", DAY), **more)


def _talks(books: FakeBooks, page: str) -> list[Entry]:
    met = books.say(
        page, "met at the Alcazar Hotel in Lisbon on Tuesday and Wednesday, their third round", "meeting"
    )
    led = books.say(
        page,
        "The delegations were led by Anna Rowe and Jules Martel.",
        "meeting",
        people=("Anna Rowe", "Jules Martel"),
    )
    outline = books.say(
        page,
        "Jules Martel said that an outline had been settled, 'in principle only'.",
        "agreement",
        action="agreed_in_principle",
        speaker="Jules Martel",
        attribution=("Jules Martel",),
        quoted=("in principle only", "Jules Martel"),
        date=day("2031-03-05"),
    )
    finished = books.say(
        page,
        "Anna Rowe said 'the thing is finished business'.",
        "agreement",
        action="agreed",
        speaker="Anna Rowe",
        attribution=("Anna Rowe",),
        quoted=("the thing is finished business", "Anna Rowe"),
    )
    return [
        entry(
            "lisbon",
            "round",
            "talks in Lisbon",
            [state("held", day("2031-03-04", "2031-03-05"), [met, led])],
            instrument="in_person",
            place="Lisbon",
            venue="Alcazar Hotel",
            number=3,
            when=day("2031-03-04", "2031-03-05"),
            people=(("Anna Rowe", "US"), ("Jules Martel", "CA")),
        ),
        entry(
            "outline",
            "agreement",
            "timber outline",
            [state("agreed in principle", day("2031-03-05"), [outline, finished])],
        ),
    ]


def _undertakings(books: FakeBooks, page: str) -> list[Entry]:
    logs = books.say(
        page,
        "Canada will lift its ban on exports of raw logs if parliament votes for it, Martel said.",
        "commitment",
        speaker="Jules Martel",
        attribution=("Jules Martel",),
    )
    plywood = books.say(
        page,
        "Washington may lower its duties on plywood, officials close to the talks told the Quay Post.",
        "commitment",
        speaker="anonymous",
        attribution=("officials close to the talks", "Quay Post"),
        certainty="anonymous",
    )
    return [
        entry(
            "logs",
            "commitment",
            "raw logs",
            [state("pledged", day("2031-03-05"), [logs], condition="if parliament votes for it")],
            actors=("CA",),
            targets=("US",),
            instrument="export_ban",
            goods=("raw logs",),
        ),
        entry(
            "plywood",
            "commitment",
            "plywood duties",
            [state("offered", day("2031-03-05"), [plywood])],
            actors=("US",),
            targets=("CA",),
            instrument="tariff",
            goods=("plywood",),
            links=(Link("on_condition", "outline", (plywood,)),),
        ),
    ]


def _measures(books: FakeBooks, page: str, post: str) -> list[Entry]:
    pause = books.say(
        page, "The pause in the plywood duties runs out on 30 April.", "measure", date=day("2031-02-01")
    )
    maple = books.say(
        post,
        "Ottawa's rule on licences for maple exports has applied since January.",
        "measure",
        date=day("2031-01-15"),
    )
    levy = books.say(post, "A levy of 40 percent on Canadian shingles is threatened for 1 May.", "measure")
    figure = books.say(
        page,
        "Canadian timber exports to the US were 12.5 percent lower in February than a year ago.",
        "figure",
    )
    december = day("2030-12-01")
    january = When("2031-01-01", "2031-01-31", "month")
    february = When("2031-02-01", "2031-02-28", "month")
    fall = (Value(-12.5, "percent"),)
    us_tariff: dict[str, Any] = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    return [
        entry(
            "pause",
            "measure",
            "plywood duties",
            [state("suspended", day("2031-02-01"), [pause], until=day("2031-04-30"))],
            goods=("plywood",),
            links=(Link("part_of", "outline", (pause,)),),
            **us_tariff,
        ),
        entry(
            "maple",
            "measure",
            "maple licences",
            [
                state("announced", december, [maple], known_from="2030-12-01", known_to=DAY),
                state("announced", december, [maple], valid_to="2031-01-01"),
                state("in force", january, [maple]),
            ],
            actors=("CA",),
            instrument="export_licensing",
            goods=("maple syrup",),
        ),
        entry(
            "shingles",
            "measure",
            "shingle duties",
            [state("threatened", day("2031-03-01"), [levy], rate=40.0)],
            goods=("shingles",),
            when=day("2031-05-01"),
            **us_tariff,
        ),
        entry(
            "exports",
            "indicator",
            "timber exports",
            [state("published", february, [figure], values=fall)],
            actors=("CA",),
            targets=("US",),
            goods=("timber exports",),
            when=february,
        ),
    ]


def _disagreements(books: FakeBooks, page: str) -> tuple[Disagreement, ...]:
    outline = books.span(page, "an outline had been settled")
    finished = books.span(page, "the thing is finished business")
    article = f"{page}/0"
    return (
        Disagreement(
            "d1",
            "status",
            True,
            "timber outline: settled in principle / finished",
            "outline",
            (
                Side("settled in principle only", None, outline, "Jules Martel", article),
                Side("finished", None, finished, "Anna Rowe", article),
            ),
            DAY,
        ),
        Disagreement(
            "d2",
            "office",
            True,
            "Anna Rowe as trade envoy",
            None,
            (
                Side("called envoy", None, finished, None, article),
                Side("has no such office on that day", None, None, "register"),
            ),
            DAY,
        ),
        Disagreement(
            "d3",
            "granularity",
            False,
            "day of the talks: Wednesday / 5 March",
            "lisbon",
            (Side("Wednesday", None, books.span(page, "Wednesday"), None, article),),
            DAY,
            note="one day, told more and less exactly",
        ),
    )
