"""Whose text it is: the outlet of the page, the agencies credited for the text, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.clean.bylines import company, is_agency, is_desk
from parley.clean.draft import Draft
from parley.clean.masthead import squeeze

LONGEST_OUTLET = 5  # words


def outlet(draft: Draft) -> str | None:
    """The outlet by masthead or dateline, else by the furniture (copyright line, process note).

    An agency in the dateline's brackets is the outlet where the page names no other.
    """
    said = [draft.site, draft.outlet, *draft.facts.outlets, draft.wire]
    found = (company(name) for name in said if name and 1 <= len(name.split()) <= LONGEST_OUTLET)
    return next(found, None)


def agencies(draft: Draft, outlet: str | None) -> tuple[str, ...]:
    """Agencies of dateline, credits and bylines, the outlet itself left out; each once."""
    wire = squeeze(draft.wire or "")
    desks = (name for name in draft.authors if is_agency(name) or squeeze(name) == wire)
    found = [*([draft.wire] if draft.wire else []), *draft.facts.agencies, *desks]
    return tuple(_once(found, squeeze(outlet or "")))


def people(draft: Draft, outlet: str | None, agencies: tuple[str, ...]) -> tuple[str, ...]:
    """The authors without desks, agencies and the outlet."""
    others = {squeeze(outlet or ""), *map(squeeze, agencies)}
    names = (name for name in draft.authors if not is_desk(name) and not is_agency(name))
    own = squeeze(outlet or "") or "\0"
    return tuple(n for n in names if squeeze(n) not in others and not squeeze(n).startswith(own))


def _once(names: Iterable[str], outlet: str) -> Iterator[str]:
    seen = {outlet}
    for name in names:
        known = squeeze(name)
        if known and known not in seen and not (outlet and known.startswith(outlet)):
            seen.add(squeeze(name))
            yield name
