"""Figures: measured numbers of trade, prices, markets and shares.

A number is a figure where a thing that statistics measure (exports, an index, inflation) is named beside it,
unless its words tie it to a measure, a pledge, a plan or a vote. One claim a fact; falls are negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from parley.model import When
from parley.read import Reading
from parley.read.mentions import Mention
from parley.read.modality import mood_of
from parley.read.quantities import LEVELS, Quantity
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft, voice_at
from parley.record.facts import (
    Fact,
    counted_thing,
    figure_words,
    find_facts,
    markets,
    of_further_verb,
    said_with,
)
from parley.record.moves import change, values

TITLES = ("title", "heading")
NAMES = {
    "export": "exports",
    "good": "goods",
    "import": "imports",
    "shipment": "shipments",
    "sale": "sales",
    "price": "prices",
}
MAKERS = ("er", "or", "yard")  # "smelters", "refiners", "shipyards"
TIMES = (
    "its",
    "their",
    "the",
    "as",
    "higher",
    "larger",
    "bigger",
    "that",
    "what",
    "those",
    "more",
    "greater",
)


def find_figures(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """The facts, of all units but titles, that measure something and that no other claim has taken."""
    taken = {(d.unit, v.number, v.unit) for d in others for v in d.values}
    bound = {(d.unit, v.number, v.unit) for d in others if d.kind == "commitment" for v in d.values}
    for unit in reading.doc.units:
        if unit.cut.kind in TITLES:
            continue
        before: Draft | None = None
        for fact in find_facts(reading, unit):
            free = [q for q in fact.quantities if (unit.index, q.number, q.unit) not in taken]
            owed = any((unit.index, q.number, q.unit) in bound for q in fact.quantities)
            free = list(fact.quantities) if is_sure(reading, fact) and not owed else free
            before = figure(reading, replace(fact, quantities=tuple(free)), before) if free else None
            if before is not None:
                yield before


def is_sure(reading: Reading, fact: Fact) -> bool:
    """Revenue, a move of a market, or of something measured where no duty is near: no measure can take it."""
    if collects(fact) and fact.quantities[0].unit.isupper():
        return True
    if change(fact, fact.quantities[0]) is None:
        return False
    if any(m.kind == "index" for m in markets(reading, fact)):
        return True
    return subject(fact) is not None and not any(
        t.lemma.lower() in figure_words("duties") for t in fact.words
    )


def figure(reading: Reading, fact: Fact, before: Draft | None) -> Draft | None:
    """The claim of a fact, None where its words measure nothing; `before` is the figure just before it."""
    further = of_further_verb(fact) if before is not None else fact
    same, fact = further is not fact, further
    inherited = before if fact.shared else None
    market = next(iter(markets(reading, fact)), None)
    thing = subject(fact)
    vague = market is None and thing is None and is_part_of_things(reading, fact)
    if vague or is_rate_of_duty(fact, thing):
        return None
    if (
        is_own_plan(reading, fact)
        or is_tied(fact, thing)
        or not (measures(reading, fact, market, thing) or inherited)
    ):
        return None
    said = said_with(reading, fact)
    inside = [t for t in fact.left if t.i in said]
    parties = next(
        filter(None, (slots.parties_in(reading, fact.unit, p) for p in (inside, fact.left, fact.right))), ()
    )
    if not parties and market is not None and market.party:
        parties = (market.party,)
    if goes_to(reading, fact.unit, thing) == parties[:1]:
        parties = ("", *parties)  # whose exports they are, the words do not tell
    if same and not any(parties):
        parties = ()  # whose it is, is told with the first verb
    return Draft(
        kind="figure",
        unit=fact.unit.index,
        trigger=fact.first.i,
        rule=f"figure: {thing.lemma.lower() if thing is not None else market.name if market else 'change'}",
        actors=tuple(filter(None, parties[:1])) if parties or inherited is None else inherited.actors,
        targets=parties[1:],
        action="published",
        goods=goods(reading, fact, market, thing) or (inherited.goods if inherited else ()),
        values=values(fact, inherited),
        date=day(reading, fact, market),
    )


def is_own_plan(reading: Reading, fact: Fact) -> bool:
    """ "the firm said it would cut output by 20%": what a company means to do, and nothing measured."""
    unit = fact.unit
    verb = next((a for a in unit.tree.ancestors(fact.first) if a.pos == "VERB"), None)
    if verb is None or not any(k.text.lower() in ("will", "would") for k in unit.tree.children(verb, "aux")):
        return False
    doer = slots.doer(unit, verb)
    mention = reading.doc.mention_of(unit, doer) if doer is not None else None
    source = voice_at(reading, unit, verb).source if doer is not None and doer.pos == "PRON" else None
    return (mention is not None and mention.kind == "company") or (
        source is not None and source.kind == "company"
    )


def goes_to(reading: Reading, unit: Unit, thing: Token | None) -> tuple[str, ...]:
    """Where exports without an owner among the parties go ("tea exports to Peru fell")."""
    if thing is None or thing.lemma.lower() not in ("export", "shipment", "sale"):
        return ()
    nouns = unit.tree.behind(thing, "to")
    return slots.parties_in(reading, unit, nouns)[:1]


def is_part_of_things(reading: Reading, fact: Fact) -> bool:
    """ "half of her vines": a part of something that is no state's."""
    ratios = all(q.unit == "ratio" for q in fact.quantities)
    return ratios and not slots.parties_in(reading, fact.unit, fact.words)


