"""Of whom something is demanded by a pronoun: "Peru said Chile had taxed tin, and demanded that it stop"."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.pronouns import PLACES, Source
from parley.read.roles import government
from parley.read.tree import Token
from parley.read.units import Unit


def other_asked(doc: Document, unit: Unit, token: Token, asking: Token) -> Source | None:
    """The state spoken of before that is not the one who demands, where "it" is to do what is demanded."""
    clause = unit.tree.head(token)
    verb = unit.tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
    if verb is None or clause is None or token.dep != "nsubj" or clause.tag != "VB":
        return None
    if verb.lemma.lower() not in cues().demanded or unit.tree.children(clause, "aux"):
        return None
    own = doc.mention_of(unit, asking)
    heads = (t for t in unit.tree.tokens[: verb.i] if t.dep in ("nsubj", "nsubjpass") and t.i != asking.i)
    named = (m for t in heads if (m := doc.mention_of(unit, t)) is not None and m.kind in PLACES)
    other = next((m.party for m in named if m.party and (own is None or m.party != own.party)), None)
    return Source(government(doc, other), other, "party") if other is not None else None
