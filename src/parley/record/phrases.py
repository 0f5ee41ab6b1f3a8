"""Phrases that the tables of `actions.toml` know: a verb with its particles, a noun with its rate."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence

from parley.read.tree import Token, Tree
from parley.read.units import Unit

DATES = frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name, "next", "midnight"))
PERCENT = ("%", "percent", "cent", "pc", "percentage")


def first(table: Mapping[str, str], words: Iterable[str]) -> str | None:
    """The stage of the first word or phrase that the table knows."""
    return next((table[w] for w in words if w in table), None)


def verb_phrases(tree: Tree, verb: Token) -> list[str]:
    """The verb with its particle, preposition phrase or object word, the longest phrase first."""
    lemma = verb.lemma.lower()
    found = []
    for kid in tree.children(verb, "prt", "prep", "dobj", "advmod", "acomp", "attr", "npadvmod"):
        below = tree.child(kid, "pobj") if kid.dep == "prep" else None
        if below is not None and below.text.lower() in DATES:
            continue  # "dropped from May", "extended to June": no phrase
        if below is not None:
            found.append(f"{lemma} {kid.text.lower()} {below.lemma.lower()}")
        found.append(f"{lemma} {kid.lemma.lower()}")
        if kid.dep == "npadvmod" or (kid.dep == "dobj" and kid.lemma.lower() in PERCENT):
            # "goes up to 35%", "bring it down to 5%": the parser hangs "up" on the number
            found += [f"{lemma} {t.text.lower()}" for t in tree.subtree(kid) if t.dep == "quantmod"]
    return [*sorted(found, key=len, reverse=True), lemma]


def has_rate(tree: Tree, noun: Token) -> bool:
    """Does the measure bear a percentage?"""
    skip = {t.i for kid in tree.children(noun, "relcl", "conj", "acl") for t in tree.subtree(kid)}
    return any(t.lemma.lower() in PERCENT for t in tree.subtree(noun) if t.i not in skip)


def has_number(tree: Tree, noun: Token) -> bool:
    """Does the measure bear a percentage or a sum ("a duty of 42 rupees a kilo")?"""
    return has_rate(tree, noun) or any(t.tag == "CD" for t in tree.subtree(noun))


def is_rate(token: Token) -> bool:
    """A word for a percentage, on which the parser hangs what belongs to the measure."""
    return token.lemma.lower() in PERCENT


def is_own(tree: Tree, noun: Token) -> bool:
    """Is it told whose measure it is, or how large?"""
    marks = tree.children(noun, "poss", "amod", "compound", "nmod")
    return has_number(tree, noun) or any(k.text[:1].isupper() or k.dep == "poss" for k in marks)


def is_named(unit: Unit, verb: Token, nouns: Sequence[tuple[Token, str]]) -> bool:
    """Does an instrument noun stand under the verb, and not under what it is done against, to, or if?"""
    apart = ("against", "for", "after", "to", "if")
    against = [p for p in unit.tree.children(verb, "prep") if p.text.lower() in apart]
    against += [c for c in unit.tree.children(verb, "advcl") if unit.tree.children(c, "mark")]
    below = {t.i for t in unit.tree.subtree(verb)} - {t.i for p in against for t in unit.tree.subtree(p)}
    return any(n.i in below for n, _ in nouns)
