"""Who says what: the frames of speech of an article, and the speaker of every quotation.

Outlets that carry another's words are links of a chain, never the first speaker while a nearer one is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from parley.read.carriers import FRAGMENT, VOICES, Voices, frame_of
from parley.read.cues import cues
from parley.read.document import Document
from parley.read.echoes import Said, echoed
from parley.read.frames import Frame, unit_frames
from parley.read.pronouns import PERSONAL, pronoun_source
from parley.read.quotes import Quotation
from parley.read.subjects import in_stand_in, subject_of, voice_token
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.read.unlisted import issued
from parley.read.who import Discourse, Source, source_of

__all__ = ["Frame", "Speech", "find_speech", "subject_of"]

LABEL = re.compile(r"\s*[—–-]{1,2}\s*(?=\w)")
FARTHEST = 400  # code points between a voice and a quotation that goes on with its words
PLAIN = ("tell", "say", "write", "post", "tweet", "ask", "add", "reply", "explain", "wonder", "recall")
TELLING = ("ccomp", "xcomp", "advcl", "conj", "oprd", "auxpass", "prt", "neg", "parataxis")
NOBODY: Said = (None, (), None)
ANONYMOUS: Said = (Source("anonymous", None, "unnamed"), (), None)


@dataclass(frozen=True)
class Speech:
    """All frames of an article, and who is quoted: quotation index -> (source, chain, frame or None).

    `subjects` gives for each unit what had been talked of before it.
    """

    frames: tuple[Frame, ...]
    quoted: dict[int, Said]
    subjects: dict[int, Discourse]

    def frames_in(self, unit: int) -> tuple[Frame, ...]:
        """The frames of a unit."""
        return self._by_unit.get(unit, ())

    @cached_property
    def _by_unit(self) -> dict[int, tuple[Frame, ...]]:
        return {unit: tuple(found) for unit, found in groupby(self.frames, lambda f: f.unit)}


def find_speech(doc: Document) -> Speech:
    """Frames and quotations, found in one walk through the text, so that pronouns look back and not ahead."""
    so_far = Discourse()
    frames: list[Frame] = []
    subjects: dict[int, Discourse] = {}
    for unit in doc.units:
        subjects[unit.index] = snapshot(so_far)
        if unit.quote is None:
            told = list(unit_frames(doc, unit, so_far))
            frames += told
            note_subjects(doc, unit, so_far)
            note_frames(unit, told, so_far)
    quoted = quotation_sources(doc, frames, subjects)
    for unit in doc.units:
        if unit.quote is not None and quoted[unit.quote][0] is not None:
            subjects[unit.index].speaker = quoted[unit.quote][0]
    return Speech(tuple(frames), quoted, subjects)


def snapshot(so_far: Discourse) -> Discourse:
    """What was known before a unit; only the last few of each list matter."""
    return Discourse(
        so_far.speaker, so_far.persons[-8:], so_far.bodies[-3:], so_far.parties[-3:], dict(so_far.papers)
    )


def note_frames(unit: Unit, told: Sequence[Frame], so_far: Discourse) -> None:
    """Remember who spoke in the unit, the one who frames all the rest last."""
    for frame in sorted(told, key=lambda f: len(f.content)):
        if frame.source.kind in VOICES and frame.source.name is not None:
            so_far.speaker = frame.source
            so_far.note(frame.source)
            for token in unit.tree.subtree(unit.tree[frame.cue]):
                if token.i not in frame.content and token.lemma.lower() in cues().documents:
                    so_far.papers[token.lemma.lower()] = frame.source


def note_subjects(doc: Document, unit: Unit, so_far: Discourse) -> None:
    """Remember who is subject of the unit's clauses, the main clause last."""
    heads = [t for t in unit.tree if t.dep in ("nsubj", "nsubjpass") and not in_stand_in(unit, t)]
    for token in sorted(heads, key=lambda t: -len([*unit.tree.ancestors(t)])):
        source = source_of(doc, unit, token, so_far) if token.pos in ("NOUN", "PROPN") else None
        if source is not None and source.kind in ("person", "body", "party", "company"):
            so_far.note(source)
            for paper in issued(unit, token):
                so_far.papers[paper.lemma.lower()] = source


def quotation_sources(
    doc: Document, frames: Sequence[Frame], subjects: dict[int, Discourse]
) -> dict[int, Said]:
    """Who says each quotation: its frame, one around it, a verb over it, or whoever spoke before it."""
    found: dict[int, Said] = {}
    voices = Voices(frames)
    for i, quotation in enumerate(doc.quotations):
        frame = frame_of(doc, voices, i, quotation)
        label = labelled(doc, quotation)
        if frame is not None:
            found[i] = said_in(frames, frame)
        elif label is not None:
            found[i] = (label, (), None)
        elif stands_alone(doc, i):
            behind = told_behind(doc, quotation, subjects)
            found[i] = behind if behind is not None else inherited(doc, found, i, frames, subjects)
        else:
            mute = voices.mute_around(doc, quotation)
            found[i] = said_in(frames, mute) if mute is not None else named_by(doc, quotation, subjects)
            if found[i][0] is None and (is_remark(doc, i) or heads_sentence(doc, found, i)):
                found[i] = found[i - 1]
    for i in reversed(range(1, len(doc.quotations))):
        if doc.quotations[i].part > 0 and found[i][2] is not None and found[i - 1][2] is None:
            found[i - 1] = found[i]
    weak = [i for i, (_, _, frame) in found.items() if frame is None]
    return found | echoed(doc, found, weak)


