"""Statements: what somebody says where no other kind of claim fits.

Indirect speech makes one where the saying is the sentence's own business (not an aside: "after he said ...",
"which China claims"), where the words are no act of another kind, and where somebody can be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.carriers import VOICES
from parley.read.cues import cues
from parley.read.frames import Frame
from parley.read.subjects import in_stand_in, is_lost_verb
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft, Voice
from parley.record.joining import together
from parley.record.plans import plans
from parley.record.words import actions

ACTS = ("measure", "agreement", "commitment", "accusation", "ruling", "figure")
EMBEDDED = ("relcl", "advcl", "acl", "pcomp", "appos")
NAMED = ("acl", "pcomp", "appos")  # "the pact reached in May"
PHRASES = ("pobj", "prep", "dobj", "compound", "npadvmod", "nummod", "attr")
SIDE = ("advcl", "relcl", "prep")  # they hang on the words of saying, and are no clause that is said
NOUNS = ("dobj", "attr", "nsubj", "nsubjpass", "prep", "pobj", "relcl")
REACHED = {"in": PHRASES, "for": PHRASES, "object": NOUNS, "subject": NOUNS}  # by the rule of a meeting
AFTER = ("after", "before", "since", "without", "despite", "for", "from")  # what was said is told aside
JOINED = ("conj", "parataxis")
REASONS = ("while", "because", "although", "though", "whereas")  # they open a clause beside the point
CONTRAST = ("while", "whereas", "though", "although")  # they join two sayings of equal rank
LEAST_WORDS = 10  # a shorter sentence beside a claim of the same quotation says nothing by itself


def find_statements(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """A statement for each quotation or indirect sentence that carries no other claim."""
    told = [*from_frames(reading, others), *from_quotations(reading, others)]
    told += plans(reading, [*others, *told])
    yield from together(reading, [*told, *from_phrases(reading, [*others, *told])])


def from_frames(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """Indirect speech: frames whose content is no act of another kind."""
    told: dict[int, list[Draft]] = {}
    for draft in others:
        told.setdefault(draft.unit, []).append(draft)
    for frame in reading.speech.frames:
        unit = reading.doc.units[frame.unit]
        near = told.get(unit.index, [])
        own = quoted(reading, frame, unit)
        aside = bool(near) and own and is_embedded(unit, frame)
        relayed = any(relays(unit, frame, f) for f in reading.speech.frames_in(unit.index))
        if aside or relayed or any(takes(unit, frame, d, own) for d in near):
            continue
        if tells(reading, frame, unit):
            yield draft_of(reading, frame, unit)


def tells(reading: Reading, frame: Frame, unit: Unit) -> bool:
    """Does the frame report words of somebody known, as the sentence's own business?"""
    own = any(not in_stand_in(unit, unit.tree[i]) for i in frame.content)
    if not own or frame.source.kind not in VOICES or not frame.source.name or unit.cut.kind in slots.NO_TEXT:
        return False
    if quoted(reading, frame, unit):
        return True
    if frame.lemma in cues().answering and not any(i > frame.cue for i in frame.content):
        return False  # "within hours, Ada Low responded": nothing of what was said
    if is_ground(unit, frame):
        return False
    if does(unit, frame) or (not frame.clausal and reading.doc.text[slice(*frame.source_at)].lower() == "it"):
        return False
    if frame.lemma == "want" and wants_of_another(unit, frame):
        return not is_aside(reading, frame, unit)
    says = frame.lemma in cues().say | cues().stance | cues().opinion | cues().mood or frame.lemma in (
        "accord",
        "citing",
    )
    return says and not is_aside(reading, frame, unit)


def wants_of_another(unit: Unit, frame: Frame) -> bool:
    """ "wants Halmar to build its mills at home": what somebody else is to do."""
    clause = unit.tree.child(unit.tree[frame.cue], "ccomp")
    return clause is not None and bool(unit.tree.children(clause, *SUBJECTS))


def is_ground(unit: Unit, frame: Frame) -> bool:
    """ "Fearing a loss, Peru held back": why somebody acts, and nothing that is said."""
    cue = unit.tree[frame.cue]
    return not frame.clausal and cue.dep == "advcl" and cue.tag == "VBG" and frame.lemma in cues().opinion


def does(unit: Unit, frame: Frame) -> bool:
    """Is the verb one of promising, with an infinitive or object and no clause of its own?"""
    return frame.lemma in actions().statement["doing"] and not unit.tree.children(
        unit.tree[frame.cue], "ccomp"
    )


