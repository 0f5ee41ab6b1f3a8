"""The desk's search: full text over the words of claims and over entries, narrowed by filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from parley.console import day
from parley.library import Snapshot
from parley.model import CLAIM_KINDS, EntryKind
from parley.store import MANY, Wanted
from parley.web_frame import framed, pager
from parley.write.desk import Place
from parley.write.phrases import country

RESULTS = 25
CHOICES = 200  # of a filter
FILTERS = ("dispute", "party", "kind", "outlet", "speaker", "status")


def search_page(snapshot: Snapshot, place: Place, given: Mapping[str, str]) -> str:
    """The best that answers, each with its words marked, who says it, where, and the entries it is about."""
    wanted = wanted_of(given)
    found = snapshot.search(wanted, RESULTS, (place.page - 1) * RESULTS)
    asked = {name: given[name] for name in given if name not in ("page", "as_of", "known") and given[name]}
    bare = Place(place.as_of, place.known, None, (), place.page)
    return framed(
        snapshot,
        place,
        "/search",
        "search",
        title="Search",
        found=found,
        wanted=wanted,
        asked=bool(asked),
        narrowed=any(getattr(wanted, name) for name in (*FILTERS, "since", "until", "shelf")),
        choices=choices(snapshot),
        pager=pager(bare, "/search", found.total, RESULTS, **asked),
        unranked=found.total > MANY and wanted.order == "best",
        asks=False,
    )


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """What an address asks for; raises UsageError for a day that is none."""
    chosen = {name: (given.get(name) or "")[:200] or None for name in FILTERS}
    if chosen["dispute"] == "all":
        chosen["dispute"] = None
    shelf = given.get("in")
    return Wanted(
        (given.get("q") or "")[:200],
        {"words": "claim", "entries": "entry"}.get(shelf or ""),  # type: ignore[arg-type]
        **chosen,
        since=day(given.get("since") or None),
        until=day(given.get("until") or None),
        order="newest" if given.get("order") == "newest" else "best",
    )


def choices(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be, as (value, name)."""
    parties, statuses = snapshot.choices
    kinds = dict.fromkeys((*CLAIM_KINDS, *get_args(EntryKind)))
    return {
        "dispute": [(d, name.removeprefix("Trade dispute, ")) for d, name in snapshot.disputes[:CHOICES]],
        "party": sorted(((p, country(p)) for p in parties), key=lambda p: p[1])[:CHOICES],
        "kind": [(k, k) for k in kinds],
        "status": [(s, s) for s in sorted(statuses)],
        "outlet": [(o, o) for o, _, _ in snapshot.outlets[:CHOICES] if o != "outlet unknown"],
    }
