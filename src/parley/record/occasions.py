"""When an act was done, where its own clause does not say: the time of the clause that it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parley.model import When
from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.words import actions

WITHIN = ("conj", "xcomp", "prep", "pobj", "dobj", "pcomp", "appos", "nmod", "compound", "dep")
"""By these an act hangs on what is done in its own clause ("put up curbs, including limits on")."""
SPOKEN = ("considered", "threatened", "announced")
HEADS = ("President of", "Prime Minister of", "Chancellor of")
ORDER = {"first": 0, "second": 1}
TERM = re.compile(r"\b(first|second) (?:\w+ )?(?:term|presidency|premiership|administration)\b", re.I)
ADJUNCTS = ("prep", "npadvmod", "advmod")


def occasion(reading: Reading, unit: Unit, act: Token, spoken: bool = False) -> When | None:
    """ "In 2022 Peru went further, curbing sales", "since April, when Peru set new rules": when that was.

    What is only `spoken` of happens when it is said ("Peru said on Friday that it would tax"). Days that are
    still to come are left: what is hoped for then is not done then.
    """
    if act.pos != "VERB":
        return None
    today = reading.doc.day
    if (past := term(reading, unit)) is not None:
        return past
    causing = (act,) if act.lemma.lower() in actions().cited["verbs"] else ()
    for clause in (*causing, *above(unit, act, spoken)):
        times = reading.doc.times_in(unit, tuple(adjuncts(unit, clause, act)))
        found = slots.date_of(times)
        if found is not None:
            return found if today is not None and found.start[:10] <= today else None
    return None


def own_words(unit: Unit, act: Token, tokens: Sequence[Token], *, alone: bool = True) -> tuple[Token, ...]:
    """The words without clauses on nouns, of other times and places; `alone`: nor those on the act."""
    over = {act.i, *(t.i for t in unit.tree.ancestors(act))}
    apart = [t for t in tokens if t.dep in ("acl", "relcl", "pcomp") and t.i not in over]
    apart += [k for k in unit.tree.children(act, "advcl") if alone and k.i > act.i]
    skip = {t.i for k in apart for t in unit.tree.subtree(k)}
    return tuple(t for t in tokens if t.i not in skip)


def lies_ahead(reading: Reading, when: When | None) -> bool:
    """Does it begin after the day of publication?"""
    return when is not None and reading.doc.day is not None and when.start[:10] > reading.doc.day


def without_source(unit: Unit, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without "according to a notice published on Monday": the day of the notice is not that of the act."""
    tops = [t for t in unit.tree if t.lemma == "accord" and t.tag == "VBG"] if "accord" in unit.lemmas else []
    apart = {k.i for t in tops for k in unit.tree.subtree(t)}
    return tuple(t for t in tokens if t.i not in apart)


def term(reading: Reading, unit: Unit) -> When | None:
    """ "during the president's first term": its years by the register of offices, where it is over."""
    told = TERM.search(unit.text)
    if told is None or reading.doc.day is None:
        return None
    people = (m.name for m in reading.doc.mentions_in(unit, unit.tree) if m.kind in ("person", "body"))
    for name in people:
        terms = terms_of(reading, name)
        number = ORDER[told[1].lower()]
        if number < len(terms):
            first, last = terms[number]
            return When(first, last, "year") if last is not None and last < reading.doc.day else None
    return None


def terms_of(reading: Reading, name: str) -> list[tuple[str, str | None]]:
    """First and last days of a person at the head of a state, oldest first; of "X administration", of X."""
    book = reading.doc.lexicon
    person = book.person(name.removesuffix(" administration"))
    offices = [book.offices[key] for key in person.offices] if person is not None else []
    heads = [o for o in offices if o.title.startswith(HEADS)]
    held = [h for o in heads for h in o.holders if person is not None and h.name == person.name]
    return sorted((h.start, h.end) for h in held)


def above(unit: Unit, act: Token, spoken: bool) -> Iterator[Token]:
    """The verbs over the act whose time is its own, nearest first; where `spoken`, those that tell it too."""
    here = act
    for _ in range(6):
        over = unit.tree.head(here)
        within = here.dep in WITHIN and not unit.tree.children(here, "nsubj", "nsubjpass")
        if over is None or not (
            within or shares_time(unit, here) or ((spoken or is_going_on(unit, here)) and is_told(over, here))
        ):
            return
        if over.pos in ("VERB", "AUX"):
            yield over
        here = over


def is_going_on(unit: Unit, verb: Token) -> bool:
    """ "announced on Monday that it was cutting": done by saying so."""
    over = unit.tree.head(verb)
    helps = [k.lemma.lower() for k in unit.tree.children(verb, "aux")]
    told = over is not None and actions().stages.get(over.lemma.lower()) == "announced"
    return told and verb.tag == "VBG" and helps == ["be"]


def is_told(over: Token, clause: Token) -> bool:
    """Is the clause what the verb over it says or announces?"""
    lemma = over.lemma.lower()
    return clause.dep == "ccomp" and (lemma in cues().speech or actions().stages.get(lemma) in SPOKEN)


def shares_time(unit: Unit, verb: Token) -> bool:
    """A participle without a subject, or a clause that says what happened then ("..., when Peru")."""
    tree = unit.tree
    if verb.dep == "advcl" and verb.tag == "VBG":
        return not tree.children(verb, "nsubj", "nsubjpass", "mark", "aux")
    return verb.dep == "advcl" and any(k.text.lower() == "when" for k in tree.children(verb, "advmod"))


def adjuncts(unit: Unit, clause: Token, act: Token) -> Iterator[Token]:
    """The words of the clause that tell its time, without the branch in which the act stands.

    Where something brings the act about, also those on it ("the launch of the phone in 2023 drew a probe").
    """
    tree = unit.tree
    causes = tree.children(clause, "nsubj") if clause.lemma.lower() in actions().cited["verbs"] else ()
    kids = (*tree.children(clause, *ADJUNCTS), *(k for c in causes for k in tree.children(c, "prep")))
    contrary = act.dep == "conj" and any(k.text.lower() == "but" for k in tree.children(clause, "cc"))
    for kid in kids:
        if contrary and clause.i < kid.i < act.i:
            continue  # "was raised in April, but suspended": another day
        phrase = tree.subtree(kid)
        if all(t.i != act.i for t in phrase):
            yield from phrase
