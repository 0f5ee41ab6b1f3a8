"""Commitments: a party undertakes, offers or is asked to do something.

The acts are found by `record.undertakings`; here it is told who is bound, to what, and what is none:
restrictive steps are measures, and meetings and deals have rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.apart import gerunds, is_by_bench, is_effort, is_truce
from parley.record.asked import asked, is_pressed, other_side, resisted_by
from parley.record.bound import acting, investing_side, is_case, is_private, kind_of_act, let_in
from parley.record.closed_markets import is_on_imports
from parley.record.coming_off import certainty, coming_off, named_before
from parley.record.draft import Draft, voice_at
from parley.record.giving import has_amount, planned
from parley.record.instruments import instruments
from parley.record.nominal import is_sum
from parley.record.terms import giver_of, is_of_deal
from parley.record.undertakings import Undertaking, undertakings
from parley.record.words import actions

RESTRICTIVE = ("imposed", "raised", "kept", "restored", "threatened", "announced")
HELD = ("suspended", "delayed", "extended")
JUDGES = ("WTO", "UN", "IMF", "OECD")  # asked to examine something, they undertake nothing
EXCHANGE = ("in exchange for", "in return for")


def find_commitments(reading: Reading) -> Iterator[Draft]:
    """The commitments of an article, in text order; one for each action, party and undertaking in a unit."""
    for unit in slots.units(reading):
        seen: set[tuple[str, ...]] = set()
        for one in undertakings(reading, unit):
            draft = commitment(reading, unit, one)
            if draft is None:
                continue
            key = (*draft.actors, draft.instrument or "", *draft.goods[:1])
            again = draft.instrument == "purchase" and not draft.goods and is_amount(unit, one.act)
            if key not in seen and not (again and any(k[: len(key)] == key for k in seen)):
                seen.add(key)
                yield draft
        yield from coming_off(reading, unit)


def is_amount(unit: Unit, act: Token) -> bool:
    """ "... and to buy 25 million tonnes a year": so much of what was told before."""
    things = unit.tree.children(act, "dobj")
    bare = [t for t in things if t.lemma.lower() in ("ton", "tonne", "barrel", "bushel", "unit", "litre")]
    return bool(bare) and not any(unit.tree.children(t, "prep") for t in bare)


def commitment(reading: Reading, unit: Unit, one: Undertaking) -> Draft | None:
    """The claim of an undertaking; None where nobody is bound, or the act is no commitment."""
    sum_ = one.lead is not None and is_sum(one.act)  # "pledged $2bn towards a plant"
    tokens = domain(unit, one.lead if one.lead is not None and sum_ else one.act)
    goods = slots.goods_of(reading, unit, tokens) + goods_quoted(reading, unit, tokens)
    instrument = instrument_of(reading, unit, one, goods)
    actors, others = let_in(reading, unit, one.act) or who(reading, unit, one)
    if (
        instrument is None
        or set(actors) <= set(JUDGES)
        or (actors == others and one.action == "demanded")
        or (one.action != "offered" and is_other_kind(unit, one.act))
        or is_by_bench(unit, one.act)
        or any(k.lemma.lower() in actions().commitment["purchase"] for k in gerunds(unit, one.act))
        or (is_case(unit, one.act) and one.act.lemma.lower() in actions().commitment["suing"])
        or (len(actors) > 1 and instrument in ("tariff", "other") and is_truce(unit))
        or (one.lead is None and private(reading, unit, one.act))
        or (one.lead is not None and not one.givers and by_company(reading, unit, one.lead))
    ):
        return None
    mood = one.mood
    weighed = one.action == "pledged" and "considered" in mood.governors  # "would consider lifting"
    action = "offered" if weighed else one.action
    return Draft(
        kind="commitment",
        unit=unit.index,
        trigger=one.act.i,
        rule=f"commitment: {action} {one.act.lemma.lower()}",
        actors=actors,
        targets=others or (() if is_pressed(unit, one.lead) else slots.targets_of(reading, unit, (), actors)),
        instrument=instrument,
        action=action,
        goods=goods,
        values=slots.values_of(reading.doc.quantities_in(unit, tokens)),
        date=slots.date_of(reading.doc.times_in(unit, tokens)),
        condition=slots.condition_text(unit, mood.condition),
        certainty=certainty(mood),
        links=exchange(unit, one.act),
    )


def is_other_kind(unit: Unit, act: Token) -> bool:
    """Talks that are resumed and deals that are approved or extended are claims of their own kinds."""
    things = unit.tree.children(act, "dobj", "nsubjpass")
    lemmas = {t.lemma.lower() for t in things if not is_effort(unit, t)}
    deal = act.lemma.lower() in actions().commitment["dealt"] and lemmas & set(actions().agreement["nouns"])
    return bool(lemmas & set(actions().commitment["proceedings"]) or deal)


def domain(unit: Unit, act: Token) -> tuple[Token, ...]:
    """The words of the act itself: without purposes, relative clauses and what is given in exchange."""
    tree = unit.tree
    light = act.lemma.lower() in actions().commitment["light"]  # "do more to stop ..."
    apart = [t for t in tree.subtree(act) if t.i != act.i and t.dep in ("advcl", "relcl") and not light]
    apart += [
        t for t in tree.subtree(act) if t.dep == "prep" and unit.text[t.start :].lower().startswith(EXCHANGE)
    ]
    apart += [t for t in tree.children(act, "conj") if t.pos == "VERB"]
    skip = {t.i for top in apart for t in tree.subtree(top)}
    return tuple(t for t in tree.subtree(act) if t.i not in skip)


def goods_quoted(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The goods in a quotation that stands among the tokens."""
    starts = {t.start for t in tokens}
    held = [
        reading.doc.quotations[q] for start, end, q in unit.stand_ins() if starts & set(range(start, end))
    ]
    named = (
        m.key for q in held for m in reading.doc.mentions if m.kind == "good" and q.start <= m.start < q.end
    )
    return tuple(dict.fromkeys(named))