def quoted(reading: Reading, frame: Frame, unit: Unit) -> bool:
    """Are words in marks among the content, that this source says?"""
    for i in reading.doc.quotations_touching(unit):
        q, source = reading.doc.quotations[i], reading.speech.quoted[i][0]
        tokens = unit.tokens(q.start, q.end)
        if source == frame.source and any(t.i in frame.content for t in tokens):
            return True
    return False


def is_aside(reading: Reading, frame: Frame, unit: Unit) -> bool:
    """Is the saying denied, only to be done, told in a side clause, or inside what another says?"""
    tree, cue = unit.tree, unit.tree[frame.cue]
    neither = any(
        t.text.lower() == "neither" for s in tree.children(cue, *SUBJECTS) for t in tree.children(s)
    )
    if ((tree.children(cue, "neg") or neither) and frame.lemma not in cues().opinion) or not_done(unit, cue):
        return True
    for token in [cue, *tree.ancestors(cue)]:
        finite = token.tag != "VBG" and frame.lemma not in ("accord", "citing")
        marks = [k for k in tree.children(token, "mark", "advmod") if k.i < token.i]
        marked = any(k.text.lower() not in CONTRAST for k in marks)
        if (
            (token.dep == "relcl" and not tells_on(unit, token, frame))
            or (token.dep == "advcl" and finite and marked)
            or (
                token.dep == "pcomp"
                and (above := tree.head(token)) is not None
                and above.text.lower() in AFTER
            )
            or (token.dep == "acl" and finite and not is_lost_verb(unit, token))
        ):
            return True
    if any(t.dep == "advcl" and marked_by(unit, t, CONTRAST) for t in (cue, *tree.ancestors(cue))):
        return False
    around = [f for f in reading.speech.frames_in(unit.index) if frame.cue in f.content]
    around = [f for f in around if not relays(unit, f, frame)]
    return any(f.source.kind in VOICES and f.source != frame.source and f.cue != frame.cue for f in around)


def relays(unit: Unit, outer: Frame, inner: Frame) -> bool:
    """ "Ada Low repeated her doubts, sources said": they, or her own office, tell what she says."""
    top = [t for t in unit.tree.ancestors(unit.tree[inner.cue]) if t.i in outer.content]
    known = inner.source.kind in VOICES and inner.source.kind != "unnamed" and bool(inner.source.name)
    own = outer.source.kind == "body" and inner.source.kind == "person"
    own = own and outer.source.party is not None and outer.source.party == inner.source.party
    return (own or outer.source.kind == "unnamed") and known and inner.cue in outer.content and not top


def marked_by(unit: Unit, verb: Token, words: Sequence[str]) -> bool:
    """Does one of the words join the clause, which has a subject of its own?"""
    marks = {k.text.lower() for k in unit.tree.children(verb, "mark", "advmod")}
    return bool(marks & set(words)) and bool(unit.tree.children(verb, *SUBJECTS))


def is_embedded(unit: Unit, frame: Frame) -> bool:
    """ "part of what she called a “great pact”": a phrase inside a noun phrase of the sentence."""
    cue = unit.tree[frame.cue]
    over = (cue, *unit.tree.ancestors(cue))
    above = unit.tree.head(cue)
    own = cue.dep == "pcomp" and above is not None and above.text.lower() == "with"  # "with X telling us"
    deps = {t.dep for t in over if not (own and t.i == cue.i)}
    if any(t.dep == "advcl" and marked_by(unit, t, AFTER) for t in over):
        return True
    return bool(deps & {"relcl", "pcomp", "pobj"}) and not (frame.clausal and "relcl" in deps)


def tells_on(unit: Unit, token: Token, frame: Frame) -> bool:
    """ ", who said that ...": a relative clause that goes on telling, with a reported clause of its own."""
    subject = next(iter(unit.tree.children(token, *SUBJECTS)), None)
    if subject is None or subject.tag not in ("WP", "WDT") or not frame.clausal or token.i != frame.cue:
        return False
    return bool(subject.i) and unit.tree[subject.i - 1].text == ","