def is_rate_of_duty(fact: Fact, thing: Token | None) -> bool:
    """ "a deal built around a headline rate of 10%": the rate of a duty named in the sentence."""
    named = thing is not None and thing.lemma.lower() == "rate"
    return named and not fact.unit.lemmas.isdisjoint(figure_words("duties"))


def subject(fact: Fact) -> Token | None:
    """What is measured: the nearest such word before the numbers, else the first after them."""
    found = [t for t in (*reversed(fact.left), *fact.after) if is_thing(fact.unit, t)]
    strong = [t for t in found if t.lemma.lower() not in figure_words("weak")]
    return next(iter(strong or found), None)


@cache
def things() -> frozenset[str]:
    """What statistics measure."""
    return figure_words("trade") | figure_words("other")


def is_thing(unit: Unit, token: Token) -> bool:
    """Is the word one that statistics measure, and not only part of a compound like "trade war"?"""
    if token.tag == "NNS" and token.lemma.lower() in figure_words("currencies"):
        return False  # "1.1 billion U.S. dollars"
    lemma = token.lemma.lower()
    if token.pos not in ("NOUN", "PROPN") or lemma not in things():
        return False
    if lemma == "rate" and any(t.text.lower() in ("on", "for") for t in unit.tree.tokens[token.i + 1 :][:1]):
        return False  # a duty's
    above = unit.tree.head(token)
    part = token.dep in ("compound", "amod") and above is not None
    return not (part and above is not None and above.lemma.lower() in figure_words("idle"))


def measures(reading: Reading, fact: Fact, market: Mention | None, thing: Token | None) -> bool:
    """Do the words around the numbers tell a statistic?"""
    return any(measured(reading, fact, q, (market, thing)) for q in fact.quantities)


def measured(
    reading: Reading, fact: Fact, quantity: Quantity, named: tuple[Mention | None, Token | None]
) -> bool:
    """Does one number measure what is named: a market, or a thing of statistics?"""
    market, thing = named
    lemma = thing.lemma.lower() if thing is not None else ""
    moved = change(fact, quantity)
    if quantity.unit == "index_points":
        return market is not None or lemma in figure_words("points")
    if market is not None and (moved is not None or market.kind == "index"):
        return True
    if quantity.unit in ("basis_points", "barrels") or "per " in (quantity.note or ""):
        told = bool(lemma) or moved is not None or has_good(reading, fact)
        return told or is_borne(fact) or collects(fact)
    if quantity.unit in ("times", "ratio"):
        return bool(lemma and compares(fact)) or is_share(fact, thing)
    if quantity.unit in LEVELS:
        return lemma in figure_words("rates") or moves(fact, quantity, lemma) or is_share(fact, thing)
    return is_flow(reading, fact, lemma, moved is not None)


