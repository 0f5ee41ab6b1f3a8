"""Undertakings told by nouns: "offered zero tariffs", "pressed X on purchases", "in exchange for cuts"."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.bound import acting
from parley.record.draft import voice_at
from parley.record.instruments import instruments
from parley.record.words import actions


@dataclass(frozen=True, slots=True)
class Undertaking:
    """`act` is done or asked (a verb, or a noun under `lead`), `action` as in CLAIMS.md, `mood` the act's.

    `givers` are told where neither subject nor owner of the act tells who is bound.
    """

    act: Token
    lead: Token | None
    action: str
    mood: Mood
    givers: tuple[str, ...] = ()


def nominal(reading: Reading, unit: Unit, verb: Token) -> Iterator[Undertaking]:
    """ "pledged $20bn of investment", "called for the removal of duties", "offered zero tariffs"."""
    table = actions().commitment
    lemma = verb.lemma.lower()
    action = next((a for a in ("pledged", "offered", "demanded") if lemma in table[f"gives_{a}"]), None)
    if lemma in table["holds"]:
        yield from contents(reading, unit, verb)
    mood = mood_of(unit, verb)
    verbal = bool(unit.tree.children(verb, "xcomp", "ccomp"))
    if (
        action is None
        or mood.negated
        or (verbal and not any(is_sum(t) for t in unit.tree.children(verb, "dobj")))
    ):
        return
    if not mood.done and is_guessed(reading, unit, verb):
        return
    if is_reported_falsely(unit, verb):
        return
    if action == "pledged" and "demanded" in mood.governors:
        return  # "asked X to guarantee supplies": told as a demand
    pressed = is_pressed(reading, unit, verb)
    boons = set(table["proposed" if lemma in table["proposing"] else "boons"])
    for noun in things(unit, verb, pressed):
        sum_ = action == "pledged" and is_sum(noun)
        if is_boon(unit, noun, boons) or sum_ or (pressed and is_measure(unit, noun)):
            yield Undertaking(noun, verb, action, mood)
            buying = actions().commitment["buying"]
            for more in unit.tree.subtree(noun):  # "proposed zero duties on tea and purchases of tin"
                if more.dep == "conj" and more.lemma.lower() in buying and noun.lemma.lower() not in buying:
                    yield Undertaking(more, verb, action, mood)
            return


@cache
def giving() -> frozenset[str]:
    """The verbs whose objects `nominal` looks at."""
    table = actions().commitment
    return frozenset(table["holds"]).union(*(table[f"gives_{a}"] for a in ("pledged", "offered", "demanded")))


def is_reported_falsely(unit: Unit, verb: Token) -> bool:
    """ "rejected reports that it had agreed to cuts"."""
    report = unit.tree.head(verb) if verb.dep in ("acl", "ccomp") else None
    over = unit.tree.head(report) if report is not None else None
    told = report is not None and report.lemma.lower() in actions().unreal["reports"]
    return told and over is not None and over.lemma.lower() in actions().unreal["denying"]


def is_pressed(reading: Reading, unit: Unit, verb: Token) -> bool:
    """ "pressed X on": is it a party that is pressed?"""
    whom = unit.tree.child(verb, "dobj")
    only = verb.lemma.lower() in actions().commitment["for_only"]
    return only and whom is not None and bool(slots.parties_in(reading, unit, (whom,)))


def things(unit: Unit, verb: Token, pressed: bool) -> list[Token]:
    """What is pledged, offered or demanded: the object, "for X"; where a party is pressed, also "on X"."""
    tree, only = unit.tree, verb.lemma.lower() in actions().commitment["for_only"]
    direct = () if only else tree.children(verb, "dobj")
    on = pressed or verb.lemma.lower() == "insist"
    words = ("for", "to", "on", "over") if on else ("for", "to")
    preps = [p for p in tree.children(verb, "prep", "dative") if p.text.lower() in words]
    found = [*direct, *(n for p in preps for n in tree.children(p, "pobj"))]
    return [worth(unit, noun) for noun in found]


def worth(unit: Unit, noun: Token) -> Token:
    """ "$3bn in purchases": the purchases, where a sum is the head."""
    if noun.lemma.lower() in actions().agreement["nouns"]:  # "push for a deal that includes a cut"
        boons = actions().commitment["boons"]
        below = [t for t in unit.tree.subtree(noun) if t.pos == "NOUN" and t.lemma.lower() in boons]
        return below[0] if below else noun
    inside = unit.tree.children(noun, "prep") if is_sum(noun) else ()
    preps = [p for p in inside if p.text.lower() in ("in", "of")]
    return next((n for p in preps for n in unit.tree.children(p, "pobj")), noun)


def is_sum(noun: Token) -> bool:
    """ "$3bn", "200 million"."""
    return any(c.isdigit() for c in noun.text) or noun.lemma.lower() in ("billion", "million", "trillion")


def is_boon(unit: Unit, noun: Token, boons: AbstractSet[str]) -> bool:
    """Is it something that helps the other side (access, purchases, a cut), and not what is done with it?"""
    below = unit.tree.subtree(noun)
    words = {w for t in below for w in (t.lemma.lower(), t.text.lower())}
    outlines = actions().agreement["outlines"]
    if noun.lemma.lower() in (*actions().commitment["proceedings"], *outlines, "progress"):
        return False
    told = any(k.tag == "VB" for k in unit.tree.children(noun, "acl"))
    return bool(words & boons) and not told


def is_measure(unit: Unit, noun: Token) -> bool:
    """A measure, which the other side is pressed about ("on its export curbs")."""
    return any(t.i == noun.i for t, _ in instruments(unit))


def is_guessed(reading: Reading, unit: Unit, verb: Token) -> bool:
    """ "analysts expect Peru would pledge more purchases": what no party says."""
    voice = voice_at(reading, unit, verb)
    if voice.source is None or voice.source.party is not None or voice.source.kind == "outlet":
        return False
    words = {t.lemma.lower() for t in unit.tree}
    return voice.source.kind in ("person", "company") or bool(words & set(actions().commitment["guessing"]))


def wanted(unit: Unit, noun: Token) -> Iterator[Undertaking]:
    """ "X resisted Y's demands for wider access": a demand told by its noun."""
    table = actions().commitment
    if noun.lemma.lower() not in table["demands"]:
        return
    owned = unit.tree.children(noun, "poss", "compound", "amod", "nmod")
    if noun.tag != "NNS" and not any(t.pos in ("PROPN", "ADJ", "PRON") for t in owned):
        return  # "demand for imports": that of a market
    above = unit.tree.head(noun)
    if is_of_market(unit, noun):
        return
    resisted = above is not None and noun.dep == "dobj" and above.lemma.lower() in table["resisting"]
    for preposition in unit.tree.children(noun, "prep"):
        things = unit.tree.children(preposition, "pobj") if preposition.text.lower() in ("for", "on") else ()
        for thing in things:
            if resisted or is_boon(unit, thing, set(table["boons"])):
                yield Undertaking(thing, noun, "demanded", mood_of(unit, noun))
                return


def raised_offer(reading: Reading, unit: Unit, noun: Token) -> Iterator[Undertaking]:
    """ "increased its offer of a quota for beef", "an offer of tariff cuts": what is offered."""
    table, verb = actions().commitment, unit.tree.head(noun)
    if noun.lemma.lower() != "offer" or noun.pos != "NOUN" or verb is None or noun.dep != "dobj":
        return
    makes = verb.lemma.lower() in (*table["offering"], *table["giving"])
    giver = slots.agent_of(reading, unit, verb) if makes else slots.owner_of(reading, unit, noun)
    for thing in unit.tree.behind(noun, "of"):
        if giver and is_boon(unit, thing, set(table["boons"])) and not mood_of(unit, verb).negated:
            yield Undertaking(thing, noun, "offered", mood_of(unit, verb), giver)
            return


def is_of_market(unit: Unit, noun: Token) -> bool:
    """ "meets strong demand for beef", "granted its request": what buyers want, or a court hears."""
    table = actions().commitment
    kids = {k.text.lower() for k in unit.tree.children(noun, "amod", "det", "compound")}
    above = unit.tree.head(noun)
    heard = above is not None and noun.dep == "dobj" and above.lemma.lower() in table["courts"]
    market = noun.lemma.lower() == "demand" and noun.tag == "NN" and bool(kids & set(table["market"]))
    return market or (heard and noun.lemma.lower() in ("request", "appeal", "plea"))


def limited(reading: Reading, unit: Unit, act: Token) -> Iterator[Undertaking]:
    """ "set a deadline for X to release": X is to act by then."""
    marks = [k for k in unit.tree.children(act, "mark") if k.text.lower() == "for" and k.i > 0]
    limits = actions().deadline["limits"]
    if marks and unit.tree[marks[0].i - 1].lemma.lower() in limits and unit.tree.children(act, "nsubj"):
        doers = acting(reading, unit, act)
        if doers and act.lemma.lower() not in actions().commitment["apart"]:
            yield Undertaking(act, None, "demanded", mood_of(unit, act), doers)


def given_time(reading: Reading, unit: Unit, act: Token) -> Iterator[Undertaking]:
    """ "gave X until Friday to open its market": X is to act by then."""
    verb = next((t for t in unit.tree.ancestors(act) if t.lemma.lower() == "give"), None)
    if verb is None or act.tag != "VB" or act.i < verb.i:
        return
    between = {t.lemma.lower() for t in unit.tree.tokens[verb.i : act.i]}
    whom = unit.tree.children(verb, "dative", "dobj", "nsubjpass")
    so_far = slots.discourse(reading, unit)
    asked = next((found for n in whom if (found := parties_of(reading.doc, unit, n, so_far))), ())
    timed = between & {"until", "till", "deadline", "ultimatum", "day", "week", "month"}
    light = act.lemma.lower() in actions().commitment["apart"]
    if timed and asked and not light and mood_of(unit, verb).done:
        yield Undertaking(act, None, "demanded", mood_of(unit, verb), asked)


def bought(reading: Reading, unit: Unit, act: Token) -> Iterator[Undertaking]:
    """ "signed a deal to import 3m tonnes of wheat from Y": who signs, and does not sell, is to buy."""
    table, above = actions().commitment, unit.tree.head(act)
    deal = above if above is None or above.pos == "NOUN" else unit.tree.child(above, "dobj", "nsubjpass")
    things_ = {t.lemma.lower() for t in unit.tree.children(act, "dobj")}
    involves = act.lemma.lower() in ("involve", "include", "cover") and bool(things_ & set(table["buying"]))
    if deal is None or deal.lemma.lower() not in (*actions().agreement["nouns"], "memorandum", "contract"):
        return
    if not involves and act.lemma.lower() not in table["purchase"]:
        return
    verb = next((t for t in unit.tree.ancestors(deal) if t.pos == "VERB"), None)
    subject = slots.doer(unit, verb) if verb is not None else None
    so_far = slots.discourse(reading, unit)
    signing = parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
    selling = slots.parties_in(reading, unit, unit.tree.subtree(act))
    buyers = tuple(p for p in signing or reading.doc.pair if p not in selling)
    if verb is None or len(buyers) != 1 or mood_of(unit, verb).negated or not mood_of(unit, verb).done:
        return
    noun = next((t for t in unit.tree.children(act, "dobj") if involves), act)
    yield Undertaking(noun, None, "pledged", mood_of(unit, verb), buyers)


def exchanged(reading: Reading, unit: Unit, preposition: Token) -> Iterator[Undertaking]:
    """ "in exchange for X's crackdown and the resumption of purchases": what the other side gives."""
    head = unit.tree.head(preposition)
    phrase = f"{head.lemma.lower()} {preposition.text.lower()}" if head is not None else ""
    if phrase not in ("exchange for", "return for"):
        return
    verb = next((t for t in unit.tree.ancestors(preposition) if t.pos == "VERB"), None)
    if (
        verb is None
        or mood_of(unit, verb).negated
        or {"demanded", "offered"} & set(mood_of(unit, verb).governors)
        or verb.lemma.lower() in actions().commitment["gives_offered"]
    ):
        return
    blamed = any(t.lemma.lower() in cues().accusing.blaming for t in unit.tree.ancestors(verb))
    for first in unit.tree.children(preposition, "pobj", "pcomp") if not blamed else ():
        if first.dep == "pcomp" and any(k.tag == "WP" for k in unit.tree.children(first, "nsubj", "dobj")):
            continue  # "in exchange for what he called a pledge"
        acts = [t for t in unit.tree.conjuncts(first) if t.i >= first.i]
        for act in acts:
            after = unit.tree[act.i + 1] if act.i + 1 < len(unit.tree) else None
            if act.pos == "PROPN" and after is not None and after.tag == "VBG":  # misread: "for Oslo buying"
                giver = slots.parties_in(reading, unit, (act,))
                yield Undertaking(after, None, "pledged", mood_of(unit, after), giver)
            elif act.lemma[:1].isalpha() and act.lemma.lower() not in actions().commitment["empty"]:
                yield Undertaking(act, None, "pledged", mood_of(unit, act))
        yield from enumerated(reading, unit, acts)


def enumerated(reading: Reading, unit: Unit, acts: list[Token]) -> Iterator[Undertaking]:
    """What else is given in exchange, wherever the parser hung it ("..., and renewed purchases")."""
    table, first = actions().commitment, acts[0]
    giver = slots.owner_of(reading, unit, first) if first.pos == "NOUN" else ()
    known = {act.i for act in acts}
    for token in unit.tree.tokens[first.i + 1 :]:
        if token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return
        given = token.pos == "NOUN" and token.lemma.lower() in (*table["buying"], *table["resuming"])
        if given and giver and token.i not in known and token.dep not in ("compound", "pobj"):
            yield Undertaking(token, None, "pledged", mood_of(unit, token), giver)


def contents(reading: Reading, unit: Unit, verb: Token) -> Iterator[Undertaking]:
    """ "the offer included tariff cuts, plus cooperation on energy": each part of an offer."""
    subject, first = unit.tree.child(verb, "nsubj"), unit.tree.child(verb, "dobj", "xcomp")
    givers: tuple[str, ...] = ()
    if subject is not None and verb.dep == "relcl" and subject.tag == "WDT":
        before = [t for t in unit.tree.tokens[: verb.i] if t.lemma.lower() == "offer"]
        subject = before[-1] if before else subject  # "sent Lima an offer that includes buying gas"
        over = unit.tree.head(subject)
        givers = slots.agent_of(reading, unit, over) if over is not None and over.pos == "VERB" else ()
    if subject is None or first is None or subject.lemma.lower() != "offer":
        return
    for noun in unit.tree.conjuncts(first):
        yield Undertaking(noun, verb, "offered", mood_of(unit, verb), givers)
