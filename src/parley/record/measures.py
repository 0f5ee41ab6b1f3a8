"""Measures: what happens to a tariff, control, ban, licence, listing ..., from threatened to lifted.

An instrument noun is found first, then the act on it (`record.instruments`), then how the act stands
(`read.modality`), and last the slots. A measure whose actor no words tell takes it from the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.model import Certainty
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.quantities import Quantity
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import Act, acts_on, instruments, verb_instrument
from parley.record.words import actions

RELIEF = ("lowered", "lifted", "eased")
TOLD = ("announced", "considered", "threatened", "denied")
STEADY = (*TOLD, "kept", "delayed", "suspended", "extended")
EASED_BY_PROMISE = (
    "export_control",
    "export_licensing",
    "export_ban",
    "visa_restriction",
    "sanction",
    "entity_listing",
)
UNDERTAKEN = ("pledged", "offered", "demanded")
BACKGROUND = ("participle", "mark", "rate")


def find_measures(reading: Reading) -> Iterator[Draft]:
    """The measures of an article, in text order."""
    found = [
        d for unit in reading.doc.units if unit.cut.kind != "heading" for d in unit_measures(reading, unit)
    ]
    yield from with_actors(reading, found)


def unit_measures(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """The measures of a unit: acts on instrument nouns, then verbs that name their instrument."""
    nouns = list(instruments(unit))
    special = {n.i for n, name in nouns if name != "other"}
    seen: set[tuple[int, str]] = set()
    for noun, name in nouns:
        if name == "other" and special & {t.i for t in unit.tree.subtree(noun)}:
            continue
        for act in acts_on(unit, noun, name):
            if (act.token.i, name) not in seen:
                seen.add((act.token.i, name))
                yield from drafts(reading, unit, (noun, name), act)
    for token in unit.tree:
        own = verb_instrument(unit, token)
        if own is not None and token.i not in {i for i, _ in seen}:
            stage = "announced" if own == "tariff_exclusion" else "imposed"
            yield from drafts(reading, unit, (token, own), Act(token, stage, "verb"))


def drafts(reading: Reading, unit: Unit, what: tuple[Token, str], act: Act) -> Iterator[Draft]:
    """One draft for each rate that the act sets, or one without a rate."""
    noun, instrument = what
    mood = mood_of(unit, act.token)
    action = decide(unit, instrument, act, mood)
    tokens = scope(unit, noun, act)
    quantities = reading.doc.quantities_in(unit, tokens)
    times = reading.doc.times_in(unit, tokens)
    if action is None or (is_background(unit, act) and not (quantities or times)):
        return
    if instrument == "other" and any(q.unit not in ("percent", "days", "count") for q in quantities):
        instrument = "tariff"  # countermeasures "on $60bn of goods" are duties
    for group in rates(quantities):
        near = around(unit, tokens, group, quantities)
        actors = actors_of(reading, unit, noun, act)
        yield Draft(
            kind="measure",
            unit=unit.index,
            trigger=act.token.i,
            rule=f"measure: {act.how} {act.token.lemma.lower()}",
            actors=actors,
            targets=named_targets(reading, unit, act, near, actors),
            people=slots.people_in(reading, unit, subject_tokens(unit, act.token)),
            instrument=instrument,
            action="announced" if instrument == "tariff_exclusion" and action == "imposed" else action,
            goods=slots.goods_of(reading, unit, near),
            values=slots.values_of(group),
            date=slots.date_of(times),
            expires=slots.expiry_of(times),
            condition=slots.condition_text(unit, mood.condition),
            certainty=certainty(mood, action),
        )


def decide(unit: Unit, instrument: str, act: Act, mood: Mood) -> str | None:
    """The action of CLAIMS.md from the stage that the words name and the mood they stand in.

    None where it is no measure: an aim, relief that is only undertaken (a commitment), an act that is denied.
    """
    stage = act.stage
    if mood.negated and not regretted(unit, act.token):
        return "kept" if stage in (*RELIEF, "suspended") else None
    if "kept" in mood.leading(unit, actions().stages):
        return "kept"
    if act.how in BACKGROUND or mood.done or regretted(unit, act.token):
        return "kept" if stage == "kept" else stage
    if is_aim(unit, act.token):
        return None
    held = [s for s in mood.leading(unit, actions().stages) if s in ("delayed", "suspended")]
    if held:
        return held[0]
    if stage in RELIEF and (instrument in EASED_BY_PROMISE or any(g in UNDERTAKEN for g in mood.governors)):
        return None
    return undone(stage, mood)


def undone(stage: str, mood: Mood) -> str:
    """The action of an act that has not happened yet."""
    if stage == "kept":
        return "announced" if mood.future or mood.governors else "kept"
    if stage in STEADY:
        return "considered" if stage == "announced" and mood.possible else stage
    if "threatened" in mood.governors or (mood.condition is not None and stage not in RELIEF):
        return "threatened"
    return "considered" if "considered" in mood.governors[:1] or mood.possible else "announced"


def regretted(unit: Unit, act: Token) -> bool:
    """ "should not have put": told as done, though a negation stands there."""
    words = [t.text.lower() for t in unit.tree.children(act, "aux")]
    return "have" in words and ("should" in words or "must" in words)


def is_aim(unit: Unit, act: Token) -> bool:
    """An infinitive or gerund of purpose ("talks to ease", "efforts to curb") tells no act."""
    above = unit.tree.head(act)
    if act.dep in ("advcl", "relcl", "acl") and act.tag == "VB":
        governed = (
            above is not None and act.dep == "acl" and above.lemma.lower() not in actions().aims["nouns"]
        )
        return not governed
    if act.dep == "pcomp" and above is not None:
        above = unit.tree.head(above)
    return above is not None and above.lemma.lower() in (*actions().aims["verbs"], *actions().aims["nouns"])


def is_background(unit: Unit, act: Act) -> bool:
    """A measure that is only mentioned: by a participle, or a noun that is subject of something else."""
    return act.how in BACKGROUND or (act.how == "noun" and act.token.dep in ("nsubj", "nsubjpass"))


def certainty(mood: Mood, action: str) -> Certainty | None:
    """What the mood says of the certainty; None leaves it to the voice."""
    if mood.condition is not None and not mood.done:
        return "conditional"
    return "planned" if action in (*RELIEF, "imposed", "raised") and mood.future else None


def subject_tokens(unit: Unit, act: Token) -> tuple[Token, ...]:
    """The tokens of the act's own subject."""
    subject = unit.tree.child(act, "nsubj", "poss")
    return unit.tree.subtree(subject) if subject is not None else ()