def not_done(unit: Unit, cue: Token) -> bool:
    """An infinitive that is only to be done; "went on to say", "did say" and "does not think" are done."""
    auxiliaries = [k.text.lower() for k in unit.tree.children(cue, "aux")]
    above = unit.tree.head(cue)
    told = (
        above is not None
        and above.lemma.lower() in ("go", "take", "use", "come", "appear", "seem", "begin")
        and "to" in auxiliaries
    )
    quick = above is not None and above.dep == "acomp" and above.lemma.lower() in actions().statement["eager"]
    return cue.tag == "VB" and not told and not quick and not {"do", "does", "did"} & set(auxiliaries)


def takes(unit: Unit, frame: Frame, draft: Draft, marked: bool) -> bool:
    """Is the other claim what the frame says or does, so that there is no statement beside it?

    `marked`: there are words in marks, which keep their statement beside an act told elsewhere.
    """
    trigger = unit.tree[draft.trigger]
    acting = draft.kind in ACTS and frame.lemma in cues().acting and not marked
    if trigger.i == frame.cue or (acting and is_beside(unit, trigger, frame)):
        return True
    return trigger.i in frame.content and leads(unit, trigger, frame, draft)


def is_beside(unit: Unit, trigger: Token, frame: Frame) -> bool:
    """Does the act stand in the verb's own clause, and not in one joined to it that has another subject?"""
    for token in [trigger, *unit.tree.ancestors(trigger)]:
        if token.i == frame.cue:
            return True
        if token.dep in (*JOINED, "ccomp") and unit.tree.children(token, *SUBJECTS):
            return token.dep == "ccomp" and token.i in frame.content
    up, cue = unit.tree.ancestors, unit.tree[frame.cue]
    path = [t for t in (cue, *up(cue)) if trigger in up(t)]  # not "Peru raised it, and Chile called it"
    return bool(path) and not any(t.dep in JOINED and unit.tree.children(t, *SUBJECTS) for t in path)


def leads(unit: Unit, trigger: Token, frame: Frame, draft: Draft) -> bool:
    """Is the act told in the main clause of what is said, so that the sentence is no mere statement?"""
    if draft.kind not in ACTS:
        return is_reported(unit, trigger, frame, draft)
    here: Token | None = trigger
    while here is not None and here.i in frame.content:
        if is_lost_clause(unit, here, frame):
            return True
        deep = draft.kind == "measure" and is_deep(unit, here)
        if here.head in frame.content and (here.dep in EMBEDDED or deep) and not is_near(unit, here):
            return False
        here = unit.tree.head(here)
    return True


def is_lost_clause(unit: Unit, verb: Token, frame: Frame) -> bool:
    """ "said mills bought tin", where the parser took the mills for what is said."""
    subject = unit.tree.head(verb)
    marked = verb.dep == "acl" and verb.tag in ("VBN", "VBD") and subject is not None
    return bool(marked and subject and subject.dep == "dobj" and subject.head == frame.cue and frame.clausal)


def is_near(unit: Unit, token: Token) -> bool:
    """ "is close to sealing the pact", "on the verge of sealing it": told of the subject."""
    preposition = unit.tree.head(token)
    if preposition is None or token.dep != "pcomp":
        return False
    if preposition.text.lower() == "as" and token.lemma.lower() in cues().say:
        return True  # "was quoted as saying"
    above = unit.tree.head(preposition)
    return above is not None and above.text.lower() in actions().statement["brinks"]


def is_deep(unit: Unit, token: Token) -> bool:
    """ "the fallout of the duties", "a duty of 5% means": a noun that is only spoken of."""
    above = unit.tree.head(token)
    if token.pos not in ("NOUN", "PROPN") or above is None:
        return False
    if token.dep == "nsubj":  # only an opinion of it is told
        return above.lemma.lower() in actions().statement["judging"] and bool(
            unit.tree.children(above, "acomp", "ccomp", "dobj")
        )
    if token.dep == "pobj":
        over = unit.tree.head(above)
        return over is not None and over.pos == "NOUN" and over.dep != "ROOT"
    return False


def is_reported(unit: Unit, trigger: Token, frame: Frame, draft: Draft) -> bool:
    """Is the meeting or deadline the very thing said: "said they met", "failed in talks, according to"?"""
    here = trigger
    how = draft.rule.removeprefix("meeting: ").split()[0]
    through = PHRASES if draft.kind == "deadline" else REACHED.get(how, ())
    if how == "during" and draft.action == "planned":
        through = PHRASES  # "will discuss it at a summit"
    while here.i != frame.cue and here.head in frame.content:
        awaited = here.dep in ("pcomp", "prep") and "to" in (
            here.text.lower(),
            unit.tree[here.head].text.lower(),
        )
        if here.dep not in ("xcomp", "ccomp", *through) and not awaited:
            break  # "looks forward to meeting" goes on, "was glad after meeting" does not
        here = unit.tree[here.head]
    top = here.i == frame.cue or here.head not in frame.content or here.dep == "ROOT"
    return top and here.dep not in SIDE and not (draft.action == "held" and is_judged(unit, trigger))


