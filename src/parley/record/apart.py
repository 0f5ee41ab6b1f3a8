"""Acts that are none of their own: purposes, if-parts, questions, and verbs that only carry another."""

from __future__ import annotations

from parley.read.modality import Mood, governs
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.words import actions


def is_apart(unit: Unit, token: Token, mood: Mood) -> bool:
    """Purpose ("agreed to buy more to cut the deficit"), the if-part of another act, or a question."""
    above = unit.tree.head(token)
    inside = mood.condition is not None and mood.condition[0] <= token.start < mood.condition[1]
    marks = {k.text.lower() for k in unit.tree.children(token, "mark")}
    if any(k.text.lower() in ("if", "unless") for t in unit.tree.ancestors(token)
           for k in unit.tree.children(t, "mark")):  # fmt: skip
        return True
    if is_inverted(unit, token):
        return True
    purpose = is_purpose(unit, token) and "for" not in marks
    asked_how = any(
        k.text.lower() in ("how", "whether", "where") for k in unit.tree.children(token, "advmod", "mark")
    )
    if asked_how:
        return True
    loose = token.dep in ("acl", "prep", "relcl", "amod") and (
        token.tag != "VB" or above is None or not governs(above)
    )
    finite = token.dep == "relcl" and bool(unit.tree.children(token, "aux"))
    that = any(k.text.lower() == "that" for k in unit.tree.children(token, "mark", "dobj"))
    finite = finite or (that and bool(unit.tree.children(token, "nsubj")))
    return (
        purpose
        or inside
        or is_what(unit, token)
        or (loose and not finite)
        or bool(marks & {"if", "unless", "whether"})
        or is_light(unit, token)
    )


def is_inverted(unit: Unit, token: Token) -> bool:
    """ "should they comply": an if-part without if."""
    subject = unit.tree.child(token, "nsubj", "nsubjpass")
    aux = [k for k in unit.tree.children(token, "aux") if k.text.lower() in ("should", "were", "had")]
    return subject is not None and any(k.i < subject.i for k in aux) and not unit.text.rstrip().endswith("?")


def is_purpose(unit: Unit, token: Token) -> bool:
    """ "to cut the deficit", "to help cut the deficit": what something is done for."""
    above = unit.tree.head(token)
    if above is None:
        return False
    if above.lemma.lower() in actions().commitment["asking"] and unit.tree.children(above, "dobj"):
        return False  # "pushed its ally to open"
    preps = {k.text.lower() for k in unit.tree.children(above, "prep")}
    if above.lemma.lower() in actions().commitment["pleading"] and preps & {"with", "to", "on", "upon"}:
        return False  # "pleaded with its ally to open"
    helped = token.dep in ("xcomp", "ccomp") and above.lemma.lower() == "help"
    return token.dep == "advcl" or (helped and above.dep == "advcl")


def is_what(unit: Unit, token: Token) -> bool:
    """ "in what will prove a boost": a clause that stands for a thing."""
    return token.dep == "pcomp" and any(k.tag == "WP" for k in unit.tree.children(token, "nsubj", "dobj"))


def is_light(unit: Unit, token: Token) -> bool:
    """A verb that only carries another one ("begin buying", "be willing to buy"): that one is the act."""
    kids = unit.tree.children(token, "xcomp", "acomp")
    kids += tuple(k for p in unit.tree.children(token, "prep") for k in unit.tree.children(p, "pcomp"))
    carries = token.lemma.lower() in actions().commitment["light"] and any(k.pos == "VERB" for k in kids)
    return token.pos == "AUX" or carries or is_shared(unit, token)


def is_shared(unit: Unit, token: Token) -> bool:
    """ "reduce or scrap the duty": the second verb, which has the object, tells both."""
    tree, after = unit.tree, token.i + 1
    joined = after + 1 < len(tree) and tree[after].dep == "cc"
    return joined and tree[after + 1].dep == "conj" and tree[after + 1].head == token.i


def is_estimated(unit: Unit, token: Token) -> bool:
    """ "a move that Peru estimates will double its exports": guessed at."""
    first = unit.tree.conjuncts(token)[0]
    above, words = unit.tree.head(first), actions().unreal["estimates"]
    helps = unit.tree.children(first, "aux")
    start = helps[0].i if helps else first.i
    beside = start > 0 and unit.tree[start - 1].lemma.lower() in words  # taken for the subject
    return beside or (above is not None and first.dep == "ccomp" and above.lemma.lower() in words)


def is_denied(unit: Unit, mood: Mood) -> bool:
    """ "rejected reports that it had agreed to a cut": not so, says whoever is bound."""
    top = unit.tree[mood.chain[-1]]
    report, table = unit.tree.head(top), actions().unreal
    verb = unit.tree.head(report) if report is not None and top.dep in ("acl", "ccomp") else None
    told = report is not None and report.lemma.lower() in table["reports"]
    return told and verb is not None and verb.lemma.lower() in table["denying"]


def is_truce(unit: Unit) -> bool:
    """Two sides who agree on a truce or a window of days make an agreement, whose terms are told with it."""
    return bool({t.lemma.lower() for t in unit.tree} & {"truce", "window", "pause", "temporarily"})


def gerunds(unit: Unit, act: Token) -> list[Token]:
    """ "will resume buying rice": the act that is resumed, which tells it."""
    resuming = act.lemma.lower() in actions().commitment["stepping"]
    return [k for k in unit.tree.children(act, "xcomp") if k.tag == "VBG"] if resuming else []


def is_by_bench(unit: Unit, act: Token) -> bool:
    """ "the Supreme Court agreed to hear the case"."""
    subject = slots.doer(unit, act)
    return subject is not None and subject.lemma.lower() in actions().commitment["benches"]


def is_effort(unit: Unit, noun: Token) -> bool:
    """ "efforts to stop the flow": an effort towards something else than talks or a deal."""
    aims = {k.lemma.lower() for k in unit.tree.children(noun, "acl") if k.tag == "VB"}
    return noun.lemma.lower() == "effort" and bool(aims - set(actions().commitment["towards"]))


def is_riposte(unit: Unit, token: Token, mood: Mood) -> bool:
    """ "will take the necessary measures to defend its firms": what is held out, and nothing given."""
    if token.lemma.lower() != "take" or mood.governors:
        return False
    things = {t.lemma.lower() for t in unit.tree.children(token, "dobj")}
    aims = {t.lemma.lower() for t in unit.tree.subtree(token) if t.tag == "VB"}
    table = actions().commitment
    return bool(things & set(table["pointed"])) and bool(aims & set(table["apart"]))


def is_meeting_off(unit: Unit, act: Token) -> bool:
    """ "is prepared to cancel the meeting": a threat, and nothing that is offered."""
    things = {t.lemma.lower() for t in unit.tree.children(act, "dobj", "nsubjpass")}
    table = actions().meeting
    return act.lemma.lower() in table["cancelled"] and bool(things & set(table["nouns"]))
