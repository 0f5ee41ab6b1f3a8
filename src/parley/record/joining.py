"""Which drafts of statements are one: interrupted quotations, lead-ins, several sayings in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.frames import Frame
from parley.record.draft import Draft
from parley.record.words import actions


def together(reading: Reading, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One statement for all drafts that tell the same words."""
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(group_key(reading, draft), []).append(draft)
    for found in joined(reading, list(groups.values())):
        yield merged(found)


def group_key(reading: Reading, draft: Draft) -> tuple[object, ...]:
    """Drafts of one voice in one sentence, or in a quotation that its attribution interrupts, are one."""
    voice = draft.voice
    assert voice is not None
    frame = voice.frame
    name = voice.source.name if voice.source is not None else None
    apart = frame is not None and any(is_apart(reading, frame, i) for i in draft.quotes)
    told = not draft.quotes or (frame is not None and frame.quotes) or unit_quote(reading, draft) is None
    if frame is not None and told and not apart:
        unit = reading.doc.units[frame.unit]
        return (name, frame.unit, unit.cut.sentence)
    return (name, draft.unit)


def is_apart(reading: Reading, frame: Frame, index: int) -> bool:
    """Does the quotation open a paragraph after the one of its attribution?"""
    q = reading.doc.quotations[index]
    return q.part == 0 and "\n\n" in reading.doc.text[frame.end : q.open]


def unit_quote(reading: Reading, draft: Draft) -> int | None:
    """The quotation in whose own sentence the draft stands."""
    return reading.doc.units[draft.unit].quote


def joined(reading: Reading, groups: list[list[Draft]]) -> Iterator[list[Draft]]:
    """A sentence that only leads in ("welcomed the pact") goes with the voice's quotation after it."""
    groups.sort(key=lambda g: min(n for d in g for n in d.sentences))
    kept: list[list[Draft]] = []
    for group in groups:
        last = kept[-1] if kept else []
        same = last and one_voice(last, group) and shared(last, group)
        if same or (last and ((leads_in(last) and follows(last, group)) or runs_on(reading, last, group))):
            kept[-1] = [*last, *group]
        else:
            kept.append(group)
    yield from kept


def one_voice(first: Sequence[Draft], second: Sequence[Draft]) -> bool:
    """Has the same source said both?"""
    return len({d.voice.source for d in (*first, *second) if d.voice is not None}) == 1


def shared(first: Sequence[Draft], second: Sequence[Draft]) -> bool:
    """Do both rest on the same sentence?"""
    return bool({n for d in first for n in d.sentences} & {n for d in second for n in d.sentences})


def runs_on(reading: Reading, first: Sequence[Draft], second: Sequence[Draft]) -> bool:
    """Does a quotation of the first go on in the second, in the next paragraph?"""
    held, more = held_by(reading, first), held_by(reading, second)
    return any(reading.doc.quotations[i].part > 0 and i - 1 in held for i in more)


def held_by(reading: Reading, drafts: Sequence[Draft]) -> set[int]:
    """The quotations of which the drafts are made."""
    units = [reading.doc.units[d.unit] for d in drafts]
    outer = {i for u in units if u.quote is None for i in reading.doc.quotations_touching(u)}
    return outer | {u.quote for u in units if u.quote is not None} | {q for d in drafts for q in d.quotes}


def leads_in(drafts: Sequence[Draft]) -> bool:
    """Are all of them phrases without a reported clause or quotation?"""
    frames = [d.voice.frame for d in drafts if d.voice is not None]
    return all(f is not None and f.lemma in actions().statement["opening"] for f in frames) and not any(
        d.quotes for d in drafts
    )


def follows(first: Sequence[Draft], second: Sequence[Draft]) -> bool:
    """Does the second begin with a quotation of the same voice in the next sentence?"""
    end, start = max(n for d in first for n in d.sentences), min(n for d in second for n in d.sentences)
    return one_voice(first[:1], second[:1]) and any(d.quotes for d in second) and start - end == 1


def merged(drafts: Sequence[Draft]) -> Draft:
    """One statement of several drafts: all their sentences and quotations."""
    sentences = tuple(sorted({n for d in drafts for n in d.sentences}))
    quotes = tuple(sorted({q for d in drafts for q in d.quotes}))
    return replace(drafts[0], sentences=sentences, quotes=quotes)
