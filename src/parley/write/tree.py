"""Families of articles as a tree on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parley.write import dates
from parley.write.columns import Run, told, wrapped
from parley.write.family import Node, headline, outlet, why_origin
from parley.write.inert import inert

_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


def to_tree(roots: Sequence[Node], title: str, *, width: int = 100, colour: bool = False) -> str:
    """The families below each other; nothing is cut, long lines are broken."""
    lines = wrapped([(inert(title), "bold")], width)
    for root in roots:
        lines += [[], *_tree(root, width)]
    return told(lines, colour)


def _tree(node: Node, width: int, first: str = "", rest: str = "") -> Iterator[list[Run]]:
    """The lines of a node and of all below it; `first` and `rest` stand before its first and other lines."""
    for n, line in enumerate(wrapped(_label(node), width - len(rest))):
        yield [(rest if n else first, "dim"), *line]
    for child in node.children:
        last = child is node.children[-1]
        yield from _tree(
            child, width, rest + ("└── " if last else "├── "), rest + ("    " if last else "│   ")
        )


def _label(node: Node) -> list[Run]:
    """How it comes from its parent, the outlet and day, the headline, and why."""
    kind = f"{node.edge.kind}, {node.edge.score:.0%}" if node.edge else _rank(node)
    runs: list[Run] = [(f"{kind}  ", "cyan"), (inert(outlet(node.article)), "bold")]
    runs.append((f", {published(node)}: “{inert(headline(node.article))}”", ""))
    reasons = node.edge.reasons if node.edge else why_origin(node)
    if reasons:
        runs.append((f"  ({inert('; '.join(reasons))})", "dim"))
    return runs


def published(node: Node) -> str:
    """The day, and the hour with its zone where it is known."""
    value = node.article.published
    if not value:
        return "no date"
    if len(value) <= 10:
        return dates.day(value)
    zone = _ZONE.search(value)
    shown = zone.group().replace("Z", "UTC") if zone else ""
    return f"{dates.day(value[:10])}, {value[11:16]} {shown}".rstrip()


def _rank(node: Node) -> str:
    return "origin" if node.children else "on its own"
