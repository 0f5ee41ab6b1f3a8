"""Bans that do not say which way goods are kept from going: by whose goods they are, and the other bans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import FAR, bearing, of_another, phrase
from parley.record.words import actions

TO = ("to", "into", "onto")


def ban_on_imports(reading: Reading, unit: Unit, noun: Token, name: str) -> str:
    """`import_ban` for "a ban on Japanese seafood", where no word tells of exports."""
    below = [
        t for p in unit.tree.children(noun, "prep") if p.text.lower() == "on" for t in unit.tree.subtree(p)
    ]
    if name != "export_ban" or bearing([t.lemma.lower() for t in below]) is not None:
        return name
    verb = unit.tree.head(noun)
    hung = unit.tree.children(verb, "prep") if verb is not None and verb.pos == "VERB" else ()
    apart = [p for p in hung if p.i > noun.i and (p.text.lower() == "from" or p.i == noun.i + 1)]
    below += [t for p in apart for t in unit.tree.subtree(p)]
    left = phrase(unit.tree, noun)
    if "export" not in left and not below and told_before(reading, unit) == "import_ban":
        return "import_ban"  # "to end this ban"
    return "import_ban" if "export" not in left and of_another(reading, unit, below) else name


def told_before(reading: Reading, unit: Unit) -> str | None:
    """What the ban told last before the unit bears on, where its words tell."""
    for other in reversed(reading.doc.units[max(0, unit.index - FAR) : unit.index]):
        bans = [t for t in other.tree if t.lemma.lower() == "ban" and t.pos == "NOUN"]
        found = [b for t in bans if (b := bearing(phrase(other.tree, t))) in ("import_ban", "export_control")]
        if found:
            return found[0]
    return None


def with_sides(reading: Reading, found: Sequence[Draft]) -> list[Draft]:
    """Bans as bans on imports where the goods are another's, or where the article's ban is one.

    "Peru stopped Chilean exports of tin": tin is kept from coming in. Of a bare "the ban" the other bans of
    the same party tell.
    """
    first = [sided(reading, draft) for draft in found]
    closing = {a for d in first if d.instrument == "import_ban" for a in d.actors}
    return [
        draft if draft.instrument != "export_ban" else recalled(reading, draft, closing) for draft in first
    ]


def sided(reading: Reading, draft: Draft) -> Draft:
    """A ban of who bans what another ships, or what is shipped to himself."""
    if draft.instrument == "export_control" and draft.actors:
        return from_another(reading, draft)
    if draft.instrument != "export_ban" or not draft.actors:
        return draft
    unit = reading.doc.units[draft.unit]
    own = set(draft.actors)
    shipped = any(set(bound_for(reading, unit, t)) & own for t in flows(unit))
    others = {p for t in flows(unit) for p in origins(reading, unit, t)} - own
    froms = [p for p in unit.tree.subtree(unit.tree[draft.trigger]) if p.text.lower() == "from"]
    nouns = [n for p in froms for n in unit.tree.children(p, "pobj")]
    others |= set(slots.parties_in(reading, unit, nouns)) - own
    others |= {p for p in of_teller(reading, unit, draft) if p not in own}
    return replace(draft, instrument="import_ban") if shipped or others else draft


def of_teller(reading: Reading, unit: Unit, draft: Draft) -> tuple[str, ...]:
    """ "Chile welcomed Peru's decision to lift bans on its beef": "its" is the main subject's."""
    below = unit.tree.subtree(unit.tree[draft.trigger])
    own = [t for t in below if t.tag == "PRP$" and t.text.lower() in ("its", "their")]
    known = [m for t in own if (m := reading.doc.mention_of(unit, unit.tree[t.head])) is not None]
    root = next((t for t in unit.tree if t.dep == "ROOT"), None)
    subject = unit.tree.child(root, "nsubj") if root is not None else None
    if subject is None or not any(m.kind == "good" for m in known):
        return ()
    mention = reading.doc.mention_of(unit, subject)
    return (mention.party,) if mention is not None and mention.party and mention.kind == "party" else ()


def is_on_imports(
    reading: Reading, unit: Unit, words: Sequence[Token], told: tuple[str, Sequence[str], Sequence[str]]
) -> bool:
    """ "lift the ban on Brazilian beef", "ease its curbs on Peruvian eels": are another's goods meant?

    `told` are the instrument that the words name, the goods, and who is bound.
    """
    kind, goods, bound = told
    if kind == "export_ban":
        return bool(slots.parties_in(reading, unit, words)) or is_brought_in(reading, goods, bound)
    return kind == "export_control" and bool(bound) and is_foreign(reading, unit, words, bound)


def is_foreign(reading: Reading, unit: Unit, words: Sequence[Token], own: Sequence[str]) -> bool:
    """Do the words name goods by the state of another ("Peruvian eels", "goods from Peru")?"""
    for token in words:
        mention = reading.doc.mention_of(unit, token)
        good = token.lemma.lower() in actions().flowing["goods"] or (
            mention is not None and mention.kind == "good"
        )
        if good and set(origins(reading, unit, token)) - set(own):
            return True
    return False


