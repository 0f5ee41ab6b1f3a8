"""One article while it is read: text, units, mentions, times and quantities, with look-ups between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from parley.lexicon import Lexicon
from parley.model import Article
from parley.read.mentions import Mention
from parley.read.quantities import Quantity
from parley.read.quotes import Quotation
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit


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
        return self.mention_at(unit.place(token.start))

    def mentions_in(self, unit: Unit, tokens: Iterable[Token]) -> tuple[Mention, ...]:
        """The mentions that any of the tokens touches, in text order, each once."""
        found = {m.start: m for t in tokens if (m := self.mention_of(unit, t)) is not None}
        return tuple(found[s] for s in sorted(found))

    def times_in(self, unit: Unit, tokens: Sequence[Token]) -> tuple[TimeMention, ...]:
        """The time expressions that begin in one of the tokens."""
        return tuple(t for t in self.times if self._begins_in(unit, tokens, t.start))

    def quantities_in(self, unit: Unit, tokens: Sequence[Token]) -> tuple[Quantity, ...]:
        """The quantities that begin in one of the tokens."""
        return tuple(q for q in self.quantities if self._begins_in(unit, tokens, q.start))

    def _begins_in(self, unit: Unit, tokens: Sequence[Token], start: int) -> bool:
        return any(unit.place(t.start) <= start < unit.place(t.start) + t.end - t.start for t in tokens)

    def sentence_at(self, offset: int) -> int:
        """Index of the fine sentence at or before an article offset."""
        return max(0, bisect_right([s for s, _ in self.sentences], offset) - 1)

    def sentence_of(self, unit: Unit) -> tuple[int, int]:
        """The fine sentence in which a unit begins."""
        return self.sentences[unit.cut.sentence]

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two parties that the article is most about, the title counting double."""
        title = len(self.article.blocks[0].text) if self.article.blocks else 0
        counts: Counter[str] = Counter()
        for m in self.mentions:
            if m.party and m.kind in ("party", "adjective", "capital", "metonym", "body", "person", "office"):
                counts[m.party] += 3 if m.end <= title else 1
        states = [p for p, _ in counts.most_common() if self.is_state(p)]
        return tuple(states[:2])

    def is_state(self, code: str) -> bool:
        """Is the party a state, territory or the EU, rather than an organisation or the world?"""
        party = self.lexicon.parties.get(code)
        return party is not None and (party.kind in ("state", "territory") or code == "EU")
