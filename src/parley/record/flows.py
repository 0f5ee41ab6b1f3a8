"""A stop of imports or exports, told by a verb or a noun: the ban that it amounts to."""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.words import actions


def halt_of(tree: Tree, noun: Token) -> str | None:
    """ "a suspension of rice imports": the ban that a stop of a flow of trade amounts to."""
    preps = [p for p in tree.tokens[noun.i + 1 : noun.i + 2] if p.text in ("of", "to", "on")]
    whole = [n for p in preps for n in tree.children(p, "pobj")]
    words = {n.lemma.lower() for n in (*whole, *tree.children(noun, "compound"))}
    if words & set(actions().halts["imports"]):
        return "import_ban"
    return "export_ban" if words & set(actions().halts["exports"]) else None


def is_abroad(tree: Tree, verb: Token) -> bool:
    """ "ended sales of power to Peru": what is sold goes to somebody with a name."""
    tos = [p for p in tree.subtree(verb) if p.text.lower() == "to" and p.dep in ("prep", "dative")]
    return any(n.pos == "PROPN" for p in tos for n in tree.children(p, "pobj"))


def halted_flow(tree: Tree, verb: Token, objects: tuple[Token, ...]) -> str | None:
    """The ban that a stop of imports or exports amounts to."""
    words = {t.lemma.lower() for o in objects if o.pos != "VERB" for t in (o, *tree.children(o, "compound"))}
    words |= {t.lemma.lower() for t in tree.children(verb, "xcomp") if t.tag == "VBG"}
    if words & set(actions().halts["sales"]) and is_abroad(tree, verb):
        return "export_ban"
    if words & set(actions().halts["imports"]):
        return "import_ban"
    return "export_ban" if words & set(actions().halts["exports"]) else None
