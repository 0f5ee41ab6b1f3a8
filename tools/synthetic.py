"""A ledger of any size from invented claims, to see what questions and news cost as it grows.

`python tools/synthetic.py LEDGER --claims 1000000` settles a world of 10,000 claims by the real stages (what
happens between twelve parties over eight years, told by 500 articles), then writes it again and again under
other names: worlds that share no block of claims with the first. What is measured afterwards happens in the
first world; the others are only there.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

from parley import flow
from parley.model import Article, Block, Claim, Page, Segment, Span, Value, When
from parley.store import PageReading, Store, open_store

NOW = "2025-12-31T00:00:00+00:00"
FIRST, LAST = date(2018, 1, 1), date(2025, 12, 20)
PARTIES = ("US", "CN", "EU", "CA", "MX", "IN", "BR", "GB", "KR", "CH", "VN", "AU")
GOODS = ("steel", "semiconductors", "soybeans", "cars", "wine", "tin", "copper", "timber", "textiles")
INSTRUMENTS = ("tariff", "export_control", "import_ban", "port_fee", "entity_listing")
CITIES = ("Geneva", "London", "Stockholm", "Madrid", "Singapore", "Brussels")
FACTS = ("articles", "claims", "edges", "entries", "states", "joins", "links", "verdicts", "disagreements")
SHELVES = (*FACTS, "stories", "stands", "texts", "marks", "shelf", "finds")
BODIES = ("articles", "claims", "edges", "joins")  # whose ids have their world in them
NAMED = re.compile(r'"(id|entry|dispute|target|thread)":"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that happens on a day between two parties, with the claims' slots that tell of it."""

    kind: str
    day: date
    sides: tuple[str, str]
    slots: dict[str, object]