def exchange(unit: Unit, act: Token) -> tuple[tuple[str, str], ...]:
    """What the act is done in exchange for, as written."""
    for token in unit.tree:
        start, end = unit.tree.extent(token)
        words = unit.text[start:end]
        if (
            token.dep in ("prep", "advmod")
            and words.lower().startswith(EXCHANGE)
            and act.i not in {t.i for t in unit.tree.subtree(token)}
        ):
            return (("in_exchange_for", words),)
    return ()


def private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Told by an analyst or company, who binds no party."""
    source = voice_at(reading, unit, act).source
    return source is not None and source.kind in ("person", "company") and source.party is None


def by_company(reading: Reading, unit: Unit, lead: Token) -> bool:
    """Is it a company that asks ("told its staff to stop")?"""
    subject = slots.doer(unit, lead)
    mention = reading.doc.mention_of(unit, subject) if subject is not None else None
    if subject is not None and subject.lemma.lower() in actions().commitment["benches"]:
        return True  # "a court ordered the refund": a ruling
    firm = mention is not None and mention.kind == "company"
    return firm or (subject is not None and mention is None and is_private(subject))


def instrument_of(reading: Reading, unit: Unit, one: Undertaking, goods: Sequence[str]) -> str | None:
    """purchase for buying, the kind of measure for easing one, `other` else; None for a restrictive step."""
    table, objects = actions().commitment, objects_of(unit, one.act)
    lemma = lemma_of(unit, one.act)
    if lemma == "order" and unit.tree.children(one.act, "xcomp", "ccomp"):
        return None  # "order firms to sell"
    if (plain := flow_of(one.act, lemma, goods, objects)) is not None:
        return plain
    if lemma == "crackdown" or is_case(unit, one.act):
        return "other"  # on smugglers, not on exports; "suspend its appeal"
    if one.lead == one.act and lemma in table["letting"]:  # "the deal lets 5,000 cars into X"
        return "quota" if has_amount(reading, unit, one.act) else "other"
    if let_in(reading, unit, one.act) is not None:
        if any(w in unit.text.lower() for w in actions().commitment["free_of_duty"]):
            return "tariff_exclusion"
        if has_amount(reading, unit, one.act):
            return "quota"
    if lemma == "open" and "market" in objects and has_amount(reading, unit, one.act):
        return "quota"  # "will open its market to 500 tonnes"
    lets = {"in", "into"} & {t.text.lower() for t in unit.tree.subtree(one.act)}
    if lemma in table["admitting"] and lets and has_amount(reading, unit, one.act):
        return "quota"
    words = domain(unit, one.act)
    below = {t.i for t in words}
    nouns = [name for token, name in instruments(unit) if token.i in below]
    if nouns[:1] == ["export_control"] and "price" in objects:
        return "other"  # price controls
    if nouns:
        bound = who(reading, unit, one)[0] if nouns[0] in ("export_ban", "export_control") else ()
        ban = "export" not in objects and is_on_imports(reading, unit, words, (nouns[0], goods, bound))
        return of_measure(reading, unit, one, "import_ban" if ban else nouns[0])
    return without_noun(reading, unit, one, (lemma, goods, objects))


def lemma_of(unit: Unit, act: Token) -> str:
    """The act's lemma; "put on hold" is to suspend."""
    lemma, after = act.lemma.lower(), unit.text[act.end :]
    if lemma == "put":
        return "suspend" if "on hold" in after else ("ease" if "table" in after else lemma)
    particles = {k.text.lower() for k in unit.tree.children(act, "prt")}
    return "lower" if lemma in ("bring", "take") and "down" in particles else lemma


