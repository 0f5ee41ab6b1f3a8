"""Bylines and datelines: who wrote, where, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from parley.clean.words import data, month_names, names

NAME = (
    r"[A-ZÀ-Þ][\w’'.-]*+(?:\s(?:de|da|van|von|der|den|bin|al|el|la|le|di|du)){0,2}"
    r"(?:\s[A-ZÀ-Þ][\w’'.-]*+){1,3}"
)
PLACE = r"[A-ZÀ-Þ][\w’'.-]*+(?:\s[A-ZÀ-Þ][\w’'.-]*+){0,3}"
LABELLED = re.compile(
    r"\W*(?:by|written by|author|authors|von|por|par|text by|story by)\s*:?\s+"
    r"(?P<names>[^\d:;?!“”\"]{3,160})",
    re.IGNORECASE,
)
AND = r"(?:(?:(?<!\s)\s++)?(?:,\s*+(?:and\s++)?|&\s*+)|(?<!\s)\s++(?:and|und|y|et)\s++)"
WITH_PLACE = re.compile(rf"{NAME}(?:{AND}{NAME})* in {PLACE}(?:{AND}{NAME}(?:{AND}{NAME})* in {PLACE})*")
ROLE = re.compile(
    r"(?:,|(?<!\s))\s*"
    r"(?:[\w ]{0,30}\b(?:correspondent|editor|reporter|writer|staff|bureau chief|columnist)\b.*"
    r"|(?<=[\s,])(?:in|and) [A-Z].*|\|.*|\s[-–—/•·].*|for .*)$",
    re.IGNORECASE,
)
SEPARATORS = re.compile(AND, re.IGNORECASE)
UNNAMED = re.compile(
    r"\W*by (?:an?|our|the)? ?(?:[\w’'-]+ ){0,4}"
    r"(?:staff|correspondents?|reporters?|writers?|desk|team|newsroom|agencies|editors?)\W*",
    re.IGNORECASE,
)
NAMES = re.compile(rf"{NAME}(?:{AND}{NAME}){{0,5}}")
SEAM = re.compile(
    r"(?P<names>(?!(?:The|A|An|In|On|At|After|New|North|South|East|West|Hong|Saudi|United)\b)"
    r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){1,2}?)\s+"
    r"(?=(?:The|A|An|In|On|At|As|After|Before|With|While|When|By|For|Since|It|This|These|China|US|U\.S\.)\s[A-Za-z])"
)
MAX_AUTHORS = 8


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text[:end]` is a dateline: place, and the agency or outlet that it names.

    `agency`: the source stands in brackets, as papers name the agency whose text they print.
    """

    end: int
    place: str | None
    source: str | None
    agency: bool = False


def authors(text: str) -> tuple[str, ...] | None:
    """The names on a byline, or None where the line is none ("By" a name, or "Name in City and ...")."""
    if len(text) > 170:
        return None
    if UNNAMED.fullmatch(text):
        return ()
    if match := LABELLED.fullmatch(text):
        return _people(match["names"])
    if WITH_PLACE.fullmatch(text):
        return _people(re.sub(rf"(?<!\s)\s++in\s++{PLACE}", "", text))
    return None


def unlabelled(text: str) -> tuple[str, ...] | None:
    """The names where the line is nothing but names of two to four words each; None where it is not."""
    return _people(text) if len(text) <= 100 and NAMES.fullmatch(text) and len(text.split()) > 1 else None


def is_desk(name: str) -> bool:
    """A function or room of the outlet ("staff", "web desk") and no person?"""
    return name.casefold().split()[-1:] == [] or name.casefold().split()[-1] in data()["desk_words"]


def is_agency(name: str) -> bool:
    """A news agency, or by its last word an organisation that writes news?"""
    plain = name.casefold().removeprefix("the ").strip()
    return plain in {wire.casefold() for wire in data()["wires"]} or plain.split()[-1:] in _agency_words()


@cache
def _agency_words() -> list[list[str]]:
    return [[word] for word in data()["agency_words"]]


def _people(text: str) -> tuple[str, ...] | None:
    parts = [ROLE.sub("", part).strip(" .,") for part in SEPARATORS.split(text)]
    found = [cased(part) for part in parts if part]
    good = found and all(1 <= len(name.split()) <= 5 and name[0].isupper() for name in found)
    return tuple(found[:MAX_AUTHORS]) if good else None


def cased(name: str) -> str:
    """A name in capitals as it stands in running text."""
    return name.title() if name.isupper() and len(name) > 3 else name


def run_in(text: str) -> re.Match[str] | None:
    """A name that runs into the first sentence without a mark, as scraped stories have it."""
    return SEAM.match(text)


@cache
def _dateline() -> re.Pattern[str]:
    place = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[\s/,]+[A-ZÀ-Þ][\w.'’-]+){0,4}"
    any_place = r"[A-ZÀ-Þ][\w.'’-]+(?:[\s/,]+[A-ZÀ-Þ][\w.'’-]+){0,4}"
    month = rf"(?i:{month_names()})"
    day = rf"(?:{month}\.?\s\d{{1,2}}|\d{{1,2}}\s{month})(?:,?\s\d{{4}})?"
    wire = rf"\(\s*(?P<{{0}}>(?:The )?{names('wires')}(?:\s[A-Z][a-z]+)?)\s*\)"
    other = r"\(\s*(?P<w3>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*){0,3})\s*\)"
    outlet = r"(?P<outlet>[A-Z][A-Za-z]*[A-Z]\w*(?: [A-Z]\w*)?)"
    dash = r"\s*[-–—]{1,2}\s+"
    forms = (
        rf"(?P<p1>{any_place})(?:,\s{day})?\s*{wire.format('w1')}\s*(?:[-–—:]{{1,2}})\s*",
        rf"(?P<p6>{any_place})(?:,\s{day})?\s*{other}{dash}",
        rf"(?P<p2>{any_place}),\s{day}\s*(?:{dash}|:\s)",
        rf"(?P<p3>{place})(?:{dash}|:\s+)",
        rf"(?:(?P<p4>{any_place})\s*/?\s*)?{outlet}\s*[—–]\s*",
        rf"{wire.format('w2')}\s*[-–—]{{1,2}}\s*",
        rf"(?P<p5>{any_place})\s+—\s+(?=[A-Z“\"‘'])",
    )
    return re.compile("(?:" + "|".join(forms) + ")")


def dateline(text: str) -> Dateline | None:
    """The dateline at the start of `text`: `OSLO: `, `OSLO, June 10 (Reuters) - `, `Oslo / CNN — `."""
    match = _dateline().match(text)
    if match is None or match.end() > 80:
        return None
    groups = match.groupdict()
    place = next((groups[key] for key in ("p1", "p2", "p3", "p4", "p5", "p6") if groups.get(key)), None)
    agency = groups.get("w1") or groups.get("w2") or groups.get("w3")
    source = agency or groups.get("outlet")
    if place and place.isupper() and len(place) < 4 and place not in ("UN", "EU"):
        return None
    return Dateline(match.end(), cased(place) if place else None, source, bool(agency))


def company(name: str) -> str:
    """An outlet's name without the company form that a copyright line adds."""
    forms = "|".join(re.escape(form.rstrip(".")) for form in data()["company_forms"])
    stripped = re.sub(rf"(?:[\s,]{{1,5}}(?:{forms})\b\.?){{1,5}}$", "", name.strip())
    return stripped.strip(" .,|") or name
