"""Working news into a settled ledger: only what it can touch is made anew, with the same result.

`news` looks at the pages read since the last settling, finds the blocks of claims that they join, the entries
whose ids, links or disagreements can change with theirs, and makes those alone. By the traces that each
settling leaves the next news finds what it touches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parley.descent import Descent
from parley.model import Disagreement, Entry, Grouping
from parley.resolve.blocks import Block, joining, sought
from parley.resolve.entries import dispute
from parley.resolve.links import offers, one_by_one, seeks, tied, with_links
from parley.resolve.part import Part, part
from parley.resolve.pins import Pins
from parley.resolve.voices import Context
from parley.settling import (
    Traces,
    block_traces,
    claim_traces,
    day_traces,
    entry_traces,
    item_traces,
    of_entry,
)
from parley.shelves import Known, Shelf, Shelves
from parley.store import Amendment
from parley.store.kin import pair_traces
from parley.store.parts import Part as Held
from parley.weigh import owned
from parley.weigh.part import groups, spelt
from parley.weigh.verdicts import verdicts

Offered = Sequence[tuple[Entry, Collection[str]]]
"""Entries with the keys under which they are found as the targets of links."""


def news(
    held: Held,
    since: int | None,
    lineage: Descent,
    again: Collection[str] = (),
    decisions: Sequence[Grouping] = (),
) -> Amendment:
    """What follows from the pages that were read after the recording `since`.

    `lineage` is what they change in the lineage, `again` are articles about whose claims somebody decided,
    `decisions` all that stand.
    """
    return _News(held, since, lineage, frozenset(again), Pins(decisions)).made()


@dataclass(frozen=True, slots=True)
class _Made:
    """What chosen blocks are now and were: `fresh` are the blocks that are others than those held.

    `entries` are those that are new or not what they were, `old` those held that have gone or were theirs.
    """

    shelf: Shelf
    part: Part
    fresh: tuple[Block, ...]
    entries: tuple[Entry, ...]
    old: tuple[Entry, ...]

    def fresh_part(self) -> Part:
        """The blocks that are others, with their entries."""
        own = {claim for block in self.fresh for claim in block.claims}
        made = tuple(e for e in self.part.entries if not own.isdisjoint(e.claims))
        return Part(self.fresh, made, self.part.bases)


class _News:
    """One working in of news; the steps are in the order of `made`."""

    def __init__(
        self, held: Held, since: int | None, lineage: Descent, again: frozenset[str], pins: Pins
    ) -> None:
        self.held, self.lineage = held, lineage
        pages = held.pages_read_since(since)
        self.former = held.ever_on(pages)
        now = {a.id for a in held.articles_on(pages)}
        self.articles = frozenset({*now, *(c.article for c in self.former), *lineage.rewired, *again})
        known = held.warm.known = held.warm.known or Known()
        known.tidy()
        known.drop(self.articles)
        self.fresh = held.claims_on(self.articles)
        self.own = {c.id for c in (*self.former, *self.fresh)}
        held.warm.homes.drop(self.own)
        self.shelves = Shelves(held, lineage, pins, known)
        self.days = held.found("latest", [""], "latest")
        # What nobody dated is known since the ledger's last day: it is made anew only where that is another.
        self.moved = self.days != {self.shelves.latest or ""}

    def made(self) -> Amendment:
        found = self._closed(self._chosen())
        bare, gone = self._disputes(found.entries, found.old, found.shelf.about)
        unlinked = (*found.entries, *bare)
        touched = frozenset(e.id for e in (*unlinked, *found.old, *gone))
        offered = [(e, offers(e, of_entry(e, found.shelf.told))) for e in unlinked]
        relinked = self.held.entries(self._relinked(offered, touched))
        compared = {owner for e in (*unlinked, *found.old) for owner in groups(e)}
        peers = self.held.entries(self.held.found("group", compared, "entry") - touched)
        names = {owner for c in (*self.former, *self.fresh) for owner in spelt(c)}
        others = {i for e in (*relinked, *peers) for i in e.claims} | self.held.found("name", names, "spelt")
        sources = {e.old for e in self.lineage.of(self.articles) if e.new in self.articles}
        self.shelves.of_articles(sources | self.articles)
        wide = self.shelves.of_claims(others)
        whole = self._linked((*unlinked, *relinked), wide, touched, offered)
        linked, again = sorted(whole[: len(unlinked)], key=lambda e: e.id), whole[len(unlinked) :]
        owners = compared | names | {f"entry|{key}" for key in touched}
        owners |= {f"article|{article}" for article in self.articles}
        seen = wide.evidence()
        items = list(owned(sorted((*linked, *peers), key=lambda e: e.id), seen, owners))
        dropped = self.held.found("owner", owners, "item")
        return Amendment(
            touched=touched,
            entries=tuple(linked),
            relinked=tuple(e for e, old in zip(again, relinked, strict=True) if e.links != old.links),
            verdicts=verdicts(linked, seen),
            dropped=frozenset(dropped),
            items=tuple(d for _, d in items),
            forgotten=frozenset(self._forgotten(found, touched, dropped)),
            traces=self._traces(found, linked, wide, items),
            edges=self.lineage.edges,
            redrawn=self.lineage.redrawn,
        )

    def _traces(
        self, found: _Made, linked: Sequence[Entry], wide: Shelf, items: Sequence[tuple[str, Disagreement]]
    ) -> Traces:
        traces = {**block_traces(found.fresh_part()), **entry_traces(linked, wide.told)}
        traces |= {**item_traces(items), **claim_traces(self.fresh, wide.about)}
        traces |= day_traces(self.shelves.latest or "")
        return {**traces, **pair_traces(self.lineage.pairs)}

    def _forgotten(self, found: _Made, touched: Iterable[str], items: Iterable[str]) -> Iterator[str]:
        for claim in {*self.own, *(claim for block in found.fresh for claim in block.claims)}:
            yield from (f"claim:{claim}", f"block:{claim}", f"named:{claim}")
        for claim in self.own:
            yield from (f"spelt:{claim}", f"loose:{claim}")
        for entry in touched:
            yield from (f"offers:{entry}", f"seeks:{entry}", f"entry:{entry}")
        yield from (f"item:{item}" for item in items)
        yield from (f"latest:{day}" for day in self.days)
        yield from pair_traces(self.lineage.gone)

    def _chosen(self) -> set[str]:
        """The claims of all blocks to which the news belongs, belonged, or will belong."""
        shelf = self.shelves.of_articles(self.articles)
        mine = tuple(shelf.told[c.id] for c in self.fresh if c.id in shelf.told)
        keys = sought(mine, shelf.about)
        accused = {key for key in keys if key.startswith("dispute|")}
        loose = self.held.found("loose", [""], "loose") if self.moved else set()
        sure = set().union(
            self._beside(self.own | loose), *self._in_blocks(accused), loose, (c.id for c in self.fresh)
        )
        around = self._in_blocks(keys - accused)
        near = set().union(*around) - sure
        wide = self.shelves.of_claims(near)
        told = [wide.told[key] for key in near if key in wide.told]
        paired = joining((*told, *mine), frozenset(c.id for c in mine), wide.about)
        met = paired & near
        beside = (claims for claims in around if not met.isdisjoint(claims))
        return set(self.held.article_of(sure.union(*beside)))

    def _in_blocks(self, offered: Collection[str]) -> Collection[set[str]]:
        """The claims of each of the blocks that offer any of the keys."""
        names = self.held.found("offer", offered, "block")
        return self.held.found_by_key("block", names, "claim").values()

    def _beside(self, claims: Iterable[str]) -> set[str]:
        """The claims of the blocks of these claims."""
        return self.held.beside({f"claim:{claim}" for claim in claims}, "claim")

    def _closed(self, chosen: set[str]) -> _Made:
        """The entries of the chosen blocks, and of all whose entries are named like those that change."""
        while True:
            found = self._remade(chosen)
            new = found.fresh_part()
            names = {base for e in new.entries for base in new.bases.get(e.id, ())}
            claims = self.own.union(*(block.claims for block in found.fresh))
            alike = self.held.found("base", names, "named")
            alike |= self.held.beside({f"named:{claim}" for claim in claims}, "named")
            more = self.held.found("block", alike, "claim") - chosen
            if not more:
                return found
            chosen = chosen | more

    def _remade(self, chosen: set[str]) -> _Made:
        shelf = self.shelves.of_claims(chosen)
        old = self.held.entries(self.held.entries_of(chosen | self.own))
        was = {e.id: replace(e, links=()) for e in old}
        sound = {e.id for e in old if self._sound(e, shelf)}
        made = part(shelf.told, chosen, shelf.about, [was[key] for key in sound])
        same = {e.id for e in made.entries if e.id in sound and e == was[e.id]}
        now = tuple(e for e in made.entries if e.id not in same)
        before = tuple(e for e in old if e.id not in same)
        return _Made(shelf, made, tuple(self._fresh(made, chosen, (*now, *before))), now, before)

    def _sound(self, entry: Entry, shelf: Shelf) -> bool:
        """Whether all that an entry's claims say, and what is to be known of them, is as it was."""
        told = [shelf.told.get(key) for key in entry.claims]
        articles = {claim.article if claim else "" for claim in told}
        loose = shelf.about.undated if self.moved else frozenset()
        return "" not in articles and articles.isdisjoint(self.articles | loose)

    def _fresh(self, made: Part, chosen: Collection[str], changed: Iterable[Entry]) -> Iterator[Block]:
        """The blocks that are not held just so, or whose entries are others."""
        keys = self.held.keys_of({f"claim:{claim}" for claim in {*chosen, *self.own}})
        before: dict[str, set[str]] = {}
        for ref, kept in keys.items():
            for key in kept:
                before.setdefault(key, set()).add(ref.partition(":")[2])
        held = {frozenset(claims) for claims in before.values()}
        other = self.own.union(*(e.claims for e in changed))
        for block in made.blocks:
            if frozenset(block.claims) not in held or not other.isdisjoint(block.claims):
                yield block

    def _disputes(
        self, made: Sequence[Entry], old: Sequence[Entry], about: Context
    ) -> tuple[list[Entry], list[Entry]]:
        """Entries of disputes without accusations that come with their first entry, or go with their last."""
        own, before = {e.id for e in made}, {e.id for e in old}
        now = {e.dispute for e in made}
        left = {e.dispute for e in old} - now
        peopled = now | self.held.peopled(left, own | before)
        there = {e.id: e for e in self.held.entries((now | left) - own - before)}
        bare = [dispute(key, (), about) for key in sorted((now | left) & peopled - own - there.keys())]
        return bare, [e for key, e in there.items() if key not in peopled and not e.claims]

    def _relinked(self, made: Offered, touched: Collection[str]) -> set[str]:
        """The other entries whose links may lead, or have led, to one that is made anew."""
        keys = {key for _, own in made for key in own}
        led = self.held.beside({f"offers:{entry}" for entry in touched}, "seeks")
        return (led | self.held.found("link", keys, "seeks")) - set(touched)

    def _linked(
        self, entries: Sequence[Entry], shelf: Shelf, touched: frozenset[str], made: Offered
    ) -> tuple[Entry, ...]:
        """The entries with their links, to what is made anew and to what is held."""
        sought_by = {e.id: seeks(e, of_entry(e, shelf.told)) for e in entries}
        # Of what is as it was the links to others are, too, where each is found without looking at these.
        alone = {e.id for e in entries if e.id not in touched and one_by_one(e, of_entry(e, shelf.told))}
        keys = {key for e in entries if e.id not in alone for key in sought_by[e.id]}
        names = self.held.found_by_key("link", keys, "offers")
        stored = {
            e.id: e for e in self.held.entries({n for found in names.values() for n in found} - touched)
        }
        shelf_of = {key: [stored[n] for n in found if n in stored] for key, found in names.items()}
        fresh: dict[str, list[Entry]] = {}
        for entry, own in made:
            for key in own:
                fresh.setdefault(key, []).append(entry)
                shelf_of.setdefault(key, []).append(entry)
        near = (
            (e, [o for key in sought_by[e.id] for o in (fresh if e.id in alone else shelf_of).get(key, ())])
            for e in entries
        )
        linked = tied(near, shelf.told)
        return tuple(
            with_links(e, (k for k in old.links if k.target not in touched)) if e.id in alone else e
            for e, old in zip(linked, entries, strict=True)
        )
