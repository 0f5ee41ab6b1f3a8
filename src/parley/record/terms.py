"""Terms of a deal and pledges that are told by nouns: "the pact gives X access to Y's market", "Y's pledge".

Each is an undertaking whose giver is told by the noun's own words: its owner ("Canada's investment pledge"),
"by X", "from X", or the market to which there will be access.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.instruments import instruments
from parley.record.presupposed import exchanging
from parley.record.words import actions

FAR = 12  # words between a deal and the clause that tells its terms
Term = tuple[Token, Token | None, Mood, tuple[str, ...]]  # what is given, the verb, its mood, who gives


@cache
def telling() -> frozenset[str]:
    """All the lemmas that `terms` looks at."""
    table, plain = actions().commitment, ("give", "grant", "offer", "guarantee")
    lists = ("letting", "grants", "gains", "pledges", "assuring", "vehicles")
    return frozenset((*plain, *actions().opening_ways["warding_off"])).union(*(table[name] for name in lists))


def terms(reading: Reading, unit: Unit, token: Token) -> Iterator[Term]:
    """The terms that a verb under a deal tells, or the pledge that a noun is."""
    table = actions().commitment
    lemma = token.lemma.lower() if token.pos == "VERB" else ""
    passive = bool(unit.tree.children(token, "nsubjpass"))  # "boats will be given access"
    if lemma in table["letting"] and not passive:
        let_in_ = list(let_in_by(reading, unit, token))
        yield from let_in_
        if let_in_:
            return
    if lemma in actions().opening_ways["warding_off"]:
        yield from warded_off(reading, unit, token)
    elif lemma in table["grants"] and not passive:
        yield from granted(reading, unit, token)
    elif lemma in table["gains"] or (lemma in ("give", "grant", "offer", "guarantee") and passive):
        yield from gained(reading, unit, token)
    elif token.pos == "NOUN" and token.lemma.lower() in table["vehicles"]:
        yield from invested(reading, unit, token)
    elif token.pos == "NOUN" and token.lemma.lower() in table["assuring"]:
        yield from pledge(reading, unit, token) if token.lemma.lower() in table["pledges"] else ()
        yield from assured(reading, unit, token)


def granted(reading: Reading, unit: Unit, verb: Token) -> Iterator[Term]:
    """ "the deal includes wider access to X's market and cuts in Y's duties": each boon, by its giver."""
    subject = slots.doer(unit, verb)
    if subject is not None and (subject.tag == "WDT" or verb.dep == "relcl"):  # "a deal that gives"
        subject = antecedent(reading, unit, verb)
    mood = mood_of(unit, verb)
    if subject is None or not is_deal(reading, unit, subject) or mood.negated:
        return
    acts = list(gerunds(reading, unit, verb))
    yield from acts
    if acts:
        return
    objects = unit.tree.children(verb, "dobj")
    objects += tuple(n for n in unit.tree.behind(verb, "for"))  # fmt: skip
    for noun in dict.fromkeys(t for first in objects for t in unit.tree.conjuncts(first)):
        words = {w for t in unit.tree.subtree(noun) for w in (t.lemma.lower(), t.text.lower())}
        giver = giver_of(reading, unit, noun)
        if giver and words & set(actions().commitment["boons"]):
            yield noun, verb, mood, giver


def let_in_by(reading: Reading, unit: Unit, verb: Token) -> Iterator[Term]:
    """ "the deal allows X to ship tin", "lets 500 tonnes of X's beef enter": what the other side lets in."""
    subject = slots.doer(unit, verb)
    if subject is not None and (subject.tag == "WDT" or verb.dep == "relcl"):
        subject = antecedent(reading, unit, verb)
    mood = mood_of(unit, verb)
    past = verb.tag == "VBD"  # "previously, the deal allowed"
    if subject is None or past or not is_deal(reading, unit, subject) or mood.negated:
        return
    table = actions().commitment
    below = [p for k in (verb, *unit.tree.children(verb, "dobj")) for p in unit.tree.children(k, "prep")]
    into = [p for p in below if p.text.lower() in ("into", "onto")]
    hosts = [h for p in into for h in slots.parties_in(reading, unit, unit.tree.subtree(p))]
    if hosts and unit.tree.children(verb, "dobj"):
        yield verb, verb, mood, tuple(hosts[:1])
    for act in unit.tree.children(verb, "ccomp", "xcomp"):
        if act.lemma.lower() in (*table["sending"], *actions().access["entering"], "come"):
            yield act, verb, mood, ()


def warded_off(reading: Reading, unit: Unit, verb: Token) -> Iterator[Term]:
    """ "the deal keeps X's wine from being hit with duties", "spares X": what Y will not lay on X."""
    subject = slots.doer(unit, verb)
    froms = [p for k in (verb, *unit.tree.children(verb, "dobj")) for p in unit.tree.children(k, "prep")]
    below = [t for p in froms if p.text.lower() == "from" for t in unit.tree.subtree(p)]
    if subject is None or not is_deal(reading, unit, subject) or mood_of(unit, verb).negated:
        return
    inside = {t.i for t in below}
    noun = next((t for t, name in instruments(unit) if t.i in inside and name == "tariff"), None)
    spared = tuple(t for o in unit.tree.children(verb, "dobj") for t in unit.tree.subtree(o))
    takers = slots.parties_in(reading, unit, spared)
    giver = slots.owner_of(reading, unit, noun) if noun is not None else ()
    gerund = any(t.dep == "pcomp" and t.lemma.lower() in actions().stages for t in below)
    if gerund and not giver and not unit.tree.children(verb, "auxpass"):
        active = not any(unit.tree.children(t, "auxpass") for t in below if t.dep == "pcomp")
        giver = takers if active else ()  # "prevents X from imposing"
    giver = giver or tuple(p for p in reading.doc.pair if p not in takers)[:1]
    if noun is not None and giver:
        yield noun, verb, mood_of(unit, verb), giver


def antecedent(reading: Reading, unit: Unit, verb: Token) -> Token | None:
    """What a relative clause is about: a deal named before it, though the parser hung it on another noun."""
    above = unit.tree.head(verb)
    if above is None or is_deal(reading, unit, above):
        return above
    before = unit.tree.tokens[max(0, verb.i - FAR) : verb.i]
    return next(
        (t for t in reversed(before) if t.pos in ("NOUN", "PROPN") and is_deal(reading, unit, t)), above
    )


def gerunds(reading: Reading, unit: Unit, verb: Token) -> Iterator[Term]:
    """ "the deal includes X buying gas and opening its market": each act of X."""
    giver: tuple[str, ...] = ()
    for token in unit.tree.subtree(verb):
        if token.tag != "VBG" or token.i < verb.i:
            continue
        subject = unit.tree.child(token, "nsubj", "compound")
        subject = subject or (unit.tree[token.i - 1] if unit.tree[token.i - 1].dep == "nsubj" else None)
        if subject is not None:
            giver = parties_of(reading.doc, unit, subject, slots.discourse(reading, unit))
        carries = token.lemma.lower() in actions().commitment["light"] and any(
            k.pos == "VERB" for k in unit.tree.children(token, "xcomp")
        )
        if giver and not carries:
            above = unit.tree.head(token)
            act = above if token.dep == "amod" and above is not None and above.pos == "NOUN" else token
            yield act, verb, mood_of(unit, verb), giver


def gained(reading: Reading, unit: Unit, verb: Token) -> Iterator[Term]:
    """ "exporters from X gain access to Y's market": what Y gives."""
    mood = mood_of(unit, verb)
    for first in unit.tree.children(verb, "dobj"):
        inside = unit.tree.behind(first)
        counted = (n for n in inside if n.lemma.lower() == "access")  # "twelve years of access"
        noun = next(counted, first)
        if unit.tree.children(verb, "nsubjpass") and "free" in {t.lemma for t in unit.tree.subtree(noun)}:
            continue  # "were granted duty-free access": relief, a measure
        giver = giver_of(reading, unit, noun) if noun.lemma.lower() in ("access", "exemption") else ()
        if giver and not mood.negated:
            yield noun, verb, mood, giver


def is_deal(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A deal by its name or by a noun for one."""
    mention = reading.doc.mention_of(unit, noun)
    return noun.lemma.lower() in actions().agreement["nouns"] or (
        mention is not None and mention.kind == "accord"
    )