def objects_of(unit: Unit, act: Token) -> set[str]:
    """Lemmas of what the act is done to, and of a noun's own words."""
    kids = unit.tree.children(act, "dobj", "nsubjpass", "pobj", "prep", "xcomp")
    found = {t.lemma.lower() for k in kids for t in unit.tree.subtree(k)[:9]}
    return found | ({t.lemma.lower() for t in unit.tree.subtree(act)} if act.pos == "NOUN" else set())


def flow_of(act: Token, lemma: str, goods: Sequence[str], objects: set[str]) -> str | None:
    """Buying, also told by its noun, and goods that flow again."""
    table = actions().commitment
    taxed = objects & set(table["taxing"]) and not objects & {"purchase", "buying"}
    buying = bool(objects & set(table["buying"])) and not taxed
    if lemma in table["purchase"] or (lemma in table["stepping"] and buying):
        return "purchase"
    if act.pos != "NOUN":
        return None
    if lemma in table["buying"] or (lemma in table["resuming"] and buying):
        return "purchase"
    flows = lemma in table["resuming"] and bool(goods) and bool(objects & set(table["flows"]))
    return "export_control" if flows else None


def of_measure(reading: Reading, unit: Unit, one: Undertaking, kind: str) -> str | None:
    """The kind of a measure that is named, where the act eases it; None where it is told as a measure."""
    lemma = lemma_of(unit, one.act)
    stage = actions().stages.get(lemma)
    papers = set(actions().licences["papers"])
    if kind == "export_licensing" and stage in RESTRICTIVE and objects_of(unit, one.act) & papers:
        stage = "eased" if lemma in actions().licences["eased"] else stage  # "agreed to issue licences"
    if objects_of(unit, one.act) & set(actions().commitment["reviews"]):
        return kind  # "undertake a review of the duties"
    if kind == "quota" and stage == "lowered" and one.action != "demanded":
        return None  # a quota that is cut restricts
    joint = lemma == "hold" and len(acting(reading, unit, one.act)) > 1  # "the two hold off on duties"
    if stage in HELD and one.action == "pledged" and not joint:
        return None
    proposed = any(unit.tree[i].lemma.lower() == "propose" for i in one.mood.leads)
    if stage == "extended" and proposed:
        return None  # "has proposed to extend the duty"
    wanted = one.action == "demanded" or one.act.pos == "NOUN" or one.mood.negated
    wanted = wanted or (kind == "tariff_exclusion" and stage in ("kept", "announced"))
    return kind if wanted or kind == "quota" or is_easing(one.act) or stage not in RESTRICTIVE else None


def without_noun(
    reading: Reading, unit: Unit, one: Undertaking, told: tuple[str, Sequence[str], set[str]]
) -> str | None:
    """The instrument where no measure is named: by the act, its goods, or a measure named before."""
    lemma, goods, objects = told
    table = actions().commitment
    if plain := planned(reading, unit, one.act):
        return plain
    if is_pointing_back(one.act, objects):
        return named_before(reading, unit, one.act)
    if (named := actions().verbs.get(lemma)) in ("tariff", "tariff_exclusion"):
        return named
    if lemma in table["stopping"] and objects & {*table["purchase"], *table["buying"]}:
        return "purchase"
    access = objects & {"access", "market"}
    if kind_of_act(one.act) == "export_control" and goods and not access and is_flow(one.act, objects):
        return "export_control"
    if actions().stages.get(lemma) in ("imposed", "threatened") and lemma not in table["helpful"]:
        return "other" if one.givers and one.mood.negated else None  # "assurances that it would not be hit"
    if lemma in table["undoing"]:
        return named_before(reading, unit, one.act) if objects & set(table["pointed"]) else "other"
    if lemma in table["restricting"] and (one.mood.negated or "export" in objects):
        return "export_control" if "export" in objects else "other"
    if objects & set(table["aid"]):
        return "subsidy"
    kind = kind_of_act(one.act) or "other"
    return kind if kind != "export_control" or (goods and not access) else "other"


