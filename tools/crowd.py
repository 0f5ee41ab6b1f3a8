"""A crowded ledger from invented coverage, without the reader: what the desk is measured on.

`python tools/crowd.py LEDGER --articles 10000` records a world of 500 articles of our own sentences with the
claims that they make, tied to their characters, and settles it by the real stages (all but lineage, which no
page of the desk waits for). The world is then written again under other names, in the same disputes, until
there are as many articles as asked for, and the dossier that comes with Parley is loaded on top.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from synthetic import Thing

from parley import flow
from parley.dossiers import load, opened
from parley.model import Article, Block, Claim, Page, Segment, Span, Value, When
from parley.store import PageReading, open_store

NOW = "2025-12-31T00:00:00+00:00"
STORIES = 100_000  # more than there are in a world: each has a place of its own
WORLD = 500  # articles that are settled; the others are written again under other names
SHELVES = (
    *("pages", "articles", "claims", "entries", "states", "joins", "links", "verdicts", "disagreements"),
    *("stories", "history", "traces", "stands"),
)
NAMED = re.compile(r'"(entry|target|id)":"([^"]+)"')
FIRST, LAST = date(2018, 1, 15), date(2025, 12, 20)
PARTIES = {
    "US": ("the United States", "the US Trade Representative"),
    "CN": ("China", "China's Ministry of Commerce"),
    "EU": ("the European Union", "the European Commission"),
    "CA": ("Canada", "Canada's trade ministry"),
    "MX": ("Mexico", "Mexico's economy ministry"),
    "IN": ("India", "India's commerce ministry"),
    "BR": ("Brazil", "Brazil's foreign ministry"),
    "GB": ("Britain", "Britain's business department"),
    "KR": ("South Korea", "South Korea's trade ministry"),
    "CH": ("Switzerland", "the Swiss economics ministry"),
    "VN": ("Vietnam", "Vietnam's trade ministry"),
    "AU": ("Australia", "Australia's trade department"),
}
GOODS = ("steel", "semiconductors", "soybeans", "cars", "wine", "aluminium", "copper", "timber", "textiles")
INSTRUMENTS = {
    "tariff": "a duty of {rate} percent on {goods} from {target}",
    "export_control": "controls on exports of {goods} to {target}",
    "import_ban": "a ban on imports of {goods} from {target}",
    "export_licensing": "a licence for shipments of {goods} to {target}",
}
CITIES = ("Geneva", "London", "Stockholm", "Madrid", "Singapore", "Brussels", "Osaka", "Ottawa")
OUTLETS = ("Harbour Gazette", "Orchard Trade Digest", "Kestrel Courier", "Quay and Market", "The Tidewater")
ACTS = {
    "announced": "{actor} announced {what}",
    "imposed": "{actor} put {what} into force",
    "suspended": "{actor} suspended {what}",
    "lifted": "{actor} lifted {what}",
    "threatened": "{actor} threatened {what}",
}
ASIDES = (
    "Dealers at the port spoke of a quiet week",
    "Shippers had filled their yards before the notice",
    "Buyers were told to expect letters within days",
    "A customs broker called the paperwork heavy",
    "Growers asked for a longer season of grace",
    "Two carriers moved their sailings forward",
)


def fill(path: Path, articles: int) -> None:
    """Make the ledger of at least so many articles."""
    stages = replace(flow.settling_stages(), derive=lambda found: ())
    readings = world(min(articles, WORLD))
    with open_store(path) as store:
        for start in range(0, len(readings), 100):
            store.record(readings[start : start + 100], at=NOW, versions=stages.versions)
        flow.settle(store, stages, at=NOW)
    again(path, -(-articles // WORLD) - 1)
    with open_store(path) as store:
        load(store, opened("us-china"), fetched=NOW, progress=flow.silent)


def again(path: Path, worlds: int) -> None:
    """Write what the ledger holds again under other names, `worlds` times; the disputes stay the same."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=OFF")
    disputes = {row[0] for row in db.execute("SELECT id FROM entries WHERE kind = 'dispute'")}
    (last,) = db.execute("SELECT max(seq) FROM history").fetchone()
    own = {row[0] for row in db.execute("SELECT number FROM entries WHERE kind = 'dispute'")}
    rows = {shelf: [dict(r) for r in _rows(db, shelf)] for shelf in SHELVES}
    rows = {shelf: [r for r in found if not _of(r, disputes, own)] for shelf, found in rows.items()}
    db.execute("BEGIN")
    for number in range(1, worlds + 1):
        for shelf, found in rows.items():
            if found:
                marks = ",".join("?" * len(found[0]))
                renamed = ([_cell(shelf, c, v, number, last, disputes) for c, v in r.items()] for r in found)
                db.executemany(f"INSERT INTO {shelf} VALUES ({marks})", renamed)
    db.execute("COMMIT")
    db.close()


