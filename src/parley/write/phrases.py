"""Names and turns of phrase, read once from `phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from parley.model import Value, When
from parley.write.dates import count

FOLDER = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    """The table `name` of phrases.toml."""
    found: dict[str, Any] = _phrases()[name]
    return found


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "phrases.toml").read_text("utf-8"))


def party(code: str) -> str:
    """A party in a sentence: `the US`, `China`; a name that is no code stays as it is."""
    known = table("party").get(code)
    return str(known[0]) if known else country(code)


def named_party(text: str) -> str:
    """A party where `text` is only its code, in whatever case; any other text as it is."""
    code = text.upper()
    return party(code) if code in table("party") or _known(code) else text


def owner(code: str) -> str:
    """A party before a noun: `US`, `China's`."""
    known = table("party").get(code)
    return str(known[1]) if known else f"{country(code)}'s"


def country(code: str) -> str:
    """The English name of a party by its code, as the lexicon has it; another text stays as it is."""
    known = _known(code)
    return str(known["name"]) if known else code


@lru_cache(maxsize=1024)
def _known(code: str) -> dict[str, Any] | None:
    """What the lexicon says of a party; of its file only the entry of this one is read."""
    text = _entries().get(code)
    return tomllib.loads(text)[code] if text else None


@cache
def _entries() -> dict[str, str]:
    # Only this file of the lexicon: building all its patterns would cost an answer half a second, to import
    # its package a tenth, and to read the names of all parties a twentieth.
    text = (FOLDER.parent / "lexicon" / "data" / "parties.toml").read_text("utf-8")
    found = re.split(r'\n(?=[\w"])', text.partition("[parties]\n")[2])
    return {entry.partition(" = ")[0].strip('"'): entry for entry in found}


def parties(codes: Sequence[str]) -> str:
    """`the US and China`."""
    return _parties(tuple(codes))


@lru_cache(maxsize=1024)
def _parties(codes: tuple[str, ...]) -> str:
    return listed(map(party, codes))


def owners(codes: Sequence[str]) -> str:
    """`US`, `China's`, `US and Chinese` before a noun."""
    return owner(codes[0]) if len(codes) == 1 else listed(adjective(c) for c in codes)


def adjective(code: str) -> str:
    """`Chinese`; `US`; the owner's form where there is no adjective."""
    short = party(code).removeprefix("the ")
    told = (_known(code) or {}).get("adjectives")
    return short if short.isupper() else told[0] if told else owner(code)


def within(words: str) -> str:
    """Words of a page as they stand in quotation marks: their own are single ones, and none lacks its half.

    A mark at either end whose half is not among the words goes, as does the full stop: it is the sentence's.
    """
    bare = words.strip(' ."')
    opens, closes = bare.count("“"), bare.count("”")
    if bare[:1] == "“" and (closes < opens or (opens == 1 and bare.rstrip(".,”").find("”") < 0)):
        bare, opens = bare[1:], opens - 1
    if closes > opens and bare.rstrip(".,")[-1:] == "”":
        bare, closes = bare.rstrip(".,")[:-1].rstrip(" .,"), closes - 1
    whole = f"{'“' * (closes - opens)}{bare}{'”' * (opens - closes)}"
    return whole.replace("“", "‘").replace("”", "’")


def listed(names: Iterable[str], most: int = 6) -> str:
    """`a`, `a and b`, `a, b and c`; more than `most` end in `and n more`."""
    items = list(names)
    if len(items) > most:
        items = [*items[: most - 1], f"{count(len(items) - most + 1)} more"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def goods(names: Iterable[str]) -> str:
    """Goods in a sentence; words that are written with a capital get it."""
    return listed(map(_written, names))


@lru_cache(maxsize=4096)
def _written(name: str) -> str:
    proper = dict(pair.split("=") for pair in table("proper")["words"])
    return " ".join(proper.get(word, word) for word in name.split())


def value(item: Value) -> str:
    """A number with its unit: `34.5 %`, `$660 billion`, `90 days`, `8,851.96 points`."""
    number = amount(item.number)
    match item.unit:
        case "percent":
            return f"{number} %"
        case "percent_points":
            return f"{number} percentage points"
        case "USD" | "EUR" | "GBP" | "CNY" | "JPY":
            sign = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "CNY ", "JPY": "¥"}[item.unit]
            return f"{sign}{number}" if item.number >= 0 else f"-{sign}{amount(-item.number)}"
        case "count":
            return number
        case _:
            return f"{number} {item.unit.replace('_', ' ')}"


def amount(number: float) -> str:
    """A number for reading: `660 billion`, `1.2 million`, `8,851.96`, `-34.5`."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= size:
            return f"{number / size:.4g} {name}"
    return f"{number:,.10g}"


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def shortened(words: str, most: int, day: When | None = None) -> str:
    """About `most` characters of the words: those up to the day, where it comes late, else the first."""
    if len(words) <= most:
        return words
    number = int(day.start[8:10]) if day is not None and day.precision == "day" else None
    found = re.search(rf"\b0?{number}(?:st|nd|rd|th)?\b(?:[ ,]+\w+){{0,2}}", words) if number else None
    if found is None or found.end() <= most:
        return f"{words[:most].rsplit(' ', 1)[0]} [...]"
    tail = words[found.end() - most : found.end()].split(" ", 1)[-1]
    return f"[...] {tail}" if found.end() == len(words) else f"[...] {tail} [...]"