def moves(fact: Fact, quantity: Quantity, lemma: str) -> bool:
    """Is a change told, of something that statistics measure or of a subject that is no duty?"""
    if change(fact, quantity) is None:
        return False
    words = {t.lemma.lower() for t in fact.words}
    return bool(lemma) or not (words & figure_words("duties") or words & figure_words("transitive"))


def is_flow(reading: Reading, fact: Fact, lemma: str, moved: bool) -> bool:
    """Is a sum, a weight or a count what is traded, earned or borne?"""
    if fact.quantities[0].unit == "count":
        counted = counted_thing(fact.quantities[0]) in figure_words("counted")
        sent = counted_thing(fact.quantities[0]) in figure_words("cargoes")
        return sent or (moved and counted) or verb_of(fact, "traded") is not None
    if lemma in figure_words("trade") or (moved and lemma) or is_borne(fact):
        return True
    if collects(fact):
        return True
    verb = verb_of(fact, "traded")
    if verb is not None:
        return mood_of(fact.unit, verb).done
    worth = any(t.text.lower() in ("worth", "valued") for t in (*fact.left[-6:], *fact.after[:1]))
    return worth and has_good(reading, fact)


def is_borne(fact: Fact) -> bool:
    """ "Duties cost the average family $1,200": a burden, with who bears it or what brings it."""
    verb = verb_of(fact, "burdens")
    if verb is None:
        return False
    words = {t.lemma.lower() for t in fact.words}
    others = {"with"} if verb.lemma == "lose" else figure_words("duties") if verb.lemma == "cost" else set()
    trades = any(t.tag == "NNS" and t.lemma.lower().endswith(MAKERS) for t in fact.words)
    return trades or bool(words & (figure_words("bearers") | others))


def collects(fact: Fact) -> bool:
    """Is the number what is taken in, and not what a duty bears on ("raise tariffs on $20bn of goods")?"""
    above = [*fact.unit.tree.ancestors(fact.first)]
    borne = any(t.lemma.lower() in figure_words("duties") for t in above[:4])
    return not borne and verb_of(fact, "collected") is not None


def verb_of(fact: Fact, table: str) -> Token | None:
    """The nearest verb over the first number, if it is of a table."""
    for above in fact.unit.tree.ancestors(fact.first):
        if above.pos in ("VERB", "AUX"):
            return above if above.lemma.lower() in figure_words(table) else None
    return None


def has_good(reading: Reading, fact: Fact) -> bool:
    """Are goods named before the number?"""
    found = reading.doc.mentions_in(fact.unit, fact.left)
    return any(m.kind == "good" for m in found) or any(
        t.lemma.lower() in figure_words("bare") for t in fact.left
    )


def is_share(fact: Fact, thing: Token | None) -> bool:
    """ "15% of its exports", "imports make up a third": a part of something measured, or of those asked."""
    after = [t.lemma.lower() for t in fact.after[:2]]
    if after[:1] == ["of"] or any(w in figure_words("asked") for w in after):
        return True
    verbs = {t.lemma.lower() for t in fact.left if t.pos in ("VERB", "AUX")}
    return thing is not None and bool(verbs & figure_words("level"))


def compares(fact: Fact) -> bool:
    """Is "three times" followed by what is compared, or the number a verb or part by itself?"""
    after = [t.text.lower() for t in fact.after[:1]]
    return fact.quantities[0].unit == "ratio" or fact.first.pos == "VERB" or bool(after and after[0] in TIMES)


