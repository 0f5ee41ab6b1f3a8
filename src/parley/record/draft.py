"""A claim in the making: what a rule found in a unit, before spans, speaker and certainty are settled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.model import Article, Certainty, Claim, ClaimKind, Quote, Span, Value, When
from parley.read import Reading
from parley.read.carriers import VOICES, rank
from parley.read.frames import Frame
from parley.read.quotes import is_title
from parley.read.roles import titles_in
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import Source


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what stands at a token: the source, the chain it came through, and the frame (if any)."""

    source: Source | None
    chain: tuple[str, ...]
    frame: Frame | None


ENCODER = json.JSONEncoder(ensure_ascii=False)  # `json.dumps` would make one for each claim
PLAIN = ("reported", "attributed")  # certainties beside which a step can be planned


@dataclass(slots=True)
class Draft:
    """Slots as in `Claim`; `unit` and `trigger` (a token index) tell where the claim was found.

    `sentences` are further fine sentences that carry it; `quotes` quotations that belong to it beside those
    that touch its words; `certainty` None leaves it to the voice. `direction` is what a step does
    that is only `announced` so far: the claim tells it as planned. It is never changed, only not frozen, for
    it is replaced at each step, and what is frozen is set field by field.
    """

    kind: ClaimKind
    unit: int
    trigger: int
    rule: str
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
    certainty: Certainty | None = None
    sentences: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    roles: tuple[tuple[str, str, str | None], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    subject: str | None = None
    voice: Voice | None = None
    direction: str | None = None


def voice_at(reading: Reading, unit: Unit, token: Token) -> Voice:
    """Who speaks where the token stands: the innermost frame around it, or the quotation's speaker."""
    key = (unit.index, token.i)
    if key not in reading.known:
        reading.known[key] = speaking_at(reading, unit, token)
    voice: Voice = reading.known[key]
    return voice


def speaking_at(reading: Reading, unit: Unit, token: Token) -> Voice:
    """As `voice_at`, worked out."""
    if unit.quote is not None:
        source, chain, frame = reading.speech.quoted[unit.quote]
        return Voice(source, chain, reading.speech.frames[frame] if frame is not None else None)
    around = [f for f in reading.speech.frames_in(unit.index) if token.i in f.content]
    voices = [f for f in around if f.source.kind in VOICES]
    outlets = tuple(
        f.source.name or "" for f in sorted(around, key=lambda f: len(f.content)) if f.source.kind == "outlet"
    )
    if not voices:
        return Voice(None, outlets, None)
    inner = min(voices, key=rank)
    chain = (*inner.chain, *(n for n in outlets if n not in inner.chain and n != inner.source.name))
    return Voice(inner.source, chain, inner)


def finish(reading: Reading, draft: Draft) -> Claim:
    """The claim of a draft: raw spans, words, speaker, attribution, certainty, quotations and id."""
    doc = reading.doc
    unit = doc.units[draft.unit]
    voice = draft.voice or voice_at(reading, unit, unit.tree[draft.trigger])
    sentences = sorted(
        {unit.cut.sentence, *draft.sentences} if draft.sentences else {sentence_of(reading, draft)}
    )
    ranges = merge([doc.sentences[n] for n in sentences])
    support = tuple(s for start, end in ranges for s in doc.locate(start, end))
    source = voice.source
    certainty = draft.certainty or certainty_of(source)
    coming = draft.action == "announced" and draft.direction is not None and certainty in PLAIN
    claim = Claim(
        id="",
        article=doc.article.id,
        kind=draft.kind,
        support=support,
        words=" ... ".join(doc.text[start:end] for start, end in ranges),
        rule=draft.rule,
        certainty="planned" if coming else certainty,
        actors=draft.actors,
        targets=draft.targets,
        people=people_with_speaker(draft.people, source),
        instrument=draft.instrument,
        action=draft.direction if coming else draft.action,
        goods=draft.goods,
        values=draft.values,
        date=draft.date,
        expires=draft.expires,
        condition=draft.condition,
        place=draft.place,
        speaker=source.name if source is not None and source.kind != "outlet" else None,
        attribution=attribution(reading, voice),
        quotes=quotes_of(reading, draft, sentences),
        known=doc.day,
        roles=roles_in(reading, draft, ranges),
        links=draft.links,
        subject=draft.subject,
    )
    return identified(claim)


def roles_in(
    reading: Reading, draft: Draft, ranges: list[tuple[int, int]]
) -> tuple[tuple[str, str, str | None], ...]:
    """Offices of the persons named in the claim's sentences, as the article gives them."""
    found = [row for start, end in ranges for row in titles_in(reading.doc, start, end)]
    return tuple(dict.fromkeys([*draft.roles, *found]))


def sentence_of(reading: Reading, draft: Draft) -> int:
    """The fine sentence in which the trigger stands."""
    unit = reading.doc.units[draft.unit]
    return reading.doc.sentence_at(unit.place(unit.tree[draft.trigger].start))


def merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring sentences stay apart, as separate support spans; duplicates go."""
    return sorted(dict.fromkeys(ranges))


def certainty_of(source: Source | None) -> Certainty:
    """The certainty that the voice alone gives."""
    if source is None or source.kind == "outlet":
        return "reported"
    return "anonymous" if source.kind == "unnamed" else "attributed"


def people_with_speaker(people: tuple[str, ...], source: Source | None) -> tuple[str, ...]:
    """The persons who take part, the speaker last where he is none of them."""
    names = [source.name] if source is not None and source.kind == "person" and source.name else []
    return tuple(dict.fromkeys([*people, *names]))


def attribution(reading: Reading, voice: Voice) -> tuple[str, ...]:
    """The chain from the first speaker to the outlet of the page."""
    first = [voice.source.name] if voice.source is not None and voice.source.name else []
    return carried((*first, *voice.chain), reading.doc.article)


def carried(chain: Sequence[str], article: Article) -> tuple[str, ...]:
    """A chain of voices with the agencies and the outlet through which it came."""
    last = [*article.agencies, *([article.outlet] if article.outlet else [])]
    return tuple(dict.fromkeys([*chain, *last]))


def quotes_of(reading: Reading, draft: Draft, sentences: list[int]) -> tuple[Quote, ...]:
    """The quotations whose words touch the claim's sentences and that its voice speaks."""
    doc = reading.doc
    unit = doc.units[draft.unit]
    if unit.quote is not None:
        chosen = {unit.quote, *draft.quotes, *beside(reading, draft, sentences)}
    else:
        chosen = set(draft.quotes)
        for n in sentences:
            start, end = doc.sentences[n]
            chosen.update(doc.quotations_between(start, end))
    words = (i for i in sorted(chosen) if not is_title(doc.text, doc.quotations[i]))
    return tuple(quote_of(reading, i) for i in words)


def beside(reading: Reading, draft: Draft, sentences: list[int]) -> Iterator[int]:
    """A statement's other quotations in its sentences, of the same voice."""
    source = draft.voice.source if draft.kind == "statement" and draft.voice is not None else None
    for n in sentences if source is not None else ():
        for i in reading.doc.quotations_between(*reading.doc.sentences[n]):
            if reading.speech.quoted[i][0] == source:
                yield i


def quote_of(reading: Reading, index: int) -> Quote:
    """A quotation with its raw span and speaker."""
    q = reading.doc.quotations[index]
    spans = reading.doc.locate(q.start, q.end)
    source = reading.speech.quoted[index][0]
    return Quote(
        Span(spans[0].page, spans[0].start, spans[-1].end), source.name if source is not None else None
    )


def identified(claim: Claim) -> Claim:
    """A claim that was just made and that nobody else holds, now under the hash of its content."""
    object.__setattr__(claim, "id", content_id(claim))
    return claim


def content_id(claim: Claim) -> str:
    """A hash of everything the claim says and where."""
    slots = (
        claim.article, claim.kind, [(s.start, s.end) for s in claim.support], claim.actors, claim.targets,
        claim.instrument, claim.action, claim.goods, [(v.number, v.unit) for v in claim.values],
        claim.date and (claim.date.start, claim.date.end), claim.place, claim.speaker, claim.certainty,
    )  # fmt: skip
    return hashlib.sha256(ENCODER.encode(slots).encode()).hexdigest()[:20]
