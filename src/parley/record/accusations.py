"""Accusations: one side says that the other broke a rule or a promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from parley.read import Reading
from parley.read.allegiance import is_public
from parley.read.cues import Accusing, cues
from parley.read.modality import mood_of
from parley.read.subjects import is_passive, subject_of
from parley.read.tree import Token
from parley.read.units import Unit, once
from parley.read.who import parties_of, source_of
from parley.record import slots
from parley.record.blaming import is_mutual, told_by
from parley.record.draft import Draft, voice_at
from parley.record.dumping import finder, finding_of, sellers
from parley.record.instruments import instruments

LONGEST = 40  # characters of a phrase of breach


def find_accusations(reading: Reading) -> Iterator[Draft]:
    """The accusations of an article: verbs of accusing, breaches told by a side, complaints at a forum."""
    for unit in reading.doc.units:
        if unit.cut.kind not in slots.NO_TEXT:
            rules = (accusing, breaches, filings, dumping)
            yield from next((found for rule in rules if (found := list(rule(reading, unit)))), [])


def dumping(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """ "The ministry found evidence of dumping of tin from B"."""
    verb = finding_of(unit)
    actors = finder(reading, unit, verb) if verb is not None else ()
    others = sellers(reading, unit, verb, actors) if verb is not None and actors else ()
    if verb is not None and others:
        yield draft(reading, unit, verb, actors, others)


def accusing(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """ "A accused B of": the object is the target; in the passive the subject, and the agent accuses."""
    if unit.lemmas.isdisjoint(words().accuse | words().charges | words().alleging):
        return
    for token in unit.tree:
        if token.lemma.lower() in words().charges and token.pos == "NOUN":
            yield from charged(reading, unit, token)
        if token.lemma.lower() in words().alleging and token.pos == "VERB":
            yield from alleged(reading, unit, token)
        if token.lemma.lower() not in words().accuse or token.pos != "VERB" or mood_of(unit, token).negated:
            continue
        agent = unit.tree.child(token, "agent")
        subject = unit.tree.child(agent, "pobj") if agent is not None else None
        if subject is None and not is_passive(unit, token):
            subject = subject_of(unit, token)
        target = unit.tree.child(token, "dobj", "nsubjpass")
        actors = of(reading, unit, subject) or slots.speaker_party(reading, unit, token)
        others = company(reading, unit, target) or of(reading, unit, target)
        if is_mutual(subject, target) and len(pair := reading.doc.pair) == 2:
            yield draft(reading, unit, token, pair[:1], pair[1:])
            yield draft(reading, unit, token, pair[1:], pair[:1])
            continue
        if others or (actors and (target is None or is_vague(target))):
            yield draft(reading, unit, token, actors, others)


def alleged(reading: Reading, unit: Unit, verb: Token) -> Iterator[Draft]:
    """ "A alleges that B's mills are subsidised": whoever is, or owns, the subject of what is alleged."""
    clause = unit.tree.child(verb, "ccomp")
    if clause is None or clause.i < verb.i or mood_of(unit, verb).negated:
        return
    actors = of(reading, unit, subject_of(unit, verb))
    others = tuple(p for p in of(reading, unit, subject_of(unit, clause)) if p not in actors)
    if actors and others:
        yield draft(reading, unit, verb, actors, others[:1])


def charged(reading: Reading, unit: Unit, noun: Token) -> Iterator[Draft]:
    """ "repeated the charge that B dumps steel", "A's allegation that B cheats", not where it is denied."""
    clause = unit.tree.child(noun, "acl", "ccomp")
    that = clause is not None and any(k.text == "that" for k in unit.tree.children(clause, "mark"))
    verb = unit.tree.head(noun)
    if clause is None or not that or (verb is not None and verb.lemma.lower() in words().denying):
        return
    own = unit.tree.child(noun, "poss")
    doer = subject_of(unit, verb) if verb is not None and noun.dep == "dobj" else None
    actors = of(reading, unit, own) or of(reading, unit, doer)
    others = tuple(p for p in of(reading, unit, subject_of(unit, clause)) if p not in actors)
    if actors and others:
        yield draft(reading, unit, noun, actors, others)


def words() -> Accusing:
    """The vocabulary of accusing."""
    return cues().accusing


@cache
def of_breach() -> frozenset[str]:
    """The lemmas that `tells_breach` looks for."""
    table = words()
    return (
        table.breach
        | table.needing
        | table.keeping
        | table.nouns
        | table.against
        | table.evading
        | table.wrongly
    )


def of(reading: Reading, unit: Unit, token: Token | None) -> tuple[str, ...]:
    """The parties that a phrase names."""
    if token is None:
        return ()
    return parties_of(reading.doc, unit, token, slots.discourse(reading, unit))


def company(reading: Reading, unit: Unit, token: Token | None) -> tuple[str, ...]:
    """The firm that a phrase names."""
    source = (
        source_of(reading.doc, unit, token, slots.discourse(reading, unit)) if token is not None else None
    )
    return (source.name,) if source is not None and source.kind == "company" and source.name else ()


def is_vague(target: Token) -> bool:
    """ "each accused the other": whoever is not the accuser."""
    return target.pos == "PRON" or target.lemma.lower() in words().opposed


def breaches(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A breach that one side says the other committed; one for a unit."""
    if unit.lemmas.isdisjoint(of_breach()) and not phrase_starts(unit):
        return
    for token in unit.tree:
        if not tells_breach(unit, token) or is_undone(unit, token) or is_denied(reading, unit, token):
            continue
        actors = told_by(reading, unit, clause_verb(unit, token)) or slots.speaker_party(reading, unit, token)
        actors = actors or punisher(reading, unit, token)
        actors = actors or of(reading, unit, judge(unit, token))
        actors = actors or official_side(reading, unit, token)
        others = tuple(p for p in culprits(reading, unit, token) if p not in actors)
        others = others or owners(reading, unit, token, actors)
        if actors and others:
            yield draft(reading, unit, token, actors, joint(reading, unit, token, others))
            return


