"""Which numbers of a sentence tell one fact: "fell 623 points, or 2.37%, to close at 25,628" is one.

Numbers are cut by the order of words, not by the tree, which a list of market moves ("with A down 1%, B off
2% and C ...") regularly breaks. A line of a market table (`NAME: DOWN 0.1 percent at ...`) is one fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from parley.read import Reading
from parley.read.mentions import Mention
from parley.read.quantities import Quantity
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.record.words import actions

LABEL = re.compile(
    r"[A-Z][\w&/.'’ -]{1,40}: (?=(?:UP|DOWN|FLAT|Up|Down|Flat|up|down|flat|unchanged|UNCHANGED)\b)"
)
CUTS = ("and", "but", "while", "whereas", "although", "though", "yet", ";", "—")
LENGTHS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
LINKS = ("CCONJ", "PUNCT", "ADV", "ADP", "ADJ", "SYM", "PROPN")
LEAST_COUNT = 1000  # fewer things are seldom a statistic
WHOLE = 100
FARTHEST = 14  # tokens between two numbers of one fact


@dataclass(frozen=True, slots=True)
class Fact:
    """Numbers of one fact: `left` are the words before them, `right` those after, up to other numbers.

    `shared` says that a conjunction alone parts it from the fact before, whose subject it may share.
    """

    unit: Unit
    quantities: tuple[Quantity, ...]
    tokens: tuple[Token, ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    shared: bool

    @property
    def first(self) -> Token:
        """The first token of the first number."""
        return self.tokens[0]

    @property
    def after(self) -> tuple[Token, ...]:
        """The words after the first number, other numbers of the fact among them."""
        end = self.unit.tokens(self.quantities[0].start, self.quantities[0].end)[-1].i
        return tuple(t for t in (*self.tokens, *self.right) if t.i > end)

    @property
    def words(self) -> tuple[Token, ...]:
        """All words around and between the numbers."""
        return (*self.left, *self.tokens, *self.right)


@cache
def figure_words(name: str) -> frozenset[str]:
    """A list of the lexicon's `figure` table."""
    return frozenset(actions().figure[name])


def find_facts(reading: Reading, unit: Unit) -> list[Fact]:
    """The facts of a unit, in order; numbers that only count or last are none."""
    numbers = [
        (q, tokens)
        for q in reading.doc.quantities_in(unit, tuple(unit.tree))
        if is_measured(q) and (tokens := unit.tokens(q.start, q.end)) and not is_emphasis(unit, q, tokens)
    ]
    groups: list[list[tuple[Quantity, tuple[Token, ...]]]] = []
    labels = [m.start() for m in LABEL.finditer(unit.text)]
    for number in numbers:
        if groups and joined(reading, unit, (groups[-1][-1], number), labels):
            groups[-1].append(number)
        else:
            groups.append([number])
    return list(laid_out(unit, groups, labels))


def is_measured(quantity: Quantity) -> bool:
    """Is it a measure, or a count of things that statistics count?"""
    if quantity.unit == "count":
        return quantity.number >= LEAST_COUNT or counted_thing(quantity) in figure_words("counted")
    return quantity.unit not in LENGTHS and quantity.note != "equivalent"


def counted_thing(quantity: Quantity) -> str:
    """What a count counts: "cargoes" of "at least, cargoes"."""
    return (quantity.note or "").rpartition(", ")[2].lower()


