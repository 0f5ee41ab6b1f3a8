"""Measures: what happens to a tariff, control, ban, licence, listing ..., from threatened to lifted.

An instrument noun is found first, then the act on it (a verb that has it as object or subject, a noun of
action, a participle), then how the act stands (see `read.modality`), and last the slots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.model import Certainty
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.quantities import Quantity
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions

RELIEF = ("lowered", "lifted", "eased")
HELD = ("suspended", "delayed", "extended", "kept", "restored", "expired")
TOLD = ("announced", "considered", "threatened", "denied")
UNDERTAKEN = ("pledged", "offered", "demanded")


@dataclass(frozen=True, slots=True)
class Act:
    """An act on an instrument: its token, the stage it names, and by which construction."""

    token: Token
    stage: str
    how: str


def find_measures(reading: Reading) -> Iterator[Draft]:
    """The measures of an article, in text order."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        seen: set[tuple[int, str]] = set()
        for noun, instrument in instruments(unit):
            act = act_on(unit, noun)
            if act is None or (act.token.i, instrument) in seen:
                continue
            seen.add((act.token.i, instrument))
            yield from drafts(reading, unit, noun, instrument, act)
        yield from verb_measures(reading, unit, {i for i, _ in seen})


def instruments(unit: Unit) -> Iterator[tuple[Token, str]]:
    """Instrument nouns with what they are; the head of a coordination stands for its members."""
    table = actions()
    for token in unit.tree:
        if token.pos not in ("NOUN", "PROPN") or token.dep == "compound":
            continue
        name = instrument_of(unit.tree, token)
        if name is not None and not (
            token.dep == "conj" and instrument_of(unit.tree, unit.tree[token.head]) == name
        ):
            needs = table.needs.get(token.lemma.lower())
            if needs is None or any(w in phrase(unit.tree, token) for w in needs):
                yield token, name


def instrument_of(tree: Tree, token: Token) -> str | None:
    """The instrument that a noun names with its compounds and what it bears on."""
    table = actions()
    left = [t.lemma.lower() for t in tree.children(token, "compound", "amod", "nmod")]
    lemma = token.lemma.lower()
    whole = next(
        (table.instruments[f"{w} {lemma}"] for w in reversed(left) if f"{w} {lemma}" in table.instruments),
        None,
    )
    name = whole or table.instruments.get(lemma)
    if name in ("export_control", "export_ban") and whole is None:
        words = set(phrase(tree, token))
        bears = next((n for n, cues in table.bearing.items() if words & set(cues)), None)
        if bears == "import_ban" and name == "export_control":
            return "other"
        return bears if bears not in (None, "export_control") else name
    return name


def phrase(tree: Tree, token: Token) -> list[str]:
    """Lemmas of the noun's phrase, its relative clauses left out."""
    skip = {t.i for kid in tree.children(token, "relcl", "conj") for t in tree.subtree(kid)}
    return [t.lemma.lower() for t in tree.subtree(token) if t.i not in skip]


def act_on(unit: Unit, noun: Token) -> Act | None:
    """The act that is done to the instrument, by the first construction that fits."""
    tree = unit.tree
    above = tree.head(noun)
    if above is not None:
        found = verb_act(tree, noun, above) or noun_act(tree, noun, above)
        if found is not None:
            return found
    return own_mark(unit, noun)


def verb_act(tree: Tree, noun: Token, verb: Token) -> Act | None:
    """The instrument as object or subject of a verb, or under its preposition."""
    table = actions()
    if noun.dep in ("pobj", "conj") and verb.pos == "ADP":
        return prepositional(tree, verb)
    if verb.pos not in ("VERB", "AUX"):
        return None
    words = verb_phrases(tree, verb)
    if noun.dep == "nsubj":
        stage = next((table.takes_effect[w] for w in words if w in table.takes_effect), None)
        return Act(verb, stage, "subject") if stage else None
    if noun.dep in ("dobj", "nsubjpass", "attr", "oprd", "dative"):
        stage = next((table.stages[w] for w in words if w in table.stages), None)
        return Act(verb, stage, "object") if stage else None
    return None


def verb_phrases(tree: Tree, verb: Token) -> list[str]:
    """The verb with its particle, preposition phrase or object word, the longest phrase first."""
    lemma = verb.lemma.lower()
    found = []
    for kid in tree.children(verb, "prt", "prep", "dobj", "advmod", "acomp"):
        below = tree.child(kid, "pobj") if kid.dep == "prep" else None
        if below is not None:
            found.append(f"{lemma} {kid.text.lower()} {below.lemma.lower()}")
        found.append(f"{lemma} {kid.lemma.lower()}")
    return [*sorted(found, key=len, reverse=True), lemma]


def prepositional(tree: Tree, preposition: Token) -> Act | None:
    """ "hit with tariffs", "removal of duties", "a pause on levies", "threat of a ban"."""
    above = tree.head(preposition)
    if above is None:
        return None
    table = actions()
    lemma, word = above.lemma.lower(), preposition.text.lower()
    if above.pos in ("VERB", "AUX"):
        if word in ("with", "by") and table.stages.get(lemma) in ("imposed", "threatened"):
            return Act(above, table.stages[lemma], "with")
        if word in ("on", "to", "of", "back", "off") and table.stages.get(lemma) in (
            "considered",
            "suspended",
            "delayed",
        ):
            return Act(above, table.stages[lemma], "on")
        return Act(above, "imposed", "subject to") if lemma in ("face", "subject") else None
    if word in ("of", "in", "on", "to", "for", "from") and lemma in table.nouns:
        return Act(above, table.nouns[lemma], "noun")
    return None


