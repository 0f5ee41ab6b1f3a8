"""Who is bound by an act that is promised, offered or asked for: the doer, an owner, who made the promise."""

from __future__ import annotations

from parley.read import Reading
from parley.read.modality import governs
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.draft import voice_at
from parley.record.words import actions


def acting(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """The parties that do the act: its subject, or in the passive the owner of what it is done to."""
    so_far = slots.discourse(reading, unit)
    passive = unit.tree.child(token, "nsubjpass")
    if passive is not None and token.lemma.lower() in ("allow", "permit"):
        return ()
    if passive is not None:
        agents = [n for a in unit.tree.children(token, "agent") for n in unit.tree.children(a, "pobj")]
        if any(is_private(n) for n in agents):
            return ()
        return slots.agent_of(reading, unit, token) or slots.owner_of(reading, unit, passive)
    subject = same_as_above(unit, token, slots.doer(unit, token))
    if subject is not None and subject.lemma.lower() in actions().agreement["nouns"]:
        subject = bound(unit, token, subject)
    if (
        subject is not None
        and subject.text.lower() == "we"
        and unit.tree[token.head].lemma.lower() == "agree"
    ):
        return reading.doc.pair  # "we agreed to": the two sides
    if subject is None or (is_private(subject) and not is_of_state(reading, unit, token)):
        return ()
    if subject.lemma.lower() in actions().meeting["nouns"]:
        return ()
    if is_private(subject):
        owner = unit.tree.child(subject, "poss")
        named = slots.parties_in(reading, unit, unit.tree.subtree(subject))
        return named or (parties_of(reading.doc, unit, owner, so_far) if owner is not None else ())
    if subject.pos == "NOUN" and governs(subject):  # "a pledge by X to buy"
        if held := reminded(reading, unit, subject):
            return held
        by = slots.agent_of(reading, unit, subject) or maker(reading, unit, subject)
        return by or source_of_pledge(reading, unit, subject)
    found = parties_of(reading.doc, unit, subject, so_far)
    own = slots.speaker_party(reading, unit, token)
    source = voice_at(reading, unit, token).source
    joint = source is not None and " and " in (source.name or "")
    word = subject.text.lower()
    if word in ("he", "she") and unit.quote is not None and subject.pos == "PRON" and set(found) <= set(own):
        pair = reading.doc.pair  # whom a speaker calls "he" is the other
        return tuple(p for p in pair if p not in own) if set(own) & set(pair) else found
    return tuple(p for p in found if p not in own) if word == "they" and not joint else found


def same_as_above(unit: Unit, token: Token, subject: Token | None) -> Token | None:
    """ "firms from X said they would invest": they are those who say it."""
    above = unit.tree.head(token)
    if subject is None or subject.text.lower() != "they" or above is None or token.dep != "ccomp":
        return subject
    teller = unit.tree.child(above, "nsubj")
    return teller if teller is not None and teller.pos == "NOUN" and is_private(teller) else subject


def source_of_pledge(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a commitment from X to curb"."""
    nouns = unit.tree.behind(noun, "from")
    so_far = slots.discourse(reading, unit)
    return next((found for n in nouns if (found := parties_of(reading.doc, unit, n, so_far))), ())


def reminded(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "pressed X to keep its promise to buy": the promise is that of the one who is pressed."""
    own = any(k.tag == "PRP$" for k in unit.tree.children(noun, "poss"))
    for token in unit.tree.ancestors(noun) if own else ():
        above = unit.tree.head(token)
        if (
            token.dep == "xcomp"
            and above is not None
            and above.lemma.lower() in actions().commitment["asking"]
        ):
            whom = unit.tree.child(above, "dobj")
            if whom is not None:
                return parties_of(reading.doc, unit, whom, slots.discourse(reading, unit))
    return ()


def is_of_state(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "firms from X would invest": as a term of a deal it binds their state."""
    near = reading.doc.units[max(0, unit.index - 2) : unit.index + 1]
    told = any(not u.lemmas.isdisjoint(actions().agreement["nouns"]) for u in near)
    told = told or any(words in unit.text.lower() for words in ("in exchange", "in return"))
    buys = token.lemma.lower() in (*actions().commitment["purchase"], *actions().commitment["investing"])
    return told and (buys or is_buying_more(unit, token))


def bound(unit: Unit, act: Token, deal: Token) -> Token | None:
    """ "the deal commits X to buy", "a deal that commits X to buy": the object of what the deal does."""
    above = unit.tree.head(act)
    relative = above is not None and above.dep == "relcl" and act.dep in ("xcomp", "ccomp")
    verb = above if relative else unit.tree.head(deal)
    return unit.tree.child(verb, "dobj") if verb is not None else None


def maker(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "X made a promise to": whoever makes or gives it."""
    above = unit.tree.head(noun)
    gives = above is not None and noun.dep == "dobj" and above.lemma.lower() in actions().commitment["giving"]
    subject = slots.doer(unit, above) if above is not None and gives else None
    return (
        parties_of(reading.doc, unit, subject, slots.discourse(reading, unit)) if subject is not None else ()
    )


def is_private(noun: Token) -> bool:
    """Firms and people, who bind no party."""
    return noun.pos != "PROPN" and noun.lemma.lower() in actions().commitment["private"]


def kind_of_act(token: Token) -> str | None:
    """The instrument under which the lexicon lists the verb as something a party can undertake."""
    table, lemma = actions().commitment, token.lemma.lower()
    return next(
        (n for n in ("purchase", "export_control", "investment_restriction", "subsidy") if lemma in table[n]),
        None,
    )


def is_case(unit: Unit, act: Token) -> bool:
    """Is a case at court or at the WTO the object, and not the measure that it is about?"""
    things = {t.lemma.lower() for t in unit.tree.children(act, "dobj", "nsubjpass")}
    forum = not unit.lemmas.isdisjoint(actions().commitment["forums"])
    return bool(things & set(actions().commitment["cases"])) or (forum and bool(things & {"action", "claim"}))


def is_buying_more(unit: Unit, token: Token) -> bool:
    """ "will increase imports of gas", "are planning to make investments"."""
    table = actions().commitment
    direct = unit.tree.children(token, "dobj")
    inside = [p for t in direct for p in unit.tree.children(t, "prep") if t.pos in ("NUM", "SYM")]
    things = {t.lemma.lower() for p in inside for t in unit.tree.children(p, "pobj")}
    things |= {t.lemma.lower() for t in direct}
    return token.lemma.lower() in table["stepping"] and bool(things & {*table["buying"], "investment"})


def let_in(reading: Reading, unit: Unit, act: Token) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """ "Peru will be allowed to export tin to Chile", "the deal lets Peru's tin enter": Chile is bound."""
    above = unit.tree.head(act)
    allowed = above is not None and above.lemma.lower() in actions().commitment["letting"]
    entering = act.lemma.lower() in (*actions().access["entering"], "come")
    if above is None or not (allowed and (entering or act.lemma.lower() in actions().commitment["sending"])):
        return None
    subject = unit.tree.child(act, "nsubj")
    passive = bool(unit.tree.children(above, "nsubjpass", "auxpass"))
    if subject is None and not passive:
        return None
    preps = [p for p in unit.tree.children(act, "prep", "dative") if p.text.lower() in ("to", "into")]
    preps += [o for o in unit.tree.children(act, "dobj") if entering]
    sellers = acting(reading, unit, act)
    if not sellers and subject is not None:
        sellers = slots.parties_in(reading, unit, unit.tree.subtree(subject))
    hosts = tuple(p for k in preps for p in slots.parties_in(reading, unit, unit.tree.subtree(k)))
    hosts = tuple(p for p in hosts or reading.doc.pair if p not in sellers)
    return (hosts[:1], sellers) if hosts and sellers and hosts[:1] != sellers else None


def investing_side(reading: Reading, unit: Unit, noun: Token, above: list[Token]) -> tuple[str, ...] | None:
    """ "X and Y signed a pact ... in exchange for an investment in ports in X": it is Y's to give."""
    words = unit.tree.subtree(noun)
    if "investment" not in {t.lemma.lower() for t in words}:
        return None
    sides = next((s for verb in above if len(s := acting(reading, unit, verb)) == 2), ())
    taken = slots.parties_in(reading, unit, words)
    return tuple(p for p in sides if p not in taken) if set(taken) & set(sides) else None
