"""Acts put off or given up: what is done to a plan, threat or date, or to the act itself.

"Scrapped plans to tax", "held off on raising", "pushed back the deadline for imposing": the claim tells that
the measure is lifted, suspended or delayed, and not that it is planned.
"""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.act import Act
from parley.record.phrases import first, verb_phrases
from parley.record.words import actions, inverted

BARE = ("participle", "mark", "rate", "owned", "borne")
LEADING = ("pcomp", "prep", "pobj", "dobj", "nsubjpass")
ENDS = ("delayed", "suspended", "lifted", "extended")


def withheld(tree: Tree, act: Act) -> Act:
    """The act, or where it is put off or given up, that: its verb, the stage, and `withheld` as `how`."""
    if act.how in BARE or act.stage in ENDS:
        return act
    if (ended := of_rule(tree, act)) is not None:
        return ended
    verb, noun = governing(tree, act.over or act.token)
    if verb is None:
        return act
    table = actions().withheld
    dated = noun is not None and noun.lemma.lower() in table["dates"]
    stages = actions().withheld_dates if dated else actions().withheld_plans
    stage = first(inverted(stages), verb_phrases(tree, verb))
    return Act(verb, stage, "withheld") if stage else act


def of_rule(tree: Tree, act: Act) -> Act | None:
    """ "rescinded the rules that required licences": what is done to a rule is done to what it lays down."""
    clause = tree.conjuncts(act.token)[0]  # "which took effect in May and required licences"
    paper = tree.head(clause) if clause.dep == "relcl" else None
    verb = tree.head(paper) if paper is not None and paper.dep in ("dobj", "nsubjpass") else None
    table = actions().orders
    if paper is None or verb is None or paper.lemma.lower() not in (*table["nouns"], *table["rules"]):
        return None
    stage = first(actions().stages, verb_phrases(tree, verb))
    return Act(verb, stage, "withheld") if stage in ENDS else None


def governing(tree: Tree, act: Token) -> tuple[Token | None, Token | None]:
    """The verb over an infinitive or gerund, and the plan, threat or date between the two."""
    here, noun = act, None
    for _ in range(5):
        above = tree.head(here)
        if above is None or not is_below(tree, here):
            return None, None
        if above.dep == "acl" and above.tag == "VBN" and (told := tree.head(above)) is not None:
            above = told  # "a plan announced by the minister to tax"
        if above.pos == "NOUN":
            if above.lemma.lower() not in actions().withheld["nouns"]:
                return None, None
            noun = above
            if (lost := misread(tree, noun)) is not None:
                return lost, noun
        if above.text.lower() == "for" and noun is not None:
            return None, None  # "suspended its complaint for the decision to tax"
        if above.pos == "VERB":
            return (above, noun) if noun is not None or act.tag == "VBG" else (None, None)
        here = above
    return None, None


def is_below(tree: Tree, token: Token) -> bool:
    """Is the token an infinitive on a noun, a gerund, or a noun or preposition that leads to its verb?"""
    to = any(k.text.lower() == "to" for k in tree.children(token, "aux"))
    gerund = token.dep == "xcomp" and token.tag == "VBG"
    if token.dep == "advmod" and token.text.lower() in ("away", "back", "down", "off"):
        return True  # "backed away from her plan"
    return gerund or token.dep in LEADING or (token.dep in ("acl", "relcl", "xcomp", "advcl") and to)


def misread(tree: Tree, noun: Token) -> Token | None:
    """The verb that the parser took for an adjective: a name right before it ("Ottawa scrapped plans")."""
    for kid in tree.children(noun, "amod"):
        before = tree[kid.i - 1] if kid.i else None
        if before is not None and before.pos in ("PROPN", "NOUN") and kid.tag in ("VBN", "VBD"):
            return kid
    return None
