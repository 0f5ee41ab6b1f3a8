"""The words in which the time, the place and the company of a meeting stand."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.events import CLAUSES, TRAVEL, Event, is_meeting_noun, tells
from parley.record.journeys import lower
from parley.record.talkers import withs
from parley.record.words import actions


def scope(unit: Unit, event: Event) -> tuple[Token, ...]:
    """The words in which time, place and company stand: the meeting's phrase, its verb's complements."""
    tree = unit.tree
    found = {t.i for t in own_phrase(unit, event)}
    verbs = [event.act] if event.how in ("verb", "object", "subject", *TRAVEL) else []
    for verb in (*verbs, *carriers(unit, event)):
        kinds = ("prep", "npadvmod", "advmod", "acomp", "dative", "agent", "prt")
        for kid in (*tree.children(verb, *kinds), *discussed_with(unit, verb)):
            if tells_another(unit, event, kid):
                continue
            found |= {t.i for t in tree.subtree(kid)} - clauses(unit, kid)
        for kid in tree.children(verb, "advcl"):
            bare = kid.tag in ("VBN", "VBD") and not tree.children(kid, "nsubj", "nsubjpass", "mark")
            found |= {t.i for t in tree.subtree(kid)} if bare and tells(kid) else set()
    return tuple(tree[i] for i in sorted(found))


def discussed_with(unit: Unit, verb: Token) -> tuple[Token, ...]:
    """The "with" on what is discussed, which the parser hung there."""
    return tuple(p for p in withs(unit, verb) if lower(verb) == "discuss" and p.text.lower() == "with")


def tells_another(unit: Unit, event: Event, kid: Token) -> bool:
    """ "agreed to meet, following a call on Monday": the phrase tells of another one, with its own day."""
    below = unit.tree.subtree(kid)
    if event.top.i in {t.i for t in below}:
        return False
    others = [t for t in below if t.pos == "NOUN" and is_meeting_noun(unit, t)]
    if lower(kid) == "during":
        return any(lower(t) in actions().meeting["single"] for t in others)
    return lower(kid) in ("follow", "after", "ahead") and bool(others)


def own_phrase(unit: Unit, event: Event) -> tuple[Token, ...]:
    """The phrase of the meeting itself, with the clauses on it that say when and where it is."""
    tree = unit.tree
    head = event.top
    if event.how != "verb" and event.token.i not in {t.i for t in subtree_alone(unit, head)}:
        head = event.token  # the second of "a call on Monday and a meeting in Lima"
    found = {t.i for t in subtree_alone(unit, head)} - clauses(unit, head)
    passive = [t for t in subtree_alone(unit, head) if t.dep == "relcl" and t.tag == "VBN"]
    for kid in (*tree.children(head, "relcl", "acl"), *passive):  # "talks with envoys that were set for May"
        found |= {t.i for t in tree.subtree(kid)} if tells(kid) else set()
    return tuple(tree[i] for i in sorted(found))


def subtree_alone(unit: Unit, head: Token) -> tuple[Token, ...]:
    """The phrase of a meeting without another one that is coordinated with it."""
    others = [k for k in unit.tree.children(head, "conj") if k.pos == "NOUN" and is_meeting_noun(unit, k)]
    apart = {t.i for k in others for t in unit.tree.subtree(k)}
    return tuple(t for t in unit.tree.subtree(head) if t.i not in apart)


def is_earlier(unit: Unit, token: Token) -> bool:
    """ "a week after visiting Lima": what was done before or after has its own place."""
    above = unit.tree.head(token) if token.dep == "pcomp" else None
    return above is not None and lower(above) in ("after", "before", "since")


def clauses(unit: Unit, token: Token) -> set[int]:
    """Indices below a token that belong to clauses of their own."""
    inside = [
        t
        for t in unit.tree.subtree(token)
        if t.i != token.i
        and (t.dep in CLAUSES or (t.dep == "conj" and t.pos == "VERB") or is_earlier(unit, t))
    ]
    aims = [t for t in unit.tree.children(token, "acl") if t.tag == "VB"]
    inside += [t for t in aims if lower(t) not in actions().meeting["exchanging"]]
    return {t.i for kid in inside for t in unit.tree.subtree(kid)}


def carriers(unit: Unit, event: Event) -> Iterator[Token]:
    """Verbs that bring people to the act or set its time ("travel to X to hold talks"), or what is set."""
    table = actions().meeting
    if event.act.pos not in ("VERB", "AUX") or event.how not in ("verb", "object", "subject", *TRAVEL):
        return
    if event.how == "for" and lower(event.act) in table["arranging"]:
        return  # "met to prepare a summit": when they met is not when that is
    above = unit.tree.head(event.act)
    if any(lower(k) in ("before", "after") for k in unit.tree.children(event.act, "mark")):
        return  # "the step came on Monday, a day before they meet"
    leads = {*table["travelling"], *table["planned"]} - set(table["words"])
    if event.act.dep == "conj":
        leads -= {*table["verbs"], *table["talking"]}  # "met in Geneva and will meet in Lima": two meetings
    if above is not None and event.act.dep in ("xcomp", "advcl", "conj") and lower(above) in leads:
        yield above
    if lower(event.act) in table["planned"]:
        yield from (k for k in unit.tree.children(event.act, "xcomp") if lower(k) not in table["words"])
