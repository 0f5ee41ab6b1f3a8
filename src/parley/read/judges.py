"""Who judges a dispute: the panel of a trade body or pact, its members, the arbitrators, and their report."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.pronouns import Source
from parley.read.roles import government
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.unnamed import PLACE_KINDS

TRADE_BODY = "WTO"


def judge(doc: Document, unit: Unit, token: Token) -> Source | None:
    """ "the pact's panel", "panel members", "the arbitrators": the trade body, or the panel of the pact.

    None where no trade body or pact is named before it, or a state's own panel is meant.
    """
    lemma = token.lemma.lower()
    if lemma not in cues().panels and lemma not in cues().panel_members:
        return None
    parts = unit.tree.children(token, "compound", "amod", "nmod", "poss", "prep")
    own = [t for p in parts for t in unit.tree.subtree(p) if not unit.tree.children(t, "nsubj")]
    if lemma in cues().panel_members and not any(t.lemma.lower() in cues().panel_words for t in own):
        return None
    named = doc.mentions_in(unit, own)
    forum = next((m for m in named if m.kind == "accord" or m.party == TRADE_BODY), None)
    place = unit.place(token.start)
    if forum is None and any(m.kind in (*PLACE_KINDS, "body") and m.end < place for m in named):
        return None  # "a Peruvian panel"
    before = doc.told_before(("party", "accord"), place)
    forum = forum or next((m for m in before if m.kind == "accord" or m.party == TRADE_BODY), None)
    if forum is None:
        return None
    if forum.kind == "accord":
        return Source(f"{doc.lexicon.accords[forum.key].name} panel", None, "body")
    return Source(government(doc, TRADE_BODY), TRADE_BODY, "party")
