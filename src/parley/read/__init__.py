"""Article -> Reading: sentences, mentions, times, quantities, and who says what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from parley.derive.sentences import split
from parley.lexicon import lexicon
from parley.model import Article, BlockKind
from parley.read.allegiance import with_parties
from parley.read.document import Document
from parley.read.incumbents import with_incumbents
from parley.read.mentions import find_mentions
from parley.read.ministries import with_ministries
from parley.read.parse import Parser, open_parser
from parley.read.quantities import find_quantities
from parley.read.quotes import find_quotations
from parley.read.speech import Speech, find_speech
from parley.read.times import find_times
from parley.read.times_names import dating
from parley.read.units import Unit, cut_units

__all__ = ["Reading", "home_of", "open_parser", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in an article: the document with its look-ups, and the speech in it.

    `known` is what rules worked out about it and ask for again.
    """

    doc: Document
    speech: Speech
    known: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


def read(article: Article, parser: Parser, home: str | None = None) -> Reading:
    """Read one article. Pure: the same text, date, lexicon and model give the same reading.

    `home` is the party of its outlet, where that is known without the article.
    """
    text = article.text
    sentences = tuple(split(text))
    quotations = find_quotations(text)
    cuts = cut_units(text, sentences, quotations, block_kinds(article, sentences))
    trees = parser.parse([cut.text for cut in cuts])
    units = tuple(Unit(i, cut, tree) for i, (cut, tree) in enumerate(zip(cuts, trees, strict=True)))
    words = lexicon()
    doc = Document(
        article=article,
        text=text,
        sentences=sentences,
        units=units,
        quotations=quotations,
        mentions=find_mentions(text, units, words),
        times=tuple(dating(text, find_times(text, article.published))),
        quantities=find_quantities(text),
        lexicon=words,
        home=home or home_of(article),
    )
    doc = replace(doc, mentions=with_ministries(doc))
    doc = replace(doc, mentions=with_incumbents(doc))
    doc = replace(doc, mentions=with_parties(doc))
    return Reading(doc, find_speech(doc))


def home_of(article: Article) -> str | None:
    """The party of the article's outlet."""
    outlet = lexicon().outlets.get(article.outlet or "")
    return outlet.party if outlet is not None else None


def block_kinds(article: Article, sentences: tuple[tuple[int, int], ...]) -> list[BlockKind]:
    """The kind of block that each sentence stands in."""
    starts = article.starts()
    kinds: list[BlockKind] = []
    at = 0
    for start, _ in sentences:
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        kinds.append(article.blocks[at].kind)
    return kinds