def scope(unit: Unit, noun: Token, act: Act) -> tuple[Token, ...]:
    """The words in which the act's slots stand: its subtree without the clauses of other acts and subjects."""
    tree = unit.tree
    tops = (noun,) if act.how in BACKGROUND else (act.token, noun)
    own = {t.i for top in tops for t in tree.subtree(top)}
    mine = {t.i for t in tree.subtree(noun)} if act.how not in BACKGROUND else {noun.i, act.token.i}
    keep = {act.token.i, noun.i, *(t.i for t in tree.conjuncts(noun)), *(a.i for a in tree.ancestors(noun))}
    for token in list(tree):
        clause = (
            token.dep in ("nsubj", "csubj", "ccomp", "relcl", "advcl", "parataxis", "conj") and token.i in own
        )
        if not clause or token.i in keep or (token.dep == "conj" and token.pos not in ("VERB", "AUX")):
            continue
        below = {t.i for t in tree.subtree(token)}
        if noun.i not in below and not (token.dep == "nsubj" and act.how == "borne"):
            own -= below - ({t for t in mine if token.dep not in ("relcl", "advcl", "conj")} & below)
    return tuple(tree[i] for i in sorted(own))


def actors_of(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Who acts, by the act's own words: its agent, the measure's owner; () where they do not tell."""
    if act.how == "borne" or act.token.pos == "VERB" and act.token.lemma.lower() in actions().borne["verbs"]:
        return slots.owner_of(reading, unit, noun)
    if act.how == "subject":
        return slots.owner_of(reading, unit, noun)
    return slots.agent_of(reading, unit, act.token) or slots.owner_of(reading, unit, noun)


def named_targets(
    reading: Reading, unit: Unit, act: Act, tokens: Sequence[Token], actors: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the words name as target; the subject of a verb of bearing is one."""
    found = slots.parties_in(reading, unit, tokens)
    if act.how == "borne" or unit.tree.children(act.token, "nsubjpass"):
        found = tuple(
            dict.fromkeys([*found, *slots.parties_in(reading, unit, subject_phrase(unit, act.token))])
        )
    return tuple(p for p in found if p not in actors)


def subject_phrase(unit: Unit, act: Token) -> tuple[Token, ...]:
    """The tokens of an active or passive subject."""
    subject = unit.tree.child(act, "nsubj", "nsubjpass")
    return unit.tree.subtree(subject) if subject is not None else ()


def with_actors(reading: Reading, found: list[Draft]) -> Iterator[Draft]:
    """Fill the actors that the words leave open, and targets from the article's two parties."""
    known = Counter(d.actors for d in found if len(d.actors) == 1)
    last: tuple[str, ...] = ()
    for draft in found:
        actors = draft.actors or guess_actors(reading, draft, last, known)
        last = actors or last
        targets = tuple(p for p in draft.targets if p not in actors)
        pair = reading.doc.pair
        if not targets and len(actors) == 1 and actors[0] in pair:
            targets = tuple(p for p in pair if p not in actors)
        yield replace(draft, actors=actors, targets=targets)


def guess_actors(
    reading: Reading, draft: Draft, last: tuple[str, ...], known: Counter[tuple[str, ...]]
) -> tuple[str, ...]:
    """The speaker's party, the last actor, the article's usual one, or the other of two; never a target."""
    unit = reading.doc.units[draft.unit]
    speaker = slots.speaker_party(reading, unit, unit.tree[draft.trigger])
    pair = reading.doc.pair
    other = tuple(p for p in pair if p not in draft.targets)
    choices = [
        speaker,
        other if len(other) == 1 and draft.targets else (),
        last,
        *(a for a, _ in known.most_common(2)),
        pair[:1],
    ]
    return next((c for c in choices if c and not set(c) & set(draft.targets)), ())


def rates(quantities: tuple[Quantity, ...]) -> list[list[Quantity]]:
    """Groups of quantities: one for each level in percent, with what belongs to it."""
    levels = [q for q in quantities if q.unit == "percent" and q.role not in ("from", "change", "range_low")]
    if len(levels) < 2:
        return [list(quantities)]
    groups: list[list[Quantity]] = [[level] for level in levels]
    for q in quantities:
        if q not in levels:
            nearest = min(range(len(levels)), key=lambda i: abs(levels[i].start - q.start))
            groups[nearest].append(q)
    return groups


def around(
    unit: Unit, tokens: tuple[Token, ...], group: list[Quantity], quantities: tuple[Quantity, ...]
) -> tuple[Token, ...]:
    """The part of the scope that belongs to the group's rate: from the rate, or the words just before, on."""
    levels = sorted(q.start for q in quantities if q.unit == "percent" and q.role not in ("from", "change"))
    if len(levels) < 2 or not group:
        return tokens
    own = group[0].start
    after = min((s for s in levels if s > own), default=None)
    before = max((s for s in levels if s < own), default=None)
    behind = [
        t for t in tokens if own <= unit.place(t.start) and (after is None or unit.place(t.start) < after)
    ]
    ahead = [
        t for t in tokens if unit.place(t.start) < own and (before is None or unit.place(t.start) > before)
    ]
    named = any(
        t.pos in ("PROPN",) or t.dep == "pobj"
        for t in behind
        if t.pos != "NUM" and t.lemma not in ("cent", "%")
    )
    return (
        tuple(behind)
        if named and before is None
        else tuple(ahead[-8:] + behind[:3])
        if not named
        else tuple(behind)
    )
