"""The instrument that a verb names by itself: restrict, ban, blacklist, exempt, probe, halt imports."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read import Reading
from parley.read.speech import subject_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.flows import halted_flow
from parley.record.instruments import (
    FAR,
    NAMED,
    TARIFFS,
    bearing,
    instrument_of,
    is_duty,
    is_trade,
    kept_out,
    of_another,
    tariffs_near,
)
from parley.record.namings import below_of, is_by_quota, raised_subject
from parley.record.phrases import first, verb_phrases
from parley.record.trusted import is_delisted, is_relisting
from parley.record.words import actions


def verb_instrument(reading: Reading, unit: Unit, token: Token) -> str | None:
    """The instrument that a verb names itself: restrict, ban, blacklist, exempt, probe, halt imports."""
    if token.pos != "VERB" or token.dep in ("amod", "compound"):
        return None
    table = actions()
    tree = unit.tree
    lemma = token.lemma.lower()
    objects = tree.children(token, "dobj", "nsubjpass") or raised_subject(tree, token)
    phrases = verb_phrases(tree, token)
    name = first(table.verbs, phrases)
    if name == "export_control" and is_by_quota(tree, token):
        return "quota"
    if name == "sanction" and lemma == "fine" and not fines_firm(reading, unit, objects):
        return None
    if name == "other" or (name == "investigation" and asks_whether(unit, token)):
        return name
    if is_told_elsewhere(unit, token):
        return None
    flow = halted_flow(tree, token, objects) if lemma in table.halts["verbs"] else None
    if flow is not None:
        return flow
    objects = objects or tuple(
        o
        for p in tree.children(token, "prep")
        if f"{lemma} {p.text.lower()}" in table.verbs
        for o in tree.children(p, "pobj")
    )
    if name is None and lemma not in table.access["keeping"]:
        return "export_control" if is_delisted(reading, unit, token, objects) else None
    return by_objects(reading, unit, token, name, objects)


def is_told_elsewhere(unit: Unit, token: Token) -> bool:
    """ "a plan to shield exporters", "tariffs that restrict trade": told by another word."""
    table, above = actions().aid, unit.tree.head(token)
    helps = token.lemma.lower() in table["helping"]
    if helps and above is not None and above.lemma.lower() in table["plans"]:
        return True
    subject = subject_of(unit, token) if token.dep == "relcl" else None
    return is_relisting(unit, token) or (
        subject is not None and instrument_of(unit.tree, subject) is not None
    )


def by_objects(
    reading: Reading, unit: Unit, token: Token, name: str | None, objects: Sequence[Token]
) -> str | None:
    """The instrument of a verb by what it is done to, and from what it keeps it."""
    table, tree = actions(), unit.tree
    barred = [t for p in tree.children(token, "prep") if p.text.lower() == "from" for t in tree.subtree(p)]
    barred += [t for c in tree.children(token, "xcomp", "ccomp") if c.tag == "VB" for t in tree.subtree(c)]
    below = [*(t for o in objects for t in tree.subtree(o)), *barred]
    if name == "export_ban" and kept_out(reading, unit, token):
        return "import_ban"
    if name == "quota" and bearing([t.lemma.lower() for t in below]) not in ("import_ban", "export_control"):
        return None  # "capped prices"
    if any(t.lemma.lower() in table.access["entering"] and t.pos == "VERB" for t in barred):
        return "import_ban" if is_trade(reading, unit, below) else None
    if name is None:
        return None
    if name in ("export_control", "export_ban"):
        if not any(t.lemma.lower() in table.access["verbs"] and t.pos == "VERB" for t in barred):
            return flow_instrument(reading, unit, below, name)
        if not is_trade(reading, unit, barred):
            return None
        return "import_ban" if keeps_own_off(reading, unit, objects) else name
    if is_delisted(reading, unit, token, objects):
        return "export_control"
    if name == "tariff" and set(table.digital["words"]) & {t.lemma.lower() for t in below}:
        return "other"
    if name != "tariff_exclusion" and not (objects and is_trade(reading, unit, below)):
        return None
    return name if name != "tariff_exclusion" or spares(reading, unit, token) else None


def keeps_own_off(reading: Reading, unit: Unit, objects: Sequence[Token]) -> bool:
    """ "barred its firms from buying tin": who is kept off is the actor's own, or unnamed."""
    if any(k.tag == "PRP$" for o in objects for k in unit.tree.children(o, "poss")):
        return True
    named = reading.doc.mentions_in(unit, below_of(unit.tree, objects))
    return bool(objects) and not any(m.kind in NAMED for m in named)


def fines_firm(reading: Reading, unit: Unit, objects: Sequence[Token]) -> bool:
    """ "fined Apple", "fined three refiners": a firm, and no driver."""
    named = reading.doc.mentions_in(unit, below_of(unit.tree, objects))
    firms = actions().commitment["private"]
    return any(m.kind == "company" for m in named) or any(o.lemma.lower() in firms for o in objects)


def asks_whether(unit: Unit, verb: Token) -> bool:
    """ "will investigate whether imports of tin threaten its security": a question of trade."""
    below = [t for k in unit.tree.children(verb, "ccomp", "xcomp", "advcl") for t in unit.tree.subtree(k)]
    asked = any(t.text.lower() in ("whether", "if", "how") for t in below)
    return asked and bool({t.lemma.lower() for t in below} & {"import", "export", *TARIFFS, "trade", "dump"})


def flow_instrument(reading: Reading, unit: Unit, tokens: list[Token], name: str) -> str | None:
    """What a restricting or banning verb is by its objects; None where they are no flow of trade."""
    found = bearing([t.lemma.lower() for t in tokens])
    if found is None and of_another(reading, unit, tokens):
        return "import_ban" if name == "export_ban" else "other"
    return None if found is None else name if found == "export_control" else found


def spares(reading: Reading, unit: Unit, token: Token) -> bool:
    """Does an exempting verb speak of duties, or of a list of them?

    Where it does not say what from, duties told shortly before are meant.
    """
    froms = [p for p in unit.tree.children(token, "prep") if p.text.lower() in ("from", "off")]
    below = [t for p in froms for t in unit.tree.subtree(p)]
    if any(is_duty(t) for t in unit.tree.children(token, "dobj")):
        return True  # "exempted duties on tin from two states"
    if froms and not any(is_duty(t) or t.pos == "PRON" or t.lemma.lower() == "list" for t in below):
        return False
    subject = subject_of(unit, token)
    if token.text.lower() == "excluding" and not unit.tree.children(token, "mark", "aux"):
        return False  # "all goods excluding chips"
    if subject is not None and subject.lemma.lower() in (*actions().agreement["nouns"], "package"):
        return False
    own = any(is_duty(t) or t.lemma.lower() == "list" for t in unit.tree)
    taken = unit.tree.children(token, "dobj", "nsubjpass", "nsubj")
    return own or (bool(taken) and tariffs_near(reading, unit, 2 * FAR))