def world(claims: int, seed: int = 7) -> list[PageReading]:
    """Articles of about 20 claims each, so many that they make `claims`, in the order of their days."""
    rng = random.Random(seed)
    things = sorted((thing(rng) for _ in range(claims // 8)), key=lambda t: t.day)
    days = sorted(FIRST + timedelta(rng.randrange((LAST - FIRST).days)) for _ in range(claims // 20))
    return [article(n, day, things, rng) for n, day in enumerate(days)]


def article(number: int, day: date, things: Sequence[Thing], rng: random.Random) -> PageReading:
    """An article about what happened lately, mostly between the two parties that it is about."""
    page = f"w0000{number:06d}".ljust(64, "0")
    sides = _sides(rng)
    near = [t for t in things if t.sides == sides and -20 <= (day - t.day).days <= 200][-8:]
    near = near or sorted(things, key=lambda t: abs((day - t.day).days))[:4]
    told = [_claim(page, i, day, rng.choice(near), rng) for i in range(rng.randrange(12, 29))]
    text = " ".join(c.words for c in told)
    block = Block("paragraph", text, (Segment(0, 0, len(text)),))
    outlet = f"Outlet {rng.randrange(40)}"
    made = Article(page, 0, f"Story {number}", outlet, (block,), published=day.isoformat())
    raw = Page(page, f"{page}.txt", NOW, text.encode(), text, "utf-8", "text/plain")
    return PageReading(raw, (made,), tuple(told))


def _sides(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.3:
        return "US", "CN"
    one, other = sorted(rng.sample(PARTIES, 2), key=PARTIES.index)
    return one, other


def thing(rng: random.Random) -> Thing:
    day, sides = FIRST + timedelta(rng.randrange((LAST - FIRST).days)), _sides(rng)
    kind = rng.choice(("measure",) * 5 + ("meeting", "agreement", "commitment", "deadline"))
    actor, target = rng.sample(sides, 2)
    if kind in ("meeting", "agreement"):
        return Thing(kind, day, sides, {"actors": sides, "place": rng.choice(CITIES)})
    slots: dict[str, object] = {"actors": (actor,), "targets": (target,), "goods": (rng.choice(GOODS),)}
    slots["instrument"] = rng.choice(INSTRUMENTS)
    if slots["instrument"] == "tariff":
        slots["values"] = (Value(float(rng.choice((10, 20, 25, 30, 50))), "percent"),)
    return Thing(kind, day, sides, slots)


ACTIONS = {
    "measure": ("announced", "imposed", "imposed", "suspended", "threatened"),
    "meeting": ("held", "planned"),
    "agreement": ("agreed", "signed", "extended"),
    "commitment": ("pledged", "offered"),
    "deadline": ("planned",),
    "statement": (None,),
}


def _claim(page: str, place: int, day: date, thing: Thing, rng: random.Random) -> Claim:
    kind = "statement" if rng.random() < 0.35 else thing.kind
    dated = rng.random() < 0.5
    when = thing.day.isoformat()
    known = day if day > thing.day else thing.day
    return Claim(
        id=f"w0000{blake2b(f'{page}{place}'.encode(), digest_size=6).hexdigest()}",
        article=f"{page}/0",
        kind=kind,  # type: ignore[arg-type]
        support=(Span(page, place * 40, place * 40 + 39),),
        words=" ".join(f"{rng.randrange(16**5):05x}" for _ in range(6)).ljust(39),
        rule="synthetic",
        certainty="reported" if kind != "statement" else "attributed",
        action=rng.choice(ACTIONS[kind]),
        date=When(when, when, "day") if dated and kind != "statement" else None,
        speaker=f"Speaker {rng.randrange(60)}" if kind == "statement" else None,
        known=known.isoformat(),
        **({} if kind == "statement" else thing.slots),  # type: ignore[arg-type]
    )


def fill(store: Store, readings: Sequence[PageReading]) -> None:
    """Record the articles and settle the ledger once."""
    stages = flow.settling_stages()
    for start in range(0, len(readings), 100):
        store.record(readings[start : start + 100], at=NOW, versions=stages.versions)
    flow.settle(store, stages, at=NOW)


def clone(path: Path, worlds: int) -> None:
    """Write what the ledger holds again under other names, `worlds` times, past the append-only triggers."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA cache_size=-400000")
    found = {shelf: _rows(db, shelf) for shelf in ("pages", *SHELVES, "history", "traces")}
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    later = [(name, sql) for name, sql in indexes.fetchall()]
    (last,) = db.execute("SELECT max(seq) FROM history").fetchone()
    db.execute("BEGIN")
    for name, _ in later:  # made once at the end: that is several times faster
        db.execute(f"DROP INDEX {name}")
    for number in range(1, worlds + 1):
        for shelf, (columns, rows) in found.items():
            marks = ",".join("?" * len(columns))
            db.executemany(
                f"INSERT INTO {shelf} VALUES ({marks})", _renamed(shelf, columns, rows, number, last)
            )
    for _, sql in later:
        db.execute(sql)
    db.execute("INSERT INTO finds_text(finds_text) VALUES ('rebuild')")
    db.execute("COMMIT")
    db.close()


def _rows(db: sqlite3.Connection, shelf: str) -> tuple[list[str], list[tuple[object, ...]]]:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({shelf})")]
    return columns, db.execute(f"SELECT * FROM {shelf}").fetchall()


def _renamed(
    shelf: str, columns: list[str], rows: Sequence[tuple[object, ...]], number: int, last: int
) -> Iterator[tuple[object, ...]]:
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        for column, cell in cells.items():
            cells[column] = _cell(shelf, column, cell, number, last)
        if not (shelf == "traces" and str(cells["ref"]).startswith("settled:")):
            yield tuple(cells.values())


def _cell(shelf: str, column: str, cell: object, number: int, last: int) -> object:
    """What a cell of the first world, whose last number is `last`, says in another.

    That is other ids, numbers, hashes and keys, all else alike.
    """
    if (shelf, column) == ("finds", "id"):
        return None
    if isinstance(cell, int) and column in ("number", "seq", "fact"):
        return cell + number * last
    if isinstance(cell, int) and (column == "place" or (shelf, column) == ("marks", "key")):
        return cell ^ (number << 4)
    if not isinstance(cell, str):
        return cell
    named = (shelf, column) in (("traces", "key"), ("shelf", "key")) or column == "hash"
    ids = ("entry", "target", "dispute", "thread")
    if named or column in ids or (shelf in ("entries", "disagreements", "stories") and column == "id"):
        return f"{cell}.{number}"
    if column == "ref":
        kind = cell.partition(":")[0]
        return f"{cell}.{number}" if kind in ("offers", "seeks", "entry", "item") else _marked(cell, number)
    if column == "body" and shelf not in BODIES:
        cell = NAMED.sub(rf'"\1":"\2.{number}"', cell)
    return _marked(cell, number)


def _marked(text: str, number: int) -> str:
    return text.replace("w0000", f"w{number:04d}")


def main() -> int:
    """Make the ledger."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--claims", type=int, default=1_000_000)
    asked.add_argument("--world", type=int, default=10_000)
    given = asked.parse_args()
    with open_store(given.ledger) as store:
        fill(store, world(given.world))
    clone(given.ledger, given.claims // given.world - 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
