"""Lines between headline and text that say who wrote, when, and for whom: byline, date line, source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parley.clean import bylines, dates, furniture

PARTS = re.compile(r"(?:(?<!\s)\s++)?[|•·]\s*+|(?<!\s)\s++[–—]\s++")
SIGNED = re.compile(r"(?P<day>.{6,80}?),?(?<!\s)\s++(?P<names>(?:by|von|par|por)\s.{3,120})", re.IGNORECASE)
SIGNED_FIRST = re.compile(
    r"(?P<names>by\s.{3,100}?),?(?<!\s)\s++(?:on\s++)?(?P<day>\S*\d.{5,60})", re.IGNORECASE
)
SOURCE = re.compile(r"(?i:source|agency|quelle)\s*:\s*(?P<agency>(?:The )?[A-Z][\w.&’' -]{1,40})")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What such a line says, and the reason to drop it: ISO dates, names, the agency it credits."""

    reason: str
    published: str | None = None
    updated: str | None = None
    people: tuple[str, ...] = ()
    agency: str | None = None


def read(text: str, *, day_first: bool | None = None) -> Imprint | None:
    """What the line says where it is nothing but imprint, whole or in parts between marks; else None."""
    if len(text) > 240:
        return None
    if (whole := _one(text, day_first)) is not None:
        return whole
    parts = [part for part in PARTS.split(text) if part.strip()]
    told = [_one(part, day_first) or _furniture(part) for part in parts]
    known = [one for one in told if one is not None]
    return _merged(known) if len(parts) > 1 and len(known) == len(parts) else None


def _one(text: str, day_first: bool | None) -> Imprint | None:
    if (days := dates.date_line(text, day_first=day_first)) is not None:
        return Imprint("date line", *days)
    if (people := bylines.authors(text)) is not None:
        return Imprint("byline", people=people)
    if match := SOURCE.fullmatch(text):
        return Imprint("agency credit", agency=match["agency"].strip(" ."))
    return _signed(text, day_first)


def _signed(text: str, day_first: bool | None) -> Imprint | None:
    """A date with a byline behind or before it."""
    for form in (SIGNED, SIGNED_FIRST):
        match = form.fullmatch(text)
        days = dates.date_line(match["day"], day_first=day_first) if match else None
        people = bylines.authors(match["names"]) if match else None
        if days is not None and people:
            return Imprint("byline", *days, people=people)
    return None


def _furniture(text: str) -> Imprint | None:
    found = furniture.whole_line(text)
    return Imprint(found.reason) if found else None


def _merged(told: list[Imprint]) -> Imprint | None:
    """All parts as one; None where none of them says anything."""
    published = next((one.published for one in told if one.published), None)
    updated = next((one.updated for one in told if one.updated), None)
    people = tuple(name for one in told for name in one.people)
    agency = next((one.agency for one in told if one.agency), None)
    if not (published or updated or people or agency):
        return None
    return Imprint("byline" if people else "date line", published, updated, people, agency)
