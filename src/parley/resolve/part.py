"""Entries of a part of the ledger: of the claims that news may touch, without looking at all the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from parley.model import Article, Claim, Edge, Entry
from parley.resolve.blocks import Block, blocks
from parley.resolve.entries import accusations, bases, entries
from parley.resolve.mentions import off_trade
from parley.resolve.own import owned, withdrawn
from parley.resolve.pins import Pins
from parley.resolve.voices import Context, context


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of claims with their entries, which have no links yet.

    `bases` are the names that an entry's id was made of, by its id: entries that share one are told apart by
    looking at each other, so they have to be made together.
    """

    blocks: tuple[Block, ...]
    entries: tuple[Entry, ...]
    bases: dict[str, frozenset[str]]


def prepared(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    edges: Sequence[Edge],
    latest: str | None = None,
    pins: Pins | None = None,
) -> tuple[tuple[Claim, ...], Context]:
    """The claims that count, each with what is its own, and their context; `claims` are all of the articles.

    `latest` is the ISO day on which the ledger learned its last, where `claims` are not all that it holds,
    `pins` what persons decided about entries.
    """
    beside = off_trade(claims, articles)
    held = sorted({c.id: c for c in claims if c.article not in beside}.values(), key=lambda c: c.id)
    gone = withdrawn(held, edges)
    told = owned([c for c in held if c.id not in gone])
    return told, context(told, articles, edges, latest, pins)


def part(
    told: Mapping[str, Claim], chosen: Collection[str], about: Context, made: Iterable[Entry] = ()
) -> Part:
    """The blocks and entries of the claims whose ids are chosen: those of whole blocks.

    `made` are entries, without links, of which all is known to be as it was when they were made.
    """
    own = [told[key] for key in sorted(chosen) if key in told]
    found, made = tuple(blocks(own, about)), tuple(made)
    drafts = [d for block in found for d in block.drafts]
    return Part(found, (*entries(drafts, about, made), *accusations(own, (), about, made)), bases(drafts))
