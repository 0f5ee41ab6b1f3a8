"""Claims that other words of the same sentence take back into themselves: charges, demands and pledges."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Tree
from parley.record.approvals import sets_up
from parley.record.draft import Draft

ASKING = ("if", "whether", "when", "how", "where", "why")
WITHHOLDING = ("decline", "refuse", "fail")


def told_apart(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without deals that one side is accused of breaking, and measures that a demand or pledge
    tells as its own: "a demand that it lift its ban", "will refrain from raising duties".
    """
    bound = {(d.unit, d.trigger): d for d in drafts if d.kind == "commitment"}
    agreed = {
        (d.unit, verb.i)
        for d in drafts
        if d.kind == "agreement" and d.rule == "agreement: agree agree"
        if (verb := sets_up(reading.doc.units[d.unit], reading.doc.units[d.unit].tree[d.trigger]))
    }
    kept = []
    for draft in drafts:
        tree = reading.doc.units[draft.unit].tree
        if (draft.kind == "agreement" and is_charge(tree, draft)) or is_left_open(tree, draft):
            continue
        if draft.kind == "measure" and is_of_commitment(tree, draft, bound):
            continue
        if draft.kind in ("commitment", "meeting") and (draft.unit, over(tree, draft)) in agreed:
            continue  # "agreed to launch a dialogue": the agreement alone
        kept.append(draft)
    return kept


def over(tree: Tree, draft: Draft) -> int:
    """The verb at, or over, a draft's trigger."""
    trigger = tree[draft.trigger]
    return draft.trigger if trigger.pos == "VERB" else trigger.head


def is_charge(tree: Tree, draft: Draft) -> bool:
    """ "accused Peru of tearing up the pact": what is told of the deal is the charge."""
    if draft.action not in ("rejected", "breached"):
        return False
    for token in (tree[draft.trigger], *tree.ancestors(tree[draft.trigger])):
        of = tree.head(token) if token.dep == "pcomp" else None
        verb = tree.head(of) if of is not None and of.text.lower() in ("of", "for") else None
        if verb is not None and verb.lemma.lower() in cues().accusing.accuse:
            return True
    return False


def is_left_open(tree: Tree, draft: Draft) -> bool:
    """ "did not say when the duty would end", "declined to say if Peru would pay": nothing is told of it."""
    for clause in (tree[draft.trigger], *tree.ancestors(tree[draft.trigger])):
        objects = (clause, *tree.children(clause, "dobj"))
        if clause.dep in ("relcl", "acl") or any(tree.children(k, "relcl") for k in objects):
            return False  # what a relative clause tells is known
        verb = tree.head(clause) if clause.dep in ("ccomp", "xcomp") else None
        if verb is None or verb.lemma.lower() not in cues().say:
            continue
        over = tree.head(verb) if verb.dep == "xcomp" else None
        withheld = over is not None and over.lemma.lower() in WITHHOLDING
        asks = any(
            k.text.lower() in ASKING for k in tree.children(clause, "mark", "advmod") if k.i < clause.i
        )
        if asks and (withheld or tree.children(verb, "neg")):
            return True
    return False


def is_of_commitment(tree: Tree, draft: Draft, bound: dict[tuple[int, int], Draft]) -> bool:
    """A measure that stays for all that is demanded, or that is not taken because it is forsworn."""
    trigger = tree[draft.trigger]
    own = bound.get((draft.unit, draft.trigger))
    if draft.action == "kept":
        return own is not None and own.action == "demanded"
    over = [bound.get((draft.unit, a.i)) for a in tree.ancestors(trigger)]
    if draft.rule.startswith(("measure: mark ", "measure: rate ")) and draft.action == "imposed":
        return any(o is not None and o.action in ("pledged", "offered") for o in over)  # its own rate
    return draft.action == "denied" and any(o is not None and o.action == "pledged" for o in over)