def labelled(doc: Document, quotation: Quotation) -> Source | None:
    """Who is named right before with a colon, or right after with a dash ("“Never.” — Ada Low")."""
    before = doc.text[max(0, quotation.open - 3) : quotation.open].rstrip()
    after = LABEL.match(doc.text, quotation.close)
    place = quotation.open - 1 if before.endswith(":") else None
    while place is not None and doc.text[place] in ": ":
        place -= 1
    at = place if place is not None else after.end() if after else None
    mention = doc.mention_at(at) if at is not None else None
    if mention is None or mention.kind != "person":
        return None
    return Source(mention.name, mention.party, "person")


def told_behind(doc: Document, quotation: Quotation, subjects: dict[int, Discourse]) -> Said | None:
    """ "“No.” Ada Low told the Courier.": the sentence behind a quotation only says who spoke."""
    after = next((u for u in doc.outer_units(quotation.close, quotation.close + 3) if u.quote is None), None)
    if (
        after is None
        or after.place(0) < quotation.close
        or "\n" in doc.text[quotation.close : after.place(0)]
    ):
        return None
    verb = next((t for t in after.tree if t.dep == "ROOT"), None)
    if verb is not None and (owner := owner_of_quoted(after, verb)) is not None:
        source = voiced(doc, after, owner, subjects[after.index])
        return (source, (), None) if source is not None else None
    if verb is None or verb.lemma.lower() not in PLAIN or after.tree.children(verb, *TELLING):
        return None
    if after.tree.children(verb, "dobj") and verb.lemma.lower() not in ("tell", "ask"):
        return None
    outlets = tuple(m.name for m in doc.mentions_in(after, after.tree) if m.kind == "outlet")
    source = voiced(doc, after, voice_token(after, verb), subjects[after.index])
    return (source, outlets, None) if source is not None else None


def owner_of_quoted(unit: Unit, verb: Token) -> Token | None:
    """ "“It is over.” That was the verdict of Ada Low": whose words those before it were."""
    subject, noun = unit.tree.child(verb, "nsubj"), unit.tree.child(verb, "attr")
    if subject is None or noun is None or verb.lemma.lower() != "be" or subject.i != 0:
        return None
    if subject.text.lower() not in ("that", "this", "those", "such") or noun.lemma not in cues().speech_nouns:
        return None
    sender = next((p for p in unit.tree.children(noun, "prep") if p.text.lower() in ("from", "of")), None)
    return unit.tree.child(sender, "pobj") if sender is not None else unit.tree.child(noun, "poss")


def said_in(frames: Sequence[Frame], index: int) -> Said:
    """The voice of a frame."""
    return frames[index].source, frames[index].chain, index


def stands_alone(doc: Document, index: int) -> bool:
    """Is the quotation a sentence of its own, or does it follow its lead-in after a colon?"""
    q = doc.quotations[index]
    outer = doc.outer_units(q.open, q.close)
    before = doc.text[max(0, q.open - 2) : q.open].strip()
    return (not outer and (doc.text[q.start : q.start + 1].isupper() or q.part > 0)) or before == ":"


def inherited(
    doc: Document, found: dict[int, Said], index: int, frames: Sequence[Frame], subjects: dict[int, Discourse]
) -> Said:
    """A quotation without a verb goes on from the one before it, the last voice, or the last subject."""
    q = doc.quotations[index]
    fresh = answering(doc, frames, index)
    if fresh is not None:
        return said_in(frames, fresh)
    if index and goes_on(doc, index) and found[index - 1][0] is not None:
        return found[index - 1]
    before = [f for f in range(len(frames)) if frames[f].start < q.start and frames[f].source.kind in VOICES]
    if before and near(doc, frames[before[-1]].end, q.start):
        last = [f for f in before if frames[f].unit == frames[before[-1]].unit]
        return said_in(frames, max(last, key=lambda f: len(frames[f].content)))
    person = next(reversed(last_persons(doc, q, subjects)), None)
    if person is not None:
        return person, (), None
    before_it = found[index - 1] if index else NOBODY
    return before_it if before_it[0] is not None and is_close(doc, index) else ANONYMOUS


