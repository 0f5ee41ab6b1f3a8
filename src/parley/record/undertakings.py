"""Acts that somebody undertakes, offers or is asked for: which words tell of one, and how it stands.

The act is a verb under a word of promise, offer or demand ("agreed to buy", "urged X to open"), in the
future of a deal or in another's mouth ("China will release ..., Trump said"), under an obligation laid on
the other side ("X must lift"); or a noun that such a word has as object ("called for the removal").
"""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import EASED_BY_PROMISE
from parley.record.apart import is_apart, is_denied, is_estimated, is_meeting_off, is_riposte
from parley.record.asked import is_believed, is_promised, is_supposed
from parley.record.bound import acting, is_buying_more, kind_of_act
from parley.record.carried import persuaded
from parley.record.giving import gives_own, is_content
from parley.record.instruments import instruments
from parley.record.kept import keeping, kept
from parley.record.leads import may_lie_ahead
from parley.record.modal_promises import of_modal
from parley.record.nominal import (
    Undertaking,
    bought,
    exchanged,
    given_time,
    giving,
    is_of_market,
    limited,
    nominal,
    raised_offer,
    wanted,
)
from parley.record.terms import is_of_deal, listed, telling, terms, under_deal
from parley.record.unreal import is_not_assured
from parley.record.words import actions

RELIEF = ("lifted", "lowered", "eased")
GOING_ON = ("continue", "keep", "begin", "start")


__all__ = ["Undertaking", "undertakings"]


def undertakings(reading: Reading, unit: Unit) -> Iterator[Undertaking]:
    """The acts of a unit that somebody undertakes, offers or is asked for."""
    promises = unit.having(actions().commitment["promises"])
    told = {t.i for noun in promises for t in (keeping(reading, unit, noun) or ())[:2]}
    exchange = not unit.lemmas.isdisjoint(("exchange", "return"))
    term_words = {t.i for t in unit.having(telling())}
    for token in unit.tree:
        if token.pos in ("VERB", "AUX") and token.i not in told:
            yield from of_verb(reading, unit, token)
        elif token.dep == "prep":
            yield from exchanged(reading, unit, token) if exchange else ()
        elif token.pos == "NOUN":
            yield from of_noun(reading, unit, token)
        if token.dep in ("acl", "xcomp", "advcl") and token.tag in ("VB", "VBG"):
            yield from bought(reading, unit, token)
            yield from given_time(reading, unit, token)
        for noun, verb, mood, givers in terms(reading, unit, token) if token.i in term_words else ():
            yield Undertaking(noun, verb, "pledged", mood, givers)


def of_verb(reading: Reading, unit: Unit, token: Token) -> Iterator[Undertaking]:
    """The act of a verb, what its object tells, and what is to be done by a deadline."""
    if (givers := persuaded(reading, unit, token)) and is_content(reading, unit, token):
        yield Undertaking(token, None, "pledged", mood_of(unit, token), givers)
        return
    if may_lie_ahead(unit, token):
        mood = mood_of(unit, token)
        action = undertaking(reading, unit, token, mood)
        apart = action is None or not is_undertaken(reading, unit, token, mood)
        if action is not None and not apart and not is_apart(unit, token, mood):
            yield Undertaking(token, governor(unit, mood), action, mood)
            for noun in listed(unit, token) if action == "pledged" else ():
                yield Undertaking(noun, None, action, mood, acting(reading, unit, token))
    if token.lemma.lower() in giving() and not is_supposed(unit, token):
        yield from nominal(reading, unit, token)
    if not unit.lemmas.isdisjoint(actions().deadline["limits"]):
        yield from limited(reading, unit, token)


def of_noun(reading: Reading, unit: Unit, token: Token) -> Iterator[Undertaking]:
    """The demand or the promise that a noun is."""
    lemma, table = token.lemma.lower(), actions().commitment
    if lemma in table["demands"]:
        yield from wanted(unit, token)
    if lemma == "offer":
        yield from raised_offer(reading, unit, token)
    if lemma in table["promises"]:
        yield from kept(reading, unit, token)


def is_undertaken(reading: Reading, unit: Unit, token: Token, mood: Mood) -> bool:
    """Not negated; or a step that one promises not to take ("agreed not to impose duties")."""
    if not mood.negated or is_forbearance(reading, unit, token, mood):
        return True
    leads = [unit.tree[i] for i in mood.leads]
    if leads and leads[0].pos == "NOUN":
        return True  # "rejected pressure to open its market", "refused an offer from X to cut"
    asked = {"demanded", "pledged"} & set(mood.governors)  # "urged X not to lift", "agreed to no longer buy"
    words = {k.text.lower() for k in unit.tree.children(token, "neg", "advmod")}
    asked_not = bool(asked) and bool({"not", "n't", "n’t", "longer"} & words)
    table, lemma = actions().commitment, token.lemma.lower()
    if "demanded" not in asked:
        asked_not = asked_not and lemma in (*table["purchase"], *table["sending"])
    asked_not = asked_not and is_content(reading, unit, token)
    return asked_not or ("pledged" in mood.governors and is_restrictive(unit, token))


