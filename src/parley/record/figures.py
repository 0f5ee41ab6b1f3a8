"""Figures: measured numbers of trade, prices, markets and shares.

A number is a figure unless its words tie it to a measure, a pledge, a plan or a vote, and where something that
statistics measure (exports, an index, inflation) is named beside it. One claim a fact; falls are negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley.model import Value, When
from parley.read import Reading
from parley.read.mentions import Mention
from parley.read.quantities import LEVELS, Quantity, to_values
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.facts import Fact, figure_words, find_facts, markets

TITLES = ("title", "heading")
NAMES = {"export": "exports", "import": "imports", "shipment": "shipments", "sale": "sales", "price": "prices"}
BALANCES = ("surplus", "deficit", "gap", "imbalance", "shortfall")
CHANGED = ("percent", "percent_points", "index_points", "basis_points", "ratio")
RATES = ("growth", "inflation", "unemployment", "rate", "yield", "index", "forecast", "gdp", "cpi", "margin")
PARTS = ("of", "in", "decline", "share")
TIMES = ("its", "their", "the", "as", "higher", "larger", "bigger", "that", "what", "those", "more", "greater")


def find_figures(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """The facts of all units but titles, that no claim of another kind has taken and that measure something."""
    taken = {(d.unit, v.number, v.unit) for d in others for v in d.values}
    for unit in reading.doc.units:
        if unit.cut.kind in TITLES:
            continue
        before: Draft | None = None
        for fact in find_facts(reading, unit):
            free = [q for q in fact.quantities if (unit.index, q.number, q.unit) not in taken]
            before = figure(reading, replace(fact, quantities=tuple(free)), before) if free else None
            if before is not None:
                yield before


def figure(reading: Reading, fact: Fact, before: Draft | None) -> Draft | None:
    """The claim of a fact, None where its words measure nothing; `before` is the figure just before it."""
    inherited = before if fact.shared else None
    market = next(iter(markets(reading, fact)), None)
    thing = subject(fact)
    if is_tied(fact) or not (measures(reading, fact, market, thing) or inherited):
        return None
    parties = slots.parties_in(reading, fact.unit, fact.left) or slots.parties_in(reading, fact.unit, fact.right)
    if not parties and market is not None and market.party:
        parties = (market.party,)
    return Draft(
        kind="figure",
        unit=fact.unit.index,
        trigger=fact.first.i,
        rule=f"figure: {thing.lemma.lower() if thing is not None else market.name if market else 'change'}",
        actors=parties[:1] if parties or inherited is None else inherited.actors,
        targets=parties[1:],
        action="published",
        goods=goods(reading, fact, market, thing) or (inherited.goods if inherited else ()),
        values=values(fact),
        date=day(reading, fact, market),
    )


def subject(fact: Fact) -> Token | None:
    """What is measured: the nearest such word before the numbers, else the first after them."""
    ordered = [*reversed(fact.left), *fact.right]
    return next((t for t in ordered if is_thing(fact.unit, t)), None)


def is_thing(unit: Unit, token: Token) -> bool:
    """Is the word one that statistics measure, and not only part of a compound like "trade war"?"""
    lemma = token.lemma.lower()
    if token.pos not in ("NOUN", "PROPN", "ADJ") or lemma not in figure_words("trade") | figure_words("other"):
        return False
    above = unit.tree.head(token)
    return not (token.dep in ("compound", "amod") and above is not None and above.lemma.lower() in figure_words("idle"))


def measures(reading: Reading, fact: Fact, market: Mention | None, thing: Token | None) -> bool:
    """Do the words around the numbers tell a statistic?"""
    first = fact.quantities[0]
    moved = change(fact, first) is not None
    lemma = thing.lemma.lower() if thing is not None else ""
    if first.unit in ("index_points", "basis_points", "barrels") or (first.note or "").startswith("per "):
        return bool(market or thing or moved)
    if market is not None and (moved or market.kind == "index"):
        return True
    if first.unit in ("times", "ratio"):
        return bool(lemma in figure_words("trade") and compares(fact))
    if first.unit in LEVELS:
        return moved or lemma in RATES or is_share(fact, thing)
    return lemma in figure_words("trade") or (moved and bool(lemma))


def is_share(fact: Fact, thing: Token | None) -> bool:
    """ "15% of its exports", "imports account for a third": a part of something measured, or of those asked."""
    after = [t.lemma.lower() for t in fact.right[:6]]
    if after[:1] == ["of"]:
        return True
    if any(w in figure_words("asked") for w in after[:2]):
        return True
    verbs = {t.lemma.lower() for t in fact.left if t.pos == "VERB"}
    return thing is not None and bool(verbs & figure_words("level"))


def compares(fact: Fact) -> bool:
    """Is "three times" followed by what is compared, or the number a verb or part by itself?"""
    after = [t.text.lower() for t in fact.right[:1]]
    return fact.quantities[0].unit == "ratio" or fact.first.pos == "VERB" or bool(after and after[0] in TIMES)


def is_tied(fact: Fact) -> bool:
    """Does the first number belong to a duty, a pledge, a plan or a vote?"""
    if any(t.lemma.lower() in figure_words("duties") | figure_words("projects") for t in phrase_after(fact)):
        return True
    tied = figure_words("duties") | figure_words("projects")
    for token in reversed(fact.left):
        if token.pos in ("VERB", "AUX") and token.tag in ("VBD", "VBZ", "VBP", "MD", "VB", "VBG"):
            break
        if is_thing(fact.unit, token) and not fact.quantities[0].unit.isupper():
            break
        if token.lemma.lower() in tied and token.pos != "VERB":
            return not is_thing(fact.unit, fact.unit.tree[token.i + 1])
    above = {t.lemma.lower() for t in [*fact.unit.tree.ancestors(fact.first)][:5]}
    if change(fact, fact.quantities[0]) is None and above & (figure_words("pledges") | figure_words("bears")):
        return True
    return under_duty(fact)


def phrase_after(fact: Fact) -> Iterator[Token]:
    """The words of the noun phrase that the number begins: "25% *retaliatory duties*"."""
    for token in fact.right[:5]:
        if token.pos not in ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB") or token.text in (",", ".", "(", ")"):
            return
        if token.pos == "VERB" and token.dep != "amod":
            return
        yield token


def under_duty(fact: Fact) -> bool:
    """Is a duty the subject or object on which the number hangs ("tariffs rise from 10% to 25%")?"""
    tree = fact.unit.tree
    for above in [*tree.ancestors(fact.first)][:4]:
        if above.pos == "NOUN" and above.lemma.lower() in figure_words("duties"):
            return True
        if above.pos == "VERB":
            if above.lemma.lower() in ("affect", "impact", "cost", "account"):
                return False
            kids = tree.children(above, "nsubj", "nsubjpass", "dobj")
            return any(k.lemma.lower() in figure_words("duties") for k in kids)
    return False


def change(fact: Fact, quantity: Quantity) -> bool | None:
    """True for a rise, False for a fall, None where the words tell of no move."""
    tokens = fact.unit.tokens(quantity.start, quantity.end)
    if not tokens:
        return None
    near = fact.unit.tree.tokens
    start, stop = tokens[0].i, tokens[-1].i + 1
    left = [t for t in reversed(near[max(0, start - 9, fact.left[0].i if fact.left else 0) : start])]
    right = [t for t in near[stop : stop + 3] if t.pos in ("NOUN", "ADV", "ADJ", "ADP", "VERB")]
    for token in [*right[:1], *left, *right[1:]]:
        lemma = token.lemma.lower()
        word = token.text.lower() if token.text.lower() in figure_words("adverbs") else lemma
        if word in figure_words("down"):
            return False
        if word in figure_words("up"):
            return True
    return None


def values(fact: Fact) -> tuple[Value, ...]:
    """The values in the order of CLAIMS.md, falls negative."""
    return to_values([signed(fact, q) for q in fact.quantities])


def signed(fact: Fact, quantity: Quantity) -> Quantity:
    """A fall as a negative number; levels keep their sign."""
    tokens = fact.unit.tokens(quantity.start, quantity.end)
    led = fact.unit.tree[tokens[0].i - 1].text.lower() if tokens and tokens[0].i else ""
    if quantity.unit not in CHANGED or quantity.role == "from" or led in ("to", "at", "from"):
        return quantity
    moved = change(fact, quantity) is False
    if quantity.unit == "index_points" and quantity.role != "change" and not moved:
        return quantity
    return replace(quantity, number=-quantity.number) if moved else quantity


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
    if lemma in BALANCES:
        return f"trade {'surplus' if lemma == 'surplus' else 'deficit'}"
    return NAMES.get(lemma, lemma)


def day(reading: Reading, fact: Fact, market: Mention | None) -> When | None:
    """The time told beside the numbers, else in the sentence; a market moves on the day of publication."""
    near = reading.doc.times_in(fact.unit, fact.words)
    found = slots.date_of(near) or slots.date_of(reading.doc.times_in(fact.unit, tuple(fact.unit.tree)))
    if found is None and market is not None and reading.doc.day is not None:
        return When(reading.doc.day, reading.doc.day, "day")
    return found