def _rows(db: sqlite3.Connection, shelf: str) -> Iterator[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return iter(cursor.execute(f"SELECT * FROM {shelf}").fetchall())


def _of(row: dict[str, object], disputes: set[str], own: set[int]) -> bool:
    """Whether a row belongs to the entry of a dispute, of which there is one for all worlds."""
    named = row.get("entry") in disputes or row.get("number") in own or row.get("fact") in own
    return named or str(row.get("ref", "")).startswith("settled:")


def _cell(shelf: str, column: str, cell: object, number: int, last: int, disputes: set[str]) -> object:
    """What a cell of the first world, whose last number is `last`, says in another.

    That is other ids, numbers, hashes and keys, all else alike.
    """
    if (shelf, column) == ("stories", "position") and isinstance(cell, int):
        return cell + number * STORIES
    if isinstance(cell, int) and column in ("number", "seq", "fact"):
        return cell + number * last
    if not isinstance(cell, str):
        return cell
    if column in ("hash", "key"):
        return f"{cell}.{number}"
    if column in ("entry", "target") or (shelf in ("entries", "disagreements", "stories") and column == "id"):
        return cell if cell in disputes else f"{cell}.{number}"
    if shelf == "traces" and cell.partition(":")[0] in ("offers", "seeks", "entry", "item"):
        return f"{cell}.{number}"
    if column == "body" and shelf not in ("articles", "claims", "joins"):
        cell = NAMED.sub(lambda m: m[0] if m[2] in disputes else f'"{m[1]}":"{m[2]}.{number}"', cell)
    return cell.replace("w0000", f"w{number:04d}")


def world(articles: int, seed: int = 7) -> list[PageReading]:
    """Articles of about eight claims each, in the order of their days."""
    rng = random.Random(seed)
    things = sorted((_thing(rng) for _ in range(max(20, articles // 3))), key=lambda t: t.day)
    by_sides: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        by_sides.setdefault(thing.sides, []).append(thing)
    days = sorted(FIRST + timedelta(rng.randrange((LAST - FIRST).days)) for _ in range(articles))
    return [_article(n, day, by_sides, rng) for n, day in enumerate(days)]


def _article(
    number: int, day: date, things: dict[tuple[str, str], list[Thing]], rng: random.Random
) -> PageReading:
    """An article about what happened lately between the two parties that it is about."""
    near = sorted(things[rng.choice(list(things))], key=lambda t: abs((day - t.day).days))[:4]
    sentences = [_sentence(rng.choice(near), day, rng) for _ in range(rng.randrange(5, 12))]
    title, said = f"{sentences[0][0][:1].upper()}{sentences[0][0][1:60]}", [s for s, _ in sentences]
    text = " ".join(f"{s[:1].upper()}{s[1:]}." for s in said)
    page = f"w0000{sha256(f'{number} {text}'.encode()).hexdigest()[:59]}"
    claims, at = [], 0
    for n, (sentence, slots) in enumerate(sentences):
        claims.append(
            _claim(f"{page[:21]}{n:03d}", page, Span(page, at, at + len(sentence)), sentence, slots)
        )
        at += len(sentence) + 2
    known = tuple(replace(c, known=day.isoformat()) for c in claims)
    block = Block("paragraph", text, (Segment(0, 0, len(text)),))
    made = Article(page, 0, title, rng.choice(OUTLETS), (block,), published=day.isoformat())
    raw = Page(page, f"{day}-{number}.txt", NOW, text.encode(), text, "utf-8", "text/plain")
    return PageReading(raw, (made,), known)


def _sentence(thing: Thing, day: date, rng: random.Random) -> tuple[str, dict[str, object]]:
    """What is said of a thing, and the slots of the claim; about a third are statements."""
    actor, target = (PARTIES[p] for p in thing.sides)
    aside = f"{rng.choice(ASIDES).lower()} near berth {rng.randrange(1, 90)}"
    if rng.random() < 0.3:
        speaker = rng.choice(thing.sides)
        text = f"{PARTIES[speaker][1]} said that {aside} and that talks with {target[0]} would go on"
        return text, {"kind": "statement", "certainty": "attributed", "speaker": PARTIES[speaker][1]}
    when = When(thing.day.isoformat(), thing.day.isoformat(), "day") if rng.random() < 0.6 else None
    on = f" on {thing.day:%-d %B %Y}" if when else ""
    slots: dict[str, object] = {**thing.slots, "kind": thing.kind, "certainty": "reported", "date": when}
    if thing.kind == "measure":
        action = rng.choice(tuple(ACTS))
        what = INSTRUMENTS[str(thing.slots["instrument"])].format(
            rate=_rate(thing),
            goods=str(thing.slots["goods"]).strip("(),'"),
            target=target[0],
        )
        return f"{ACTS[action].format(actor=actor[0], what=what)}{on}, while {aside}", {
            **slots,
            "action": action,
        }
    place = thing.slots["place"]
    if thing.kind == "meeting":
        action = "held" if day >= thing.day else "planned"
        verb = "met" if action == "held" else "will meet"
        return f"{actor[0]} and {target[0]} {verb} in {place}{on}, and {aside}", {**slots, "action": action}
    action = rng.choice(("agreed", "signed", "extended"))
    return f"{actor[0]} and {target[0]} {action} a truce in {place}{on}, and {aside}", {
        **slots,
        "action": action,
    }


def _rate(thing: Thing) -> str:
    values = thing.slots.get("values")
    return f"{values[0].number:g}" if isinstance(values, tuple) else ""


def _claim(key: str, page: str, span: Span, words: str, slots: dict[str, object]) -> Claim:
    return Claim(key, f"{page}/0", support=(span,), words=words, rule="crowd", **slots)  # type: ignore[arg-type]


def _thing(rng: random.Random) -> Thing:
    day, sides = FIRST + timedelta(rng.randrange((LAST - FIRST).days)), _sides(rng)
    kind = rng.choice(("measure", "measure", "measure", "meeting", "agreement"))
    if kind != "measure":
        return Thing(kind, day, sides, {"actors": sides, "place": rng.choice(CITIES)})
    if rng.random() < 0.5:
        sides = (sides[1], sides[0])
    slots: dict[str, object] = {"actors": sides[:1], "targets": sides[1:], "goods": (rng.choice(GOODS),)}
    slots["instrument"] = rng.choice(tuple(INSTRUMENTS))
    if slots["instrument"] == "tariff":
        slots["values"] = (Value(float(rng.choice((5, 10, 20, 25, 30, 50))), "percent"),)
    return Thing(kind, day, sides, slots)


def _sides(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.3:
        return "US", "CN"
    one, other = rng.sample(tuple(PARTIES), 2)
    return one, other


def main() -> int:
    """Make the ledger."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--articles", type=int, default=10_000)
    given = asked.parse_args()
    fill(given.ledger, given.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