def is_judged(unit: Unit, noun: Token) -> bool:
    """ "the talks were useful": only an opinion of the meeting is told."""
    above = unit.tree.head(noun)
    return (
        noun.dep == "nsubj"
        and above is not None
        and above.lemma.lower() in (*actions().statement["judging"], "go")
    )


def draft_of(reading: Reading, frame: Frame, unit: Unit) -> Draft:
    """A statement by the frame's source, supported by the frame's sentence."""
    cue = unit.tree[frame.cue]
    sentence = reading.doc.sentence_at(unit.place(cue.start))
    return Draft(
        kind="statement",
        unit=unit.index,
        trigger=cue.i,
        rule=f"statement: {frame.lemma}",
        actors=frame.source.parties,
        sentences=(sentence,),
        voice=Voice(frame.source, frame.chain, frame),
    )


def from_quotations(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """Direct speech: the sentences of a quotation in which no other claim was found."""
    taken = {d.unit for d in others if is_main(reading, d)}
    accusing = {d.unit for d in others if d.kind == "accusation"}
    for i, (source, chain, frame) in reading.speech.quoted.items():
        inside = [u for u in reading.doc.units_within(i) if u.index not in taken]
        whole = all(u.index not in taken for u in reading.doc.units_within(i))
        free = inside if whole else [u for u in inside if len(u.text.split()) >= LEAST_WORDS]
        held = reading.speech.frames[frame] if frame is not None else None
        carried = held is not None and i in held.quotes
        if not free or source is None or (held is not None and carried and held.unit in accusing):
            continue
        if held is not None and carried and is_rest_of_act(reading, i, held, others):
            continue
        yield Draft(
            kind="statement",
            unit=free[0].index,
            trigger=0,
            rule="statement: quotation",
            actors=source.parties,
            sentences=(*(u.cut.sentence for u in free), *(cue_sentence(reading, held) if carried else ())),
            quotes=(i,),
            voice=Voice(source, chain, held),
        )


def is_rest_of_act(reading: Reading, number: int, frame: Frame, others: Sequence[Draft]) -> bool:
    """ "said the duty will rise “to a rate that hurts no one”": the act's clause goes on in the marks."""
    first = reading.doc.text[reading.doc.quotations[number].start]
    told = (d for d in others if d.unit == frame.unit and d.kind in ACTS and d.trigger in frame.content)
    return first.islower() and any(told)


def is_main(reading: Reading, draft: Draft) -> bool:
    """Is the claim told by its sentence, and not only named in a clause or phrase within it?"""
    unit = reading.doc.units[draft.unit]
    trigger = unit.tree[draft.trigger]
    if unit.quote is None or draft.kind in ("deadline", "figure"):
        return True
    named = (*NAMED, "relcl", "pobj") if draft.kind == "meeting" else NAMED
    over = (trigger, *unit.tree.ancestors(trigger))
    return not any(t.dep in named or (t.dep == "advcl" and marked_by(unit, t, REASONS)) for t in over)


def from_phrases(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """A phrase in somebody's marks, in a sentence of the outlet's that carries no claim yet."""
    taken = {d.unit for d in others}
    for i, (source, chain, frame) in reading.speech.quoted.items():
        if source is None or not source.name or source.kind not in VOICES or frame is not None:
            continue
        q = reading.doc.quotations[i]
        units = reading.doc.outer_units(q.start, q.end)
        if units and units[0].index not in taken:
            yield Draft(
                kind="statement",
                unit=units[0].index,
                trigger=units[0].tokens(q.start, q.end)[0].i,
                rule="statement: phrase",
                actors=source.parties,
                sentences=(reading.doc.sentence_at(q.start),),
                quotes=(i,),
                voice=Voice(source, chain, None),
            )


def cue_sentence(reading: Reading, frame: Frame | None) -> tuple[int, ...]:
    """The sentence in which the frame's cue stands."""
    if frame is None:
        return ()
    unit = reading.doc.units[frame.unit]
    return (reading.doc.sentence_at(unit.place(unit.tree[frame.cue].start)),)
