"""What a deal, a vote or a law brings about, and does not do itself.

"The pact would see the duty fall to 15%" tells the duty's fall; "paves the way for Peru to cut it" that it
may come; "the deal lets Peru ship tin" a term of the deal; "the scheme lets poor states ship tin" nothing.
"""

from __future__ import annotations

from parley.read.modality import mood_of
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.phrases import PERCENT
from parley.record.words import actions

BEHIND = 14  # words behind a measure among which the verb of its change stands


def seen_to(tree: Tree, noun: Token, verb: Token) -> Act | None:
    """ "would see duties on nearly all goods drop to 15%", wherever the parser hung the verb."""
    table = actions().takes_effect
    for token in tree.tokens[noun.i + 1 : noun.i + 1 + BEHIND] if verb.lemma.lower() == "see" else ():
        stage = table.get(token.lemma.lower()) or actions().stages.get(token.lemma.lower())
        if token.pos != "VERB" or stage not in ("raised", "lowered"):
            continue
        to = [n for p in tree.children(token, "prep", "agent") for n in tree.children(p, "pobj")]
        rated = any(t.lemma.lower() in PERCENT for n in to for t in tree.subtree(n))
        return Act(token, stage, "subject", verb) if rated else None
    return None


def let_end(tree: Tree, noun: Token, verb: Token) -> Act | None:
    """ "let the duty on tin lapse", "allowed it to expire", wherever the parser hung the last verb."""
    if verb.lemma.lower() not in ("let", "allow") or noun.dep not in ("dobj", "nsubj"):
        return None
    behind = tree.tokens[noun.i + 1 : noun.i + 1 + BEHIND]
    ends = any(t.lemma.lower() in ("lapse", "expire") for t in behind)
    return Act(verb, "expired", "object") if ends else None


def opens_way(unit: Unit, act: Token) -> bool:
    """ "clears the way for Peru to cut", "opens the door to a ban": made possible, and not done."""
    table, tree = actions().opening_ways, unit.tree
    if unit.lemmas.isdisjoint(table["things"]):
        return False
    above = tree.head(act)
    if above is not None and above.pos == "ADP":
        above = tree.head(above)
    if above is not None and above.lemma.lower() in table["things"]:
        above = tree.head(above)
    if above is None or above.lemma.lower() not in table["verbs"] or above.i > act.i:
        return False
    return any(t.lemma.lower() in table["things"] for t in tree.children(above, "dobj", "nsubjpass"))


def lets_last(tree: Tree, verb: Token) -> bool:
    """ "the deal would allow Norway to keep its duty": what it need not give up."""
    above = tree.head(verb)
    lets = above is not None and above.lemma.lower() in actions().commitment["letting"]
    subject = tree.child(above, "nsubj") if above is not None and lets else None
    return subject is not None and subject.lemma.lower() in actions().agreement["nouns"]


def is_let(unit: Unit, act: Token, verb: Token) -> bool:
    """ "Brussels allowed London to extend the scheme": who is let does it; not what a paper lets be done."""
    lets = verb.lemma.lower() in actions().commitment["letting"] and act.dep in ("ccomp", "xcomp")
    own = unit.tree.child(act, "nsubj") or unit.tree.child(verb, "dobj")
    if not lets or own is None or own.pos != "PROPN" or is_term_of_paper(unit.tree, verb):
        return False
    return mood_of(unit, verb).done


def is_term_of_paper(tree: Tree, verb: Token) -> bool:
    """ "the deal allows", "the scheme lets": the subject is a paper or programme, and nobody who acts."""
    subject = tree.child(verb, "nsubj")
    kinds = (*actions().agreement["nouns"], *actions().deadline["rules"], *actions().aligning["schemes"])
    return subject is not None and subject.lemma.lower() in kinds


def is_kept_off(unit: Unit, act: Token) -> bool:
    """ "would keep wine from being hit with duties", "spared tin from the 20% duty": it does not come."""
    tree = unit.tree
    for token in (act, *tree.ancestors(act)):
        above = tree.head(token) if token.dep in ("pobj", "pcomp") else None
        if above is None or above.text.lower() != "from":
            continue
        verb = tree.head(above)
        kept = verb is not None and verb.lemma.lower() in actions().opening_ways["keeping_off"]
        if verb is None or not kept or mood_of(unit, verb).negated:
            return False  # "failed to stop the two from hitting each other"
        return bool(tree.children(verb, "dobj", "nsubjpass"))
    return False


def part_act(tree: Tree, verb: Token, instrument: str) -> Act | None:
    """ "The measures also include a ban", "the deal includes a fine": a part of what was done."""
    whole = tree.child(verb, "nsubj")
    deals = actions().agreement["nouns"] if instrument == "sanction" else ()
    wholes = {*actions().parting["wholes"], *deals}
    taken = whole is not None and {whole.lemma.lower(), whole.text.lower()} & wholes
    return Act(verb, "imposed", "part") if taken else None
