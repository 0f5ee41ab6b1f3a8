"""One article while it is read: text, units, mentions, times and quantities, with look-ups between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from parley.lexicon import Lexicon
from parley.model import Article, Span
from parley.read.mentions import Mention
from parley.read.quantities import Quantity
from parley.read.quotes import Quotation
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit

LONGEST_TIME = 120  # characters of a time expression
PARTIES = ("party", "adjective", "capital", "metonym", "body", "person", "office")
REACH = 300  # mentions of a kind back in which one that is meant is looked for


@dataclass(frozen=True)
class Document:
    """All that is found in an article before it is known who says what. Offsets are of `Article.text`."""

    article: Article
    text: str
    sentences: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]
    quotations: tuple[Quotation, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[Quantity, ...]
    lexicon: Lexicon
    home: str | None = None  # the party of the outlet

    @property
    def day(self) -> str | None:
        """The publication day, None where unknown."""
        return self.article.published[:10] if self.article.published else None

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(m.start for m in self.mentions)

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that covers an article offset."""
        i = bisect_right(self._starts, offset) - 1
        return self.mentions[i] if i >= 0 and self.mentions[i].end > offset else None

    def mention_of(self, unit: Unit, token: Token) -> Mention | None:
        """The mention that covers a token."""
        known = self._over.get(unit.index)
        return (self._covering(unit) if known is None else known).get(token.i)

    def mentions_in(self, unit: Unit, tokens: Iterable[Token]) -> tuple[Mention, ...]:
        """The mentions that any of the tokens touches, in text order, each once."""
        covering = self._covering(unit)
        if not covering:
            return ()
        found = {(m := covering[t.i]).start: m for t in tokens if t.i in covering}
        return tuple([found[s] for s in sorted(found)])

    def _covering(self, unit: Unit) -> dict[int, Mention]:
        """The mention over each token of the unit that has one, looked up once."""
        known = self._over.get(unit.index)
        if known is None:
            known = self._over[unit.index] = dict(self._covered(unit.places))
        return known

    def _covered(self, places: tuple[int, ...]) -> Iterator[tuple[int, Mention]]:
        """Index and mention of the places, which never fall, that a mention covers: as `mention_at`."""
        at = bisect_right(self._starts, places[0]) if places else 0
        for i, place in enumerate(places):
            while at < len(self._starts) and self._starts[at] <= place:
                at += 1
            if at and self.mentions[at - 1].end > place:
                yield i, self.mentions[at - 1]

    @cached_property
    def _over(self) -> dict[int, dict[int, Mention]]:
        return {}

    @cached_property
    def named(self) -> frozenset[str]:
        """The parties that the article names otherwise than by their capital or seat."""
        kinds = ("party", "adjective", "body", "person")
        return frozenset(m.party for m in self.mentions if m.party and m.kind in kinds)

    def times_in(self, unit: Unit, tokens: Sequence[Token]) -> tuple[TimeMention, ...]:
        """The time expressions that begin in one of the tokens."""
        return tuple(self.times[i] for i in self._begin_in("times", self._time_starts, unit, tokens))

    def quantities_in(self, unit: Unit, tokens: Sequence[Token]) -> tuple[Quantity, ...]:
        """The quantities that begin in one of the tokens."""
        begun = self._begin_in("quantities", self._quantity_starts, unit, tokens)
        return tuple(self.quantities[i] for i in begun)

    def _begin_in(self, what: str, starts: Sequence[int], unit: Unit, tokens: Iterable[Token]) -> list[int]:
        """Indices of the sorted `starts` that fall into one of the tokens, in order."""
        if (what, unit.index) not in self._begun:
            self._begun[what, unit.index] = begun_in(starts, unit)
        begun = self._begun[what, unit.index]
        return sorted({n for t in tokens if t.i in begun for n in begun[t.i]}) if begun else []

    @cached_property
    def _begun(self) -> dict[tuple[str, int], dict[int, range]]:
        return {}

    @cached_property
    def _time_starts(self) -> tuple[int, ...]:
        return tuple(t.start for t in self.times)

    @cached_property
    def _quantity_starts(self) -> tuple[int, ...]:
        return tuple(q.start for q in self.quantities)

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    def mentions_between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin from one article offset up to another."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def times_touching(self, unit: Unit) -> tuple[TimeMention, ...]:
        """The time expressions of which some token of the unit is a part."""
        if not unit.places:
            return ()
        left = bisect_left(self._time_starts, unit.places[0] - LONGEST_TIME)
        right = bisect_right(self._time_starts, unit.places[-1])
        return tuple(t for t in self.times[left:right] if unit.tokens(t.start, t.end))

    def quotations_touching(self, unit: Unit) -> range:
        """Indices of the quotations that may share words with the unit; none stands inside another."""
        if not unit.places:
            return range(0)
        starts, ends = self._quotation_bounds
        return range(bisect_right(ends, unit.places[0]), bisect_right(starts, unit.places[-1]))

    def units_within(self, quote: int) -> tuple[Unit, ...]:
        """The units that lie in a quotation, in order."""
        return self._inner.get(quote, ())

    def outer_units(self, start: int, end: int) -> tuple[Unit, ...]:
        """The outlet's own units that have a token between two article offsets."""
        units, starts = self._outer
        first = max(0, bisect_right(starts, start) - 1)
        return tuple(u for u in units[first : bisect_left(starts, end)] if u.tokens(start, end))

    @cached_property
    def _outer(self) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
        units = tuple(u for u in self.units if u.quote is None and u.places)
        return units, tuple(u.places[0] for u in units)

    @cached_property
    def _inner(self) -> dict[int, tuple[Unit, ...]]:
        found: dict[int, list[Unit]] = {}
        for unit in self.units:
            if unit.quote is not None:
                found.setdefault(unit.quote, []).append(unit)
        return {quote: tuple(units) for quote, units in found.items()}

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """Raw spans of a range of the text: as `Article.locate`, with the starts of blocks at hand."""
        return self.article.locate(start, end, self._block_starts)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return self.article.starts()

    def told_before(self, kinds: tuple[str, ...], offset: int) -> Iterator[Mention]:
        """The mentions of the kinds that begin before an article offset, last first, `REACH` at most."""
        if kinds not in self._of_kinds:
            found = [m for m in self.mentions if m.kind in kinds]
            self._of_kinds[kinds] = found, [m.start for m in found]
        found, starts = self._of_kinds[kinds]
        stop = bisect_left(starts, offset)
        return reversed(found[max(0, stop - REACH) : stop])

    @cached_property
    def _of_kinds(self) -> dict[tuple[str, ...], tuple[list[Mention], list[int]]]:
        return {}

    def quotations_between(self, start: int, end: int) -> range:
        """Indices of the quotations that, with their marks, share characters with a range of the text."""
        opens, closes = self._quotation_marks
        return range(bisect_right(closes, start), bisect_left(opens, end))

    @cached_property
    def _quotation_marks(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(q.open for q in self.quotations), tuple(q.close for q in self.quotations)

    @cached_property
    def _quotation_bounds(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(q.start for q in self.quotations), tuple(q.end for q in self.quotations)

    def sentence_at(self, offset: int) -> int:
        """Index of the fine sentence at or before an article offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_of(self, unit: Unit) -> tuple[int, int]:
        """The fine sentence in which a unit begins."""
        return self.sentences[unit.cut.sentence]

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two parties that the article is most about, the title counting double.

        The first alone, where no sentence names both.
        """
        title = len(self.article.blocks[0].text) if self.article.blocks else 0
        counts: Counter[str] = Counter()
        sites: Counter[str] = Counter()
        told: dict[str, set[int]] = {}
        for m in self.mentions:
            if m.party and m.kind in PARTIES and self.is_state(m.party):
                count = sites if self.is_only_site(m) else counts
                count[m.party] += 3 if m.end <= title else 1
                told.setdefault(m.party, set()).add(self.sentence_at(m.start))
        named = dict.fromkeys(p for p, _ in (*counts.most_common(2), *sites.most_common()))
        two = tuple(named)[:2]
        return two if len(two) < 2 or told[two[0]] & told[two[1]] else two[:1]

    def is_only_site(self, mention: Mention) -> bool:
        """ "talks in Oslo": a capital as a place, in an article that does not speak of its state."""
        before = self.text[max(0, mention.start - 3) : mention.start]
        return mention.kind == "capital" and before == "in " and mention.party not in self.named

    def is_state(self, code: str) -> bool:
        """Is the party a state, territory or the EU, rather than an organisation or the world?"""
        party = self.lexicon.parties.get(code)
        return party is not None and (party.kind in ("state", "territory") or code == "EU")


def begun_in(starts: Sequence[int], unit: Unit) -> dict[int, range]:
    """For each token of the unit into which some of the sorted `starts` fall, their indices."""
    found: dict[int, range] = {}
    if not unit.places:
        return found
    first, behind = bisect_left(starts, unit.places[0]), bisect_left(starts, unit.end)
    for token, at in zip(unit.tree.tokens, unit.places, strict=True):
        while first < behind and starts[first] < at:  # places never fall
            first += 1
        if first == behind:
            break
        end = at + token.end - token.start
        if starts[first] < end:
            found[token.i] = range(first, bisect_left(starts, end))
    return found
