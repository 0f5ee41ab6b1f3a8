"""The marks of all articles held: which of them share word runs or names with one, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select

from parley.store.history import chunks
from parley.store.schema import marks, texts
from parley.store.traces import found

if TYPE_CHECKING:
    from parley.derive.marks import Marks

_NAMES: BindParameter[Any] = bindparam("names", expanding=True)
_PLACES = select(texts.c.article, texts.c.place).where(texts.c.article.in_(_NAMES))
_TEXTS = select(texts).where(texts.c.place.in_(_NAMES))
_LATER = select(marks.c.place).where(marks.c.key.in_(_NAMES), marks.c.place > bindparam("after"))
_ALIKE = (
    select(marks.c.place, func.count())
    .where(marks.c.key.in_(_NAMES), marks.c.place.between(bindparam("first"), bindparam("last")))
    .group_by(marks.c.place)
    .having(func.count() >= bindparam("least"))
)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Text:
    """An article that has marks: its id, how many word runs are sampled, how many rare names it has."""

    article: str
    runs: int
    rare: int


class Kin:
    """What the marks say of articles, by their places (see `derive.marks`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def places(self, articles: Collection[str]) -> dict[str, int]:
        """The places of articles; those without marks are left out."""
        rows = (self._connection.execute(_PLACES, {"names": part}) for part in chunks(sorted(articles)))
        return {row.article: row.place for part in rows for row in part}

    def texts(self, places: Collection[int]) -> dict[int, Text]:
        """What stands at some places."""
        found: dict[int, Text] = {}
        for part in chunks(sorted(places)):
            for row in self._connection.execute(_TEXTS, {"names": part}):
                found[row.place] = Text(row.article, row.runs, row.rare)
        return found

    def holders(self, runs: Sequence[int], until: int, most: int) -> dict[int, list[int]]:
        """The first places, at most so many for each run, that have it, up to the place `until`."""
        held: dict[int, list[int]] = {}
        for start in range(0, len(runs), _AT_ONCE):
            query = " UNION ALL ".join(_first(run, until, most) for run in runs[start : start + _AT_ONCE])
            for key, place in self._connection.exec_driver_sql(query):
                held.setdefault(key, []).append(place)
        return held

    def later(self, runs: Collection[int], after: int) -> set[int]:
        """The places after one that have any of the runs."""
        parts = chunks(sorted(runs))
        return {
            one for part in parts for one in self._connection.scalars(_LATER, {"names": part, "after": after})
        }

    def alike(self, names: Sequence[int], first: int, last: int, least: int) -> dict[int, int]:
        """The places from `first` to `last` that have at least so many of the names, with how many."""
        asked = {"names": list(names), "first": first, "last": last, "least": least}
        return {row[0]: row[1] for row in self._connection.execute(_ALIKE, asked)} if names else {}

    def pairs(self, articles: Collection[str]) -> set[tuple[str, str]]:
        """The pairs with any of the articles of which an edge was found: the later first."""
        refs = (ref.partition(":")[2] for ref in found(self._connection, "walk", articles))
        return {(later, earlier) for later, _, earlier in (ref.partition("|") for ref in refs)}


def _first(run: int, until: int, most: int) -> str:
    """A query, of numbers alone: bound parameters would be too many."""
    rows = f"SELECT key, place FROM marks WHERE key = {run} AND place <= {until} ORDER BY place LIMIT {most}"
    return f"SELECT * FROM ({rows}) AS run"


def keep(connection: Connection, held: Iterable[Marks]) -> None:
    """Keep the marks of articles that have none yet; a place that is taken is given to the next one."""
    for own in held:
        place = own.place
        while connection.scalar(select(texts.c.article).where(texts.c.place == place)) is not None:
            place += 1
        row = {"article": own.article, "place": place, "runs": len(own.runs), "rare": len(own.rare)}
        connection.execute(insert(texts), row)
        keys = [{"key": key, "place": place} for key in {*own.runs, *own.rare}]
        if keys:
            connection.execute(insert(marks), keys)


def forget(connection: Connection, held: Iterable[Marks]) -> None:
    """Forget the marks of articles."""
    places = Kin(connection)
    for own in held:
        for place in places.places([own.article]).values():
            for part in chunks(sorted({*own.runs, *own.rare})):
                connection.execute(delete(marks).where(marks.c.key.in_(part), marks.c.place == place))
        connection.execute(delete(texts).where(texts.c.article == own.article))


def clear(connection: Connection) -> None:
    """Forget everything."""
    connection.execute(delete(marks))
    connection.execute(delete(texts))


def pair_traces(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    """The traces by which `Kin.pairs` finds pairs."""
    return {f"walk:{one}|{other}": [("walk", one), ("walk", other)] for one, other in pairs}
