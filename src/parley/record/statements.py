"""Statements: what somebody says where no other kind of claim fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.speech import Frame
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.draft import Draft, Voice

ACTS = ("measure", "agreement", "commitment", "accusation", "ruling", "figure")
EMBEDDED = ("relcl", "advcl", "acl")


def find_statements(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """A statement for each quotation or indirect sentence that carries no other claim."""
    used = {(d.unit, d.trigger): d for d in others}
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in [*from_frames(reading, used), *from_quotations(reading, used)]:
        groups.setdefault(group_key(reading, draft), []).append(draft)
    for drafts in groups.values():
        yield merged(drafts)


def from_frames(reading: Reading, used: dict[tuple[int, int], Draft]) -> Iterator[Draft]:
    """Indirect speech: frames whose content is no act of another kind."""
    for frame in reading.speech.frames:
        unit = reading.doc.units[frame.unit]
        own = [i for i in frame.content if not in_stand_in(unit, unit.tree[i])]
        if frame.source.kind == "outlet" or not own or unit.cut.kind == "heading":
            continue
        if any(n == unit.index and t in frame.content and leads(unit, unit.tree[t], frame, d)
               for (n, t), d in used.items()):  # fmt: skip
            continue
        yield draft_of(reading, frame, unit)


def leads(unit: Unit, trigger: Token, frame: Frame, draft: Draft) -> bool:
    """Is the act told in the main clause of what is said, so that the sentence is no mere statement?"""
    if draft.kind not in ACTS:
        return draft.kind == "meeting" and unit.tree[trigger.i].head == frame.cue
    here: Token | None = trigger
    while here is not None and here.i in frame.content:
        if here.dep in EMBEDDED and here.head in frame.content:
            return False
        here = unit.tree.head(here)
    return True


def in_stand_in(unit: Unit, token: Token) -> bool:
    """Does the token belong to the clause that stands for a quotation?"""
    return any(start <= token.start < end for start, end, _ in unit.stand_ins())


def draft_of(reading: Reading, frame: Frame, unit: Unit) -> Draft:
    """A statement by the frame's source, supported by the frame's sentence."""
    cue = unit.tree[frame.cue]
    sentence = reading.doc.sentence_at(unit.place(cue.start))
    return Draft(
        kind="statement",
        unit=unit.index,
        trigger=cue.i,
        rule=f"statement: {frame.lemma}",
        actors=actors_of(frame),
        sentences=(sentence,),
        voice=Voice(frame.source, frame.chain, frame),
    )


def actors_of(frame: Frame) -> tuple[str, ...]:
    """The party that a public voice speaks for."""
    return (frame.source.party,) if frame.source.party else ()


def from_quotations(reading: Reading, used: dict[tuple[int, int], Draft]) -> Iterator[Draft]:
    """Direct speech: the sentences of a quotation in which no other claim was found."""
    taken = {n for n, _ in used}
    for i, (source, chain, frame) in reading.speech.quoted.items():
        inside = [u for u in reading.doc.units if u.quote == i]
        free = [u for u in inside if u.index not in taken]
        if not free:
            continue
        sentences = [u.cut.sentence for u in free]
        held = reading.speech.frames[frame] if frame is not None else None
        if held is not None and i in held.quotes:
            cue = reading.doc.units[held.unit]
            sentences.append(reading.doc.sentence_at(cue.place(cue.tree[held.cue].start)))
        yield Draft(
            kind="statement",
            unit=free[0].index,
            trigger=0,
            rule="statement: quotation",
            actors=(source.party,) if source is not None and source.party else (),
            sentences=tuple(sentences),
            quotes=(i,),
            voice=Voice(source, chain, held),
        )


def group_key(reading: Reading, draft: Draft) -> tuple[object, ...]:
    """Drafts of one voice in one sentence, or in a quotation that its attribution interrupts, are one."""
    voice = draft.voice
    assert voice is not None
    frame = voice.frame
    name = voice.source.name if voice.source is not None else None
    if frame is not None:
        unit = reading.doc.units[frame.unit]
        return (name, frame.unit, unit.cut.sentence)
    return (name, draft.unit)


def merged(drafts: Sequence[Draft]) -> Draft:
    """One statement of several drafts: all their sentences and quotations."""
    first = drafts[0]
    sentences = tuple(sorted({n for d in drafts for n in d.sentences}))
    quotes = tuple(sorted({q for d in drafts for q in d.quotes}))
    return Draft(
        kind="statement",
        unit=first.unit,
        trigger=first.trigger,
        rule=first.rule,
        actors=first.actors,
        sentences=sentences,
        quotes=quotes,
        voice=first.voice,
    )
