"""The parties of a deal: who concludes, seeks or rejects it, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.draft import Draft
from parley.record.whose_deal import states_with_firm
from parley.record.words import actions

WITH = ("with", "between", "among", "for", "by")


def parties(
    reading: Reading, unit: Unit, what: tuple[Token, Token], before: Sequence[Draft]
) -> tuple[str, ...]:
    """All parties of the deal: subject, "with X", "between A and B", the accord's, those of the deal that
    was told `before`, else the article's two.
    """
    if one_side := states_with_firm(reading, unit, what[0]):
        return one_side
    named = told(reading, unit, what)
    if len(named) > 1 and not is_one_side(unit, what):
        return named
    back = pointed_at(reading, unit, what[0], (named, before))
    if len(back) == 1:
        return back  # a deal with a firm
    pair = back or reading.doc.pair
    if not named or (len(named) == 1 and named[0] in pair):
        return tuple(dict.fromkeys([*named, *pair]))
    teller = [p for p in slots.speaker_party(reading, unit, what[1]) if can_agree(reading, p)]
    other = teller or [p for p in pair if p not in named][:1]
    return tuple(dict.fromkeys([*named, *other]))  # "X said that a deal was reached with Y"


def is_one_side(unit: Unit, what: Sequence[Token]) -> bool:
    """ "deals were reached with X and Y": the side that reached them is told elsewhere."""
    preps = {p.text.lower() for top in what for p in unit.tree.children(top, "prep")}
    passive = bool(unit.tree.children(what[1], "nsubjpass")) and not unit.tree.children(what[1], "agent")
    return passive and "with" in preps and "between" not in preps


def pointed_at(
    reading: Reading, unit: Unit, noun: Token, known: tuple[tuple[str, ...], Sequence[Draft]]
) -> tuple[str, ...]:
    """ "the pact": the parties of the deal told last, or of the known accord that the article is about."""
    named, before = known
    definite = any(k.text.lower() in ("the", "this", "that") for k in unit.tree.children(noun, "det"))
    if not definite and noun.pos != "PRON":
        return ()
    last = next((d.actors for d in reversed(before) if d.unit < unit.index), ())
    only = tuple(accord_of(reading))
    return next((p for p in (only, last) if p and set(named) <= set(p)), ())


def told(reading: Reading, unit: Unit, what: tuple[Token, Token]) -> tuple[str, ...]:
    """The parties that the deal's own words name."""
    noun, act = what
    named = list(slots.agent_of(reading, unit, act)) if act.pos in ("VERB", "AUX", "ADJ") else []
    subject = slots.doer(unit, act) if not named else None
    if subject is not None and subject.i != noun.i:
        named += parties_of(reading.doc, unit, subject, slots.discourse(reading, unit))
    named += [p for p in beside(reading, unit, what) if p not in named]
    names = [reading.doc.mention_of(unit, t) for t in (noun, *unit.tree.children(noun, "compound"))]
    mention = next((m for m in names if m is not None and m.kind == "accord"), None)
    if mention is not None:
        bound = reading.doc.lexicon.accords[mention.key].parties
        named = [*(named if act.lemma.lower() in actions().agreement["acceding"] else ()), *bound]
    named = named or accord_of(reading)
    named = without_blocs(reading, [p for p in dict.fromkeys(named) if can_agree(reading, p)])
    if len(named) == 1:
        named += [p for p in of_terms(reading, unit, noun) if p not in named]
    if len(named) == 1:
        persons = [
            m.party for m in reading.doc.mentions_in(unit, unit.tree) if m.kind == "person" and m.party
        ]
        others = [p for p in dict.fromkeys(persons) if p not in named and can_agree(reading, p)]
        named += others if len(others) == 1 else []
    return tuple(named)


def accord_of(reading: Reading) -> list[str]:
    """The parties of the one known accord that the article is about: it stands in the title, or often."""
    title = reading.doc.article.blocks[0].text if reading.doc.article.blocks else ""
    found = Counter(m.key for m in reading.doc.mentions if m.kind == "accord")
    key, often = next(iter(found.most_common(1)), ("", 0))
    led = any(m.kind == "accord" and m.end <= len(title) for m in reading.doc.mentions)
    return list(reading.doc.lexicon.accords[key].parties) if key and (led or often > 2) else []


def beside(reading: Reading, unit: Unit, what: Sequence[Token]) -> Iterator[str]:
    """The parties in the deal's name and in the phrases of company on it and on its act."""
    for top in what:
        for kid in unit.tree.children(top, "prep", "poss", "compound", "amod", "nmod"):
            if kid.dep == "prep" and kid.text.lower() not in WITH:
                continue
            inside = without_clauses(unit, kid)
            persons = [
                m.party for m in reading.doc.mentions_in(unit, inside) if m.kind == "person" and m.party
            ]
            blocs = [m.party for m in reading.doc.mentions_in(unit, inside) if m.kind == "party" and m.party]
            yield from (*slots.parties_in(reading, unit, inside), *persons, *blocs)
            if kid.dep == "prep" and (noun := unit.tree.child(kid, "pobj")) is not None:
                yield from parties_of(reading.doc, unit, noun, slots.discourse(reading, unit))


def of_terms(reading: Reading, unit: Unit, noun: Token) -> list[str]:
    """ "reached a deal to lift its duties on X and Y": those on whom the terms bear."""
    terms = (t for k in unit.tree.children(noun, "acl") if k.tag == "VB" for t in unit.tree.subtree(k))
    return [p for p in slots.parties_in(reading, unit, terms) if can_agree(reading, p)]


def without_blocs(reading: Reading, named: list[str]) -> list[str]:
    """ "with the bloc's members X and Y": the members, and not the bloc beside them."""
    found = reading.doc.lexicon.parties
    blocs = {p for p in named if p != "EU" and len(set(found[p].members) & set(named)) > 1}
    return [p for p in named if p not in blocs]


def without_clauses(unit: Unit, kid: Token) -> tuple[Token, ...]:
    """The phrase without the clauses in it: "with the bloc, which comprises X and Y"."""
    clauses = [t for t in unit.tree.subtree(kid) if t.dep == "relcl"]
    apart = {t.i for c in clauses for t in unit.tree.subtree(c)}
    return tuple(t for t in unit.tree.subtree(kid) if t.i not in apart)


def can_agree(reading: Reading, code: str) -> bool:
    """A state, or a bloc that concludes deals."""
    party = reading.doc.lexicon.parties.get(code)
    return reading.doc.is_state(code) or (party is not None and party.kind == "bloc")
