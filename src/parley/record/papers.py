"""Acts told by what brings them about: a power that is used, an order that is signed, a bill, mere advice."""

from __future__ import annotations

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.words import actions


def is_advised(unit: Unit, act: Act) -> bool:
    """ "duties should be cut": an opinion, no act."""
    verb = act.over or act.token
    words = [k.text.lower() for k in unit.tree.children(verb, "aux")]
    first_word = bool(words) and unit.tree.children(verb, "aux")[0].i == 0  # "should talks fail"
    above = unit.tree.head(verb) if verb.dep == "ccomp" else None
    decided = above is not None and above.lemma.lower() in (
        "determine",
        "determined",
        "decide",
        "rule",
        "order",
        "agree",
    )
    return "should" in words and "have" not in words and not (first_word or decided) and verb.dep != "advcl"


def is_called_for(unit: Unit, act: Act) -> bool:
    """ "makers press for a duty of 50%": a rate that somebody asks for."""
    first = unit.tree.conjuncts(act.token)[0]  # "press for a quota and a duty of 50%"
    preposition = unit.tree.head(first) if act.how in ("rate", "mark") else None
    verb = unit.tree.head(preposition) if preposition is not None and preposition.text == "for" else None
    return verb is not None and verb.lemma.lower() in actions().aims["asked"]


def bill_over(unit: Unit, verb: Token) -> str | None:
    """ "approved a bill that taxes tin", "approved taxing it": announced; only debated: considered."""
    above = unit.tree.head(verb)
    passing = actions().orders["passing"]
    if verb.dep == "xcomp" and verb.tag == "VBG":
        return "announced" if above is not None and above.lemma.lower() in passing else None
    if (
        above is None
        or above.lemma.lower() not in actions().orders["bills"]
        or verb.tag not in ("VBZ", "VBG")
    ):
        return None
    over = list(unit.tree.ancestors(above))[:4]
    over += [k for a in over for k in unit.tree.children(a, "dobj")]  # "gave its approval to a bill"
    return "announced" if any(t.lemma.lower() in passing for t in over) else "considered"


def means_of(unit: Unit, act: Token) -> Token | None:
    """ "used the law to tax steel": the verb by whose power the infinitive is done."""
    table, tree = actions().means, unit.tree
    above = tree.head(act)
    verb = tree.head(above) if above is not None and above.lemma.lower() in table["nouns"] else above
    if verb is None or verb.lemma.lower() not in table["verbs"]:
        return None
    below = {t.lemma.lower() for o in tree.children(verb, "dobj") for t in tree.subtree(o) if t.i < act.i}
    return verb if below & set(table["nouns"]) else None


def is_ordered(unit: Unit, act: Token, above: Token | None) -> bool:
    """ "issued an order in June to raise": the infinitive tells what the order, decree or law does."""
    papers = unit.tree.children(above, "dobj", "nsubjpass") if above is not None else ()
    verb = above is not None and above.lemma.lower() in actions().orders["verbs"]
    to = any(k.text.lower() == "to" for k in unit.tree.children(act, "aux"))
    return verb and to and any(o.lemma.lower() in actions().orders["nouns"] for o in papers)


def is_signed(unit: Unit, act: Token) -> bool:
    """ "signed an order to lift": as `is_ordered`, where the infinitive hangs on the paper."""
    paper = unit.tree.head(act)
    verb = unit.tree.head(paper) if paper is not None and act.dep in ("acl", "relcl") else None
    known = paper is not None and paper.lemma.lower() in actions().orders["nouns"] and paper.dep == "dobj"
    return known and verb is not None and verb.lemma.lower() in actions().orders["verbs"]
