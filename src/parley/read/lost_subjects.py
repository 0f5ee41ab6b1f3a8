"""Who says something where the parser lost the subject: the name that the order of words shows."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.subjects import FINITE, NOMINAL, in_stand_in
from parley.read.tree import Token
from parley.read.units import Unit

DASHES = ("—", "–", "--")
FARTHEST = 12  # words behind the verb in which the name stands


def named_near(doc: Document, unit: Unit, verb: Token, lemma: str) -> Token | None:
    """The head of the name before or behind a finite verb of saying that has no subject of its own."""
    if lemma not in cues().say or verb.tag not in FINITE or not verb.i:
        return None
    return name_before(doc, unit, verb) or name_behind(doc, unit, verb)


def name_before(doc: Document, unit: Unit, verb: Token) -> Token | None:
    """ "..., Ada Low, head of the guild, told the Courier": the name whose aside ends at the verb.

    A finite verb in the aside ends the search, unless dashes hold it or the name follows right on marks.
    """
    before = unit.tree.tokens[: verb.i]
    mark, blocked = before[-1].text, False
    if mark not in (",", *DASHES):
        return None
    for token in reversed(before[:-1]):
        if is_person(doc, unit, token) and before[token.i + 1].text == mark:
            return token if not blocked or follows_marks(unit, token) else None
        blocked = blocked or (mark == "," and token.tag in FINITE and token.dep != "relcl")
    return None


def name_behind(doc: Document, unit: Unit, verb: Token) -> Token | None:
    """ "“No,” warned one of the negotiators, Ada Low,": the name behind a verb right behind marks."""
    if not follows_marks(unit, verb):
        return None
    for token in unit.tree.tokens[verb.i + 1 : verb.i + 1 + FARTHEST]:
        if token.tag in (*FINITE, "MD", "TO", "WP", "WDT") or in_stand_in(unit, token):
            return None
        if is_person(doc, unit, token):
            return token
    return None


def is_person(doc: Document, unit: Unit, token: Token) -> bool:
    """Is it the last word of a person's name?"""
    mention = doc.mention_of(unit, token)
    return mention is not None and mention.kind == "person" and mention.end == unit.place(token.end - 1) + 1


def follows_marks(unit: Unit, token: Token) -> bool:
    """Does nothing but a title part the word from the quotation before it?"""
    at = token.i - 1
    while at > 0 and unit.tree[at].pos in NOMINAL and not in_stand_in(unit, unit.tree[at]):
        at -= 1
    while at > 0 and unit.tree[at].text in (",", "”", '"'):
        at -= 1
    return at >= 0 and in_stand_in(unit, unit.tree[at])
