"""Who says what: frames of speech in each unit, and the speaker of every quotation.

A frame is a cue ("said", "according to", "in a post"), its source, the content it governs, and the channel
through which it came. Outlets that carry another's words are links of a chain, never the first speaker while a
nearer voice is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.quotes import Quotation
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.read.who import Discourse, Source, source_of

CLAUSES = ("ccomp", "xcomp", "parataxis", "pcomp", "acl")
SHARING = ("conj", "xcomp", "advcl", "acl", "dep", "pcomp")


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying in a unit.

    `cue` and `content` are token indices, `lemma` the cue's; `quotes` the quotations in the content; `chain`
    the outlets and platforms the words came through, nearest first; `start` and `end` article offsets.
    """

    unit: int
    cue: int
    lemma: str
    source: Source
    content: frozenset[int]
    quotes: tuple[int, ...]
    chain: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """All frames of an article, and who is quoted: quotation index -> (source, chain, frame or None)."""

    frames: tuple[Frame, ...]
    quoted: dict[int, tuple[Source | None, tuple[str, ...], int | None]]
    subjects: dict[int, Discourse]


def find_speech(doc: Document) -> Speech:
    """Frames and quotations, found in one walk through the text, so that pronouns look back and not ahead."""
    so_far = Discourse()
    frames: list[Frame] = []
    subjects: dict[int, Discourse] = {}
    for unit in doc.units:
        subjects[unit.index] = snapshot(so_far)
        if unit.quote is not None:
            continue
        for frame in unit_frames(doc, unit, so_far):
            frames.append(frame)
            if frame.source.kind != "outlet":
                so_far.speaker = frame.source
                so_far.note(frame.source)
        note_subjects(doc, unit, so_far)
    quoted = quotation_sources(doc, frames, subjects)
    for unit in doc.units:
        if unit.quote is not None and quoted[unit.quote][0] is not None:
            subjects[unit.index].speaker = quoted[unit.quote][0]
    return Speech(tuple(frames), quoted, subjects)


def snapshot(so_far: Discourse) -> Discourse:
    """What was known before a unit; only the last few of each list matter."""
    return Discourse(so_far.speaker, so_far.persons[-6:], so_far.bodies[-3:], so_far.parties[-3:])


def note_subjects(doc: Document, unit: Unit, so_far: Discourse) -> None:
    """Remember who is subject of the unit's clauses, the main clause last."""
    heads = [t for t in unit.tree if t.dep in ("nsubj", "nsubjpass")]
    for token in sorted(heads, key=lambda t: -sum(1 for _ in unit.tree.ancestors(t))):
        source = source_of(doc, unit, token, so_far) if token.pos in ("NOUN", "PROPN") else None
        if source is not None and source.kind in ("person", "body", "party"):
            so_far.note(source)


def unit_frames(doc: Document, unit: Unit, so_far: Discourse) -> Iterator[Frame]:
    """The frames of one outer unit; a clause that three cues carry is in all three."""
    found: list[tuple[Token, Source, frozenset[int]]] = []
    for token in unit.tree:
        row = verb_frame(doc, unit, token, so_far) or according_frame(doc, unit, token, so_far)
        if row is not None:
            found.append((token, *row))
            if row[0].kind == "person":
                so_far.persons.append(row[0])
    for token, source, content in found:
        outlets = [
            s.name
            for t, s, c in found
            if s.kind == "outlet" and t.i != token.i and (token.i in c or c & content)
        ]
        outlets += [n for n in channels(doc, unit, token) if n not in outlets]
        chain = tuple(n for n in outlets if n and n != source.name)
        quotes = tuple(
            q for start, end, q in unit.stand_ins() if any(t.i in content for t in unit.tree.at(start, end))
        )
        start, end = unit.span(*unit.tree.extent(token))
        yield Frame(unit.index, token.i, token.lemma.lower(), source, content, quotes, chain, start, end)


def verb_frame(
    doc: Document, unit: Unit, token: Token, so_far: Discourse
) -> tuple[Source, frozenset[int]] | None:
    """A verb of speech with a voice as subject and a clause, quotation or object as content."""
    lemma = token.lemma.lower()
    if token.pos not in ("VERB", "AUX") or lemma not in cues().speech or in_stand_in(unit, token):
        return None
    subject = subject_of(unit, token)
    if subject is None:
        return None
    content = content_of(unit, token, lemma)
    if not content:
        return None
    source = source_of(doc, unit, subject, so_far)
    return None if source is None else (source, content)