def is_pointing_back(act: Token, objects: set[str]) -> bool:
    """ "drop the measures", "reconsider": what is to be undone was named before."""
    undoing = actions().stages.get(act.lemma.lower()) in ("suspended", "lifted", "eased", "lowered")
    pointed = objects & set(actions().commitment["pointed"])
    return (undoing and bool(pointed)) or (act.lemma.lower() == "reconsider" and not objects)


def is_flow(act: Token, objects: set[str]) -> bool:
    """Goods that are let go: "release", "resume exports of"; not "resume imports"."""
    return act.lemma.lower() not in ("resume", "restart", "allow", "grant") or not objects & {
        "import",
        "market",
        "investment",
    }


def is_easing(act: Token) -> bool:
    """Does the act take a measure back, or put off one?"""
    return actions().stages.get(act.lemma.lower()) not in RESTRICTIVE


def who(reading: Reading, unit: Unit, one: Undertaking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who must act, and who gains or asks."""
    if one.givers:
        return one.givers, ()
    if one.action != "demanded" or one.lead is None:
        act = one.lead if one.act.pos == "NOUN" and one.lead is not None else one.act
        given = one.lead is None and one.act.pos == "NOUN" and is_exchanged(unit, one.act)
        named = acting(reading, unit, act) if not given else ()
        named = named or slots.owner_of(reading, unit, one.act)
        if not named and one.lead is not None and is_of_deal(unit, one.lead):
            named = giver_of(reading, unit, one.act)
        if not named and one.lead is None and is_exchanged(unit, one.act):  # by the other side
            named = given_by(reading, unit, one)
        if not named and one.lead is not None and one.lead.lemma.lower() in actions().commitment["holds"]:
            named = tuple(slots.discourse(reading, unit).parties[-1:])
        asking = slots.speaker_party(reading, unit, one.act) if one.action == "demanded" else ()
        if not named and not asking and stands_for_speaker(unit, act):
            named = slots.speaker_party(reading, unit, act)
        return named, tuple(p for p in asking if p not in named)
    so_far = slots.discourse(reading, unit)
    passive = bool(unit.tree.children(one.lead, "nsubjpass", "auxpass"))  # "X is required to"
    subject = slots.doer(unit, one.lead) if not passive else None
    asking = parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
    if is_pressed(unit, one.lead):
        return asking, ()
    if one.lead.pos == "NOUN":  # "X's request to buy more"
        if resisting := resisted_by(reading, unit, one.lead):
            asking = slots.owner_of(reading, unit, one.lead)
            return resisting, asking or tuple(p for p in reading.doc.pair if p not in resisting)
        asking = slots.owner_of(reading, unit, one.lead) or asking
    return asked(reading, unit, one) or other_side(reading, unit, one, asking), asking


def stands_for_speaker(unit: Unit, act: Token) -> bool:
    """ "X said it would ease": the pronoun is whoever speaks."""
    subject = slots.doer(unit, act)
    return subject is not None and subject.text.lower() in ("it", "we")


def is_exchanged(unit: Unit, act: Token) -> bool:
    """Does the act stand behind "in exchange for" or "in return for"?"""
    return any(t.text.lower() in ("exchange", "return") for t in unit.tree.ancestors(act))


def given_by(reading: Reading, unit: Unit, one: Undertaking) -> tuple[str, ...]:
    """Who gives what another act is exchanged for: its own owner, else the other side of that act."""
    above = [t for t in unit.tree.ancestors(one.act) if t.pos == "VERB"]
    if one.act.dep not in ("pobj", "pcomp", "conj") or not above:
        return ()
    if one.act.lemma.lower() == "access":
        return giver_of(reading, unit, one.act)
    for token in (one.act, *unit.tree.conjuncts(one.act), *unit.tree.subtree(one.act)):
        if owner := slots.owner_of(reading, unit, token):
            return owner
    if (invests := investing_side(reading, unit, one.act, above)) is not None:
        return invests
    first = acting(reading, unit, above[0])
    pair = reading.doc.pair
    return tuple(p for p in pair if p not in first) if len(first) == 1 and first[0] in pair else ()
