"""Making the ledger of all claims at once, and the traces by which later news finds what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from parley.model import Article, Assessment, Claim, Disagreement, Edge, Entry, Grouping
from parley.resolve.entries import dispute
from parley.resolve.links import offers, seeks, tied
from parley.resolve.part import Part, part, prepared
from parley.resolve.pins import Pins
from parley.resolve.voices import Context
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
    by_id = {c.id: c for c in told}
    made = part(by_id, by_id.keys(), about)
    named = {e.id for e in made.entries}
    bare = [dispute(key, (), about) for key in sorted({e.dispute for e in made.entries} - named)]
    offered: dict[str, list[Entry]] = {}
    unlinked = [*made.entries, *bare]
    for entry in unlinked:
        for key in offers(entry, of_entry(entry, by_id)):
            offered.setdefault(key, []).append(entry)
    near = ((e, (o for key in seeks(e, of_entry(e, by_id)) for o in offered.get(key, ()))) for e in unlinked)
    entries = tuple(sorted(tied(near, by_id), key=_id))
    seen = evidence(claims, articles, edges)
    found = list(owned(entries, seen))
    items = tuple(sorted((d for _, d in found), key=lambda d: (not d.real, d.since, d.id, d.topic)))
    traces = {**block_traces(made), **entry_traces(entries, by_id), **claim_traces(claims, about)}
    traces |= {**item_traces(found), **day_traces(max((c.known or "" for c in told), default=""))}
    return entries, Assessment(verdicts(entries, seen), items), traces


def of_entry(entry: Entry, told: Mapping[str, Claim]) -> list[Claim]:
    """The claims of an entry."""
    return [told[key] for key in entry.claims]


def _id(entry: Entry) -> str:
    return entry.id


def block_traces(made: Part) -> Traces:
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


def entry_traces(entries: Iterable[Entry], told: Mapping[str, Claim]) -> Traces:
    """Entries by the keys of their links and by what they are compared with."""
    found: Traces = {}
    for entry in entries:
        own = of_entry(entry, told)
        found[f"offers:{entry.id}"] = [("link", key) for key in offers(entry, own)]
        found[f"seeks:{entry.id}"] = [("link", key) for key in seeks(entry, own)]
        found[f"entry:{entry.id}"] = [("group", owner) for owner in groups(entry)]
    return found


def item_traces(found: Iterable[tuple[str, Disagreement]]) -> Traces:
    """Disagreements by their owners, and by the entry in whose answer they stand."""
    traces: Traces = {}
    for owner, item in found:
        traces[f"item:{item.id}"] = [("owner", owner), ("of", item.entry or "")]
    return traces


def day_traces(latest: str) -> Traces:
    """The day of the last news that was reckoned with: since then is known what nobody dated."""
    return {f"latest:{latest}": [("latest", "")]}


def claim_traces(claims: Iterable[Claim], about: Context) -> Traces:
    """Misspelt names by claim, and claims whose day is only that of the ledger's last news."""
    found: Traces = {}
    for claim in claims:
        if names := spelt(claim):
            found[f"spelt:{claim.id}"] = [("name", owner) for owner in names]
        if claim.article in about.undated:
            found[f"loose:{claim.id}"] = [("loose", "")]
    return found
