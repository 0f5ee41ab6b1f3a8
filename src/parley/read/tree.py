"""The dependency tree of one sentence, free of the parser that made it, so that it can be cached as bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from sys import intern
from typing import NamedTuple

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")


class Token(NamedTuple):
    """One token: `start` and `end` count in the sentence's text, `head` is an index (its own at the root).

    A named tuple, for it is made in a quarter of the time of a frozen dataclass, and there are many.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


made = partial(tuple.__new__, Token)
"""A token of a row of its fields: in a third of the time of `Token._make`."""

JOINT = "\t"  # between the tags of a stored tree
FORM = "columns"  # of stored trees; it is in their keys, so that those of another form are not found
ENCODER = json.JSONEncoder(ensure_ascii=False)  # `json.dumps` would make one for each tree
NONE: dict[str, tuple[Token, ...]] = {}  # of a token without children


@dataclass(frozen=True)
class Tree:
    """The tokens of one sentence with their tree."""

    tokens: tuple[Token, ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def changed(self, moved: Mapping[int, Token]) -> Tree:
        """The tree with other tokens at some indices; the tree itself where there are none."""
        if not moved:
            return self
        return Tree(tuple([moved.get(t.i, t) for t in self.tokens]))

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(map(tuple, below))

    @cached_property
    def _labelled(self) -> tuple[dict[str, tuple[Token, ...]], ...]:
        """The children of each token by their label: the rules ask for few labels, and mostly find none."""
        return tuple([_by_label(kids) if kids else NONE for kids in self._children])

    @cached_property
    def _subtrees(self) -> dict[int, tuple[Token, ...]]:
        return {}

    @cached_property
    def _above(self) -> dict[int, tuple[Token, ...]]:
        return {}

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """Direct dependents in text order; only those with one of `deps` where any is named."""
        labelled = self._labelled[token.i]
        if len(deps) == 1:
            return labelled.get(deps[0], ())
        if not deps:
            return self._children[token.i]
        if not labelled or labelled.keys().isdisjoint(deps):
            return ()
        return tuple([k for k in self._children[token.i] if k.dep in deps])

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependent with one of `deps`."""
        kids = self._labelled[token.i].get(deps[0]) if len(deps) == 1 else self.children(token, *deps)
        return kids[0] if kids else None

    def behind(self, token: Token, *words: str) -> list[Token]:
        """The nouns behind the prepositions on a token; behind those of `words` alone where any is named."""
        preps = self.children(token, "prep")
        found = [p for p in preps if not words or p.text.lower() in words]
        return [noun for p in found for noun in self.children(p, "pobj")]

    def head(self, token: Token) -> Token | None:
        """The governor, None at a root."""
        return None if token.head == token.i else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Governors from the nearest to the root; kept, as those of `subtree`."""
        known = self._above.get(token.i)
        if known is None:
            known = self._above[token.i] = self._governors(token)
        return iter(known)

    def _governors(self, token: Token) -> tuple[Token, ...]:
        found: list[Token] = []
        seen, here = {token.i}, token.head
        while here not in seen:
            seen.add(here)
            found.append(self.tokens[here])
            here = self.tokens[here].head
        return tuple(found)

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all below it, in text order; kept, for the rules ask for the same ones often."""
        known = self._subtrees.get(token.i)
        if known is None:
            known = self._subtrees[token.i] = tuple(self.tokens[i] for i in sorted(self._below(token)))
        return known

    def _below(self, token: Token) -> set[int]:
        found, todo = {token.i}, [token.i]
        while todo:
            for kid in self._children[todo.pop()]:
                if kid.i not in found:
                    found.add(kid.i)
                    todo.append(kid.i)
        return found

    def extent(self, token: Token) -> tuple[int, int]:
        """Character range of the subtree in the sentence's text."""
        below = self.subtree(token)
        return below[0].start, below[-1].end

    def conjuncts(self, token: Token) -> tuple[Token, ...]:
        """The token and everything coordinated with it, in text order."""
        first = token
        while first.dep == "conj" and first.head != first.i:
            first = self.tokens[first.head]
        if "conj" not in self._labelled[first.i]:
            return (first,)
        found, todo = [first], [first]
        while todo:
            for kid in self.children(todo.pop(), "conj"):
                found.append(kid)
                todo.append(kid)
        return tuple(sorted(found, key=lambda t: t.i))

    def at(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that overlap a character range."""
        return tuple(t for t in self.tokens if t.start < end and t.end > start)

    def top(self, start: int, end: int) -> Token | None:
        """The token of a character range whose governor lies outside it: the head of the phrase."""
        inside = self.at(start, end)
        indices = {t.i for t in inside}
        return next((t for t in inside if t.head == t.i or t.head not in indices), None)

    def dumps(self) -> bytes:
        """The tree as bytes for a cache, column by column; an end is its start and the length of the text."""
        columns = [*zip(*self.tokens, strict=True)] or [()] * len(Token._fields)
        _, starts, _, texts, lemmas, *tags, heads = columns
        rows = (starts, texts, lemmas, heads, *map(JOINT.join, tags))
        return zlib.compress(ENCODER.encode(rows).encode("utf-8", "surrogatepass"), 1)

    @staticmethod
    def loads(data: bytes) -> Tree:
        """The inverse of `dumps`."""
        starts, texts, lemmas, heads, *tags = json.loads(
            zlib.decompress(data).decode("utf-8", "surrogatepass")
        )
        ends = [start + len(text) for start, text in zip(starts, texts, strict=True)]
        named = [map(intern, row.split(JOINT)) for row in tags]  # so that comparing tags compares addresses
        rows = zip(range(len(starts)), starts, ends, texts, lemmas, *named, heads, strict=bool(starts))
        return Tree(tuple(map(made, rows)))


def _by_label(kids: tuple[Token, ...]) -> dict[str, tuple[Token, ...]]:
    if len(kids) == 1:
        return {kids[0].dep: kids}
    found: dict[str, tuple[Token, ...]] = {}
    for kid in kids:
        found[kid.dep] = (*found[kid.dep], kid) if kid.dep in found else (kid,)
    return found
