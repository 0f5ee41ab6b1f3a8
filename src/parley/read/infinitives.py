"""Infinitives that a day parts from the verb of promising that they belong to ("vowed on Monday to tax")."""

from __future__ import annotations

import calendar

from parley.read.cues import cues
from parley.read.tree import Token, Tree

PARTED = ("advcl", "acl", "relcl")
NAMES = (*calendar.day_name, *calendar.month_name[1:])
TIMES = {
    *(n.lower() for n in NAMES),
    "week",
    "month",
    "year",
    "today",
    "yesterday",
    "day",
    "night",
    "morning",
}
LONGEST_TIME = 5  # words of the time between the verb and "to"


def with_complements(tree: Tree) -> Tree:
    """The tree with such infinitives as complements; the same object where there are none."""
    parted = [t for t in tree.tokens if t.tag == "VB" and t.dep in PARTED]
    found = ((t, verb) for t in parted if (verb := promising(tree, t)) is not None)
    return tree.changed({t.i: t._replace(dep="xcomp", head=verb.i) for t, verb in found})


def promising(tree: Tree, token: Token) -> Token | None:
    """The finite verb of promising, offering or threatening before the infinitive, with a time between."""
    to = tree[token.i - 1] if token.i else None
    if to is None or to.text.lower() != "to" or to.head != token.i:
        return None
    for back in range(2, LONGEST_TIME + 2):
        verb = tree[to.i - back] if to.i >= back else None
        if verb is None or verb.pos in ("VERB", "AUX"):
            break
    else:
        return None
    if verb is None or verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or tree.children(verb, "xcomp", "dobj"):
        return None
    lemma = verb.lemma.lower()
    promises = lemma in cues().threatened | cues().pledged | cues().offered | cues().planned
    between = tree.tokens[verb.i + 1 : to.i]
    return verb if promises and is_time(between) else None


def is_time(words: tuple[Token, ...]) -> bool:
    """ "on Monday", "last week", "in April": a phrase of time alone."""
    last = words[-1].text.lower() if words else ""
    return last in TIMES and all(t.pos in ("ADP", "ADJ", "DET", "PROPN", "NOUN", "NUM", "ADV") for t in words)
