"""Working news into a settled ledger: only the blocks that it can touch are made anew, with the same result.

`whole` makes everything from all claims. `news` looks at the pages read since the last settling, finds the
blocks of claims that they can join, the entries whose ids, links or disagreements can change with theirs, and
makes those alone. Both leave traces, by which the next news finds what it touches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parley.descent import Descent
from parley.model import Article, Assessment, Claim, Disagreement, Edge, Entry, Grouping
from parley.resolve.blocks import sought
from parley.resolve.entries import dispute
from parley.resolve.links import links, offers, seeks
from parley.resolve.part import Part, part, prepared
from parley.resolve.pins import Pins
from parley.resolve.voices import Context, context
from parley.store import Amendment
from parley.store.kin import pair_traces
from parley.store.parts import Part as Held
from parley.weigh import owned
from parley.weigh.evidence import evidence
from parley.weigh.part import groups, spelt
from parley.weigh.verdicts import verdicts

Traces = dict[str, list[tuple[str, str]]]


def whole(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    edges: Sequence[Edge],
    decisions: Iterable[Grouping] = (),
) -> tuple[tuple[Entry, ...], Assessment, Traces]:
    """All entries by id, how they stand, and the traces of it all; as `resolve` and `weigh` have it.

    `decisions` are what persons joined and set apart (level `entry`), oldest first.
    """
    told, about = prepared(claims, articles, edges, pins=Pins(decisions))
    made = part(told, {c.id for c in told}, about)
    named = {e.id for e in made.entries}
    bare = [dispute(key, (), about) for key in sorted({e.dispute for e in made.entries} - named)]
    by_id = {c.id: c for c in told}
    offered: dict[str, list[Entry]] = {}
    unlinked = [*made.entries, *bare]
    for entry in unlinked:
        for key in offers(entry, _own(entry, by_id)):
            offered.setdefault(key, []).append(entry)
    near = ((e, (o for key in seeks(e, _own(e, by_id)) for o in offered.get(key, ()))) for e in unlinked)
    entries = tuple(sorted((replace(e, links=links(e, others, by_id)) for e, others in near), key=_id))
    seen = evidence(claims, articles, edges)
    found = list(owned(entries, seen))
    items = tuple(sorted((d for _, d in found), key=lambda d: (not d.real, d.since, d.id, d.topic)))
    traces = {**_block_traces(made), **_entry_traces(entries, by_id), **_claim_traces(claims, about)}
    traces |= _item_traces(found)
    return entries, Assessment(verdicts(entries, seen), items), traces


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


@dataclass(slots=True)
class _Shelf:
    """All claims of some articles, those that count by id, and their context."""

    claims: tuple[Claim, ...]
    articles: tuple[Article, ...]
    told: Mapping[str, Claim]
    about: Context

    def joined(self, other: _Shelf) -> _Shelf:
        """This shelf and another, of other articles."""
        return _Shelf(
            (*self.claims, *other.claims),
            (*self.articles, *other.articles),
            {**self.told, **other.told},
            self.about.joined(other.about),
        )


class _News:
    """One working in of news; the steps are in the order of `made`."""

    def __init__(
        self, held: Held, since: int | None, lineage: Descent, again: frozenset[str], pins: Pins
    ) -> None:
        self.held, self.lineage, self.pins = held, lineage, pins
        self.edges: dict[Edge, None] = {}
        pages = held.pages_read_since(since)
        self.former = held.ever_on(pages)
        now = held.articles_on(pages)
        self.articles = {a.id for a in now} | {c.article for c in self.former} | lineage.rewired | again
        self.fresh = held.claims_on(self.articles)
        self.latest = held.latest()
        self.seen: dict[str, None] = {}
        self.shelf = _Shelf((), (), {}, context((), (), (), pins=pins))

    def made(self) -> Amendment:
        chosen = self._chosen()
        shelf, made, chosen = self._closed(chosen)
        old = self.held.entries(self.held.entries_of(chosen | {c.id for c in self.former}))
        bare, gone = self._disputes(made.entries, old, shelf.about)
        unlinked = (*made.entries, *bare)
        touched = frozenset(e.id for e in (*unlinked, *old, *gone))
        relinked = self.held.entries(self._relinked(unlinked, shelf, touched))
        compared = {owner for e in (*unlinked, *old) for owner in groups(e)}
        peers = self.held.entries(self.held.found("group", compared, "entry") - touched)
        names = {owner for c in (*self.former, *self.fresh) for owner in spelt(c)}
        others = {i for e in (*relinked, *peers) for i in e.claims} | self.held.found("name", names, "spelt")
        others_of = {e.old for e in self.lineage.of(self.articles) if e.new in self.articles}
        self._prepared(others_of | self.articles)
        wide = self._shelf(others)
        linked = self._linked(unlinked, wide, touched, unlinked)
        owners = compared | names | {f"entry|{key}" for key in touched}
        owners |= {f"article|{article}" for article in self.articles}
        seen = evidence(wide.claims, wide.articles, tuple(self.edges), self.latest)
        found = list(owned(sorted((*linked, *peers), key=_id), seen, owners))
        dropped = self.held.found("owner", owners, "item")
        traces = {**_block_traces(made), **_entry_traces(linked, wide.told), **_item_traces(found)}
        traces |= _claim_traces(self.fresh, shelf.about)
        return Amendment(
            touched=touched,
            entries=tuple(sorted(linked, key=_id)),
            relinked=self._linked(relinked, wide, touched, unlinked),
            verdicts=verdicts(sorted(linked, key=_id), seen),
            dropped=frozenset(dropped),
            items=tuple(d for _, d in found),
            forgotten=frozenset(self._forgotten(chosen, touched, dropped)),
            traces={**traces, **pair_traces(self.lineage.pairs)},
            edges=self.lineage.edges,
            redrawn=self.lineage.redrawn,
        )

    def _forgotten(
        self, chosen: Iterable[str], touched: Iterable[str], items: Iterable[str]
    ) -> Iterator[str]:
        former = {c.id for c in (*self.former, *self.fresh)}
        for claim in {*chosen, *former}:
            yield from (f"claim:{claim}", f"block:{claim}", f"named:{claim}")
        for claim in former:
            yield from (f"spelt:{claim}", f"loose:{claim}")
        for entry in touched:
            yield from (f"offers:{entry}", f"seeks:{entry}", f"entry:{entry}")
        yield from (f"item:{item}" for item in items)
        yield from pair_traces(self.lineage.gone)

    def _chosen(self) -> set[str]:
        """The claims of all blocks to which the news belongs, belonged, or may belong."""
        shelf = self._prepared(self.articles)
        blocks = self.held.found("offer", sought(tuple(shelf.told.values()), shelf.about), "block")
        loose = self.held.found("loose", [""], "loose")
        own = {c.id for c in (*self.former, *self.fresh)} | loose
        beside = self.held.beside({f"claim:{claim}" for claim in own}, "claim")
        found = self.held.found("block", blocks, "claim") | beside | loose | {c.id for c in self.fresh}
        return set(self.held.article_of(found))

    def _closed(self, chosen: set[str]) -> tuple[_Shelf, Part, set[str]]:
        """The entries of the chosen blocks, and of all blocks whose entries are named like theirs."""
        while True:
            shelf = self._shelf(chosen)
            made = part(tuple(shelf.told.values()), chosen, shelf.about)
            names = {base for bases in made.bases.values() for base in bases}
            alike = self.held.found("base", names, "named")
            alike |= self.held.beside({f"named:{claim}" for claim in chosen}, "named")
            more = self.held.found("block", alike, "claim") - chosen
            if not more:
                return shelf, made, chosen
            chosen = chosen | more

    def _shelf(self, claims: Collection[str]) -> _Shelf:
        """All claims of the articles of these claims."""
        return self._prepared(set(self.held.article_of(claims).values()))

    def _prepared(self, ids: Collection[str]) -> _Shelf:
        """All claims of these articles, and of those that were asked for before."""
        fresh = set(ids) - self.seen.keys()
        edges: tuple[Edge, ...] = ()
        while fresh:
            edges = self.lineage.of(fresh)
            # What an article corrects is known only beside it.
            more = {e.new for e in edges if e.kind == "correction" and e.old in fresh} - fresh
            if not more:
                break
            fresh |= more
        self.edges |= dict.fromkeys(edges)
        claims = self.held.claims_on(fresh)
        pages = {article.rpartition("/")[0] for article in fresh}
        articles = tuple(a for a in self.held.articles_on(pages) if a.id in fresh)
        told, about = prepared(claims, articles, edges, self.latest, self.pins)
        self.seen |= dict.fromkeys(fresh)
        self.shelf = self.shelf.joined(_Shelf(claims, articles, {c.id: c for c in told}, about))
        return self.shelf

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

    def _relinked(self, made: Sequence[Entry], shelf: _Shelf, touched: Collection[str]) -> set[str]:
        """The other entries whose links may lead, or have led, to one that is made anew."""
        keys = {key for e in made for key in offers(e, _own(e, shelf.told))}
        led = self.held.beside({f"offers:{entry}" for entry in touched}, "seeks")
        return (led | self.held.found("link", keys, "seeks")) - set(touched)

    def _linked(
        self, entries: Sequence[Entry], shelf: _Shelf, touched: frozenset[str], made: Sequence[Entry]
    ) -> tuple[Entry, ...]:
        """The entries with their links, to what is made anew and to what is held."""
        sought_by = {e.id: seeks(e, _own(e, shelf.told)) for e in entries}
        keys = {key for own in sought_by.values() for key in own}
        names = self.held.found_by_key("link", keys, "offers")
        stored = {
            e.id: e for e in self.held.entries({n for found in names.values() for n in found} - touched)
        }
        shelf_of = {key: [stored[n] for n in found if n in stored] for key, found in names.items()}
        for entry in made:
            for key in offers(entry, _own(entry, shelf.told)):
                shelf_of.setdefault(key, []).append(entry)
        near = ((e, [o for key in sought_by[e.id] for o in shelf_of.get(key, ())]) for e in entries)
        return tuple(replace(e, links=links(e, others, shelf.told)) for e, others in near)


def _own(entry: Entry, told: Mapping[str, Claim]) -> list[Claim]:
    return [told[key] for key in entry.claims]


def _id(entry: Entry) -> str:
    return entry.id


def _block_traces(made: Part) -> Traces:
    """Claims by block, blocks by the keys that their mentions offer and by the names of their entries."""
    named: dict[str, frozenset[str]] = {}
    for e in made.entries:
        for claim in e.claims:
            named[claim] = named.get(claim, frozenset()) | made.bases.get(e.id, frozenset())
    found: Traces = {}
    for block in made.blocks:
        name = block.claims[0]
        found |= {f"claim:{claim}": [("block", name)] for claim in block.claims}
        found[f"block:{name}"] = [("offer", key) for key in block.offers]
        bases = {base for claim in block.claims for base in named.get(claim, ())}
        found[f"named:{name}"] = [("base", base) for base in bases]
    return found


def _entry_traces(entries: Iterable[Entry], told: Mapping[str, Claim]) -> Traces:
    """Entries by the keys of their links and by what they are compared with."""
    found: Traces = {}
    for entry in entries:
        own = _own(entry, told)
        found[f"offers:{entry.id}"] = [("link", key) for key in offers(entry, own)]
        found[f"seeks:{entry.id}"] = [("link", key) for key in seeks(entry, own)]
        found[f"entry:{entry.id}"] = [("group", owner) for owner in groups(entry)]
    return found


def _item_traces(found: Iterable[tuple[str, Disagreement]]) -> Traces:
    """Disagreements by their owners, and by the entry in whose answer they stand."""
    traces: Traces = {}
    for owner, item in found:
        traces[f"item:{item.id}"] = [("owner", owner), ("of", item.entry or "")]
    return traces


def _claim_traces(claims: Iterable[Claim], about: Context) -> Traces:
    """Misspelt names by claim, and claims whose day is only that of the ledger's last news."""
    found: Traces = {}
    for claim in claims:
        if names := spelt(claim):
            found[f"spelt:{claim.id}"] = [("name", owner) for owner in names]
        if claim.article in about.undated:
            found[f"loose:{claim.id}"] = [("loose", "")]
    return found
