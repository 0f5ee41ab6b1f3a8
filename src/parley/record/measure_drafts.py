"""The drafts of an act on a measure: what it tells in its mood, and one draft for each rate that it sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.model import Certainty, Value, When
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.quantities import Quantity
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.draft import Draft
from parley.record.listed import (
    is_firms_list,
    is_rule_of_list,
)
from parley.record.measure_actors import actors_of, targets_of
from parley.record.measure_ends import (
    is_change_announced,
    is_consequence,
    is_direction,
    is_never_begun,
    is_never_done,
    is_over,
    is_promise,
    is_suspended_return,
)
from parley.record.measure_slots import (
    around,
    directed,
    is_of_measure,
    is_start,
    links_of,
    rates,
    rates_in,
    scope,
    when_told,
    with_listed,
    without_bracketed,
    without_firms,
    without_grounds,
    without_past_acts,
)
from parley.record.occasions import SPOKEN, occasion
from parley.record.open_acts import means_over
from parley.record.relief import as_relief
from parley.record.respective import shared_out
from parley.record.standing import (
    BURDENS,
    FORCE,
    RELIEF,
    certainty_of_act,
    decide,
)
from parley.record.telling import (
    is_intended,
    is_lapsed,
    is_no_deed,
    is_told,
    told_tokens,
)
from parley.record.words import actions

NO_SUMS = ("percent", "days", "weeks", "months", "years", "count")
BEFORE = 24  # code points before the noun in which its old rate stands ("the 10% levy")


def drafts(reading: Reading, unit: Unit, what: tuple[Token, str], act: Act) -> Iterator[Draft]:
    """One draft for each rate that the act sets, or one without a rate."""
    noun, instrument = what
    if is_rule_of_list(unit, act.token) or is_no_deed(unit, noun, act):
        return
    if instrument == "export_control" and is_firms_list(reading, unit, noun, act):
        instrument = "entity_listing"
    instrument, act = as_relief(unit, (noun, instrument), act)
    act, mood = with_mood(unit, noun, act)
    tokens = with_listed(reading, unit, scope(reading, unit, noun, act))
    quantities = rates_in(reading, unit, told_tokens(unit, act, tokens))
    own = without_past_acts(unit, tokens, noun, act)
    found = reading.doc.times_in(unit, own)
    times = [t for t in found if not is_of_measure(unit, noun, act, t)]
    times = without_bracketed(reading, times, quantities) + when_told(reading, unit, act.token)
    told = told_of(reading, unit, (noun, instrument), (act, mood), (quantities, times))
    if told is None:
        return
    instrument, action, certainty = told
    spoken = action in SPOKEN or certainty == "planned"
    day = slots.date_of(sorted(times, key=lambda time: not is_start(reading, time)))
    base = replace(
        base_draft(reading, unit, noun, act),
        instrument=instrument,
        action=action,
        date=day or occasion(reading, unit, act.token, spoken),
        direction=act.stage if is_direction(instrument, act) else None,
        expires=slots.expiry_of(times),
        condition=slots.condition_text(unit, mood.condition),
        certainty=certainty,
    )
    changed = unit.span(max(0, noun.start - BEFORE), noun.end)
    found_drafts = []
    for group in rates(quantities, changed if act.stage in ("raised", "lowered") else None):
        near = around(unit, tokens, group, quantities)
        base = replace(base, action=directed(reading, action, act.token.lemma.lower(), group))
        found_drafts.append(with_slots(reading, unit, (noun, act), base, (near, slots.values_of(group))))
    yield from shared_out(reading, unit, tokens, found_drafts)


def with_mood(unit: Unit, noun: Token, act: Act) -> tuple[Act, Mood]:
    """The act and its mood: what is over was lifted, and "no duty" turns the mood round."""
    mood = mood_of(unit, act.over or means_over(unit, act) or act.token)
    if act.how == "withheld" and act.token.dep == "advcl" and act.token.tag == "VBG":
        mood = replace(mood, future=False)  # "nurses will be let in, undoing a plan to": undone by now
    if is_over(unit, act):
        over = not (mood.future or mood.possible)
        act, mood = replace(act, stage="lifted"), replace(mood, negated=False, done=over)
    if any(k.text.lower() == "no" for k in unit.tree.children(noun, "det")):
        free = act.how == "object" and act.token.lemma.lower() in actions().sparing["charging"]
        free = free and not (mood.done or mood.passive or mood.condition)
        act = replace(act, stage="excluded") if free else act  # "will charge no duty"
        mood = replace(mood, negated=not mood.negated and not free)
    return act, mood


def told_of(
    reading: Reading,
    unit: Unit,
    what: tuple[Token, str],
    done: tuple[Act, Mood],
    told: tuple[Sequence[Quantity], Sequence[TimeMention]],
) -> tuple[str, str, Certainty | None] | None:
    """Instrument, action and certainty of an act with its rates and times; None where it is no measure."""
    (noun, instrument), (act, mood), (quantities, times) = what, done, told
    date = slots.date_of(times)
    exact = bool(times) or any(q.unit == "percent" for q in quantities)
    action = decide(unit, instrument, act, mood, exact)
    if action is None or not is_told(reading, unit, (noun, act), told):
        return None
    if action == "considered" and (is_consequence(act) or is_own_warning(reading, unit, act, mood)):
        action = "threatened"
    if action == "announced" and is_suspended_return(unit, noun, act):
        return None  # a deadline, not a new measure
    if act.stage in ("announced", "imposed") and is_never_begun(unit, act):
        return None
    if action == "announced" and is_never_done(unit, noun, act):
        action = "threatened"
    if action == "announced" and instrument == "other" and is_vague(noun, act, mood, date):
        action = "threatened"  # what kind of countermeasure it will be is not told yet
    to_open = instrument == "investigation" and action == "announced" and act.stage == "imposed"
    if instrument != "investigation" or act.stage not in RELIEF:
        stands = "imposed" if act.how == "borne" and action == "kept" and not is_end(times) else action
        coming = ahead(reading, stands, date)
        instrument, action = settled(instrument, coming if coming == "announced" else action, quantities)
    if action == "announced" and is_intended(unit, mood):
        action = "considered"
    if action == "announced" and is_lapsed(reading, unit, mood, date):
        return None
    planned = to_open or is_change_announced(act)
    return instrument, action, "planned" if planned else certainty_of_act(mood, action)


def is_vague(noun: Token, act: Act, mood: Mood, date: When | None) -> bool:
    """A countermeasure that is held out without its kind; not "the countermeasures take effect on July 1"."""
    held_out = act.stage == "imposed" or (act.stage == "announced" and (mood.future or is_promise(act)))
    dated = act.how == "subject" and date is not None
    return held_out and not (dated or is_tax(noun, act))


def is_tax(noun: Token, act: Act) -> bool:
    """A tax on services or a check at the border, told by its noun or its verb."""
    nouns = (*actions().digital["nouns"], *actions().containers["checks"])
    return noun.lemma.lower() in nouns or act.token.lemma.lower() in nouns


def is_end(times: Sequence[TimeMention]) -> bool:
    """ "faces a duty until May": a day on which it ends."""
    return any(t.relation in slots.ENDING for t in times)


def is_own_warning(reading: Reading, unit: Unit, act: Act, mood: Mood) -> bool:
    """ "Oslo said that it may tax tea": a burden that whoever can lay it on holds out himself."""
    speaker = slots.speaker_party(reading, unit, act.token)
    own = set(actors_of(reading, unit, act.token, act)) & set(speaker)
    return mood.possible and not mood.governors and act.stage in BURDENS and bool(own)


def base_draft(reading: Reading, unit: Unit, noun: Token, act: Act) -> Draft:
    """What all drafts of an act share: where it stands, who acts, what it answers."""
    return Draft(
        kind="measure",
        unit=unit.index,
        trigger=act.token.i,
        rule=f"measure: {act.how} {act.token.lemma.lower()}",
        actors=actors_of(reading, unit, noun, act),
        people=slots.people_in(reading, unit, slots.subject_tokens(unit, act.token)),
        links=links_of(unit, act.over or act.token),
    )


def with_slots(
    reading: Reading,
    unit: Unit,
    what: tuple[Token, Act],
    base: Draft,
    part: tuple[tuple[Token, ...], tuple[Value, ...]],
) -> Draft:
    """The draft of one rate: whom and what it bears on, by the words around it."""
    near, values = part
    told = without_firms(unit, near) if base.instrument == "investigation" else near
    goods = slots.goods_of(reading, unit, without_grounds(unit, told)) or laid_on(reading, unit, what[0])
    retaliates = what[1].token.lemma == "retaliate" and bool(goods)
    if base.instrument == "export_ban" and is_of_others(reading, unit, near, base.actors):
        base = replace(base, instrument="import_ban")
    return replace(
        base,
        instrument="tariff" if retaliates else base.instrument,
        targets=targets_of(reading, unit, what, near, base.actors),
        goods=goods,
        values=values,
    )


def laid_on(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """The goods in a clause on the noun that tells who laid it on what ("the duty that it put on tea")."""
    tree, verb = unit.tree, unit.tree.head(noun)
    clauses = [*tree.children(noun, "relcl", "acl")]
    if verb is not None and any(t.i == noun.i + 1 and t.text.lower() == "that" for t in tree):
        clauses += tree.children(verb, "ccomp")  # as the parser has it where the object stands before "that"
    laying = [k for k in clauses if actions().stages.get(k.lemma.lower()) == "imposed"]
    apart = {t.i for k in laying for x in tree.children(k, "advcl") for t in tree.subtree(x)}
    return slots.goods_of(
        reading, unit, tuple(t for k in laying for t in tree.subtree(k) if t.i not in apart)
    )


def is_of_others(reading: Reading, unit: Unit, tokens: Sequence[Token], actors: tuple[str, ...]) -> bool:
    """ "a Chinese ban on exports of Danish pork": goods of another than who bans are kept from coming in."""
    goods = [t for t in tokens if (m := reading.doc.mention_of(unit, t)) is not None and m.kind == "good"]
    kids = [k for t in goods for k in unit.tree.children(t, "amod")]
    origins = [m.party for k in kids if (m := reading.doc.mention_of(unit, k)) is not None and m.party]
    return bool(actors and origins) and not set(origins) & set(actors)


def settled(instrument: str, action: str, quantities: Sequence[Quantity]) -> tuple[str, str]:
    """Instrument and action by the conventions of CLAIMS.md for reliefs, probes and countermeasures."""
    if action == "excluded":
        listed = instrument in ("entity_listing", "sanction")  # "removed three banks from its sanctions list"
        return (instrument, "lifted") if listed else ("tariff_exclusion", "announced")
    if instrument == "tariff_exclusion" and action in ("imposed", "threatened"):
        return instrument, "announced"
    if instrument == "investigation" and action == "announced":
        return instrument, "imposed"
    if instrument == "other" and any(q.unit not in NO_SUMS for q in quantities):
        return "tariff", action  # countermeasures "on $60bn of goods" are duties
    return instrument, action


def ahead(reading: Reading, action: str, date: When | None) -> str:
    """What takes effect on a day after publication is announced, whatever the tense."""
    day = reading.doc.day
    return (
        "announced"
        if action in FORCE and date is not None and day is not None and date.start[:10] > day
        else action
    )