def answering(doc: Document, frames: Sequence[Frame], index: int) -> int | None:
    """ "Ada Low responded. “...”": who answers in the sentence right before a quotation says it."""
    q = doc.quotations[index]
    for f in reversed(range(len(frames))):
        between = doc.text[frames[f].end : q.open]
        if frames[f].end <= q.open and frames[f].lemma in cues().answering:
            plain = not between.strip(" .:") and frames[f].source.kind in VOICES
            return f if plain else None
    return None


def is_close(doc: Document, index: int) -> bool:
    """Does the quotation open its paragraph, and the one before it end a few paragraphs back?"""
    between = doc.text[doc.quotations[index - 1].close : doc.quotations[index].open]
    return between.endswith("\n\n") and between.count("\n\n") <= 3 and len(between) < 2 * FARTHEST


def is_remark(doc: Document, index: int) -> bool:
    """ "All of which means, “...”": a clause in marks, behind a quotation in the same paragraph."""
    q = doc.quotations[index]
    between = doc.text[doc.quotations[index - 1].close : q.open] if index else "\n"
    words = doc.text[q.start : q.end]
    return (
        "\n" not in between
        and between.rstrip()[-1:] == ","
        and words[-1:] in ".!?"
        and len(words.split()) > FRAGMENT
    )


def heads_sentence(doc: Document, found: dict[int, Said], index: int) -> bool:
    """ "“We tried,” said Ada Low. “We failed” to win them over.": does it open the sentence behind one?"""
    q = doc.quotations[index]
    between = doc.text[doc.quotations[index - 1].close : q.open] if index else "\n"
    long = len(doc.text[q.start : q.end].split()) >= FRAGMENT
    opens = long and between.rstrip()[-1:] in (".", "!", "?") and "\n" not in between
    return opens and found[index - 1][0] is not None and goes_on(doc, index)


def goes_on(doc: Document, index: int) -> bool:
    """Does the quotation follow the one before it, parted by no more than that one's attribution?"""
    last, q = doc.quotations[index - 1], doc.quotations[index]
    if q.part > 0:
        return True
    between = doc.text[last.close : q.open]
    return near(doc, last.end, q.start) and between.count(". ") <= 1


def last_persons(doc: Document, quotation: Quotation, subjects: dict[int, Discourse]) -> list[Source]:
    """Persons talked of before the quotation, where its paragraph or the one before has any."""
    units = [u for u in doc.units if u.quote is not None and doc.quotations[u.quote] == quotation]
    so_far = subjects[units[0].index] if units else Discourse()
    start = doc.text.rfind("\n\n", 0, quotation.open)
    if not doc.text[max(0, start) : quotation.open].strip():
        start = doc.text.rfind("\n\n", 0, max(0, start))
    here = {m.name for m in doc.mentions_between(start, quotation.open) if m.kind == "person"}
    before = doc.outer_units(start, quotation.open)
    subject = next((t for t in before[-1].tree if t.dep == "nsubj"), None) if before else None
    if subject is not None and subject.text.lower() in PERSONAL:
        meant = pronoun_source(doc, before[-1], subject, subjects[before[-1].index])
        return [meant] if meant is not None else []
    return [p for p in so_far.persons if p.name in here]


def near(doc: Document, end: int, start: int) -> bool:
    """Is there at most one paragraph break between two offsets, and little text?"""
    between = doc.text[end:start]
    return between.count("\n\n") <= 1 and len(between) < FARTHEST


def named_by(doc: Document, quotation: Quotation, subjects: dict[int, Discourse]) -> Said:
    """A phrase in marks under a verb of naming, promising or ordering is its subject's; else nobody's."""
    for unit in doc.outer_units(quotation.start, quotation.end):
        tokens = unit.tokens(quotation.start, quotation.end)
        return (namer(doc, unit, tokens, subjects[unit.index]), (), None)
    return NOBODY


def namer(doc: Document, unit: Unit, tokens: Sequence[Token], so_far: Discourse) -> Source | None:
    """The subject of the verb in marks or of the nearest verb of naming, or who owns the statement."""
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head == t.i or t.head not in inside), tokens[0])
    for word in [top, *unit.tree.ancestors(top)]:
        if word.pos == "NOUN" and word.i not in inside and word.lemma.lower() in cues().speech_nouns:
            return voiced(doc, unit, unit.tree.child(word, "poss"), so_far)
        if word.pos not in ("VERB", "AUX") or (
            word.i not in inside and word.lemma.lower() not in cues().naming
        ):
            continue
        if (source := voiced(doc, unit, voice_token(unit, word), so_far)) is not None:
            return source
        if unit.tree.children(word, *SUBJECTS):
            return None
    return None


def voiced(doc: Document, unit: Unit, token: Token | None, so_far: Discourse) -> Source | None:
    """The person, body, party or company that a token names, if any."""
    source = source_of(doc, unit, token, so_far) if token is not None else None
    return source if source is not None and source.kind in ("person", "body", "party", "company") else None
