"""Deals that are told of no one deal: what somebody does as a rule, and a deal that could still be had."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.draft import Draft

ALWAYS = ("only", "always", "never", "usually", "generally", "ever")
HAVING = ("have", "do", "make", "strike", "reach", "find")


def of_one_deal(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without agreements that are a rule ("we only agree to a deal when it is fair") or a hope.

    "There is a deal to be had" is one: nobody has made it.
    """
    return [d for d in drafts if d.kind != "agreement" or not _is_generic(reading, d)]


def _is_generic(reading: Reading, draft: Draft) -> bool:
    """Does the agreement's verb tell of no one deal?"""
    unit = reading.doc.units[draft.unit]
    act = unit.tree[draft.trigger]
    if draft.action in ("agreed", "signed") and _is_to_be_had(unit, act):
        return True
    nouns = [*unit.tree.children(act, "dobj")]
    nouns += unit.tree.behind(act)
    return draft.action in ("agreed", "signed", "rejected") and _is_rule(unit, act, nouns)


def _is_to_be_had(unit: Unit, act: Token) -> bool:
    """ "a deal to be had"."""
    words = [k.text.lower() for k in unit.tree.children(act, "aux", "auxpass")]
    return act.dep in ("acl", "relcl", "xcomp") and act.lemma.lower() in HAVING and words == ["to", "be"]


def _is_rule(unit: Unit, act: Token, nouns: Sequence[Token]) -> bool:
    """ "only agree to a deal when ...", "does not enter into deals": in the present, of any deal."""
    present = act.tag in ("VBP", "VBZ")
    does = any(k.text.lower() in ("do", "does") for k in unit.tree.children(act, "aux"))
    often = any(k.text.lower() in ALWAYS for k in unit.tree.children(act, "advmod", "neg"))
    clauses = unit.tree.children(act, "advcl")
    marks = {k.text.lower() for c in clauses for k in unit.tree.children(c, "advmod", "mark")}
    if present and often and marks & {"when", "if", "unless", "once"}:
        return True
    bare = [n for n in nouns if n.tag == "NNS" and not unit.tree.children(n, "det", "poss", "nummod")]
    return (does or (present and often)) and bool(bare)
