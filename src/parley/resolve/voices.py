"""Independent voices: families of copied articles, and who speaks first in a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parley.derive import families
from parley.lexicon import lexicon
from parley.model import Article, Claim, Edge, Span, When
from parley.resolve.pins import Pins
from parley.resolve.tables import table
from parley.resolve.who import WORLD, parties_of, party_of_name, speakers_by_claims

if TYPE_CHECKING:
    from parley.resolve.events import Event
    from parley.resolve.mentions import Mention

OUTRANKS = 100.0  # an official text counts for more than any number of reports
Happened = dict[tuple[str, int], tuple[Claim, "Event | None"]]


@dataclass(frozen=True, slots=True)
class Context:
    """What every step needs to know besides a claim: families, days of knowledge, parties of speakers.

    `family` maps article id to the origin of its family, `known` claim id to the ISO day from which it
    counts, `speakers` an article and a speaker to a party code, `pairs` an article id to the two parties
    that it is mostly about, `ends` a claim id to the deadline that the same sentence gives for it, `beside`
    the words of a claim to the pairs of parties that claims on the same words name, `deals` words to the
    number of agreements in them. `undated` are articles of which nothing tells when they were written,
    `official` the party of each article that is an official text, `pins` what persons decided about which
    claims are of one entry. For articles that are prepared once `mentioned`
    is what is found out of what their claims mention, by their ids, `happened` what they say about the status
    of an entry of a kind, by the `id` of the claim, which is kept there; both are remembered and filled.
    """

    family: Mapping[str, str]
    known: Mapping[str, str]
    speakers: Mapping[tuple[str, str], str]
    pairs: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, When]
    beside: Mapping[tuple[Span, ...], tuple[frozenset[str], ...]]
    deals: Mapping[tuple[Span, ...], int]
    undated: frozenset[str]
    pins: Pins
    official: Mapping[str, str] = field(default_factory=dict)
    mentioned: Mapping[str, dict[str, tuple[tuple[Mention, Claim], ...]]] = field(default_factory=dict)
    happened: Mapping[str, Happened] = field(default_factory=dict)

    def party(self, speaker: str | None, articles: Iterable[str]) -> str | None:
        """The party that a speaker speaks for in the articles, None for the press and for those unknown."""
        if speaker is None:
            return None
        told = (self.speakers.get((article, speaker)) for article in sorted(articles))
        return next(filter(None, told), None) or party_of_name(speaker)

    def voice(self, claim: Claim) -> str:
        """The independent voice of a claim: its first speaker, else the origin of the article's family."""
        if claim.curated:
            return f"dossier {claim.curated.dossier}"
        named = claim.speaker if claim.speaker not in (None, "anonymous") else None
        return named or f"reporter {self.family.get(claim.article, claim.article)}"

    def support(self, claims: Iterable[Claim]) -> float:
        """Weight of all voices behind the claims, each counted once at its best.

        An official text of a party that acts outranks reports of what it enacts, not of what it promises.
        """
        best: dict[str, float] = {}
        for claim in claims:
            weight = float(table()["voices"][claim.certainty])
            enacts = claim.certainty in ("reported", "attributed") and claim.actors
            weight *= OUTRANKS if enacts and self.official.get(claim.article) in claim.actors else 1
            best[self.voice(claim)] = max(weight, best.get(self.voice(claim), 0.0))
        return sum(best.values())


_TABLES = ("known", "speakers", "pairs", "ends", "beside", "deals", "official", "mentioned", "happened")
# Each is of one article: of its claims, its words or itself. Families are of several.


def context(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    edges: Sequence[Edge],
    latest: str | None = None,
    pins: Pins | None = None,
) -> Context:
    """The context of all claims of some articles; independent of their order.

    `latest` is the ISO day on which the ledger learned its last (default: the last day of these claims).
    """
    ids = sorted({a.id for a in articles} | {c.article for c in claims})
    speakers = speakers_by_claims(claims)
    return Context(
        family=families(sorted(edges, key=lambda e: (-e.score, e.old, e.new)), ids),
        known=known_days(claims, articles, latest),
        speakers=speakers,
        pairs=article_pairs(claims),
        ends=stated_ends(claims),
        beside=sentence_pairs(claims),
        deals=Counter(c.support for c in claims if c.kind == "agreement"),
        undated=frozenset(c.article for c in claims) - _datable(claims, articles),
        pins=pins or Pins(),
        official=official_texts(articles),
    )


def nothing() -> Context:
    """The context of no claims, to which others are added."""
    return Context({}, {}, {}, {}, {}, {}, {}, frozenset(), Pins())