def from_another(reading: Reading, draft: Draft) -> Draft:
    """ "Peru restricted shipments of eels from Chile": a limit on what comes from another comes in."""
    unit = reading.doc.units[draft.unit]
    act = unit.tree[draft.trigger]
    for flow in unit.tree.children(act, "dobj", "nsubjpass"):
        hung = (*unit.tree.children(flow, "prep"), *unit.tree.children(act, "prep"))
        froms = [n for p in hung if p.text.lower() == "from" for n in unit.tree.children(p, "pobj")]
        places = [m.party for n in froms if (m := reading.doc.mention_of(unit, n)) is not None]
        abroad = any(p and p not in draft.actors and reading.doc.is_state(p) for p in places)
        if flow.lemma.lower() in actions().flowing["flows"] and abroad and not bound_for(reading, unit, flow):
            return replace(draft, instrument="import_ban")
        ons = [p for p in hung if p.text.lower() == "on"]  # "eased its curbs on Chilean eels"
        below = [t for p in ons for t in unit.tree.subtree(p)]
        left = set(phrase(unit.tree, flow)) & {"export", "control", "shipment", "sale"}
        if ons and not left and is_foreign(reading, unit, below, draft.actors):
            return replace(draft, instrument="import_ban")
    return draft


def recalled(reading: Reading, draft: Draft, closing: set[str]) -> Draft:
    """A ban without a word of flow, or on what is shipped to a party whose ban on imports is told."""
    unit = reading.doc.units[draft.unit]
    if not flows(unit):
        closed = set(draft.actors) & closing or is_brought_in(reading, draft.goods, draft.actors)
        return replace(draft, instrument="import_ban") if closed else draft
    to = {p for t in flows(unit) for p in bound_for(reading, unit, t)} & closing
    if len(to) == 1 and not set(draft.actors) & closing:
        rest = tuple(p for p in (*draft.actors, *draft.targets) if p not in to)
        return replace(draft, instrument="import_ban", actors=tuple(to), targets=rest[:1])
    return draft


def is_brought_in(reading: Reading, goods: Sequence[str], owner: Sequence[str]) -> bool:
    """Does the article speak of the goods as another's ("Chilean wine"), or of what is shipped to the owner?

    Not where it also speaks of such goods as the owner ships.
    """
    of_others = shipped = False
    for unit in reading.doc.units:
        for flow in flows(unit):
            shipping = {m.key for m in reading.doc.mentions_in(unit, unit.tree.subtree(flow))}
            if set(origins(reading, unit, flow)) & set(owner) and shipping & set(goods):
                return False
            shipped = shipped or bool(set(bound_for(reading, unit, flow)) & set(owner))
        known = [(t, reading.doc.mention_of(unit, t)) for t in unit.tree]
        named = [t for t, m in known if m is not None and m.key in goods]
        of_others = of_others or any(set(origins(reading, unit, t)) - set(owner) for t in named)
    return bool(goods and owner) and (of_others or shipped)


def flows(unit: Unit) -> list[Token]:
    """Nouns and verbs of goods on their way out."""
    words = (*actions().flowing["flows"], *actions().flowing["words"])
    return [t for t in unit.tree if t.lemma.lower() in words and t.lemma.lower() not in ("import", "enter")]


def bound_for(reading: Reading, unit: Unit, flow: Token) -> tuple[str, ...]:
    """Where it goes: "exports to Peru", "ship to Peruvian markets"."""
    tree = unit.tree
    preps = [p for p in tree.children(flow, "prep", "dative") if p.text.lower() in TO]
    nouns = [n for p in preps for first in tree.children(p, "pobj") for n in tree.conjuncts(first)]
    # What stands behind the place is of the goods: "exports to Peru of goods made with Chilean tin".
    named = {t.i: t for n in nouns for t in (n, *tree.children(n, "amod", "compound", "poss", "nmod"))}
    return slots.parties_in(reading, unit, [named[i] for i in sorted(named)])


def origins(reading: Reading, unit: Unit, flow: Token) -> tuple[str, ...]:
    """Whose it is: "Peruvian exports", "exports of Peruvian tin", "supplies from Peru"."""
    froms = [p for p in unit.tree.children(flow, "prep") if p.text.lower() in ("of", "from")]
    below = [t for p in froms for t in unit.tree.subtree(p)]
    marks = [*unit.tree.children(flow, "amod", "poss", "compound"), *below]
    mentions = [m for t in marks if (m := reading.doc.mention_of(unit, t)) is not None]
    found = [m.party for m in mentions if m.kind in ("party", "adjective") and m.party]
    return tuple(p for p in found if reading.doc.is_state(p))


def laid_on(reading: Reading, draft: Draft) -> set[str]:
    """Whose goods a duty bears on ("cuts duties on Peruvian cars", "on goods from Chile")."""
    if draft.instrument != "tariff":
        return set()
    unit = reading.doc.units[draft.unit]
    act = unit.tree[draft.trigger]
    nouns = (act, *unit.tree.children(act, "dobj", "nsubjpass", "nsubj"))
    preps = (p for n in nouns for p in unit.tree.children(n, "prep") if p.text.lower() == "on")
    below = [t for p in preps for t in unit.tree.subtree(p) if t.pos == "NOUN"]
    return {p for t in below for p in origins(reading, unit, t)}
