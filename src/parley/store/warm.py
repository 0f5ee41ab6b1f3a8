"""What a program remembers of a settled ledger from one working in of news to the next.

It is of one settling: where another program settled the ledger meanwhile, nothing of it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from parley.model import Edge, Entry
from parley.store.statements import Connection, Statement

if TYPE_CHECKING:
    from parley.derive.marks import Marks
    from parley.store.records import Amendment

T = TypeVar("T")
ARTICLES, ENTRIES, PAIRS, CLAIMS, VALUES = 2000, 20_000, 20_000, 100_000, 10_000
Settling = tuple[int, str]
_LAST = Statement("SELECT id, at FROM recordings WHERE stage = 'settle' ORDER BY id DESC LIMIT 1")


class Kept(Generic[T]):
    """Values by key, at most so many: those that were put first go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[str, T] = {}

    def get(self, key: str) -> T | None:
        """What is kept under a key, if anything."""
        return self._values.get(key)

    def whole(
        self, keys: Collection[str], read: Callable[[set[str]], Iterable[tuple[str, T]]]
    ) -> dict[str, T]:
        """What is under the keys: what is not kept is read, and kept from now on."""
        values = self._values
        found = {key: values[key] for key in keys if key in values}
        for key, value in read(set(keys) - found.keys()):
            found[key] = value
            self.put(key, value)
        return found

    def put(self, key: str, value: T) -> None:
        """Keep a value in the place of what was under the key."""
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]

    def drop(self, keys: Iterable[str]) -> None:
        """Forget what is kept under some keys."""
        for key in keys:
            self._values.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()


class Warm:
    """Entries as they are held, homes of claims, articles as they are prepared, and lineage.

    A claim's home is its article; articles are prepared for joining and weighing. Of lineage the marks of
    articles, what comes before them that shares some, and for pairs of them the edge, if there is one. Of
    what stories leave behind the last values, half a kilobyte each: most words of an article are common ones.
    """

    def __init__(self) -> None:
        self.settling: Settling | None = None
        self.entries: Kept[Entry] = Kept(ENTRIES)
        self.homes: Kept[str] = Kept(CLAIMS)
        self.known: Any = None
        self.marks: Kept[Marks] = Kept(ARTICLES)
        self.before: Kept[Any] = Kept(ARTICLES)
        self.related: Kept[tuple[Edge | None]] = Kept(PAIRS)
        self.values: Kept[bytes] = Kept(VALUES)

    def of(self, settling: Settling | None) -> Warm:
        """This, without what is of another settling than the given one."""
        if settling != self.settling:
            for kept in (
                self.entries, self.homes, self.marks, self.before, self.related, self.values
            ):  # fmt: skip
                kept.clear()
            self.known = None
            self.settling = settling
        return self

    def amended(self, settling: Settling, made: Amendment) -> None:
        """Go on as of the next settling, which `made` the ledger what it is."""
        self.settling = settling
        self.entries.drop(made.touched)
        for entry in (*made.entries, *made.relinked):
            self.entries.put(entry.id, entry)
        for key, value in (made.stories.values if made.stories else {}).items():
            self.values.put(key, value)


def last_settling(connection: Connection) -> Settling | None:
    """The id and the moment of the last settling."""
    return next(((number, at) for number, at in _LAST.rows(connection)), None)
