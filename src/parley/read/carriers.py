"""Which frame of speech carries a quotation: its own, one around it, or one that leads up to it."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.frames import Frame
from parley.read.quotes import Quotation
from parley.read.tree import SUBJECTS
from parley.read.units import Unit

FRAGMENT = 4  # a quotation of fewer words is a phrase of whoever's sentence it stands in
VOICES = ("person", "body", "party", "company", "several", "unnamed")


class Voices:
    """The frames of an article by unit and by the quotations that they carry."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.frames = frames
        self.by_unit: dict[int, list[int]] = {}
        self.by_quote: dict[int, list[int]] = {}
        self.mute: dict[int, list[int]] = {}
        for f, frame in enumerate(frames):
            if frame.source.kind in VOICES:
                self.by_unit.setdefault(frame.unit, []).append(f)
            elif frame.source.kind == "other":
                self.mute.setdefault(frame.unit, []).append(f)
            for quote in frame.quotes:
                self.by_quote.setdefault(quote, []).append(f)

    def mute_around(self, doc: Document, quotation: Quotation) -> int | None:
        """The frame of plain saying, by somebody unknown, in whose clause the quotation stands."""
        units = doc.outer_units(quotation.start, quotation.end) if self.mute else ()
        near_by = [f for unit in units for f in self.mute.get(unit.index, ())]
        plain = [f for f in near_by if self.frames[f].clausal and self.frames[f].lemma in cues().say]
        around = (f for f in plain if holds(doc.units[self.frames[f].unit], self.frames[f], quotation))
        return next(around, None)


def frame_of(doc: Document, voices: Voices, index: int, quotation: Quotation) -> int | None:
    """The innermost frame that carries the quotation, or whose content its words stand in."""
    frames = voices.frames
    carrying = voices.by_quote.get(index, [])
    direct = [f for f in carrying if frames[f].source.kind in VOICES]
    if direct:
        return min(direct, key=lambda f: rank(frames[f]))
    near_by = {u.index for u in (*doc.outer_units(quotation.start, quotation.end), *doc.units_within(index))}
    close = [f for unit in sorted(near_by) for f in voices.by_unit.get(unit, ())]
    around = [f for f in close if holds(doc.units[frames[f].unit], frames[f], quotation)]
    around += [f for f in close if is_cue(doc.units[frames[f].unit], frames[f], quotation)]
    if len(doc.text[quotation.start : quotation.end].split()) < FRAGMENT:
        around = [f for f in around if coins(doc.units[frames[f].unit], frames[f], quotation)]
    if around:
        return min(around, key=lambda f: rank(frames[f]))
    front = [f for f in close if heads_off(doc.units[frames[f].unit], frames[f], quotation)]
    if front:
        return front[0]
    told = [f for f in close if leads_up(doc.units[frames[f].unit], frames[f], quotation)]
    if not told and is_appended(doc, quotation):
        told = [f for f in close if frames[f].end <= quotation.open and frames[f].lemma in cues().say]
    if told:
        return max(told, key=lambda f: frames[f].cue)
    return next(iter(carrying), None)


def is_cue(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """ "is “very hopeful” that": do the words in marks hold the cue itself?"""
    return any(t.i == frame.cue for t in unit.tokens(quotation.start, quotation.end))


def is_appended(doc: Document, quotation: Quotation) -> bool:
    """ "said the bill was dead; “nobody wants it”": a clause in marks right behind a semicolon or dash."""
    before = doc.text[max(0, quotation.open - 3) : quotation.open].rstrip()
    words = doc.text[quotation.start : quotation.end].split()
    return before[-1:] in (";", "–", "—") and len(words) >= FRAGMENT


def leads_up(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """Does a long quotation follow a saying whose end the parser lost ("said it was old and had “...”")?"""
    tokens = unit.tokens(quotation.start, quotation.end)
    inside = bool(tokens) and frame.cue < tokens[0].i < max(frame.content, default=0)
    long = (len(tokens) >= FRAGMENT or inside) and frame.clausal and frame.lemma in cues().say
    between = unit.tree.tokens[frame.cue : tokens[0].i] if long else ()
    return bool(between) and not any(t.text in (";", ":", "but", "while") for t in between)


def heads_off(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """Does a longer quotation stand in a phrase before the main clause ("On “...,” she said that")?"""
    tokens = unit.tokens(quotation.start, quotation.end)
    cue = unit.tree[frame.cue]
    first = min((s.i for s in unit.tree.children(cue, *SUBJECTS)), default=cue.i)
    plain = cue.dep == "ROOT" and frame.clausal and frame.lemma in cues().say
    return plain and len(tokens) >= FRAGMENT and tokens[-1].i < first


def coins(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """Can a phrase of few words be the source's own? Not in a clause aside, or what one unnamed calls it."""
    tokens = unit.tokens(quotation.start, quotation.end)
    aside = any(a.dep == "relcl" and a.i in frame.content for t in tokens for a in unit.tree.ancestors(t))
    cue = unit.tree[frame.cue]
    over = {t.dep for t in (cue, *unit.tree.ancestors(cue))}
    inside = bool(over & {"relcl", "pcomp", "acl", "advcl"}) or any(
        k.tag == "WP" for k in unit.tree.children(cue)
    )
    hidden = frame.source.kind == "unnamed" and inside
    return frame.clausal or not (hidden or aside)


def rank(frame: Frame) -> tuple[bool, int]:
    """Plain saying before promises and thoughts, then the innermost."""
    lemma = frame.lemma
    return (lemma in cues().acting or lemma not in cues().say) and lemma != "accord", len(frame.content)


def holds(unit: Unit, frame: Frame, quotation: Quotation) -> bool:
    """Do the quotation's words stand in the frame's content?"""
    tokens = unit.tokens(quotation.start, quotation.end)
    return bool(tokens) and sum(t.i in frame.content for t in tokens) * 2 > len(tokens)
