"""The site's name and menu at the top of a page: by form, by position, and by being said elsewhere too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from parley.clean.bylines import company
from parley.clean.draft import TERMINAL, words
from parley.clean.lines import Line
from parley.clean.mapped import Mapped
from parley.clean.words import data

SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?[|•·»›]\s*+|(?<!\s)\s++[–—:/-]++(?:\s++|$)")
DOMAIN = re.compile(r"(?:@|https?://|www\.)(?:www\.)?([a-z0-9][a-z0-9-]{1,60})\.[a-z]{2,}", re.IGNORECASE)
SMALL = {"of", "the", "and", "for", "de", "la", "le", "di", "der", "&"}
SECOND_LEVEL = {"com", "co", "org", "net", "gov", "ac", "edu", "www"}
LONGEST_NAME = 5  # words
MENU_WORDS = 3
MENU_ITEMS = 3


def squeeze(name: str) -> str:
    """Letters and digits in lower case, without a leading article: how names and addresses are compared."""
    letters = re.sub(r"[\W_]+", "", name.casefold())
    return letters.removeprefix("the") if len(letters) > 8 else letters


def hints(address: str, texts: Iterable[str], names: Iterable[str] = ()) -> frozenset[str]:
    """Squeezed names that the page's address, the domains in its text, and `names` give for the site."""
    host = _host(address)
    labels = [label for label in host.split(".")[:-1] if label not in SECOND_LEVEL]
    found = labels[-1:]
    if not host:
        found += re.split(r"_+|--+", PurePosixPath(address.replace("\\", "/")).stem)
    for text in texts:
        if "@" in text or "." in text:
            found += DOMAIN.findall(text[:2000])
    return frozenset(squeeze(name) for name in (*found, *map(company, names)) if len(squeeze(name)) > 2)


def _host(address: str) -> str:
    """The host that an address names; empty where it is a path, or an address that is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def pieces(text: str) -> list[str]:
    """The parts of a line between its separators."""
    return [piece.strip() for piece in SEPARATOR.split(text) if piece and piece.strip()]


def is_name(text: str) -> bool:
    """One to five capitalised words without a sentence mark: can be the name of a site."""
    parts = text.split()
    if not 0 < len(parts) <= LONGEST_NAME or TERMINAL.search(text) or any(c in text for c in ',;:?!“”"@'):
        return False
    return parts[0][:1].isupper() and all(p[0].isupper() or p[0].isdigit() or p in SMALL for p in parts)


def known(text: str, said: frozenset[str]) -> str | None:
    """The piece of the line that is the site's name, told from what is said elsewhere; None where none is."""
    found = (piece for piece in [text, *pieces(text)] if is_name(piece) and squeeze(piece) in said)
    return next(found, None)


def is_menu(line: Line) -> bool:
    """Three short names or more with marks or wide gaps between them."""
    parts = pieces(line.text)
    if len(parts) < MENU_ITEMS:
        parts = [part for part in re.split("\t", _gapped(line.mapped)) if part.strip()]
    short = all(words(part) <= MENU_WORDS and part[:1].isupper() for part in parts)
    return len(parts) >= MENU_ITEMS and short and not TERMINAL.search(line.text)


def _gapped(mapped: Mapped) -> str:
    """The text with a tab for each space that stands for several raw characters."""
    chars = list(mapped.text)
    for index, segment in enumerate(mapped.segments):
        stop = mapped.segments[index + 1].at if index + 1 < len(mapped.segments) else len(chars)
        if mapped.text[segment.at : stop] == " " and segment.end - segment.start > 1:
            chars[segment.at] = "\t"
    return "".join(chars)


def by_form(line: Line, later: Sequence[Line]) -> str | None:
    """The name in a line that looks like a masthead: a short name, alone or with a short motto.

    `later` are the lines that could be the headline in its place: the name must be shorter than one of them,
    and if it is in capitals the headline must not be.
    """
    parts = pieces(line.text)
    name = parts[0] if parts else ""
    if not is_name(name) or name in data()["sections"] or not any(words(o.text) >= 5 for o in later):
        return None
    capitals = name.isupper() and not any(o.text.isupper() for o in later)
    if len(parts) == 1:
        return name if capitals and words(name) > 1 else None
    motto = sum(words(part) for part in parts[1:])
    return name if (words(name) > 1 or capitals) and motto <= 4 + 2 * capitals else None


def with_motto(text: str) -> str | None:
    """The name in a line below the headline of the form "Name — what it is about", the rest in lower case."""
    parts = pieces(text)
    if len(parts) != 2 or TERMINAL.search(text) or len(parts[0].split()) < 2 or not is_name(parts[0]):
        return None
    return parts[0] if parts[1][0].islower() and words(parts[1]) <= 10 else None


def spelled(name: str, texts: Iterable[str]) -> str:
    """The name as running text writes it, where it stands in capitals at the top."""
    if not name.isupper():
        return name
    wanted = re.compile(r"\b" + re.escape(name) + r"\b", re.IGNORECASE)
    for text in texts:
        found = wanted.search(text[:2000])
        if found and not found[0].isupper():
            return found[0]
    return " ".join(word.capitalize() if len(word) > 3 else word for word in name.split())


def without_name(title: str, said: frozenset[str]) -> tuple[int, int]:
    """Where the headline begins and ends in a title that may have the site's name before or behind it."""
    for match in list(SEPARATOR.finditer(title)):
        before, behind = title[: match.start()], title[match.end() :]
        if squeeze(behind) in said and words(before) >= 3:
            return 0, match.start()
        if squeeze(before) in said and words(behind) >= 3:
            return match.end(), len(title)
    return 0, len(title)
