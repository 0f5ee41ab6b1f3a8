"""What persons decided about groups: which articles stay together, and which stay apart."""

from __future__ import annotations

from collections.abc import Iterable

from parley.model import Grouping


class Pins:
    """The decisions of one level, applied in order: an article that they name has the label of its group."""

    def __init__(self, decisions: Iterable[Grouping] = ()) -> None:
        self._labels: dict[str, int] = {}
        self._why: dict[str, str] = {}
        self._apart: set[frozenset[int]] = set()
        self._next = 0
        for decision in decisions:
            if decision.kind == "merge":
                self._merge((*decision.one, *decision.other))
            else:
                self._split(decision.one, decision.other)

    def label(self, article: str) -> int | None:
        """The label of the group that a person put the article into; None where nobody did."""
        return self._labels.get(article)

    def why(self, article: str) -> str | None:
        """What a person did last about the article; None where nobody did anything."""
        return self._why.get(article)

    def apart(self, one: int | None, labels: Iterable[int]) -> bool:
        """Whether an article with label `one` was set apart from any of `labels`."""
        return one is not None and any(frozenset((one, other)) in self._apart for other in labels)

    def strangers(self, label: int | None) -> frozenset[int]:
        """The labels of groups from which the group of a label was set apart."""
        return frozenset(other for pair in self._apart if label in pair for other in pair - {label})

    def _merge(self, articles: tuple[str, ...]) -> None:
        """One group of these and of all that were grouped with them before."""
        olds = {self._labels[a] for a in articles if a in self._labels}
        new = self._new_label(articles)
        for article, label in self._labels.items():
            if label in olds:
                self._labels[article] = new
        moved = ({new if label in olds else label for label in pair} for pair in self._apart)
        self._apart = {frozenset(pair) for pair in moved if len(pair) == 2}
        self._why.update((a, "joined by a person") for a, label in self._labels.items() if label == new)

    def _split(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        """Two groups that stay apart; what an earlier decision set either apart from stays so."""
        old = {self._labels.get(a) for a in (*one, *other)}
        strangers = {label for pair in self._apart if pair & old for label in pair - old}
        labels = [self._new_label(group) for group in (one, other)]
        self._apart |= {frozenset((label, s)) for label in labels for s in strangers}
        self._apart.add(frozenset(labels))
        self._why.update((a, "set apart by a person") for a in (*one, *other))

    def _new_label(self, articles: tuple[str, ...]) -> int:
        self._next += 1
        self._labels.update(dict.fromkeys(articles, self._next))
        return self._next
