"""Measures: what happens to a tariff, control, ban, licence, listing ..., from threatened to lifted.

An instrument noun is found first, then the act on it (`record.acts`), then how the act stands
(`read.modality`, `record.standing`), and last the slots. A measure whose actor no words tell takes it from
the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.lexicon import lexicon
from parley.model import Value, When
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.quantities import Quantity
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.acts import INCLUDING, acts_on
from parley.record.acts_apart import acts_apart
from parley.record.bare_rates import bare_rates, plain_rates
from parley.record.closed_markets import ban_on_imports, with_sides
from parley.record.coordinated import further_acts
from parley.record.draft import Draft
from parley.record.implied import elided
from parley.record.instruments import concerns_trade, instruments, verb_instrument
from parley.record.listed import (
    aims,
    blacklists,
    entailed,
    goods_listed,
    is_firms_list,
    is_rule_of_list,
    pointed,
    put_on,
)
from parley.record.measure_actors import actors_of, is_private, targets_of, with_actors
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
from parley.record.measure_items import is_fragment, list_items
from parley.record.measure_series import in_series, undoubled
from parley.record.measure_slots import (
    around,
    directed,
    is_of_measure,
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
from parley.record.namings import is_amount
from parley.record.occasions import SPOKEN, occasion
from parley.record.open_acts import means_over
from parley.record.phrases import first, is_named, verb_phrases
from parley.record.relief import as_relief
from parley.record.respective import shared_out
from parley.record.stand_ins import EXPORTS, last_told, pointing_within, respites, stand_in_acts
from parley.record.standing import (
    BURDENS,
    FORCE,
    RELIEF,
    certainty_of_act,
    decide,
)
from parley.record.telling import (
    has_maker,
    is_intended,
    is_lapsed,
    is_no_deed,
    is_told,
    told_tokens,
)
from parley.record.withheld import of_rule, withheld
from parley.record.words import actions

BANS = ("export_control", "export_ban", "import_ban")
CHARGING = ("charge", "levy", "collect")
NO_SUMS = ("percent", "days", "weeks", "months", "years", "count")
BEFORE = 24  # code points before the noun in which its old rate stands ("the 10% levy")


def find_measures(reading: Reading) -> Iterator[Draft]:
    """The measures of an article, in text order."""
    found: list[Draft] = []
    for unit in reading.doc.units:
        if unit.cut.kind != "heading":
            new = list(unit_measures(reading, unit))
            new += pointing_back(reading, unit, new, found)
            new = in_series(reading, unit, new, found)
            found += list_items(reading, unit, new, found) if is_fragment(unit) else new
    whole = with_sides(reading, list(with_actors(reading, found)))
    yield from map(with_fitting_goods, undoubled(iter(whole)))


def with_fitting_goods(draft: Draft) -> Draft:
    """Visas are what a visa restriction is about, and nothing else is: "curbed chips and revoked visas"."""
    papers = {g for g in draft.goods if g in lexicon().goods and lexicon().goods[g].sector == "papers"}
    about = draft.instrument == "visa_restriction"
    fitting = tuple(g for g in draft.goods if (g in papers) == about)
    return draft if fitting == draft.goods else replace(draft, goods=fitting)


def named_list(unit: Unit, verb: Token) -> list[Token]:
    """The list that somebody is taken off or put on, whose owner acts."""
    preps = [p for k in (verb, *unit.tree.children(verb, "dobj")) for p in unit.tree.children(k, "prep")]
    return [n for p in preps for n in unit.tree.children(p, "pobj") if n.lemma.lower() == "list"]


def unit_measures(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """The measures of a unit: acts on instrument nouns, then verbs that name their instrument."""
    nouns = [
        (n, ban_on_imports(reading, unit, n, name))
        for n, name in instruments(unit)
        if concerns_trade(reading, unit, n, name)
    ]
    known = {n.i for n, _ in nouns}
    rated = [(n, name) for n, name in plain_rates(reading, unit) if n.i not in known]
    nouns += [(n, name) for n, name in rated if not is_amount(unit.tree, n)]
    nouns += [*((n, "entity_listing") for n in blacklists(reading, unit)), *elided(unit)]
    nouns += [(n, name) for n, name in pointed(reading, unit) if n.i not in {k.i for k, _ in nouns}]
    own_verbs = [
        (t, name)
        for t in unit.tree
        if t.pos == "VERB"
        and (name := verb_instrument(reading, unit, t)) is not None
        and not is_private(reading, unit, t)
    ]
    effects = entailed(unit, nouns) | aims(unit, nouns)
    asked = {t.i for v, name in own_verbs if name == "investigation" for t in unit.tree.subtree(v)}
    nouns = [(n, name) for n, name in nouns if n.i not in asked or name != "tariff"]
    nouns = [(n, name) for n, name in nouns if n.i not in effects or name not in EXPORTS]
    own_verbs = [(t, name) for t, name in own_verbs if t.i not in effects or name not in BANS]
    spared = {t.i: v for v, name in own_verbs if name == "tariff_exclusion" for t in unit.tree.subtree(v)}
    special = {n.i for n, name in nouns if name != "other"}
    seen: set[tuple[int, str]] = set()
    for noun, name in sorted(nouns, key=lambda pair: pair[1] != "tariff_exclusion"):
        if name == "tariff" and noun.i in spared and not has_maker(unit, noun):
            continue
        if name == "other" and special & parts_of(unit, noun):
            continue
        for act in acts_of(unit, noun, name):
            if (act.token.i, name) not in seen:
                seen.add((act.token.i, name))
                found = list(drafts(reading, unit, (noun, name), act))
                if found and name == "tariff_exclusion":
                    spared |= {t.i: noun for t in unit.tree.subtree(noun) if t.i > noun.i}
                yield from found
    for token, own in own_verbs:
        bare = first(actions().verbs, verb_phrases(unit.tree, token)) == "other"
        if own == "other" and bare and (is_named(unit, token, nouns) or mood_of(unit, token).done):
            continue  # "retaliated with duties" is told by its noun, and "retaliated" alone tells nothing
        if token.i not in {i for i, _ in seen}:
            nearest = [n for n, _ in nouns if spared.get(n.i) == token] + named_list(unit, token)
            act = withheld(unit.tree, Act(token, "imposed", "verb"))
            yield from drafts(reading, unit, ([*nearest, token][0], own), act)
    for noun, act in bare_rates(reading, unit, {i for i, _ in seen} | {t.i for t, _ in own_verbs}):
        yield from drafts(reading, unit, (noun, "tariff"), act)
    for what, name, act in acts_apart(reading, unit, {i for i, _ in seen}):
        yield from drafts(reading, unit, (what, name), act)


def acts_of(unit: Unit, noun: Token, name: str) -> list[Act]:
    """The acts on an instrument; what a list is put to is told by the words to the left of it."""
    found = list(acts_on(unit, noun, name))
    found += [more for a in found for more in further_acts(unit.tree, noun, a, name)]
    acts = [withheld(unit.tree, a) for a in found]
    acts += [a for a in found if a.token.dep == "conj" and of_rule(unit.tree, a)]  # when it was laid down
    on_list = goods_listed(unit, noun) if name == "tariff" else None
    if name == "entity_listing" and not acts:
        on_list = put_on(unit, noun)
    return [on_list] if on_list is not None else acts


def pointing_back(reading: Reading, unit: Unit, new: list[Draft], before: list[Draft]) -> Iterator[Draft]:
    """Measures told by a word that stands for one told before: of the same instrument, actor and target."""
    seen = {d.trigger for d in new}
    last = last_told(unit, before)
    if last is not None and last.instrument is not None:
        for noun, act in stand_in_acts(unit, last, seen):
            seen.add(act.token.i)
            spared = last.instrument == "tariff_exclusion" and act.stage in ("raised", "lowered")
            for draft in drafts(reading, unit, (noun, "tariff" if spared else last.instrument), act):
                yield replace(
                    draft,
                    actors=draft.actors or last.actors,
                    targets=draft.targets or last.targets,
                    goods=draft.goods or (last.goods if act.how == "subject" else ()),
                )
    for noun, act, told in pointing_within(unit, new, seen):
        own = drafts(reading, unit, (noun, told.instrument or "other"), act)
        yield from (
            replace(d, actors=d.actors or told.actors, targets=told.targets, goods=told.goods) for d in own
        )
    relieved = any(d.action in ("suspended", "delayed") or d.instrument == "tariff_exclusion" for d in new)
    for noun, name, act in () if relieved else respites(reading, unit, seen):
        yield from drafts(reading, unit, (noun, name), act)


def parts_of(unit: Unit, noun: Token) -> set[int]:
    """The tokens in which measures that make up a general one are named: "steps including a ban"."""
    tree = unit.tree
    above = tree.head(noun)
    apart = ("prep", "acl", "relcl")
    kids = [k for k in tree.children(noun) if k.dep not in apart or k.text.lower() in INCLUDING]
    kids += (
        [k for k in tree.children(above, "prep") if k.text.lower() in INCLUDING] if above is not None else []
    )
    return {t.i for k in kids for t in tree.subtree(k)}


def drafts(reading: Reading, unit: Unit, what: tuple[Token, str], act: Act) -> Iterator[Draft]:
    """One draft for each rate that the act sets, or one without a rate."""
    noun, instrument = what
    if is_rule_of_list(unit, act.token) or is_no_deed(unit, noun, act):
        return
    if instrument == "export_control" and is_firms_list(reading, unit, noun, act):
        instrument = "entity_listing"
    instrument, act = as_relief(unit, (noun, instrument), act)
    mood = mood_of(unit, act.over or means_over(unit, act) or act.token)
    if act.how == "withheld" and act.token.dep == "advcl" and act.token.tag == "VBG":
        mood = replace(mood, future=False)  # "nurses will be let in, undoing a plan to": undone by now
    if is_over(unit, act):
        over = not (mood.future or mood.possible)
        act, mood = replace(act, stage="lifted"), replace(mood, negated=False, done=over)
    if any(k.text.lower() == "no" for k in unit.tree.children(noun, "det")):
        free = act.how == "object" and act.token.lemma.lower() in CHARGING
        free = free and not (mood.done or mood.passive or mood.condition)
        act = replace(act, stage="excluded") if free else act  # "will charge no duty"
        mood = replace(mood, negated=not mood.negated and not free)
    tokens = with_listed(reading, unit, scope(reading, unit, noun, act))
    quantities = rates_in(reading, unit, told_tokens(unit, act, tokens))
    own = without_past_acts(unit, tokens, noun, act)
    found = reading.doc.times_in(unit, own)
    times = [t for t in found if not is_of_measure(unit, noun, act, t)]
    times = without_bracketed(reading, times, quantities) + when_told(reading, unit, act.token)
    exact = bool(times) or any(q.unit == "percent" for q in quantities)
    action = decide(unit, instrument, act, mood, exact)
    if action is None or not is_told(reading, unit, (noun, act), (quantities, times)):
        return
    date = slots.date_of(times)
    if action == "considered" and (is_consequence(act) or is_own_warning(reading, unit, act, mood)):
        action = "threatened"
    if action == "announced" and is_suspended_return(unit, noun, act):
        return  # a deadline, not a new measure
    if act.stage in ("announced", "imposed") and is_never_begun(unit, act):
        return
    if action == "announced" and is_never_done(unit, noun, act):
        action = "threatened"
    vague = act.stage == "imposed" or (act.stage == "announced" and (mood.future or is_promise(act)))
    dated = act.how == "subject" and date is not None  # "the countermeasures take effect on July 1"
    if instrument == "other" and action == "announced" and vague and not (dated or is_tax(noun, act)):
        action = "threatened"  # what kind of countermeasure it will be is not told yet
    to_open = instrument == "investigation" and action == "announced" and act.stage == "imposed"
    if instrument != "investigation" or act.stage not in RELIEF:
        told = "imposed" if act.how == "borne" and action == "kept" and not is_end(times) else action
        coming = ahead(reading, told, date)
        instrument, action = settled(instrument, coming if coming == "announced" else action, quantities)
    if action == "announced" and is_intended(unit, mood):
        action = "considered"
    if action == "announced" and is_lapsed(reading, unit, mood, date):
        return
    certainty = "planned" if to_open or is_change_announced(act) else certainty_of_act(mood, action)
    spoken = action in SPOKEN or certainty == "planned"
    base = replace(
        base_draft(reading, unit, noun, act),
        instrument=instrument,
        action=action,
        date=date or occasion(reading, unit, act.token, spoken),
        direction=act.stage if is_direction(instrument, act) else None,
        expires=slots.expiry_of(times),
        condition=slots.condition_text(unit, mood.condition),
        certainty=certainty,
    )
    changed = unit.span(max(0, noun.start - BEFORE), noun.end)
    drafts = []
    for group in rates(quantities, changed if act.stage in ("raised", "lowered") else None):
        near = around(unit, tokens, group, quantities)
        base = replace(base, action=directed(reading, action, act.token.lemma.lower(), group))
        drafts.append(with_slots(reading, unit, (noun, act), base, (near, slots.values_of(group))))
    yield from shared_out(reading, unit, tokens, drafts)


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