def is_tied(fact: Fact, thing: Token | None) -> bool:
    """Does the first number belong to a duty, a pledge, a plan or a vote?"""
    if collects(fact) and fact.quantities[0].unit.isupper():
        return False
    tied = figure_words("duties") | figure_words("projects")
    if any(t.lemma.lower() in tied for t in phrase_after(fact)):
        return True
    above = {t.lemma.lower() for t in [*fact.unit.tree.ancestors(fact.first)][:5]}
    if change(fact, fact.quantities[0]) is None and above & (figure_words("pledges") | figure_words("bears")):
        return True
    return owned_by_duty(fact, thing) or under_duty(fact, thing)


def phrase_after(fact: Fact) -> Iterator[Token]:
    """The words of the noun phrase that the number begins: "25% *new duties*", "52% *of the vote*"."""
    for token in fact.after[:5]:
        of = token.text == "of" and token is fact.after[0]
        if not of and token.pos not in ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB", "DET"):
            return
        if token.text in (",", ".", "(", ")") or (token.pos == "VERB" and token.dep != "amod"):
            return
        yield token


def owned_by_duty(fact: Fact, thing: Token | None) -> bool:
    """Is a duty or a plan the nearest noun before the number, or does a duty bear on the sum's goods?"""
    money = fact.quantities[0].unit.isupper()
    tied = figure_words("duties") | figure_words("projects")
    for token in reversed(fact.left):
        if token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ", "VBP", "MD", "VB", "VBG"):
            break
        if token is thing and not money:
            return False
        if token.lemma.lower() in tied and token.pos == "NOUN":
            return not is_thing(fact.unit, fact.unit.tree[token.i + 1])
    bare = thing is not None and thing.lemma.lower() in figure_words("bare") and money
    hit = (
        any(t.lemma.lower() in figure_words("duties") for t in fact.left) and verb_of(fact, "affects") is None
    )
    return bare and hit


def under_duty(fact: Fact, thing: Token | None) -> bool:
    """Does the number hang on a duty, or on a verb that moves one ("tariffs rise from 10% to 25%")?"""
    tree, duties = fact.unit.tree, figure_words("duties")
    for above in [*tree.ancestors(fact.first)][:5]:
        if above.pos == "NOUN" and above.lemma.lower() in duties:
            return True
        if above.dep == "relcl":
            return tree[above.head].lemma.lower() in duties
        if above.pos in ("VERB", "AUX"):
            kids = [
                k for k in tree.children(above, "nsubj", "nsubjpass", "dobj") if k.lemma.lower() in duties
            ]
            affects = above.lemma.lower() in figure_words("affects") | figure_words("burdens")
            return not affects and any(
                k.dep == "dobj" or thing is None or thing in tree.subtree(k) for k in kids
            )
    return False


def goods(reading: Reading, fact: Fact, market: Mention | None, thing: Token | None) -> tuple[str, ...]:
    """What is measured, by its plain name: `exports`, `trade deficit`, `S&P 500`; then the goods traded."""
    if market is not None:
        return (market.name,)
    if thing is None:
        return ()
    traded = tuple(m.key for m in reading.doc.mentions_in(fact.unit, fact.left) if m.kind == "good")
    return tuple(dict.fromkeys([plain_name(fact, thing), *traded]))


def plain_name(fact: Fact, thing: Token) -> str:
    """The name under which a measured thing is kept."""
    lemma = thing.lemma.lower()
    marks = {t.lemma.lower() for t in fact.unit.tree.children(thing)}
    if lemma in figure_words("balances") and not marks & figure_words("own_balances"):
        return f"trade {'surplus' if lemma == 'surplus' else 'deficit'}"
    return NAMES.get(lemma, lemma)


def day(reading: Reading, fact: Fact, market: Mention | None) -> When | None:
    """The time told beside the numbers, else in the sentence; a market moves on the day of publication."""
    said = said_with(reading, fact)
    inner = [t for t in fact.unit.tree if t.i in said]
    near = [t for t in fact.words if t.i in said]
    dates = (
        slots.date_of(reading.doc.times_in(fact.unit, w))
        for w in (near, inner, fact.words, tuple(fact.unit.tree))
    )
    found = next(filter(None, dates), None)
    if found is None and market is not None and reading.doc.day is not None:
        return When(reading.doc.day, reading.doc.day, "day")
    return found
