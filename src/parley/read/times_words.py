"""Tokens of a text and their tags: one letter for each token, so that grammar rules are plain regexes.

The words stand in lexicon/data/times.toml; the letters are:

    M month   m month that is also a word   W weekday   w its abbreviation   S season   U unit   J quarter
    Q Q1..Q4  F fiscal  H half   P part of day  p noon, midnight   A am, pm   Z zone   C clock 14:30
    d 1..31   Y 1500..2199   9 other digits   q fraction 1/2   n number word   o first   O 9th   K 1990s
    k nineties
    I 2025-06-10   / 10/06/2025   T today   R last, this, next   L recent, past, coming   e early, mid, end
    t the   a a, an   f of   i in   & and   V or   T today   g ago   l earlier, later   v every   s several
    b nearly, at least   c than   ^ up   r preposition of time   > to, through   @ at   h its, his   j filler
    D period   G long   = old   z hundred
    ! holiday < "before last" after a unit     ~ "from" between a length and a day
    u daily   y yearlong   B,N,E reference to past, present, future   ' possessive   $ currency   % amount
    X capitalised word   x other word   ; paragraph break   and . , - ( as themselves, _ any other mark
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

SHAPE = (
    r"(?P<plain>[A-Za-z][a-z]{2,}(?![^\W\d_]))"  # most words, before the dearer shapes
    r"|(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<slash>(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}\b)"
    r"|(?P<clock>(?<![\d:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<fraction>(?<![\d/])\d/\d(?![\d/]))"
    r"|(?P<ordinal>(?<!\d)\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?<![\d,.])['’]?\d0s\b|(?<![\d,.])\d{3}0['’]?s\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<half>\b[ap]\.m\b\.?|(?<![^\W\d_])[ap]m\b|\b[AP]M\b|\b[AP]\.M\b\.?)"
    r"|(?P<quarter>\bQ[1-4]\b|\b[1-4]Q\b)"
    r"|(?P<zone>\b(?:GMT|UTC) ?[+-]\d{1,2}(?::?[0-5]\d)?\b)"
    r"|(?P<initials>\b(?:[A-Z]\.){2,})"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<break>\n\s*)"
    r"|(?P<mark>(?P<same>[^\w\s])(?P=same)*)"
)
MARKS = {
    ",": ",",
    ".": ".",
    "-": "-",
    "–": "-",
    "—": "_",
    "/": "-",
    "(": "(",
    "$": "$",
    "£": "$",
    "€": "$",
    "¥": "$",
    "%": "%",
}
SHAPES = {
    "iso": "I", "slash": "/", "clock": "C", "fraction": "q", "ordinal": "O", "decade": "K", "half": "A",
    "quarter": "Q", "initials": "X", "possessive": "'", "break": ";",
}  # fmt: skip


class Token(NamedTuple):
    """A word, number or mark; `data` is what the lexicon says of it (or the text in lower case)."""

    start: int
    end: int
    tag: str
    data: Any


made = partial(tuple.__new__, Token)  # in a third of the time


@cache
def lexicon() -> dict[str, Any]:
    """times.toml as read."""
    path = files("parley") / "lexicon" / "data" / "times.toml"
    return tomllib.loads(path.read_text("utf-8"))


def tokenise(text: str) -> list[Token]:
    """All tokens of `text` in order, in time linear in its length."""
    tokens: list[Token] = []
    for match in _shapes().finditer(text):
        kind = match.lastgroup or "mark"
        word, end = match[kind], match.end()
        tokens.append(made((end - len(word), end, *_tag(kind, word))))
    return _join(_by_place(tokens))


@cache
def _shapes() -> re.Pattern[str]:
    """A token with the space before it: a holiday, or any other of the shapes."""
    names = sorted(lexicon()["holidays"], key=len, reverse=True)
    holidays = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    first = "".join(sorted({re.escape(name[0]) for name in names}))  # few words begin like one
    return re.compile(rf" ?(?:(?=[{first}])\b(?P<holiday>{holidays})\b|{SHAPE})")


def _by_place(tokens: list[Token]) -> list[Token]:
    """Tag by their place the words that are two things.

    `following two days of talks` and `beginning 1 May` have prepositions (the step is in `the following two
    days`, the part in `the beginning of May`); `from` joins a length to a day in `a week from Monday`.
    """
    for index, token in enumerate(tokens):
        if token.tag not in "Rer":
            continue
        before = tokens[index - 1].tag if index else ""
        after = tokens[index + 1].tag if index + 1 < len(tokens) else ""
        if token.tag == "R" and token.data[0] == "following" and before != "t":
            tokens[index] = token._replace(tag="r", data="following")
        elif token.tag == "e" and token.data in ("beginning", "start") and after != "f":
            tokens[index] = token._replace(tag="r" if token.data == "beginning" else "x")
        elif token.data == "from" and before == "U" and after in tuple("NTWRL"):
            tokens[index] = token._replace(tag="~")
    return tokens


@lru_cache(maxsize=1 << 16)
def _tag(kind: str, text: str) -> tuple[str, Any]:
    if kind in ("plain", "word"):
        return _tag_word(text)
    if kind == "number":
        return _tag_number(text)
    if kind == "mark":
        return MARKS.get(text, "_"), text
    if kind == "holiday":
        return "!", lexicon()["holidays"][text.replace("’", "'")]
    if kind == "zone":
        return "Z", {"hours": _zone_hours(text)}
    return SHAPES[kind], text.lower()


def _tag_word(text: str) -> tuple[str, Any]:
    known = words().get(text.lower())
    lower_case = text[0].islower() or (known is not None and known[0] == "Z" and not text.isupper())
    needs_capital = known is not None and known[0] in "MmWwZ"
    if known is None or (needs_capital and lower_case) or (text.istitle() and _is_name(known)):
        return ("X" if text[0].isupper() else "x"), text.lower()
    return known


def _is_name(known: tuple[str, Any]) -> bool:
    """Is the word with a capital no time: `the People's Daily`, and `Now` that opens a sentence?"""
    return known[0] == "N" or (known[0] == "u" and known[1][0] == "P")


def _tag_number(text: str) -> tuple[str, Any]:
    if text.isdecimal() and text.isascii():
        if len(text) == 4 and "1500" <= text < "2200":
            return "Y", int(text)
        if len(text) <= 2 and 1 <= int(text) <= 31:
            return "d", int(text)
    plain = text.replace(",", "")
    return "9", float(plain[:18]) if plain.isascii() else 0.0


def _zone_hours(text: str) -> float:
    """`GMT+5:30` and `GMT+0530` as 5.5."""
    sign = -1 if "-" in text else 1
    digits = re.sub(r"\D", "", text)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return sign * (int(hours) + int(minutes) / 60)


def _join(tokens: list[Token]) -> list[Token]:
    """Make one token of "Washington time" and its like, and of "before last" after a unit."""
    out: list[Token] = []
    for token in tokens:
        if token.data == "time" and out:
            token = _zone(out, token)
        elif token.tag == "R" and token.data[0] == "last" and _ends_before(out):
            token = Token(out.pop().start, token.end, "<", "before last")
        out.append(token)
    return out


def _ends_before(out: list[Token]) -> bool:
    return len(out) > 1 and out[-1].data == "before" and out[-2].tag in "UJ"


def _zone(out: list[Token], token: Token) -> Token:
    """The zone that ends in `time`, taken off `out`; the token itself where no zone does."""
    zones, longest = lexicon()["zones"], 3
    for size in range(min(longest, len(out)), 0, -1):
        name = " ".join([*(str(t.data) for t in out[-size:]), "time"])
        if name in zones:
            start = out[-size].start
            del out[-size:]
            return Token(start, token.end, "Z", zones[name])
    return token


@cache
def words() -> dict[str, tuple[str, Any]]:
    """Tag and data of each word of the lexicon."""
    data = lexicon()
    table: dict[str, tuple[str, Any]] = {}
    for word in data["tense"]["past"] + data["tense"]["future"]:
        table[word] = ("x", word)
    for tag, entries in _tables(data):
        table.update({word: (tag, value) for word, value in entries.items()})
    table.update(_calendar_words(data))
    return table


def _tables(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    other = {name: {word: word for word in group} for name, group in data["other"].items()}
    steps = data["steps"]
    open_steps = {"recent", "past", "coming", "upcoming"}
    refs = {"PRESENT_REF": "N", "PAST_REF": "B", "FUTURE_REF": "E"}
    singles = [(tag, {w: w for w in data["references"][ref] if " " not in w}) for ref, tag in refs.items()]
    return [
        ("r", {word: word for word in data["relations"]}),
        ("r", other["preposition"]),
        ("@", other["at"]),
        ("h", other["pronoun"]),
        (">", other["to"]),
        ("b", other["approximate"]),
        *singles,
        ("R", {w: (w, n) for w, n in steps.items() if w not in open_steps}),
        ("L", {w: (w, n) for w, n in steps.items() if w in open_steps}),
        ("j", other["filler"]),
        ("t", other["the"]),
        ("a", other["article"]),
        ("f", other["of"]),
        ("i", other["in"]),
        ("&", other["and"]),
        ("V", other["or"]),
        ("H", other["half"]),
        ("F", other["fiscal"]),
        ("g", other["ago"]),
        ("l", other["shift"]),
        ("v", other["every"]),
        ("s", other["vague"]),
        ("c", other["than"]),
        ("^", other["up"]),
        ("D", other["period"]),
        ("G", other["long"]),
        ("=", other["old"]),
        ("%", other["scale"]),
        ("p", data["clock_words"]),
        ("e", {word: word for word in data["thirds"]}),
        ("n", data["numbers"]),
        ("z", data["large_numbers"]),
        ("o", data["ordinals"]),
        ("k", data["decades"]),
        ("u", data["sets"]),
        ("y", data["lengths"]),
        ("T", {word: (word, days) for word, days in data["days"].items()}),
        ("S", data["seasons"]),
        ("P", data["parts_of_day"]),
        ("Z", {word: zone for word, zone in data["zones"].items() if " " not in word}),
    ]


def _calendar_words(data: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    weak = data["weak"]
    table: dict[str, tuple[str, Any]] = {}
    for word, number in data["months"].items():
        table[word] = ("m" if word in weak["months"] else "M", number)
    for word, number in data["weekdays"].items():
        table[word] = ("w" if word in weak["weekdays"] else "W", number)
    for word, unit in data["units"].items():
        tag = "J" if word == "quarter" else "U"
        if not unit.get("only_plural"):
            table[word] = (tag, {**unit, "plural": False})
        table[unit.get("plural", word + "s")] = (tag, {**unit, "plural": True})
    return table
