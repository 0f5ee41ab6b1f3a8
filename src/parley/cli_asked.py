"""Questions of the command line: days checked and filled in, a part of a list, the answer as a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parley import console
from parley.errors import UsageError

if TYPE_CHECKING:
    from parley.store import Store
    from parley.write import Ask, Document, What

LINES = 200  # of the state of play, unless more are asked for


class Part(NamedTuple):
    """The part of a list that is asked for: its first line, how many, and whether what is over is in it."""

    start: int = 0
    most: int | None = None
    over: bool = True


def asked(
    what: What,
    ledger: Path | None,
    assume: list[str] | None = None,
    part: Part | None = None,
    **given: str | None,
) -> Document:
    """The answer to a question whose days are checked and filled in."""
    from parley.answers import day_asked, document
    from parley.write import Ask

    watch, named = given.pop("watch", None), given.pop("named", None)
    days = {k: v if k in ("subject", "dispute") else console.day(v) for k, v in given.items()}
    if days.get("since") and days.get("until") and str(days["since"]) > str(days["until"]):
        raise UsageError("--since is after --until", hint="turn them round")
    with console.ledger(ledger) as books:
        as_of = days.pop("as_of", None)
        day = as_of or day_asked(what, books, days.get("known"), days.get("until"))
        basis = "" if as_of or (what == "lapse" and day == days.get("until")) else console.LAST_KNOWN
        ask = Ask(day, basis=basis, assumed=tuple(assume or ()), **days)  # type: ignore[arg-type]
        ask = replace(ask, **(part or Part())._asdict())
        console.remark(ask, books)
        return _watched(Path(watch), named, ask, books.store) if watch else document(what, ask, books)


def _watched(lists: Path, named: str | None, ask: Ask, store: Store) -> Document:
    """The briefing of a watch list."""
    from parley.library import Snapshot
    from parley.watched import briefing, chosen
    from parley.watchlists import read_watches

    return briefing(Snapshot(store), ask, chosen(read_watches(lists), named, "give --list"))
