"""Persons who share a surname with one of the lexicon, and are told apart by their given name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from parley.lexicon.fold import plain
from parley.read.cues import cues, names

if TYPE_CHECKING:
    from parley.read.mentions import Mention

BEFORE = re.compile(r"\b([A-ZÀ-Þ][\w’'-]{1,30}) (?:[A-Z]\. ){0,2}$")
BEHIND = re.compile(r" (?:[A-Z]\. )?([A-ZÀ-Þ][a-zß-ÿ]\w+)")
TITLE = re.compile(r"\b([\w.]{1,30}) $")
LONGEST = 40  # characters of a given name and initials


def without_namesakes(text: str, listed: Iterable[Mention]) -> list[Mention]:
    """The mentions without lone surnames of the lexicon that stand for somebody else.

    "Vera Carney" is not Mark Carney, and neither is the "Carney" of an article that names her and not him.
    """
    known = list(listed)
    lone = [m for m in known if m.kind == "person" and " " not in text[m.start : m.end]]
    others = {id(m) for m in lone if is_other(text, m)}
    if not others:
        return known
    first = {m.key: m.start for m in reversed(known) if id(m) in others}
    told = {m.key for m in known if m.key in first and id(m) not in others and is_told(text, m, first)}
    left = {id(m) for m in lone if m.key in first and m.key not in told}
    return [m for m in known if id(m) not in others | left]


def is_other(text: str, surname: Mention) -> bool:
    """Does a given name stand beside the surname that is not its bearer's?"""
    before = BEFORE.search(text, max(0, surname.start - LONGEST), surname.start)
    if before is not None and names().is_given(before[1]) and before[1] not in cues().titles:
        return not is_short_for(before[1], surname.name)
    behind = BEHIND.match(text, surname.end)
    word = text[surname.start : surname.end]
    return behind is not None and names().is_given(word) and behind[1].lower() not in cues().common


def is_short_for(given: str, name: str) -> bool:
    """Can the given name be one of the person's: the same, another spelling, a short form ("Bob")?"""
    first = plain(given)
    words = [plain(word) for word in re.split(r"[ -]", name)]
    short, parts = names().short, name.split()
    nick = short.get(given) in parts or any(short.get(part) == given for part in parts)
    return nick or any(word[:1] == first[:1] for word in words[:-1])


def is_told(text: str, person: Mention, first: dict[str, int]) -> bool:
    """Does the article name the person in full, with a title, or before its first namesake?"""
    if " " in text[person.start : person.end] or person.start < first[person.key]:
        return True
    before = TITLE.search(text, max(0, person.start - LONGEST), person.start)
    return before is not None and before[1] in cues().titles and not before[1].startswith("M")
