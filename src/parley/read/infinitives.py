"""Infinitives that a day or a meeting parts from their verb of promising ("vowed on Monday to tax")."""

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
PHRASE = ("ADP", "ADJ", "DET", "PROPN", "NOUN", "NUM", "ADV")
GATHERINGS = ("meeting", "summit", "session", "conference", "round")
LONGEST = 9  # words of the time or meeting between the verb and "to"


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
    end = to.i - 1 if to.i and tree[to.i - 1].dep == "neg" else to.i  # "decided on Monday not to tax"
    for back in range(2, LONGEST + 2):
        verb = tree[end - back] if end >= back else None
        if verb is None or verb.pos in ("VERB", "AUX"):
            break
    else:
        return None
    if verb is None or verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or tree.children(verb, "xcomp", "dobj"):
        return None
    lemma = verb.lemma.lower()
    promises = lemma in cues().threatened | cues().pledged | cues().offered | cues().planned
    between = tree.tokens[verb.i + 1 : end]
    return verb if promises and (is_time(between) or is_gathering(between)) else None


def is_time(words: tuple[Token, ...]) -> bool:
    """ "on Monday", "last week", "in April": a phrase of time alone."""
    last = words[-1].text.lower() if words else ""
    return last in TIMES and all(t.pos in PHRASE for t in words)


def is_gathering(words: tuple[Token, ...]) -> bool:
    """ "at a meeting on Thursday": where it was decided, and when."""
    met = any(t.lemma.lower() in GATHERINGS for t in words)
    return met and words[0].text.lower() in ("at", "during", "after") and all(t.pos in PHRASE for t in words)
