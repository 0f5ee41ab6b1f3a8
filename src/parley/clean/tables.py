"""Tables in plain text and Markdown: rows of cells by pipes, tabs or wide gaps, kept as rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parley.clean.lines import Line
from parley.clean.mapped import Mapped, concat, cut, replaced, tidy

GAP = re.compile(r"\t+| {2,}[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")
RULER = re.compile(r"(?=[|\s:+=-]*?(?:--|==))[|\s:+=-]*+")
FIGURE = re.compile(r"\d")
LEAST_ROWS = 2
LEAST_FIGURES = 0.3  # of the cells behind the first of each row
LONGEST_CELL = 60


def rows(lines: Sequence[Line], text: str) -> tuple[list[Line], list[tuple[Line, str]]]:
    """The lines with table rows marked as such, cells parted by tabs; and the rulers of tables, dropped.

    Rows stand together, have equally many cells, and hold figures or stand between pipes; `text` is the page.
    """
    made: list[Line] = []
    dropped: list[tuple[Line, str]] = []
    at = 0
    while at < len(lines):
        end = _run(lines, at, text)
        group = lines[at:end]
        if _is_table(group, text):
            dropped += [(line, "markup") for line in group if _is_ruler(line)]
            made += [_row(line, text) for line in group if not _is_ruler(line)]
        else:
            made += group
        at = end
    return made, dropped


def _run(lines: Sequence[Line], at: int, text: str) -> int:
    """The end of the lines from `at` on that stand together and have as many cells; at least one line."""
    wanted = len(_cells(lines[at], text))
    end = at + 1
    while end < len(lines) and not lines[end].gap:
        if not _is_ruler(lines[end]) and len(_cells(lines[end], text)) != wanted:
            break
        end += 1
    return end


def _is_table(group: Sequence[Line], text: str) -> bool:
    found = [_cells(line, text) for line in group if not _is_ruler(line)]
    if (
        len(found) < LEAST_ROWS
        or len(found[0]) < 2
        or max(len(c) for row in found for c in row) > LONGEST_CELL
    ):
        return False
    behind = [cell for row in found for cell in row[1:]]
    piped = all(len(PIPE.findall(line.text)) >= len(found[0]) - 1 for line in group)
    return piped or sum(FIGURE.search(cell) is not None for cell in behind) >= LEAST_FIGURES * len(behind)


def _is_ruler(line: Line) -> bool:
    return RULER.fullmatch(line.text) is not None


def _cells(line: Line, text: str) -> list[str]:
    if PIPE.search(line.text):
        return [cell.strip() for cell in PIPE.split(line.text.strip().strip("|"))]
    raw = text[line.mapped.start : line.mapped.end]
    return [" ".join(cell.split()) for cell in GAP.split(raw) if cell.strip()]


def _row(line: Line, text: str) -> Line:
    mapped = _piped(line.mapped) if PIPE.search(line.text) else _gapped(line.mapped, _cells(line, text))
    return replace(line, mapped=mapped, kind="table", bullet=False)


def _gapped(mapped: Mapped, cells: Sequence[str]) -> Mapped:
    """The same characters with a tab in the place of each wide gap."""
    joined = "\t".join(cells)
    return Mapped(joined, mapped.segments) if joined.replace("\t", " ") == mapped.text else mapped


def _piped(mapped: Mapped) -> Mapped:
    """The cells between the pipes; each tab stands for a pipe and the space around it."""
    edges = [-1, *(m.start() for m in PIPE.finditer(mapped.text)), len(mapped.text)]
    cells = [tidy(cut(mapped, left + 1, right)) for left, right in pairwise(edges)]
    parts: list[Mapped] = []
    for cell in cells:
        if cell.text and parts:
            parts.append(replaced("\t", parts[-1].end, cell.start))
        if cell.text:
            parts.append(cell)
    return concat(parts)
