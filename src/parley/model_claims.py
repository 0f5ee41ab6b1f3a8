"""Claims: what one article says, tied to its characters, in the fields of the exchange format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from parley.model_pages import Span

Precision = Literal["minute", "day", "week", "month", "quarter", "year"]
ClaimKind = Literal[
    "meeting", "measure", "agreement", "commitment", "deadline", "statement", "accusation", "figure", "ruling"
]
Certainty = Literal["reported", "attributed", "anonymous", "hedged", "conditional", "planned", "denied"]

CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)


@dataclass(frozen=True, slots=True)
class When:
    """A resolved time. `start` and `end` are inclusive ISO dates (or date-times at minute precision).

    `end` None: it goes on. `start` None is not allowed: an unresolved time is `None` in place of a `When`.
    """

    start: str
    end: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit (`percent`, `USD`, `days`, ...), multiplied out; `note` as in CLAIMS.md."""

    number: float
    unit: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words inside quotation marks, marks excluded, and the canonical name of who said them."""

    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Curated:
    """What the curator of a dossier says of a fact besides the claim: which entry it is about, and on what.

    `dossier` and `entry` are ids, `sources` addresses of pages that say it, `compiled` the ISO day up to
    which the dossier tells the whole of the entry, `programme` the name of the programme of duties.
    """

    dossier: str
    entry: str
    sources: tuple[str, ...]
    compiled: str
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one article says, tied to the characters that say it (the exchange format's fields).

    `id` is a content hash, `article` an article id, `words` the text of the support, `rule` the name of the
    rule that made the claim, `known` the day on which the article was published (None where unknown).
    `roles` are offices as the article gives them: (person, words of the role, party).
    `links` are (kind, words): `in_response_to`, `in_exchange_for`, `on_condition`.
    `curated` is there where the claim is a fact of a dossier (its words are the curator's); `known` is then
    the day on which the fact became public.
    """

    id: str
    article: str
    kind: ClaimKind
    support: tuple[Span, ...]
    words: str
    rule: str
    certainty: Certainty
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    instrument: str | None = None
    action: str | None = None
    goods: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    date: When | None = None
    expires: str | None = None
    condition: str | None = None
    place: str | None = None
    speaker: str | None = None
    attribution: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    known: str | None = None
    roles: tuple[tuple[str, str, str | None], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    subject: str | None = None
    curated: Curated | None = None