def joint(reading: Reading, unit: Unit, token: Token, others: tuple[str, ...]) -> tuple[str, ...]:
    """ "A and B broke it": all who are subject together, else the first of those named."""
    subject = subject_of(unit, clause_verb(unit, token))
    together = of(reading, unit, subject) if subject is not None and subject.pos == "PROPN" else ()
    return others if set(others) <= set(together) else others[:1]


def official_side(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """The side of a minister or official whose state the text does not say: not the one that is accused."""
    source = voice_at(reading, unit, token).source
    pair = reading.doc.pair
    if source is None or source.kind not in ("person", "unnamed") or len(pair) < 2:
        return ()
    official = any(
        m.name == source.name and is_public(reading.doc, m)
        for m in reading.doc.mentions
        if m.kind == "person"
    )
    accused = [p for p in culprits(reading, unit, token) if p in pair]
    return tuple(p for p in pair if p not in accused) if official and len(accused) == 1 else ()


def is_denied(reading: Reading, unit: Unit, token: Token) -> bool:
    """Told by one who denies it."""
    frame = voice_at(reading, unit, token).frame
    return frame is not None and frame.lemma in words().denying


def owners(reading: Reading, unit: Unit, token: Token, actors: Sequence[str]) -> tuple[str, ...]:
    """ "said the duties broke the pact": the measure of the other side of the article's two."""
    verb = clause_verb(unit, token)
    around = {t.i for t in unit.tree.subtree(verb)}
    pair = reading.doc.pair
    subject = subject_of(unit, verb)
    deed = subject is not None and subject.lemma.lower() in words().deeds
    if judge(unit, token) is not None:  # "denounced the move as a breach"
        named = unit.tree.children(verb, "dobj")
        deed = any(o.lemma.lower() in words().deeds or o.pos == "PRON" for o in named)
    if not (deed or any(t.i in around for t, _ in instruments(unit))) or len(pair) < 2:
        return ()
    return tuple(p for p in pair if p not in actors) if set(actors) & set(pair) else pair[:1]


def clause_verb(unit: Unit, token: Token) -> Token:
    """The verb of the clause in which the token stands."""
    return next((t for t in (token, *unit.tree.ancestors(token)) if t.pos in ("VERB", "AUX")), token)


def tells_breach(unit: Unit, token: Token) -> bool:
    """Is the token a verb or noun of breach, or the beginning of a phrase of it?"""
    lemma, table = token.lemma.lower(), words()
    if lemma == "dump" and token.dep in ("amod", "compound", "nmod"):
        return False  # "the dumping margin"
    if token.pos == "VERB" and (lemma in table.breach or (lemma in table.needing and breaks(unit, token))):
        return True
    if token.pos == "VERB" and lemma in table.evading:
        return any(o.lemma.lower() in table.evaded for o in unit.tree.children(token, "dobj"))
    if token.pos == "VERB" and lemma in table.keeping and fails(unit, token) and breaks(unit, token):
        return True
    if lemma in table.nouns and token.pos == "NOUN":
        return bool(unit.tree.children(token, "prep", "poss", "amod", "compound"))
    if lemma in table.misuse and token.pos == "NOUN" and breaks(unit, token):
        return True
    if token.pos == "VERB" and token.dep in ("ROOT", "ccomp", "conj"):
        wrongly = any(k.text.lower() in table.wrongly for k in unit.tree.children(token, "advmod"))
        if wrongly and mood_of(unit, token).done:
            return True  # "is unfairly limiting access"
    return begins_phrase(unit, token) or (lemma in table.against and is_judged(unit, token))


def is_judged(unit: Unit, token: Token) -> bool:
    """ "the levy is illegal", "found the tax inconsistent with its principles": said of what was done.

    Also "called the tariffs illegal", "described it as unlawful" and, of a rule, "ran counter to".
    """
    above = unit.tree.head(token)
    linked = above is not None and token.dep in ("acomp", "oprd", "ccomp", "xcomp", "conj")
    linked = linked or judge(unit, token) is not None
    preps = unit.tree.children(token, "prep")
    hung = unit.tree.children(above, "prep") if above is not None and token.dep == "advmod" else ()
    preps += tuple(p for p in hung if p.i == token.i + 1)
    rules = [o for p in preps for o in unit.tree.children(p, "pobj") if o.lemma.lower() in words().broken]
    return bool(rules) if token.dep in ("advmod", "pobj") and rules else linked and (bool(rules) or not preps)


def judge(unit: Unit, token: Token) -> Token | None:
    """ "Oslo denounced the move as a breach", "called the duty illegal": who judges so."""
    verb = clause_verb(unit, token)
    named = unit.tree.children(verb, "dobj", "nsubjpass")
    before = unit.tree[token.i - 1] if token.i else None
    ases = [p for top in (verb, *named) for p in unit.tree.children(top, "prep") if p.text.lower() == "as"]
    under = any(token.i in {t.i for t in unit.tree.subtree(p)} for p in ases)
    behind = token.dep == "amod" and any(o.i == token.head and o is before for o in named)
    under = under or (token.dep == "advcl" and before is not None and before.text.lower() == "as")
    judging = verb.lemma.lower() in cues().stance or verb.lemma.lower() in cues().naming
    return subject_of(unit, verb) if judging and (under or behind) and not is_passive(unit, verb) else None


def begins_phrase(unit: Unit, token: Token) -> bool:
    """Does a phrase of breach begin at the token?"""
    return token.start in phrase_starts(unit)


@once
def phrase_starts(unit: Unit) -> frozenset[int]:
    """Where phrases of breach begin in the unit's text."""
    text, phrases = unit.text.lower(), words().phrases
    if not any(phrase in text for phrase in phrases):
        return frozenset()
    return frozenset(t.start for t in unit.tree if text.startswith(phrases, t.start, t.start + LONGEST))


def fails(unit: Unit, verb: Token) -> bool:
    """ "has not honoured", "failed to keep", "the failure to keep"."""
    above = unit.tree.head(verb)
    hangs = verb.dep in ("xcomp", "acl")
    failing = above is not None and hangs and above.lemma.lower() in words().failing
    return failing or bool(unit.tree.children(verb, "neg"))


def breaks(unit: Unit, verb: Token) -> bool:
    """Has the verb a rule or promise as object (also in "has broken rules", read as a mark of them)?"""
    above = unit.tree.head(verb)
    if verb.dep == "amod" and above is not None and verb.i and unit.tree[verb.i - 1].lemma == "have":
        return above.lemma.lower() in words().broken
    kids = unit.tree.children(verb, "dobj", "nsubjpass", "prep")
    objects = [o for k in kids for o in ([k] if k.dep != "prep" else unit.tree.children(k, "pobj"))]
    return any(
        t.lemma.lower() in words().broken for o in objects for t in (o, *unit.tree.children(o, "conj"))
    )


def is_undone(unit: Unit, token: Token) -> bool:
    """Denied, or only told as a condition."""
    if token.pos != "VERB":
        return is_no_breach(unit, token)
    mood, marks = mood_of(unit, token), {k.text.lower() for k in unit.tree.children(token, "mark")}
    above = unit.tree.head(token)
    if above is not None and token.dep == "xcomp":  # "unless it fails to keep"
        marks |= {k.text.lower() for k in unit.tree.children(above, "mark")}
    over = [a for a in unit.tree.ancestors(token) if a.dep == "advcl"][:1]
    marks |= {k.text.lower() for a in over for k in unit.tree.children(a, "mark")} & {"if", "unless"}
    kept = token.lemma.lower() in words().keeping
    return bool(marks & {"whether", "if", "unless"}) or (
        mood.negated and not kept and not begins_phrase(unit, token)
    )


def is_no_breach(unit: Unit, token: Token) -> bool:
    """ "is not in violation of the rules", "is no breach", "non-discriminatory"."""
    if unit.text[: token.start].lower().endswith("non-"):
        return True
    verb = unit.tree.head(token)
    if verb is not None and verb.dep == "prep":  # "in violation of"
        verb = unit.tree.head(verb)
    linked = verb is not None and verb.lemma.lower() == "be"
    denied = linked and verb is not None and bool(unit.tree.children(verb, "neg"))
    feared = any(k.text.lower() in words().feared for k in unit.tree.children(token, "amod"))
    return denied or feared or any(k.text.lower() == "no" for k in unit.tree.children(token, "det"))


def punisher(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """ "to punish B for stealing": who punishes says that B did."""
    for verb in unit.tree.ancestors(token):
        if verb.lemma.lower() in words().punish:
            return of(reading, unit, subject_of(unit, verb)) or slots.speaker_party(reading, unit, verb)
    return ()


def culprits(reading: Reading, unit: Unit, token: Token) -> Sequence[str]:
    """Who broke it: the verb's subject, the noun's owner, the object of punishing, else any party named."""
    verb = clause_verb(unit, token)
    punished = next((a for a in unit.tree.ancestors(token) if a.lemma.lower() in words().punish), None)
    if punished is not None:
        return of(reading, unit, unit.tree.child(punished, "dobj"))
    if verb.dep == "pcomp":  # "sees B's steps as violating the pact"
        seen = [o for a in unit.tree.ancestors(verb) for o in unit.tree.children(a, "dobj")]
        own = next((found for o in seen if (found := of(reading, unit, o))), ())
    else:
        subject = subject_of(unit, helped(unit, verb))
        own = company(reading, unit, subject) or of(reading, unit, subject)
        own = (slots.agent_of(reading, unit, token) if helped(unit, verb) == verb else ()) or own
    return own or addressed(reading, unit, verb) or slots.parties_in(reading, unit, unit.tree)


def addressed(reading: Reading, unit: Unit, verb: Token) -> tuple[str, ...]:
    """ "urged B to drop the curbs, which it said broke the rules": the one who is urged."""
    asked = [a for a in unit.tree.ancestors(verb) if a.lemma.lower() in cues().demanded]
    objects = [o for a in asked for o in unit.tree.children(a, "dobj")]
    return next((found for o in objects if (found := of(reading, unit, o))), ())


def helped(unit: Unit, verb: Token) -> Token:
    """ "helped Iran to evade": who helped did it; else the verb itself."""
    above = unit.tree.head(verb)
    return above if above is not None and above.lemma.lower() in ("help", "let", "allow") else verb


def filings(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A complaint filed at the WTO."""
    text = unit.text.lower()
    if not any(f in text for f in words().forum):
        return
    for token in unit.tree:
        if token.lemma.lower() not in words().filing or token.pos != "VERB" or mood_of(unit, token).negated:
            continue
        if any(k.text.lower() in ("whether", "if") for k in unit.tree.children(token, "mark")):
            continue  # "undecided whether to file"
        below = unit.tree.subtree(token)
        told = () if is_passive(unit, token) else slots.speaker_party(reading, unit, token)
        actors = slots.agent_of(reading, unit, token) or told
        if actors and ({t.lemma.lower() for t in below} & words().case or is_taken(unit, token)):
            others = of(reading, unit, unit.tree.child(token, "dobj"))
            others = tuple(p for p in others if p not in actors and p != "WTO")
            others = others or slots.targets_of(reading, unit, below, actors)
            yield draft(reading, unit, token, actors, others[:1])
            return


def is_taken(unit: Unit, verb: Token) -> bool:
    """ "took X to the WTO", "sued X at the WTO", "complained to the WTO"."""
    if verb.lemma.lower() == "complain":
        return True
    return verb.lemma.lower() in ("take", "sue") and bool(unit.tree.children(verb, "dobj"))


def draft(
    reading: Reading, unit: Unit, token: Token, actors: tuple[str, ...], others: tuple[str, ...]
) -> Draft:
    """The claim's slots; an unnamed target is the other of the article's two."""
    rest = others or tuple(p for p in reading.doc.pair if p not in actors)[:1]
    below = unit.tree.subtree(token)
    return Draft(
        kind="accusation",
        unit=unit.index,
        trigger=token.i,
        rule=f"accusation: {token.lemma.lower()}",
        actors=actors or tuple(p for p in reading.doc.pair if p not in rest)[:1],
        targets=tuple(p for p in rest if p not in actors) or actors[: len(actors) if len(actors) > 1 else 0],
        action="alleged",
        goods=slots.goods_of(reading, unit, below),
        date=slots.date_of(reading.doc.times_in(unit, below)),
    )
