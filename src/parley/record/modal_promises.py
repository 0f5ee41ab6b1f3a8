"""What a modal verb alone makes of an act: owed by the other side, or promised for the future."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import Mood
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.bound import acting, is_buying_more, is_case, kind_of_act
from parley.record.draft import voice_at
from parley.record.giving import gives_own, gives_quota, is_content, is_letting_in, told_by
from parley.record.terms import is_of_deal, is_term, under_deal
from parley.record.words import actions

Sides = tuple[tuple[str, ...], tuple[str, ...]]  # who does it, and who speaks


def of_modal(reading: Reading, unit: Unit, token: Token, mood: Mood) -> str | None:
    """Obligations laid on the other side; futures of a deal, of an exchange, or in another's mouth."""
    deal = under_deal(unit) or is_seen(unit, token)
    if token.lemma.lower() in actions().commitment["never"] and not is_given(unit, token, deal):
        return None
    if could_buy(reading, unit, token, mood):
        return "offered"
    owed = is_owed(unit, token, mood)
    ahead = mood.future or mood.hypothetical or is_to(unit, token) or is_seen(unit, token)
    if mood.perfect or not (owed or ahead):
        return None
    doers = acting(reading, unit, token)
    speaker = slots.speaker_party(reading, unit, token) or told_by(reading, unit, token)
    foreign = bool(doers and speaker) and not set(doers) & set(speaker) and is_said(reading, unit, token)
    if owed:
        return "demanded" if foreign and is_content(reading, unit, token) else None
    if doers and deal and token.lemma.lower() not in actions().stages:
        return "pledged"
    helpful = token.lemma.lower() in actions().commitment["helpful"] or is_buying_more(unit, token)
    if foreign or deal:
        plain = kind_of_act(token) == "purchase" or token.lemma.lower() in ("provide", "supply", "release")
        return "pledged" if helpful and (plain or is_content(reading, unit, token)) else None
    if is_own_measure(unit, token, mood, (doers, speaker)):
        return None
    return "pledged" if is_own_promise(reading, unit, token, mood, (doers, speaker)) else None


def is_owed(unit: Unit, token: Token, mood: Mood) -> bool:
    """ "must lift", "needs to open"."""
    modals = {k.text.lower() for k in unit.tree.children(token, "aux")}
    needs = token.tag == "VB" and any(unit.tree[i].lemma.lower() in ("need", "have") for i in mood.chain[1:2])
    return needs or bool(modals & {"must", "should", "ought"})


def is_said(reading: Reading, unit: Unit, token: Token) -> bool:
    """Told by a plain verb of saying, or by none; not only thought or feared."""
    frame = voice_at(reading, unit, token).frame
    above = unit.tree.head(token)
    thought = above is not None and token.dep == "ccomp" and above.lemma.lower() not in cues().say
    return not thought and (frame is None or frame.lemma in cues().say)


def is_own_measure(unit: Unit, token: Token, mood: Mood, sides: Sides) -> bool:
    """What a party says of its own controls is a measure, and no promise ("will lift its curbs on imports").

    To withdraw a complaint is none.
    """
    doers, speaker = sides
    lemma = token.lemma.lower()
    gives = is_buying_more(unit, token) or gives_quota(unit, token)
    own = bool(speaker) and set(doers) <= set(speaker) and not mood.condition
    if own and kind_of_act(token) == "export_control" and not gives:
        return True
    if withdraws(unit, token, sides):
        return False
    imports = any(t.lemma.lower() == "import" for t in unit.tree.subtree(token))
    return lemma in actions().commitment["undoing"] and imports


def is_own_promise(
    reading: Reading,
    unit: Unit,
    token: Token,
    mood: Mood,
    sides: Sides,
) -> bool:
    """Does a party say that it will do something for the other side?"""
    doers, _ = sides
    if withdraws(unit, token, sides):
        return True
    if doers and (gives_quota(unit, token) or gives_own(reading, unit, token, doers)):
        return True
    more = is_buying_more(unit, token)
    known = kind_of_act(token) in ("purchase", "export_control") or is_term(reading, unit, token, doers)
    helps = mood.condition is not None and token.lemma.lower() in actions().commitment["helpful"]
    known = known or more or helps or is_letting_in(unit, token)
    return known and is_content(reading, unit, token)


def withdraws(unit: Unit, token: Token, sides: Sides) -> bool:
    """ "said it would withdraw its complaint"."""
    doers, speaker = sides
    ends = actions().stages.get(token.lemma.lower()) in ("lifted", "suspended")
    return ends and bool(speaker) and doers == speaker and is_case(unit, token)


def could_buy(reading: Reading, unit: Unit, token: Token, mood: Mood) -> bool:
    """ "X said it could buy more gas": what a party holds out itself."""
    buys = kind_of_act(token) == "purchase" or is_buying_more(unit, token)
    if not mood.possible or mood.condition or not buys:
        return False
    speaker = slots.speaker_party(reading, unit, token)
    own = bool(speaker) and acting(reading, unit, token) == speaker
    return own and is_content(reading, unit, token)


def is_given(unit: Unit, token: Token, deal: bool) -> bool:
    """Goods let in or bought more of; under a deal, what is paid and access that is given."""
    things = {t.lemma.lower() for t in unit.tree.children(token, "dobj")}
    gives = token.lemma.lower() == "give" and bool(things & set(actions().commitment["boons"]))
    termed = deal and (gives or token.lemma.lower() == "pay")
    return termed or is_letting_in(unit, token) or is_buying_more(unit, token)


def is_seen(unit: Unit, token: Token) -> bool:
    """ "the deal will see X buy more": what a deal brings about."""
    above = unit.tree.head(token)
    sees = above is not None and above.lemma.lower() == "see" and token.dep in ("ccomp", "xcomp")
    return sees and above is not None and is_of_deal(unit, above)


def is_to(unit: Unit, token: Token) -> bool:
    """ "X is to resume imports"."""
    above = unit.tree.head(token)
    if token.dep == "ROOT" and token.tag == "VB" and unit.tree.children(token, "nsubj"):
        return any(k.text.lower() == "to" for k in unit.tree.children(token, "aux"))  # a headline
    be = (
        above is not None
        and token.dep == "xcomp"
        and above.lemma.lower() == "be"
        and above.tag in ("VBZ", "VBP")
    )
    return be and any(k.text.lower() == "to" for k in unit.tree.children(token, "aux"))
