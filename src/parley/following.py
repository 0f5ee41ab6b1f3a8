"""A ledger carried on to the next recordings: what they did not change is kept, not read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from parley.ledger import Carried, Ledger, View
from parley.model import Assessment, Edge
from parley.near import by_article
from parley.store.parts import Part
from parley.store.since import Changed

MOST = 20_000  # facts that changed; where more did, all is read


def followed(before: Ledger) -> tuple[Ledger, Changed] | None:
    """The ledger as the last recording left it, with what changed since `before`; None: read all of it."""
    carried = before.carried()
    if carried is None:
        return None
    with before.store.reading() as held:
        changed = held.changed_since(before.at, MOST)
        if changed is None:
            return None
        changed = replace(changed, entries=changed.entries | held.entries_of(changed.claims))
        view = _view(carried.view, changed, held)
        days = {**carried.days, **dict.fromkeys(changed.claims), **held.days_of(changed.claims)}
        edges = _edges(carried.edges, changed.lineage, held)
    pages = {page: found for page, found in carried.pages.items() if page not in changed.pages}
    return Ledger(before.store, changed.at, Carried(view, days, edges, pages)), changed


def _view(view: View, changed: Changed, held: Part) -> View:
    gone = changed.entries
    fresh = {e.id: e for e in held.ordered(*held.entries(gone))}
    told = held.verdicts(gone)
    kept = {i: e for i, e in view.entries.items() if i not in gone}
    entries = dict(sorted((kept | fresh).items()))
    verdicts = dict(view.verdicts)
    for entry in (view.entries[i] for i in gone if i in view.entries):
        for state in entry.states:
            verdicts.pop((entry.id, state), None)
    verdicts.update({(v.entry, v.state): v for v in told})
    every = (*(v for v in view.assessment.verdicts if v.entry not in gone), *told)
    open_ones = (d for d in view.assessment.disagreements if d.id not in changed.items)
    items = (*open_ones, *held.items(changed.items))
    assessment = Assessment(
        tuple(sorted(every, key=lambda v: v.entry)), tuple(sorted(items, key=lambda d: (d.since, d.id)))
    )
    return View(entries, assessment, verdicts)


def _edges(
    edges: Mapping[str, tuple[Edge, ...]], articles: Collection[str], held: Part
) -> dict[str, tuple[Edge, ...]]:
    """The lineage by article, in both directions, with that of some articles read again."""
    if not articles:
        return dict(edges)
    fresh = dict.fromkeys((*held.edges_on("old", articles), *held.edges_on("new", articles)))
    ordered = sorted(fresh, key=lambda e: (e.new, e.old, e.kind))
    found = by_article(ordered)
    kept = {article: of for article, of in edges.items() if article not in articles}
    return kept | {article: of for article, of in found.items() if article in articles}
