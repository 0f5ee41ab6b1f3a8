"""Acts on licences: who must have one, who asks for it, who grants it."""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.act import Act
from parley.record.phrases import verb_phrases
from parley.record.words import actions


def licence_act(tree: Tree, verb: Token) -> Act | None:
    """ "requires a licence", "requires firms to get a licence", "granted licences"."""
    table = actions().licences
    lemma = verb.lemma.lower()
    above = tree.head(verb)
    if obliged(tree, verb) and set(verb_phrases(tree, verb)) & set(table["applied"]):
        return Act(verb, "imposed", "object")
    if lemma in table["met"]:
        return Act(verb, "imposed", "borne")
    if lemma in table["held"] and above is not None and above.lemma.lower() in table["asked"]:
        return Act(above, "imposed", "object")
    if (lemma in table["held"] and obliged(tree, verb)) or lemma == "need":
        return Act(verb, "imposed", "borne")  # who needs a licence does not lay it down
    papers = any(t.lemma.lower() in table["papers"] for t in tree.children(verb, "dobj", "nsubjpass"))
    if lemma in table["given_back"] and papers:
        return Act(verb, "eased", "object")
    givers = [n for p in tree.subtree(verb) if p.text.lower() == "from" for n in tree.children(p, "pobj")]
    if lemma in table["taken"] and any(n.pos == "PROPN" for n in givers):
        return Act(verb, "eased", "borne")
    stage = next((s for s in ("imposed", "eased") if lemma in table[s]), None)
    return Act(verb, stage, "object") if stage else None


def applied_for(tree: Tree, above: Token) -> Act | None:
    """ "must apply for a licence", "asked firms to apply for one"."""
    asker = tree.head(above)
    if asker is not None and asker.lemma.lower() in actions().licences["asked"]:
        return Act(asker, "imposed", "asked")
    return Act(above, "imposed", "borne") if obliged(tree, above) else None


def obliged(tree: Tree, verb: Token) -> bool:
    """ "must apply", "will have to apply"."""
    above = tree.head(verb)
    bound = above is not None and above.lemma.lower() in ("have", "need", *actions().licences["asked"])
    return bound or any(k.text.lower() == "must" for k in tree.children(verb, "aux"))


def forbidden(tree: Tree, verb: Token) -> bool:
    """ "may not sell", "cannot ship"."""
    return bool(tree.children(verb, "neg")) and any(k.tag == "MD" for k in tree.children(verb, "aux"))
