"""The marks of all articles held: which of them share word runs or names with one, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.store.statements import Connection, Statement, among, append, listed
from parley.store.traces import found

if TYPE_CHECKING:
    from parley.derive.marks import Marks

_PLACES = Statement(f"SELECT article, place FROM texts WHERE {among('article')}")
_TEXTS = Statement(f"SELECT place, article, runs, rare FROM texts WHERE {among('place', numbers=True)}")
_MARKED = among("key", numbers=True)
_LATER = Statement(f"SELECT place FROM marks WHERE {_MARKED} AND place > :after")
_ALIKE = Statement(
    f"SELECT place, count(*) FROM marks WHERE {_MARKED} AND place BETWEEN :first AND :last"
    " GROUP BY place HAVING count(*) >= :least"
)
_HOLDERS = Statement(
    "WITH wanted(run) AS NUMBERS(:names) SELECT marks.key, marks.place FROM wanted CROSS JOIN marks"
    " WHERE marks.key = wanted.run AND marks.place <= coalesce((SELECT own.place FROM marks AS own"
    " WHERE own.key = wanted.run AND own.place <= :until ORDER BY own.place LIMIT 1 OFFSET :over), :until)"
)
_TAKEN = Statement("SELECT article FROM texts WHERE place = :place")
_UNMARK = Statement(f"DELETE FROM marks WHERE {_MARKED} AND place = :place")
_UNPLACE = Statement("DELETE FROM texts WHERE article = :article")


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
        rows = _PLACES.rows(self._connection, names=listed(articles)) if articles else ()
        return dict(rows)

    def texts(self, places: Collection[int]) -> dict[int, Text]:
        """What stands at some places."""
        rows = _TEXTS.rows(self._connection, names=listed(places)) if places else ()
        return {place: Text(article, runs, rare) for place, article, runs, rare in rows}

    def holders(self, runs: Sequence[int], until: int, most: int) -> dict[int, list[int]]:
        """The first places, at most so many for each run, that have it, up to the place `until`."""
        held: dict[int, list[int]] = {}
        given = {"names": listed(runs), "until": until, "over": most - 1}
        for key, place in _HOLDERS.rows(self._connection, **given) if runs else ():
            held.setdefault(key, []).append(place)
        return held

    def later(self, runs: Collection[int], after: int) -> set[int]:
        """The places after one that have any of the runs."""
        return {*_LATER.column(self._connection, names=listed(runs), after=after)} if runs else set()

    def alike(self, names: Sequence[int], first: int, last: int, least: int) -> dict[int, int]:
        """The places from `first` to `last` that have at least so many of the names, with how many."""
        if not names:
            return {}
        # Imported here: it brings numpy, and questions write nothing.
        from parley.derive.marks import filed

        keys = listed(filed(names, first, last))
        given = {"names": keys, "first": first, "last": last, "least": least}
        return dict(_ALIKE.rows(self._connection, **given))

    def pairs(self, articles: Collection[str]) -> set[tuple[str, str]]:
        """The pairs with any of the articles of which an edge was found: the later first."""
        refs = (ref.partition(":")[2] for ref in found(self._connection, "walk", articles))
        return {(later, earlier) for later, _, earlier in (ref.partition("|") for ref in refs)}


def keep(connection: Connection, held: Iterable[Marks]) -> None:
    """Keep the marks of articles that have none yet; a place that is taken is given to the next one."""
    for own in held:
        place = own.place
        while _TAKEN.rows(connection, place=place):
            place += 1
        row = {"article": own.article, "place": place, "runs": len(own.runs), "rare": len(own.rare)}
        append(connection, "texts", [row])
        append(connection, "marks", [{"key": key, "place": place} for key in _keys(own, place)])


def forget(connection: Connection, held: Iterable[Marks]) -> None:
    """Forget the marks of articles."""
    places = Kin(connection)
    for own in held:
        for place in places.places([own.article]).values():
            _UNMARK.run(connection, names=listed(_keys(own, place)), place=place)
        _UNPLACE.run(connection, article=own.article)


def _keys(own: Marks, place: int) -> list[int]:
    """The keys of the marks of an article that stands at a place, in their order."""
    from parley.derive.marks import filed

    return sorted({*own.runs, *filed(own.rare, place, place)})


def clear(connection: Connection) -> None:
    """Forget everything."""
    for table in ("marks", "texts"):
        Statement(f"DELETE FROM {table}").run(connection)


def pair_traces(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    """The traces by which `Kin.pairs` finds pairs."""
    return {f"walk:{one}|{other}": [("walk", one), ("walk", other)] for one, other in pairs}
