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


def aim_of(tree: Tree, step: Token) -> str | None:
    """ "measures to limit imports", "steps to protect its mills": what they are by what they are to do."""
    table, verb = actions().containers, tree.head(step)
    if any(k.text.lower() in ("any", "all", "necessary") for k in tree.children(step, "det", "amod")):
        return None  # "will take any necessary steps": what they are is not told
    hung = tree.children(verb, "advcl", "xcomp") if verb is not None and step.dep == "dobj" else ()
    clauses = [*tree.children(step, "acl", "relcl"), *hung]
    for clause in (k for k in clauses if k.tag == "VB" and tree.children(k, "aux")):
        words = {t.lemma.lower() for o in tree.children(clause, "dobj") for t in tree.subtree(o)}
        if clause.lemma.lower() in table["limiting"] and words & set(actions().halts["imports"]):
            return "quota" if clause.lemma.lower() in ("limit", "cap") else "import_ban"
        if clause.lemma.lower() in table["limiting"] and words & set(actions().halts["exports"]):
            return "export_control"
        if clause.lemma.lower() in table["guarding"] and words & {
            *actions().aid["takers"],
            *table["guarded"],
        }:
            return "other"
    return None


def of_imports(tree: Tree) -> bool:
    """Are only imports spoken of ("capping import levels and tightening limits")?"""
    lemmas = {t.lemma.lower() for t in tree}
    return "import" in lemmas and lemmas.isdisjoint(actions().bearing["export_control"])


def is_on_volumes(tree: Tree) -> bool:
    """ "safeguards that limit imports to 2m tonnes": do the words bound how much may come in?"""
    return not {t.lemma.lower() for t in tree}.isdisjoint(actions().exclusions["bounding"])


def is_taken(tree: Tree) -> bool:
    """Are those named whom subsidies are for (growers, exporters, an industry)?"""
    return not {t.lemma.lower() for t in tree}.isdisjoint(actions().aid["takers"])


def is_aid(tree: Tree, plan: Token) -> bool:
    """ "a plan to help growers", "set up a fund to support exporters"."""
    verb = tree.head(plan)
    hung = tree.children(verb, "advcl", "xcomp") if verb is not None and plan.dep == "dobj" else ()
    clauses = [*tree.children(plan, "acl", "relcl"), *(k for k in hung if k.tag == "VB")]
    helps = [k for k in clauses if k.lemma.lower() in actions().aid["helping"]]
    return any(t.lemma.lower() in actions().aid["takers"] for k in helps for t in tree.subtree(k))
