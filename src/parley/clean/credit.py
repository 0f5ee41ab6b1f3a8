"""Whose text it is: the outlet of the page, the agencies credited for the text, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.clean.bylines import company, is_desk
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
    desks = (name for name in draft.authors if (is_desk(name) and _is_wire(name)) or squeeze(name) == wire)
    found = [*draft.facts.agencies, *([draft.wire] if draft.wire else []), *desks]
    return tuple(_once(found, squeeze(outlet or "")))


def people(draft: Draft, outlet: str | None, agencies: tuple[str, ...]) -> tuple[str, ...]:
    """The authors without desks, agencies and the outlet."""
    others = {squeeze(outlet or ""), *map(squeeze, agencies)}
    return tuple(name for name in draft.authors if squeeze(name) not in others and not is_desk(name))


def _is_wire(name: str) -> bool:
    """An organisation of a name of its own, not "staff" or "web desk"."""
    return name[:1].isupper() and squeeze(name) not in PLAIN


PLAIN = {"staff", "editor", "editors", "admin", "newsdesk", "webdesk", "reporter", "newsroom", "agencies"}


def _once(names: Iterable[str], outlet: str) -> Iterator[str]:
    seen = {outlet}
    for name in names:
        if squeeze(name) not in seen:
            seen.add(squeeze(name))
            yield name
