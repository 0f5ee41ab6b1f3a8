"""Lists of trusted partners: who is struck off one comes under export controls, who is put back is freed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.phrases import first, verb_phrases
from parley.record.words import actions

LISTS = ("list", "whitelist")
FARTHEST = 4  # words up from the preposition in which the act stands


def relisted(reading: Reading, unit: Unit) -> Iterator[tuple[Token, Act]]:
    """The list, and what is done to a state on it: "took Peru off its white list"."""
    if unit.lemmas.isdisjoint(LISTS):
        return
    for noun in unit.tree:
        preposition = unit.tree.head(noun)
        if not is_of_trust(unit, noun) or preposition is None or noun.dep != "pobj":
            continue
        act = listing(unit, preposition)
        if act is not None and states(reading, unit, act.token):
            yield noun, act


def is_relisting(unit: Unit, verb: Token) -> bool:
    """Is the verb what is done to somebody on such a list?"""
    if unit.lemmas.isdisjoint(LISTS):
        return False
    lists = [t for t in unit.tree if is_of_trust(unit, t)]
    above = [unit.tree.head(t) for t in lists if t.dep == "pobj"]
    acts = [listing(unit, p) for p in above if p is not None]
    return any(act is not None and act.token.i == verb.i for act in acts)


def is_delisted(reading: Reading, unit: Unit, token: Token, objects: Sequence[Token]) -> bool:
    """ "dropped Japan as a trusted partner": a state that is no longer trusted."""
    found = (reading.doc.mention_of(unit, o) for o in objects)
    if not any(m is not None and m.kind == "party" for m in found):
        return False
    stage = first(actions().listings, verb_phrases(unit.tree, token))
    preps = [p for k in (token, *objects) for p in unit.tree.children(k, "prep")]
    trusted = {t.text.lower() for p in preps if p.text.lower() == "as" for t in unit.tree.subtree(p)}
    return bool(trusted & set(actions().trusted["words"])) and bool(
        stage or token.lemma.lower() in actions().trusted["losing"]
    )


def is_of_trust(unit: Unit, noun: Token) -> bool:
    """ "its white list", "a list of preferred trade partners"."""
    if noun.lemma.lower() not in LISTS or noun.pos not in ("NOUN", "PROPN"):
        return False
    words = {w for t in unit.tree.subtree(noun) for w in (t.lemma.lower(), t.text.lower())}
    return noun.lemma.lower() == "whitelist" or bool(words & {"white", *actions().trusted["words"]})


def listing(unit: Unit, preposition: Token) -> Act | None:
    """The verb or noun of listing to which the preposition belongs, wherever the parser hung it."""
    here: Token | None = preposition
    for _ in range(FARTHEST):
        here = unit.tree.head(here) if here is not None else None
        if here is None:
            return None
        if here.pos == "ADV":
            continue  # "put Peru back on"
        nouns = [k for k in unit.tree.children(here, "dobj") if k.lemma.lower() in ("removal", "exclusion")]
        here = nouns[0] if nouns else here  # "approved the removal of Peru from"
        form = f"{here.lemma.lower()} {preposition.text.lower()}"
        stage = actions().listings.get(form)
        if stage == "lifted":
            return act_of(unit, here, "imposed")
        if stage == "imposed" or form in actions().trusted["back"]:
            return act_of(unit, here, "eased")
        if here.tag in ("VBD", "VBZ", "VBP"):
            return None
    return None


def act_of(unit: Unit, token: Token, stage: str) -> Act:
    """A verb, or a noun with the verb over it ("approved the removal of Peru from")."""
    if token.pos == "VERB":
        return Act(token, stage, "with")
    above = unit.tree.head(token) if token.dep in ("dobj", "nsubjpass") else None
    return Act(token, stage, "noun", above)


def states(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The states that are put on the list or off it."""
    ofs = [p for p in unit.tree.children(act, "prep") if act.pos == "NOUN" and p.text.lower() == "of"]
    things = [
        *unit.tree.children(act, "dobj", "nsubjpass"),
        *(n for p in ofs for n in unit.tree.children(p, "pobj")),
    ]
    return slots.parties_in(reading, unit, things)