def in_stand_in(unit: Unit, token: Token) -> bool:
    """Does the token belong to the clause that stands for a quotation?"""
    return any(start <= token.start < end for start, end, _ in unit.stand_ins())


def subject_of(unit: Unit, verb: Token) -> Token | None:
    """The verb's subject, its own or that of the verb it hangs on (adding, stating, and writes)."""
    tree = unit.tree
    here: Token | None = verb
    for _ in range(4):
        if here is None:
            return None
        own = next((t for t in tree.children(here, *SUBJECTS) if not in_stand_in(unit, t)), None)
        if own is not None:
            return relative(unit, own)
        if here.dep == "acl" and (head := tree.head(here)) is not None and head.pos in ("NOUN", "PROPN"):
            return head
        if here.dep not in SHARING:
            return None
        here = tree.head(here)
    return None


def relative(unit: Unit, subject: Token) -> Token:
    """who, which, that: the noun that the relative clause hangs on."""
    if subject.tag not in ("WP", "WDT"):
        return subject
    verb = unit.tree.head(subject)
    above = unit.tree.head(verb) if verb is not None and verb.dep == "relcl" else None
    return above or subject


def content_of(unit: Unit, verb: Token, lemma: str) -> frozenset[int]:
    """Tokens of the clause that the verb carries; of its whole phrase for verbs of stance."""
    tree = unit.tree
    clauses = [t for t in tree.children(verb, *CLAUSES) if not is_addition(t)]
    clauses += [t for t in tree.children(verb, "dobj", "attr", "oprd", "dep") if in_stand_in(unit, t)]
    clauses += [
        t for p in tree.children(verb, "prep") for t in tree.children(p, "pcomp") if p.lemma in ("that", "as")
    ]
    above = tree.head(verb)
    if verb.dep in ("parataxis",) and above is not None:
        own = {t.i for t in tree.subtree(verb)}
        return frozenset(t.i for t in tree.subtree(above)) - own
    found = {t.i for clause in clauses for t in tree.subtree(clause)}
    found |= stand_in_beside(unit, verb)
    if not found and lemma in cues().stance:
        kids = tree.children(verb, "dobj", "prep", "advcl", "oprd", "xcomp")
        found = {t.i for kid in kids for t in tree.subtree(kid)}
    if not found and lemma in (
        "say",
        "tell",
        "warn",
        "speak",
        "comment",
        "point",
        "describe",
        "accuse",
        "deny",
        "reject",
    ):
        kids = tree.children(verb, "dobj", "prep") if lemma != "say" else ()
        found = {
            t.i for kid in kids for t in tree.subtree(kid) if kid.dep == "prep" or lemma not in ("tell",)
        }
    return frozenset(found)


def is_addition(clause: Token) -> bool:
    """A participle that goes on telling ("..., adding that") is no content of the verb before it."""
    return clause.tag == "VBG" and clause.lemma.lower() in cues().speech


def stand_in_beside(unit: Unit, verb: Token) -> set[int]:
    """A quotation at the verb's side that the parser hung elsewhere."""
    found: set[int] = set()
    for start, end, _ in unit.stand_ins():
        between = unit.text[min(end, verb.end) : max(start, verb.start)]
        if len(between.split()) <= 3 or (unit.tree.at(start, end)[-1:] and has_path(unit, verb, start, end)):
            found |= {t.i for t in unit.tree.at(start, end)}
    return found


def has_path(unit: Unit, verb: Token, start: int, end: int) -> bool:
    """Is the stand-in governed by the verb, or the verb by the stand-in?"""
    return any(a.i == verb.i for t in unit.tree.at(start, end) for a in unit.tree.ancestors(t)) or any(
        start <= a.start < end for a in unit.tree.ancestors(verb)
    )


def according_frame(
    doc: Document, unit: Unit, token: Token, so_far: Discourse
) -> tuple[Source, frozenset[int]] | None:
    """ "according to X": the source is X, the content the clause that the phrase hangs on."""
    if token.lemma.lower() != "accord" and token.text.lower() != "according":
        return None
    tree = unit.tree
    to = tree.child(token, "prep")
    noun = tree.child(to, "pobj") if to is not None else None
    above = tree.head(token)
    if noun is None or above is None:
        return None
    source = source_of(doc, unit, noun, so_far) or document_source(doc, unit, noun)
    own = {t.i for t in tree.subtree(token)}
    return None if source is None else (source, frozenset(t.i for t in tree.subtree(above)) - own)