def is_forbearance(reading: Reading, unit: Unit, token: Token, mood: Mood) -> bool:
    """ "neither side would impose new duties", "an assurance that X would not impose": they will not."""
    if not (mood.future or mood.hypothetical) or not is_restrictive(unit, token):
        return False
    above = unit.tree.head(token)
    assured = above is not None and above.lemma.lower() in actions().commitment["assuring"]
    doers = acting(reading, unit, token)
    others = slots.speaker_party(reading, unit, token)  # "Y said X would not ban exports"
    told = bool(others) and not set(doers) & set(others) and not mood.condition
    return len(doers) > 1 or ((assured or told) and bool(doers))


def is_restrictive(unit: Unit, token: Token) -> bool:
    """Does the act impose, raise or threaten a measure?"""
    stage = actions().stages.get(token.lemma.lower())
    if token.lemma.lower() in actions().commitment["restricting"]:
        return True
    if stage not in ("imposed", "raised", "announced"):
        return False
    below = {t.i for t in unit.tree.subtree(token)}
    return any(t.i in below for t, _ in instruments(unit))


def undertaking(reading: Reading, unit: Unit, token: Token, mood: Mood) -> str | None:
    """pledged, offered or demanded, from what governs the act, from an obligation, or from a future."""
    if is_none_whatever(reading, unit, token, mood) or is_riposte(unit, token, mood):
        return None
    if is_not_assured(unit, token) or is_estimated(unit, token) or is_denied(unit, mood):
        return None
    if wanted := is_wish(unit, token, mood):
        return wanted
    if any(unit.tree[i].lemma.lower() == "able" for i in mood.chain[1:]):
        return None  # "will be able to grant licences": what becomes possible binds nobody
    for governor_, index in zip(mood.governors, mood.leads, strict=True):
        lead = unit.tree[index]
        if token.dep == "advcl" and token.i < index:
            continue  # "asked about the duty, she told the BBC"
        if governor_ == "demanded" and lead.lemma.lower() in actions().commitment["asking"]:
            return demand(reading, unit, lead)
        if governor_ == "pledged" and token.dep == "conj" and "demanded" in mood.governors:
            return None  # "pressed X to keep its pledge to cut and fold": told with the first
        if lead.lemma.lower() == "bind" and unit.tree.child(lead, "dobj") is None:
            return None  # "the duty is bound to hurt"
        if governor_ in ("offered", "pledged") and is_firm(reading, unit, token, lead):
            return governor_
        if governor_ == "planned" and is_planned_gift(reading, unit, token, lead):
            return "pledged"
    if is_relief_in_view(unit, token, mood):
        return "offered"
    if is_promised(unit, token, mood) or (mood.negated and is_forbearance(reading, unit, token, mood)):
        return "pledged"
    return None if is_believed(unit, token) else of_modal(reading, unit, token, mood)


def demand(reading: Reading, unit: Unit, lead: Token) -> str | None:
    """What a word of demand makes of the act under it: a pledge, where a deal is what asks for it."""
    if is_vague_demand(unit, lead) or is_pushed_up(unit, lead) or is_naming(unit, lead):
        return None
    if needs_only(reading, unit, lead):
        return None
    if lead.pos == "NOUN" and (lead.lemma.lower() == "order" or is_of_market(unit, lead)):
        return None  # an executive order does not ask
    required = bool(unit.tree.children(lead, "nsubjpass")) and under_deal(unit)  # "is required to"
    return "pledged" if required or is_of_deal(unit, lead) else "demanded"


def is_firm(reading: Reading, unit: Unit, token: Token, lead: Token) -> bool:
    """Does a word of promise or offer bind? A weak one does in "is prepared to", "suggested setting"."""
    if lead.lemma.lower() not in actions().commitment["weak"]:
        return True
    return is_prepared(unit, lead) or is_suggested(reading, unit, token, lead)


def is_planned_gift(reading: Reading, unit: Unit, token: Token, lead: Token) -> bool:
    """ "plans to buy more gas": a plan that gives the other side something is a promise."""
    if lead.lemma.lower() not in ("plan", "set", "intend", "prepare"):
        return False
    if kind_of_act(token) == "purchase" or token.lemma.lower() == "invest" or is_buying_more(unit, token):
        return True
    return gives_own(reading, unit, token, acting(reading, unit, token))


