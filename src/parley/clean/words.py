"""The stage's vocabulary: furniture patterns and the names of months, zones, agencies and sections."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from parley.errors import LexiconError

LONGEST = 400
"""Furniture is short: a longer line is looked at only near its ends."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One furniture pattern: `where` is `line` (the whole line), `start` or `end` (of a line).

    What it matches holds one of `needs`, where there are any; small letters where case does not matter.
    """

    name: str
    reason: str
    where: str
    regex: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    agency: str | None
    needs: tuple[str, ...]
    cased: bool

    def find(self, text: str) -> re.Match[str] | None:
        """The match where the pattern wants it; for `end` the text is searched near its end only."""
        if self.where == "line":
            return self.regex.fullmatch(text) if len(text) <= LONGEST else None
        if self.where == "start":
            return self.regex.match(text)
        if self.needs and not self._may_match(text[-LONGEST:]):
            return None
        return self.regex.search(text, max(0, len(text) - LONGEST))

    def _may_match(self, text: str) -> bool:
        """A cheap first look: the search tries a regex at each place of a paragraph."""
        seen = text if self.cased else text.lower()
        return any(word in seen for word in self.needs)


@cache
def data() -> Mapping[str, Any]:
    """The file furniture.toml as it stands."""
    source = files("parley.lexicon") / "data" / "furniture.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def patterns(where: str) -> tuple[Pattern, ...]:
    """The furniture patterns for one place, in the file's order; raises `LexiconError` on a bad entry."""
    return tuple(_pattern(entry) for entry in data()["pattern"] if entry["where"] == where)


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    try:
        regex = re.compile(entry["regex"], re.NOFLAG if entry.get("case") else re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"bad regex: {error}", where=f"furniture.toml {entry['name']}") from error
    return Pattern(
        name=entry["name"],
        reason=entry["reason"],
        where=entry["where"],
        regex=regex,
        match=tuple(entry["match"]),
        no_match=tuple(entry["no_match"]),
        agency=entry.get("agency"),
        needs=tuple(entry.get("needs", ())),
        cased=bool(entry.get("case")),
    )


@cache
def names(table: str) -> str:
    """The names of a list in the file as one alternation, longest first."""
    ordered = sorted(data()[table], key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name) for name in ordered) + ")"


@cache
def months() -> Mapping[str, int]:
    """Month names and their short forms, lower case, to their number."""
    return {name: number for number, row in enumerate(data()["months"], 1) for name in row}


def month_names() -> str:
    """The month names as one alternation, longest first."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(months(), key=len, reverse=True)) + ")"


@cache
def weekdays() -> Mapping[str, int]:
    """Weekday names, lower case, to their number; Monday is 0."""
    return {name: number for number, row in enumerate(data()["weekdays"]) for name in row}


def weekday_names() -> str:
    """The weekday names as one alternation, longest first."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(weekdays(), key=len, reverse=True)) + ")"