def noun_act(tree: Tree, noun: Token, above: Token) -> Act | None:
    """ "tariff cuts", "a levy increase": the instrument as first part of a noun of action."""
    if noun.dep in ("compound", "nmod") and above.lemma.lower() in actions().nouns:
        return Act(above, actions().nouns[above.lemma.lower()], "noun")
    return None


def own_mark(unit: Unit, noun: Token) -> Act | None:
    """A participle or adjective on the noun, or a rate that it bears, when no act governs it."""
    tree = unit.tree
    for kid in tree.children(noun, "acl", "amod", "relcl"):
        words = verb_phrases(tree, kid)
        stage = next((actions().stages[w] for w in words if w in actions().stages), None)
        if kid.tag == "VBN" and stage:
            return Act(kid, stage, "participle")
        if kid.dep == "amod" and kid.text.lower() in actions().marks:
            return Act(noun, actions().marks[kid.text.lower()], "mark")
    if any(t.text in ("%", "percent") or t.lemma in ("cent", "percent") for t in tree.subtree(noun)):
        return Act(noun, "imposed", "rate")
    return None


def verb_measures(reading: Reading, unit: Unit, used: set[int]) -> Iterator[Draft]:
    """Verbs that name their instrument: restrict, ban, blacklist, exempt, investigate."""
    for token in unit.tree:
        name = actions().verbs.get(token.lemma.lower())
        if name is None or token.pos != "VERB" or token.i in used or token.dep == "amod":
            continue
        words = {t.lemma.lower() for t in unit.tree.subtree(token)}
        if name in ("export_control", "export_ban"):
            bears = next((n for n, cues in actions().bearing.items() if words & set(cues)), None)
            if bears is None:
                continue
            name = name if bears == "export_control" else bears
        if unit.tree.child(token, "dobj", "nsubjpass", "prep") is None:
            continue
        yield from drafts(
            reading,
            unit,
            token,
            name,
            Act(token, "announced" if name == "tariff_exclusion" else "imposed", "verb"),
        )


def drafts(reading: Reading, unit: Unit, noun: Token, instrument: str, act: Act) -> Iterator[Draft]:
    """One draft for each rate that the act sets, or one without a rate."""
    mood = mood_of(unit, act.token)
    action = decide(act, mood)
    if action is None:
        return
    tokens = scope(unit, noun, act)
    actors = actors_of(reading, unit, noun, act)
    quantities = reading.doc.quantities_in(unit, tokens)
    times = reading.doc.times_in(unit, tokens)
    for group in rates(quantities):
        near = around(unit, tokens, group, quantities)
        yield Draft(
            kind="measure",
            unit=unit.index,
            trigger=act.token.i,
            rule=f"measure: {act.how} {act.token.lemma.lower()}",
            actors=actors,
            targets=slots.targets_of(reading, unit, near, actors),
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


def decide(act: Act, mood: Mood) -> str | None:
    """The action of CLAIMS.md from the stage that the words name and the mood they stand in.

    None where it is no measure: relief that is only undertaken is a commitment, an act denied is none.
    """
    stage = act.stage
    if mood.negated:
        return "kept" if stage in (*RELIEF, "suspended") else None
    if mood.done or act.how in ("participle", "mark", "rate"):
        return stage
    if any(g in UNDERTAKEN for g in mood.governors) and stage in RELIEF:
        return None
    if stage in (*TOLD, "kept", "delayed", "suspended", "extended"):
        return stage if stage != "announced" or not mood.possible else "considered"
    if "threatened" in mood.governors or (mood.condition is not None and stage not in RELIEF):
        return "threatened"
    if "considered" in mood.governors or mood.possible:
        return "considered"
    return "announced" if not mood.hypothetical or mood.future or mood.governors else "announced"


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
    """The words in which the act's slots stand: its subtree without subjects, other clauses and other acts."""
    tree = unit.tree
    top = act.token if act.how != "participle" else noun
    found = {t.i for t in tree.subtree(top)} | {t.i for t in tree.subtree(noun)}
    for kid in tree.children(top, "nsubj", "csubj", "ccomp", "conj", "parataxis"):
        if noun.i not in {t.i for t in tree.subtree(kid)}:
            found -= {t.i for t in tree.subtree(kid)}
    return tuple(tree[i] for i in sorted(found))


def actors_of(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Who acts: the act's agent, the measure's owner, the speaker, or the other side of the target."""
    return (
        slots.agent_of(reading, unit, act.token)
        or slots.owner_of(reading, unit, noun)
        or slots.speaker_party(reading, unit, act.token)
        or opposite(reading, unit, noun, act)
    )


def opposite(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """The other of the article's two parties, where only the target is named."""
    named = slots.parties_in(reading, unit, scope(unit, noun, act))
    rest = tuple(p for p in reading.doc.pair if p not in named)
    return rest[:1] if len(rest) == 1 else reading.doc.pair[:1]


def rates(quantities: tuple[Quantity, ...]) -> list[list[Quantity]]:
    """Groups of quantities: one for each level in percent, with what belongs to it."""
    levels = [q for q in quantities if q.unit == "percent" and q.role not in ("from", "change")]
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
    """The part of the scope that lies nearer to the group's rate than to another's."""
    levels = [q.start for q in quantities if q.unit == "percent" and q.role not in ("from", "change")]
    if len(levels) < 2 or not group:
        return tokens
    own = group[0].start
    after = min((s for s in levels if s > own), default=None)
    return tuple(
        t
        for t in tokens
        if own - 40 <= unit.place(t.start) and (after is None or unit.place(t.start) < after)
    )