def is_none_whatever(reading: Reading, unit: Unit, token: Token, mood: Mood) -> bool:
    """Is the verb one of acts that are claims of other kinds, or too vague, whatever governs them?

    "Hold off", a step promised not to be taken, and under a firm word ("committed to ensuring that no duty
    is charged") some vague ones are none of these.
    """
    table, lemma = actions().commitment, token.lemma.lower()
    if lemma not in table["apart"]:
        return is_meeting_off(unit, token)
    off = lemma == "hold" and any(k.text.lower() in ("off", "back") for k in unit.tree.children(token, "prt"))
    off = off and len(acting(reading, unit, token)) > 1  # "the two hold off on duties"; else it is a delay
    looks = lemma in table["looking"] and "demanded" in mood.governors  # "urged X to review its duty"
    if (
        off
        or looks
        or is_forbearance(reading, unit, token, mood)
        or (mood.negated and "pledged" in mood.governors and is_restrictive(unit, token))
    ):
        return False
    leads = {unit.tree[i].lemma.lower() for i in mood.leads}
    firm = bool(leads & set(table["firm"])) and lemma in table["firmly"]
    return not (firm and is_content(reading, unit, token))


def is_wish(unit: Unit, token: Token, mood: Mood) -> str | None:
    """ "Peru wants to buy more gas": what a party wishes to do for the other side, it offers."""
    lead = unit.tree.head(token)
    wishes = lead is not None and lead.lemma.lower() in actions().commitment["wishing"]
    own = wishes and not unit.tree.children(token, "nsubj")
    buys = kind_of_act(token) == "purchase" or is_buying_more(unit, token)
    return "offered" if own and buys and token.dep == "xcomp" and not mood.negated else None


def is_suggested(reading: Reading, unit: Unit, token: Token, lead: Token) -> bool:
    """ "Peru has suggested setting a minimum price": an offer, where a party makes it."""
    doers = acting(reading, unit, token)
    return lead.lemma.lower() == "suggest" and token.tag == "VBG" and bool(doers)


def needs_only(reading: Reading, unit: Unit, lead: Token) -> bool:
    """ "larger sales would require Peru to open its market": a need that no party and no deal lays down."""
    subject = slots.doer(unit, lead)
    if lead.lemma.lower() != "require" or subject is None or unit.tree.children(lead, "nsubjpass"):
        return False
    named = reading.doc.mention_of(unit, subject) is not None or is_of_deal(unit, lead)
    return not named and any(k.tag == "MD" for k in unit.tree.children(lead, "aux"))


def is_prepared(unit: Unit, lead: Token) -> bool:
    """ "was prepared to": a readiness, not a preparation."""
    linked = lead.dep == "acomp" or bool(unit.tree.children(lead, "auxpass", "aux"))
    return lead.text.lower() == "prepared" and linked


def is_vague_demand(unit: Unit, lead: Token) -> bool:
    """A demand told as an aim or means ("leverage to press X", "in forcing X"), and not as made.

    Made it is in "with officials urging X to", "continues to press X to" and ", urging X to".
    """
    if lead.tag == "VBG":
        return lead.dep == "pcomp" and not unit.tree.children(lead, "nsubj")
    above = unit.tree.head(lead)
    goes_on = lead.dep == "xcomp" and above is not None and above.lemma in GOING_ON
    will = any(k.tag == "MD" for k in unit.tree.children(lead, "aux"))  # "where she will urge X to"
    return (
        lead.tag == "VB"
        and not will
        and lead.dep in ("pcomp", "acl", "advcl", "xcomp", "relcl")
        and not goes_on
    )


def is_pushed_up(unit: Unit, lead: Token) -> bool:
    """ "has pushed up prices", "pushed back": no demand."""
    particles = {k.text.lower() for k in unit.tree.children(lead, "prt")}
    return lead.lemma.lower() in ("push", "press", "call", "order") and bool(
        particles & {"up", "down", "back", "off"}
    )


def is_naming(unit: Unit, lead: Token) -> bool:
    """ "called the decision to tax tea absurd": what it is called, and no demand, as "called for" is."""
    behind = [*unit.tree.children(lead, "prep", "prt"), *unit.tree.tokens[lead.i + 1 : lead.i + 2]]
    words = {p.text.lower() for p in behind}
    return lead.lemma == "call" and lead.pos == "VERB" and not words & {"on", "upon", "for", "out"}


def is_relief_in_view(unit: Unit, token: Token, mood: Mood) -> bool:
    """ "may consider easing limits on chips": an offer, where it is relief from a control."""
    governed = {"considered", "offered", "pledged"} & set(mood.governors)
    if not governed or actions().stages.get(token.lemma.lower()) not in RELIEF:
        return False
    tops = unit.tree.children(token, "dobj", "nsubjpass", "prep")
    below = {t.i for k in tops if k.text.lower() not in ("amid", "despite") for t in unit.tree.subtree(k)}
    nouns = [name for noun, name in instruments(unit) if noun.i in below]
    return bool(nouns) and nouns[0] in EASED_BY_PROMISE


def governor(unit: Unit, mood: Mood) -> Token | None:
    """The word of demand over the act."""
    pairs = zip(mood.governors, mood.leads, strict=True)
    asking = actions().commitment["asking"]
    return next(
        (unit.tree[i] for g, i in pairs if g == "demanded" and unit.tree[i].lemma.lower() in asking), None
    )
