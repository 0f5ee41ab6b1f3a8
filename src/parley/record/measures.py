"""Measures: what happens to a tariff, control, ban, licence, listing ..., from threatened to lifted.

An instrument noun is found first, then the act on it (`record.acts`), then how the act stands
(`read.modality`, `record.standing`), and last the slots. A measure whose actor no words tell takes it from
the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parley.lexicon import lexicon
from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.acts import INCLUDING, acts_on
from parley.record.acts_apart import acts_apart
from parley.record.bare_rates import bare_rates, plain_rates
from parley.record.closed_markets import ban_on_imports, with_sides
from parley.record.coordinated import further_acts
from parley.record.draft import Draft
from parley.record.implied import elided
from parley.record.instruments import concerns_trade, instruments
from parley.record.listed import (
    aims,
    blacklists,
    entailed,
    goods_listed,
    pointed,
    put_on,
)
from parley.record.measure_actors import is_private, with_actors
from parley.record.measure_drafts import drafts
from parley.record.measure_items import is_fragment, list_items
from parley.record.measure_series import in_series, undoubled
from parley.record.namings import is_amount
from parley.record.phrases import first, is_named, verb_phrases
from parley.record.stand_ins import EXPORTS, last_told, pointing_within, respites, stand_in_acts
from parley.record.telling import (
    has_maker,
)
from parley.record.verb_instruments import verb_instrument
from parley.record.withheld import of_rule, withheld
from parley.record.words import actions

BANS = ("export_control", "export_ban", "import_ban")


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
    nouns = named_nouns(reading, unit)
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


def named_nouns(reading: Reading, unit: Unit) -> list[tuple[Token, str]]:
    """The nouns of a unit that name a measure, by themselves or after one told before, and its instrument."""
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
    return nouns


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
            same = act.how == "subject" or noun.pos == "PRON"  # "they were scrapped": those on the same goods
            for draft in drafts(reading, unit, (noun, "tariff" if spared else last.instrument), act):
                yield replace(
                    draft,
                    actors=draft.actors or last.actors,
                    targets=draft.targets or last.targets,
                    goods=draft.goods or (last.goods if same else ()),
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
