"""What the parser gets wrong in a way that can be seen, put right in its trees."""

from __future__ import annotations

import calendar
from dataclasses import replace

from parley.read.tree import Token, Tree

MONTHS = frozenset(name.lower() for name in calendar.month_name[1:])
UNTIL = ("until", "till", "through")


def repaired(tree: Tree) -> Tree:
    """The tree, with a day taken out of the object that follows it ("paused until May 3 all levies on tea").

    The parser makes one phrase of the day and the object; so the verb has no object, and `until` no day.
    """
    if not any(t.text.lower() in UNTIL for t in tree):
        return tree
    tokens = list(tree)
    for until in tree:
        found = _run_together(tree, until) if until.text.lower() in UNTIL else None
        if found is not None:
            month, noun, verb = found
            tokens[month.i] = month._replace(dep="pobj", head=until.i)
            tokens[noun.i] = noun._replace(dep="dobj", head=verb.i)
            tokens[until.i] = until._replace(dep="prep", head=verb.i)
    return tree if tokens == list(tree) else replace(tree, tokens=tuple(tokens))


def _run_together(tree: Tree, until: Token) -> tuple[Token, Token, Token] | None:
    """The month behind `until`, the noun behind the day that has swallowed it, the verb without an object."""
    if until.i + 2 >= len(tree) or tree[until.i + 1].text.lower() not in MONTHS:
        return None
    month, day = tree[until.i + 1], tree[until.i + 2]
    noun = tree.head(month)
    if noun is None or noun.i <= day.i or noun.pos != "NOUN" or not day.text[:1].isdigit():
        return None
    verb = next((t for t in reversed(tuple(tree)[: until.i]) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.pos == "AUX" or tree.children(verb, "dobj", "nsubjpass"):
        return None
    return month, noun, verb
