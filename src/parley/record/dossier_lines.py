"""Where in the file of a dossier its tables, keys and words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Lines:
    """On which line (from 1) each entry and each fact begins; the lines, and the offsets where they begin."""

    lines: tuple[str, ...]
    begins: tuple[int, ...]
    entries: tuple[int, ...]
    facts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a file's text."""
        lines = tuple(text.split("\n"))
        entries: list[int] = []
        facts: list[list[int]] = []
        for number, line in enumerate(lines, 1):
            if re.match(r"\s*\[\[\s*entry\s*\]\]", line):
                entries.append(number)
                facts.append([])
            elif re.match(r"\s*\[\[\s*entry\s*\.\s*fact\s*\]\]", line) and facts:
                facts[-1].append(number)
        begins = tuple(accumulate((len(line) + 1 for line in lines), initial=0))
        return cls(lines, begins, tuple(entries), tuple(map(tuple, facts)))

    def key(self, start: int, name: str) -> int:
        """The line of a key of the table whose heading is on line `start`; the heading's where it is none."""
        for number in range(start + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if re.match(r"\s*\[", line):
                break
            if re.match(rf"\s*{re.escape(name)}\s*=", line):
                return number
        return start


def moment(value: date | str) -> str:
    """ISO text of a TOML date, date-time or text."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def find(text: str, words: str, lines: Lines, start: int) -> int:
    """The offset of a fact's words in the file, -1 where they do not stand there as they are."""
    line = lines.key(start, "text")
    begin = lines.begins[line - 1]
    at = text.find(words, begin, begin + len(lines.lines[line - 1]))
    return at if words and line > start else -1