def add(whole: Context, one: Context) -> None:
    """Add the tables of a context of the claims of another article to those of `whole`, which are filled."""
    for name in _TABLES:
        getattr(whole, name).update(getattr(one, name))


def remove(whole: Context, one: Context) -> None:
    """Take out of the tables of `whole` what was added with those of a context."""
    for name in _TABLES:
        table = getattr(whole, name)
        for key in getattr(one, name):
            table.pop(key, None)


def official_texts(articles: Iterable[Article]) -> dict[str, str]:
    """The articles that are official texts (gazettes, fact sheets, joint statements), with their party."""
    found = ((a.id, lexicon().outlets.get(a.outlet or "")) for a in articles)
    return {key: o.party for key, o in found if o is not None and o.kind == "official" and o.party}


def known_days(
    claims: Sequence[Claim], articles: Sequence[Article], latest: str | None = None
) -> dict[str, str]:
    """The ISO day from which each claim counts as known.

    Its own `known`; else the day its article was published; else the latest day on which the article says
    that something happened (no report is older than what it reports); else the latest day of all.
    """
    published = {a.id: a.published for a in articles if a.published}
    told = _told_days(claims)
    latest = latest or max((c.known for c in claims if c.known), default="1970-01-01")
    return {c.id: (c.known or published.get(c.article) or told.get(c.article) or latest)[:10] for c in claims}


def _told_days(claims: Sequence[Claim]) -> dict[str, str]:
    """For each article the latest ISO day on which it says that something happened; years are too wide."""
    told: dict[str, str] = {}
    for claim in claims:
        past = claim.kind != "deadline" and claim.certainty not in ("planned", "conditional")
        if past and claim.date and claim.date.precision not in ("quarter", "year"):
            told[claim.article] = max(told.get(claim.article, ""), claim.date.start[:10])
    return told


def _datable(claims: Sequence[Claim], articles: Sequence[Article]) -> set[str]:
    dated = {a.id for a in articles if a.published} | {c.article for c in claims if c.known}
    return dated | _told_days(claims).keys()


def article_pairs(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """For each article the two parties that most of its claims name together."""
    counts: dict[str, dict[tuple[str, ...], int]] = {}
    for claim in claims:
        parties = tuple(sorted({p for p in (*claim.actors, *claim.targets) if len(p) == 2}))
        if len(parties) == 2:
            counts.setdefault(claim.article, {}).setdefault(parties, 0)
            counts[claim.article][parties] += 1
    return {article: min(pairs, key=lambda p: (-pairs[p], p)) for article, pairs in counts.items()}


def stated_ends(claims: Sequence[Claim]) -> dict[str, When]:
    """For agreements and measures the deadline that a claim on the same words gives."""
    deadlines: dict[tuple[Span, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        if claim.kind == "deadline":
            deadlines.setdefault(claim.support, []).append(claim)
    found: dict[str, When] = {}
    for claim in claims:
        ends = [d.date for d in deadlines.get(claim.support, ()) if d.date and is_end_of(d, claim)]
        if ends:
            found[claim.id] = ends[0]
    return found


def is_end_of(deadline: Claim, claim: Claim) -> bool:
    """Whether a deadline told in the same words ends what an agreement or a measure began."""
    if claim.action not in table()["temporary"].get(claim.kind, ()) or deadline.date is None:
        return False
    on_it = deadline.instrument in (None, claim.instrument) or _is_pause(claim)
    same = set(deadline.actors) <= set(claim.actors) and on_it
    return same and (claim.date is None or claim.date.start < deadline.date.start)


def _is_pause(claim: Claim) -> bool:
    """A truce or pause, which ends with what is told to end of the tariffs that it puts to rest."""
    words = claim.words.lower()
    same = table()["deals"]["same"]
    pauses = ("truce", *(word for word, meant in same.items() if meant == "truce"))
    return claim.kind == "agreement" and claim.instrument is None and any(word in words for word in pauses)


def sentence_pairs(claims: Sequence[Claim]) -> dict[tuple[Span, ...], tuple[frozenset[str], ...]]:
    """For each stretch of words the pairs of parties that its claims name."""
    found: dict[tuple[Span, ...], set[frozenset[str]]] = {}
    for claim in claims:
        parties = parties_of((*claim.actors, *claim.targets)) - {WORLD}
        if len(parties) == 2:
            found.setdefault(claim.support, set()).add(parties)
    return {words: tuple(sorted(pairs, key=sorted)) for words, pairs in found.items()}
