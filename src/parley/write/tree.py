"""Families of articles as a tree on the terminal, drawn by Rich."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.text import Text
from rich.tree import Tree

from parley.write import dates
from parley.write.family import Node, headline, outlet, why_origin
from parley.write.inert import inert
from parley.write.terminal import printed

_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


def to_tree(roots: Sequence[Node], title: str, *, width: int = 100, colour: bool = False) -> str:
    """The families below each other; nothing is cut, long lines are broken."""
    trees = (part for root in roots for part in ("", _tree(root)))
    return printed([Text(inert(title), style="bold"), *trees], width, colour)


def _tree(root: Node) -> Tree:
    tree = Tree(_label(root), guide_style="dim")
    _grow(tree, root)
    return tree


def _grow(tree: Tree, node: Node) -> None:
    for child in node.children:
        _grow(tree.add(_label(child)), child)


def _label(node: Node) -> Text:
    """How it comes from its parent, the outlet and day, the headline, and why."""
    text = Text(overflow="fold")
    kind = f"{node.edge.kind}, {node.edge.score:.0%}" if node.edge else _rank(node)
    text.append(f"{kind}  ", style="cyan")
    text.append(inert(outlet(node.article)), style="bold")
    text.append(f", {published(node)}: “{inert(headline(node.article))}”")
    reasons = node.edge.reasons if node.edge else why_origin(node)
    if reasons:
        text.append(f"  ({inert('; '.join(reasons))})", style="dim")
    return text


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
