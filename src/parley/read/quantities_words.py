"""The words of quantities, compiled: units.toml as one regex and a few look-ups around a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Word = re.Match[str]
SPACE = "[  \t\n]"
JOINS = re.compile(r"\s?(?:-|–|to(?: as (?:low|high|little|much) as)?|and|or)\s?\Z")
BARE = re.compile(r"\s?[-–A-Za-z]")  # what may follow a number that has no unit of its own
LEVEL = ("at ", "to ")
RATE = re.compile(r" ?(?:to|per|against|a|versus) (?:the |one )?(?:US |U\.S\. )?dollar\b")
INDEX = re.compile(r"\b(?:index|PMI|gauge|barometer)\b.{0,40}\b(?:at|to|of|from|was) \Z", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d\Z")


@cache
def lexicon() -> dict[str, Any]:
    """units.toml as read."""
    path = files("parley") / "lexicon" / "data" / "units.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def words() -> Words:
    """The compiled words, made once."""
    return Words(lexicon())


class Words:
    """Regexes and tables of units.toml."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.numbers: dict[str, float] = data["numbers"]
        self.scales: dict[str, float] = data["scales"]
        self.signs: dict[str, str] = data["currency_signs"]
        self.units = {name.lower(): unit for name, unit in data["units"].items()}
        self.fractions: dict[str, float] = data["fractions"]
        self.verbs: dict[str, dict[str, Any]] = data["verbs"]
        self.pers: dict[str, str] = data["per"]
        self.stops = frozenset(data["counts"]["stop"])
        self.sides = frozenset(data["counts"]["sides"])
        self.pattern = re.compile(_pattern(data), re.IGNORECASE)
        self._hedges = frozenset(data["hedges"]["words"])
        self._old = frozenset(data["levels"]["old"])
        self._old_words = frozenset(data["levels"]["old_words"])
        self._ranges = frozenset(data["levels"]["ranges"])
        self._beside = frozenset(data["levels"]["beside"])
        self._change = frozenset(data["change"]["before"])
        self._more = frozenset(data["change"]["more"])
        self._changed = re.compile(rf"{SPACE}(?:{_any(data['change']['after'])})\b", re.IGNORECASE)
        self._per = re.compile(rf",?{SPACE}?({_any(self.pers)})\b", re.IGNORECASE)

    def is_idle(self, match: Word) -> bool:
        """Whether the match is a number that nothing around it can make a quantity: a cheap first look."""
        end = match.end()
        if match.end("digits") != end or match["sign"] or "," in match["digits"]:
            return False
        level = "." in match["digits"] and match.string[max(0, match.start() - 3) : match.start()] in LEVEL
        return not level and BARE.match(match.string, end) is None

    def number(self, match: Word) -> float | None:
        """The number as printed, without scale; None where it is too long to be one."""
        parts = match.groupdict()
        if parts["verb"]:
            return float(self.verbs[parts["verb"].lower()]["number"])
        if parts["part"]:
            *count, name = re.findall("[a-z]+", parts["part"].lower())
            return self._worded(" ".join(count) or "one") * self.fractions[name]
        if parts["worded"]:
            return self._worded(parts["worded"])
        digits = (parts["digits"] or "").replace(",", "")
        if len(digits) > 18:
            return None
        top, _, bottom = (parts["fraction"] or "0/1").strip().partition("/")
        return float(digits) + int(top) / (int(bottom) or 1)

    def _worded(self, text: str) -> float:
        total = 0.0
        for word in re.findall(r"[a-z]+", text.lower()):
            number = self.numbers.get(word, 1 if word in ("a", "an") and not total else 0)
            total = (total or 1) * number if number >= 100 or (number == 12 and total) else total + number
        return total

    def scale(self, parts: Mapping[str, str | None]) -> float | None:
        """What the number is multiplied by: 1e9 for billion."""
        text = parts["scale"]
        return self.scales[text.lower()] if text else None

    def unit(self, parts: Mapping[str, str | None]) -> str | None:
        """Unit of CLAIMS.md, None for a bare number."""
        if parts["verb"]:
            return str(self.verbs[parts["verb"].lower()]["unit"])
        if parts["part"]:
            return "ratio"
        if parts["sign"]:
            return self.signs.get(parts["sign"]) or self.signs[parts["sign"].upper()]
        text = parts["unit"]
        return self.units[" ".join(text.lower().split())] if text else None

    def bare(
        self, parts: Mapping[str, str | None], number: float, before: str, after: str
    ) -> tuple[str | None, str | None, int]:
        """Unit, note and length of the noun after a number without unit: a count, an index, or none."""
        digits = parts["digits"] or ""
        if YEAR.match(digits) or (re.search(r"[A-Z][\w&.]*[ -]\Z", before) and not parts["scale"]):
            return None, None, 0
        noun = self._noun(after)
        if noun and ("." not in digits or parts["scale"]) and (number > 1 or parts["scale"]):
            return "count", noun[0], noun[1]
        if "," in digits and re.search(r"\b(?:at|to|from)\s\Z", before):
            return "index_points", None, 0
        if "." in digits:
            return self._rate(before, after)
        return None, None, 0

    def _rate(self, before: str, after: str) -> tuple[str | None, str | None, int]:
        """A rate ("fell to 7.2 per dollar") in the currency named before, or the level of an index."""
        named = [self.units[w] for w in re.findall("[a-z]+", before.lower()) if w in self.units]
        if RATE.match(after) and any(unit.isupper() for unit in named):
            return [unit for unit in named if unit.isupper()][-1], None, 0
        return ("index_points" if INDEX.search(before) else None), None, 0

    def _noun(self, after: str) -> tuple[str, int] | None:
        """The first plural noun among the three words after a number, and where it ends."""
        match = re.match(r"(?: (?:[A-Z][\w.]*|[a-z][a-z-]+)){1,4}", after)
        at = 0
        for word in match.group().split() if match else []:
            at += len(word) + 1
            if word in self.stops:
                return None
            if word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
                return word, at
        return None

    def joins(self, between: str) -> bool:
        """Whether `between` joins two ends of a range: `to`, `and`, a dash."""
        return JOINS.match(between) is not None

    def hedge(self, before: str) -> str | None:
        """The hedge that ends `before`: `at least`."""
        return _tail(_without_article(before.lower().split()), self._hedges)

    def per(self, after: str) -> str | None:
        """`per year`, where `after` begins with it."""
        match = self._per.match(after)
        return self.pers[match.group(1).lower()] if match else None

    def is_old(self, before: str) -> bool:
        """Whether `before` ends with the words before an old level: `from`, `from the current`."""
        said = before.lower().split()
        for _ in range(6):
            if _tail(said, self._old):
                return True
            if not said or said.pop() not in self._old_words:
                return False
        return False

    def is_range(self, before: str) -> bool:
        """Whether `before` announces a range."""
        return not self._ranges.isdisjoint(before.lower().split())

    def is_change(self, before: str, after: str) -> bool:
        """Whether the words around tell of a change and not of a level."""
        said = _without_article(before.lower().split())
        hedge = _tail(said, self._hedges)
        said = said[: len(said) - len(hedge.split())] if hedge and hedge not in self._change else said
        return _tail(said, self._change) is not None or self._changed.match(after) is not None

    def is_more(self, before: str) -> bool:
        """Whether `before` ends with `additional` or its like."""
        return _tail(before.lower().split(), self._more) is not None

    def is_beside(self, before: str) -> bool:
        """Whether `before` ends with words that set a share beside a sum: `equivalent to`."""
        said = before.lower().split()
        hedge = _tail(said, self._hedges)
        return _tail(said[: len(said) - len(hedge.split())] if hedge else said, self._beside) is not None

    def is_past(self, unit: str, after: str) -> bool:
        """Whether a length of time only tells a date: `two weeks ago`."""
        return (
            unit in ("hours", "days", "weeks", "months", "years")
            and re.match(r"\s(?:ago|earlier|later)\b", after) is not None
        )