def is_emphasis(unit: Unit, quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """ "100 percent sure", "a hundred per cent behind him": wholly, and no number of anything."""
    if quantity.unit != "percent" or quantity.number != WHOLE or tokens[-1].i + 1 >= len(unit.tree):
        return False
    after = unit.tree[tokens[-1].i + 1]
    word = after.text.lower()
    return word in figure_words("wholly") or (after.tag in ("JJ", "VBN") and word.endswith(("ed", "ing")))


def joined(
    reading: Reading,
    unit: Unit,
    pair: tuple[tuple[Quantity, tuple[Token, ...]], tuple[Quantity, tuple[Token, ...]]],
    labels: Sequence[int],
) -> bool:
    """Do two neighbouring numbers tell one fact?"""
    (first, before), (second, after) = pair
    between = unit.tree.tokens[before[-1].i + 1 : after[0].i]
    if labels:
        return not any(before[0].start < at <= after[0].start for at in labels)
    if first.role == "range_low" and second.role == "range_high":
        return True
    if len(between) > FARTHEST or names_another(reading, unit, between):
        return False
    cut = [t for t in between if t.text.lower() in CUTS]
    if cut:
        return first.unit != second.unit and cut[0].text == "and" and between[-1].text in ("at", "to")
    if between and between[-1].text in ("at", "to") and len(between) <= 3:
        return True
    plain = [t for t in between if t.text.lower() not in figure_words("hedges")]
    listed = bool(plain) and (plain[-1].text == "," or (plain[-1].pos == "PROPN" and plain[0].text == ","))
    return not (listed and first.unit == second.unit)


def names_another(reading: Reading, unit: Unit, between: Sequence[Token]) -> bool:
    """Is there another subject between two numbers?"""
    if any(m.kind in ("index", "company") for m in reading.doc.mentions_in(unit, between)):
        return True
    return any(t.dep in ("nsubj", "nsubjpass") and t.tag not in ("WDT", "WP") for t in between)


def laid_out(
    unit: Unit, groups: Sequence[Sequence[tuple[Quantity, tuple[Token, ...]]]], labels: Sequence[int]
) -> Iterator[Fact]:
    """The groups as facts with the words around them."""
    tokens = unit.tree.tokens
    at = 0
    for index, group in enumerate(groups):
        first, last = group[0][1][0].i, group[-1][1][-1].i + 1
        end = groups[index + 1][0][1][0].i if index + 1 < len(groups) else len(tokens)
        at = max([at, *(t.i for t in tokens[at:first] if t.start in labels)])
        left, right = tokens[at:first], until_cut(tokens[last:end])
        shared = index > 0 and (all(t.pos in LINKS for t in left) or is_worth(left))
        yield Fact(unit, tuple(q for q, _ in group), tokens[first:last], left, right, shared)
        at = last


def of_further_verb(fact: Fact) -> Fact:
    """The fact without the words before a second verb of one subject ("rose 5% in May and fell 3%")."""
    verb = next((t for t in reversed(fact.left) if t.pos == "VERB"), None)
    if verb is None or verb.dep != "conj" or fact.unit.tree.children(verb, *SUBJECTS):
        return fact
    return replace(fact, left=tuple(t for t in fact.left if t.i >= verb.i), shared=True)


def is_worth(left: Sequence[Token]) -> bool:
    """Do the words end with "worth", whose subject may stand far before?"""
    plain = [t for t in left if t.text.lower() not in figure_words("hedges")]
    return bool(plain) and plain[-1].text.lower() == "worth"


def until_cut(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words up to the next joint of clauses."""
    stop = next((i for i, t in enumerate(tokens) if t.text.lower() in CUTS[1:]), len(tokens))
    return tokens[:stop]


def markets(reading: Reading, fact: Fact) -> list[Mention]:
    """Indices, companies and prices named before the numbers of a fact, the nearest first."""
    found = reading.doc.mentions_in(fact.unit, fact.left)
    return [m for m in reversed(found) if m.kind in ("index", "company")]


def said_with(reading: Reading, fact: Fact) -> frozenset[int]:
    """The words that are reported with the number ("said on Monday that *exports fell 2%*"), else all."""
    contents = (
        f.content for f in reading.speech.frames_in(fact.unit.index) if f.clausal and f.lemma != "accord"
    )
    holding = [c for c in contents if fact.first.i in c]
    if not holding:
        return frozenset(t.i for t in fact.unit.tree)
    first, last = min(map(min, holding)), max(map(max, holding))
    return frozenset(range(first, last + 1))