def document_source(doc: Document, unit: Unit, noun: Token) -> Source | None:
    """ "a statement on the ministry's website", "Chinese customs data": whoever the document comes from."""
    for mention in doc.mentions_in(unit, unit.tree.subtree(noun)):
        if mention.kind in ("body", "outlet", "company", "person"):
            return Source(mention.name, mention.party, mention.kind)
    for mention in doc.mentions_in(unit, unit.tree.subtree(noun)):
        if mention.party and doc.is_state(mention.party):
            words = " ".join(t.text.lower() for t in unit.tree.subtree(noun))
            role = "customs" if "customs" in words else "government"
            body = doc.lexicon.body_for(mention.party, role)
            return Source(
                body.name if body else doc.lexicon.parties[mention.party].government, mention.party, "body"
            )
    return None


def channels(doc: Document, unit: Unit, token: Token) -> list[str]:
    """Outlets and platforms that the words were said to or posted on: "told CNBC", "wrote on Truth Social"."""
    below = unit.tree.subtree(token)
    subject = subject_of(unit, token)
    head = {subject.i} if subject is not None else set()
    return [
        m.name for m in doc.mentions_in(unit, [t for t in below if t.i not in head]) if m.kind == "outlet"
    ]


def quotation_sources(
    doc: Document, frames: Sequence[Frame], subjects: dict[int, Discourse]
) -> dict[int, tuple[Source | None, tuple[str, ...], int | None]]:
    """Who says each quotation: its frame, a frame around it, or whoever spoke just before it."""
    found: dict[int, tuple[Source | None, tuple[str, ...], int | None]] = {}
    for i, quotation in enumerate(doc.quotations):
        frame = frame_of(doc, frames, i, quotation)
        if frame is not None:
            found[i] = (frames[frame].source, frames[frame].chain, frame)
        else:
            found[i] = inherited(doc, found, i, quotation, frames)
    return found


def frame_of(doc: Document, frames: Sequence[Frame], index: int, quotation: Quotation) -> int | None:
    """The innermost frame that carries the quotation, or whose content its words stand in."""
    direct = [f for f, frame in enumerate(frames) if index in frame.quotes and frame.source.kind != "outlet"]
    if direct:
        return min(direct, key=lambda f: len(frames[f].content))
    around = [
        f
        for f, frame in enumerate(frames)
        if frame.source.kind != "outlet" and holds(doc.units[frame.unit], frame, quotation)
    ]
    if around:
        return min(around, key=lambda f: len(frames[f].content))
    outlets = [f for f, frame in enumerate(frames) if index in frame.quotes]
    return outlets[0] if outlets else None


def holds(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """Do the quotation's words stand in the frame's content?"""
    tokens = unit.tokens(quotation.start, quotation.end)
    return bool(tokens) and sum(t.i in frame.content for t in tokens) * 2 > len(tokens)


def inherited(
    doc: Document,
    found: dict[int, tuple[Source | None, tuple[str, ...], int | None]],
    index: int,
    quotation: Quotation,
    frames: Sequence[Frame],
) -> tuple[Source | None, tuple[str, ...], int | None]:
    """A quotation without a verb goes on from the one before it, or from the last voice of the paragraph."""
    if stands_alone(doc, quotation):
        before = [
            f
            for f in range(len(frames))
            if frames[f].start < quotation.start and frames[f].source.kind != "outlet"
        ]
        if (
            index
            and found[index - 1][0] is not None
            and near(doc, doc.quotations[index - 1].end, quotation.start)
        ):
            return found[index - 1]
        if before and near(doc, frames[before[-1]].end, quotation.start):
            return (frames[before[-1]].source, frames[before[-1]].chain, before[-1])
    return (None, (), None)


def stands_alone(doc: Document, quotation: Quotation) -> bool:
    """Is the quotation a sentence of its own?"""
    return (
        all(unit.quote is not None or not unit.tokens(quotation.start, quotation.end) for unit in doc.units)
        and doc.text[quotation.start : quotation.start + 1].isupper()
    )


def near(doc: Document, end: int, start: int) -> bool:
    """Is there at most one paragraph break between two offsets, and little text?"""
    between = doc.text[end:start]
    return between.count("\n\n") <= 1 and len(between) < 400
