"""Rises and falls: what the words around a number tell of a move, and the values of a figure in order."""

from __future__ import annotations

from dataclasses import replace

from parley.model import Value
from parley.read.quantities import Quantity, to_values
from parley.record.draft import Draft
from parley.record.facts import Fact, figure_words

LEADING = (
    "to",
    "at",
    "worth",
    "total",
    "totalled",
    "totaled",
    "reached",
    "hit",
    "was",
    "were",
)  # a level follows
CHANGED = ("percent", "percent_points", "index_points", "basis_points", "ratio")
JUDGING = ("slower", "weaker")  # "rose 3%, slower than the 4% of May" tells no fall
MOVING = ("NOUN", "ADV", "ADJ", "ADP", "VERB")


def change(fact: Fact, quantity: Quantity) -> bool | None:
    """True for a rise, False for a fall, None where the words tell of no move."""
    tokens = fact.unit.tokens(quantity.start, quantity.end)
    if not tokens:
        return None
    every, first = fact.unit.tree.tokens, fact.left[0].i if fact.left else tokens[0].i
    left = every[max(0, tokens[0].i - 9, first) : tokens[0].i][::-1]
    right = [t for t in every[tokens[-1].i + 1 : tokens[-1].i + 4] if t.pos in MOVING]
    hedges, adverbs = figure_words("hedges"), figure_words("adverbs")
    up, down = figure_words("up"), figure_words("down")
    plain = [t for t in left if t.text.lower() not in hedges or t.text.lower() == "up"]
    beside = {t.i for t in (*right[:1], *plain[:2], *left[:1])}
    for token in (*right[:1], *left, *right[1:]):
        lemma, word = token.lemma.lower(), token.text.lower()
        if word in JUDGING:
            continue
        if word in adverbs and token.pos != "VERB":
            if token.i not in beside:
                continue
            lemma = word
        if lemma in down or lemma in up:
            return lemma in up
    return None


def values(fact: Fact, inherited: Draft | None) -> tuple[Value, ...]:
    """The values in the order of CLAIMS.md, falls negative ("lost 2% and 3% respectively": both)."""
    told = [q for q in fact.quantities if not is_expected(fact, q)] or list(fact.quantities)
    found = to_values([stepped(signed(fact, q), len(told)) for q in told])
    if inherited is None or inherited.values[0].number >= 0 or change(fact, fact.quantities[0]) is not None:
        return found
    return tuple(replace(v, number=-v.number) if v.unit in CHANGED and v.number > 0 else v for v in found)


def signed(fact: Fact, quantity: Quantity) -> Quantity:
    """A fall as a negative number; levels keep their sign."""
    tokens = fact.unit.tokens(quantity.start, quantity.end)
    led = fact.unit.tree[tokens[0].i - 1].text.lower() if tokens and tokens[0].i else ""
    if led in LEADING and quantity.role == "amount":
        return replace(quantity, role="level")
    if quantity.unit.isupper() and led == "by" and change(fact, quantity) is False:
        return replace(quantity, number=-abs(quantity.number))  # "narrowed by $2bn"
    if quantity.unit not in CHANGED or quantity.role == "from" or led in ("to", "at", "from"):
        return quantity
    moved = change(fact, quantity) is False
    if quantity.unit == "index_points" and quantity.role != "change" and not moved:
        return quantity
    return replace(quantity, number=-quantity.number) if moved else quantity


def is_expected(fact: Fact, quantity: Quantity) -> bool:
    """ "3%, slower than the 4% that was forecast": what it is compared with; not "more than 4%"."""
    tokens = fact.unit.tokens(quantity.start, quantity.end)
    before = fact.unit.tree.tokens[max(0, tokens[0].i - 2) : tokens[0].i] if tokens else ()
    return [t.text.lower() for t in before] in (["than", "the"], ["than", "a"], ["than", "its"])


def stepped(quantity: Quantity, many: int) -> Quantity:
    """ "doubled to $2bn": the level comes before how many times it was."""
    return replace(quantity, role="change") if quantity.unit == "times" and many > 1 else quantity