def giver_of(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """Who gives: the owner of the noun, of the market that opens, or of the duty that is cut."""
    if owner := slots.owner_of(reading, unit, noun):
        return owner
    for preposition in unit.tree.children(noun, "prep"):
        if preposition.text.lower() not in ("to", "in", "of", "on", "by", "from"):
            continue
        for below in unit.tree.children(preposition, "pobj"):
            if owner := slots.owner_of(reading, unit, below):
                return owner
            if preposition.text.lower() in ("to", "by", "from") and (
                found := parties_of(reading.doc, unit, below, slots.discourse(reading, unit))
            ):
                return found
    return ()


def pledge(reading: Reading, unit: Unit, noun: Token) -> Iterator[Term]:
    """ "Korea's $350bn investment pledge", "a promise of purchases by Japan"."""
    tree = unit.tree
    told = any(k.tag == "VB" for k in tree.children(noun, "acl"))
    parts = [*tree.children(noun, "compound", "nmod"), *tree.behind(noun, "of", "on")]
    boons = [t for t in parts if t.lemma.lower() in actions().commitment["boons"]]
    verb = next((t for t in tree.ancestors(noun) if t.pos in ("VERB", "AUX")), noun)
    giver = giver_of(reading, unit, noun) or slots.speaker_party(reading, unit, noun)
    if boons and giver and not told and not mood_of(unit, verb).negated:
        yield noun, verb, mood_of(unit, noun), giver


def invested(reading: Reading, unit: Unit, noun: Token) -> Iterator[Term]:
    """ "a pact on X's $20bn investment package", "... in exchange for Y lowering its duty": X's to give."""
    kinds = {k.lemma.lower() for k in unit.tree.children(noun, "compound", "nmod", "amod")}
    found = reading.doc.quantities_in(unit, unit.tree.subtree(noun))
    money = any(q.is_money for q in found)
    if "investment" not in kinds or not money:
        return
    verb = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
    others = [g for t in unit.tree if (g := exchanging(unit, t)) is not None]
    so_far = slots.discourse(reading, unit)
    taking = [p for t in others for p in parties_of(reading.doc, unit, t, so_far)]
    sides = slots.agent_of(reading, unit, verb) if verb is not None else ()
    left = tuple(p for p in sides if p not in taking) if taking else ()
    giver = slots.owner_of(reading, unit, noun) or left
    if len(giver) == 1 and verb is not None and not mood_of(unit, verb).negated:
        yield noun, verb, mood_of(unit, noun), giver


def assured(reading: Reading, unit: Unit, noun: Token) -> Iterator[Term]:
    """ "X won Y's assurance that its tin would not be taxed", "a pledge from Y to spare it": Y's to give."""
    tree, verb = unit.tree, unit.tree.head(noun)
    getting = (*actions().commitment["gains"], *actions().commitment["wresting"])
    if verb is not None and verb.text.lower() == "with" and noun.dep == "pobj":  # "returned with a promise"
        verb, getting = tree.head(verb), actions().meeting["returning"]
    elif noun.dep not in ("dobj", "nsubjpass"):
        return
    if verb is None or verb.lemma.lower() not in getting:
        return
    clauses = (*tree.children(noun, "acl", "ccomp", "relcl"), *tree.children(verb, "ccomp", "advcl", "xcomp"))
    told = [k for k in clauses if k.i > noun.i and is_promised(unit, k)]
    froms = [p for top in (noun, verb) for p in tree.children(top, "prep") if p.text.lower() == "from"]
    named = [n for p in froms if p.i > noun.i for n in tree.children(p, "pobj")]
    so_far = slots.discourse(reading, unit)
    giver = next((g for n in named if (g := parties_of(reading.doc, unit, n, so_far))), ())
    giver = giver or slots.owner_of(reading, unit, noun) or beside(reading, unit, noun)
    acted = any(slots.agent_of(reading, unit, k) for k in told)  # "that Chile would not tax": told by itself
    giver = giver or (() if acted else other_than(reading, slots.agent_of(reading, unit, verb)))
    if not told or not giver or mood_of(unit, verb).negated:
        return
    below = {t.i for t in tree.subtree(noun)}
    named_measure = any(t.i in below for t, _ in instruments(unit))
    yield noun if named_measure else told[0], None, mood_of(unit, told[0]), giver


def other_than(reading: Reading, taker: tuple[str, ...]) -> tuple[str, ...]:
    """The other of the article's two, where one of them is promised something."""
    pair = reading.doc.pair
    return tuple(p for p in pair if p not in taker) if len(taker) == 1 and taker[0] in pair else ()


def is_promised(unit: Unit, verb: Token) -> bool:
    """ "that it would spare", "to spare"."""
    that = any(k.text.lower() == "that" for k in unit.tree.children(verb, "mark"))
    return that or (verb.tag == "VB" and any(k.text.lower() == "to" for k in unit.tree.children(verb, "aux")))


def beside(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a U.S. commitment": whose it is by a name that stands as part of the noun."""
    return slots.parties_in(reading, unit, unit.tree.children(noun, "compound", "nmod", "amod"))


def listed(unit: Unit, act: Token) -> Iterator[Token]:
    """Purchases told as a part of it: "to invest $9bn, including $2bn in purchases of gas"."""
    buying = actions().commitment["buying"]
    for token in unit.tree.subtree(act):
        if token.text.lower() in ("including", "plus"):
            yield from (t for t in unit.tree.subtree(token) if t.pos == "NOUN" and t.lemma.lower() in buying)


def is_term(reading: Reading, unit: Unit, token: Token, doers: tuple[str, ...]) -> bool:
    """A helpful future of one of the two sides, right after a deal was told, is one of its terms."""
    near = reading.doc.units[max(0, unit.index - 2) : unit.index + 1]
    told = any(not u.lemmas.isdisjoint(actions().agreement["nouns"]) for u in near)
    bound = bool(doers) and set(doers) <= set(reading.doc.pair)
    below = {t.i for t in unit.tree.subtree(token)}
    measure = token.lemma.lower() != "refrain" and any(t.i in below for t, _ in instruments(unit))
    return told and bound and not measure and token.lemma.lower() in actions().commitment["giving_way"]


def under_deal(unit: Unit) -> bool:
    """Do the words say that it is a term of a deal ("under a joint accord", "as part of the deal")?"""
    words = f" {re.sub(r'[^a-z]+', ' ', unit.text.lower())} "
    return bool(terms_of().search(words)) or " in return " in words or " in exchange " in words


@cache
def terms_of() -> re.Pattern[str]:
    """ "under", a determiner, words that are no prepositions, and a word for a deal."""
    nouns = "|".join(actions().commitment["under"])
    plain = r"(?:(?!(?:of|to|for|on|in|from) )\w+ ){0,3}"
    whose = r"(?:(?:the|a|an|its|their|this|that) )?"
    return re.compile(rf" (?:under|part of|terms of|according to) {whose}{plain}(?:{nouns}) ")


def is_of_deal(unit: Unit, lead: Token) -> bool:
    """ "the deal requires X to buy": a deal that asks binds."""
    subject = slots.doer(unit, lead)
    return subject is not None and subject.lemma.lower() in actions().agreement["nouns"]