def _any(items: Iterable[str]) -> str:
    longest_first = sorted(items, key=len, reverse=True)
    return "|".join(re.escape(item).replace(r"\ ", SPACE) for item in longest_first)


def _initials(items: Iterable[str], more: str = "") -> str:
    """What one of the items may begin with: at most places nothing else need be tried."""
    return f"[{more}{''.join(sorted({re.escape(item[0]) for item in items}))}]"


def _tail(said: list[str], known: frozenset[str]) -> str | None:
    """The longest of the last three words that is known."""
    tails = (" ".join(said[-size:]) for size in (3, 2, 1) if len(said) >= size)
    return next((tail for tail in tails if tail in known), None)


def _without_article(said: list[str]) -> list[str]:
    return said[:-1] if said[-1:] in (["a"], ["an"]) else said


HEDGES = (
    "",
    "more than ",
    "over ",
    "about ",
    "almost ",
    "nearly ",
    "roughly ",
    "around ",
    "at least ",
    "up to ",
)


def _pattern(data: dict[str, Any]) -> str:
    """A regex that starts at a number; nothing in it can match the same characters in two ways."""
    numbers = _any(data["numbers"])
    worded = (
        rf"(?:an?{SPACE}(?=hundred|dozen|half))?(?:{numbers})(?:[- ](?:and[- ]an?[- ])?(?:{numbers})){{0,12}}"
    )
    digits = r"\d++(?:,\d{3}){0,8}(?:\.\d++)?"
    sign = "|".join(re.escape(name) for name in sorted(data["currency_signs"], key=len, reverse=True))
    unit_words = _any(u for u in data["units"] if u != "%")
    unit = rf"(?:(?:(?<=half) an?)?[ \u00a0\n-]?(?P<unit>%|(?:{unit_words})\b))?\]?"
    verb = rf"\b(?P<verb>{_any(data['verbs'])})\b(?!\s(?:to|from)\b)"
    share = rf"(?:an?|{numbers})[- ](?:{_any(data['fractions'])})\b|half\b"
    by = "|".join(rf"(?<=\bby {hedge})" for hedge in HEDGES)
    counted = ("a", "half", *data["numbers"])
    part = rf"(?P<part>(?:(?:{by})(?:{share})|(?<!first )(?<!second )\b(?:{share})(?= of (?!\d))))"
    part = rf"(?={_initials(counted)}){part}"
    scale = rf"(?:[ \u00a0\n-]?\[?(?P<scale>{_any(data['scales'])})\b)?"
    first = _initials((*data["verbs"], *data["currency_signs"], *counted), r"\d")
    return (
        rf"(?<!\w)(?={first})(?:{verb}|{part}|(?:(?P<sign>{sign}){SPACE}?)?"
        rf"(?:(?<![.,])(?P<digits>{digits})(?P<fraction>{SPACE}\d/\d)?|\b(?P<worded>{worded})\b){scale}{unit})"
    )
