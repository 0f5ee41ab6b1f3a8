"""Web archives by the thousand to Parquet: `run`, on the processes of one machine or on a Ray cluster.

What is done is noted part by part, so a run that was killed goes on where it stopped, and a second run does
nothing. A record of which processes die is tried three times, then left out and listed.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from parley.batch_parts import Done, Part, do_part, make_ready, parts_of
from parley.errors import InputError, UsageError
from parley.read.parse import Memory, open_parser
from parley.reader import Reader

Engine = Literal["local", "ray"]
TRIES = 3
LARGEST = 20_000  # parses and readings that a process remembers
Tell = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What a run did: parts done now and before, and counts of records by what became of them."""

    parts: int = 0
    before: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)


def run(
    archives: Sequence[str], out: Path, engine: Engine = "local", processes: int = 1, tell: Tell = print
) -> Outcome:
    """Read the archives into `out`; `tell` hears of progress, rate and estimate, a line at a time.

    Raises UsageError where there is no archive, or no Ray for the engine.
    """
    (out / "done").mkdir(parents=True, exist_ok=True)
    wanted = list(parts_of(archives))
    todo = [part for part in wanted if not (out / "done" / f"{part.name}.json").exists()]
    outcome = Outcome(before=len(wanted) - len(todo))
    began = time.monotonic()
    for done in (local if engine == "local" else on_ray)(with_poison(todo, out), out, processes):
        outcome.parts += 1
        outcome.counts.update(done.counts)
        outcome.left_out += done.left_out
        tell(progress(outcome, len(todo), time.monotonic() - began))
    return outcome


def progress(outcome: Outcome, parts: int, seconds: float) -> str:
    """How far it is, how fast, and how long it will take."""
    records = outcome.counts["records"]
    left = seconds / outcome.parts * (parts - outcome.parts)
    pace = records / seconds if seconds else 0.0
    return f"{outcome.parts} of {parts} parts, {records} records, {pace:.0f} a second, {left:.0f} s to go"


def local(parts: Sequence[Part], out: Path, processes: int) -> Iterator[Done]:
    """The parts by processes of this machine."""
    from parley.batch_pool import each

    reader = Reader(open_parser(cache=Bounded()))
    if parts:
        make_ready(reader)
    yield from each(partial(_worked, out=out, reader=reader), parts, processes, partial(blamed, out))


def _worked(part: Part, at: Callable[[int], None], out: Path, reader: Reader) -> Done:
    return do_part(part, out, reader, at)


def on_ray(parts: Sequence[Part], out: Path, processes: int) -> Iterator[Done]:
    """The parts by Ray Data, on this machine or on the cluster that RAY_ADDRESS names."""
    try:
        import ray
    except ImportError:
        hint = "install parley-ledger[cluster], or take --engine local"
        raise UsageError("Ray is not installed", hint=hint) from None
    if not parts:
        return
    own = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": processes, "include_dashboard": False}
    ray.init(ignore_reinit_error=True, log_to_driver=False, **own)
    try:
        rows = [{"part": json.dumps([p.archive, p.begin, p.end, p.poison])} for p in parts]
        made = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            Remote,
            fn_constructor_args=(str(out),),
            concurrency=processes,
            max_restarts=-1,
            max_task_retries=TRIES,
        )
        for row in made.iter_rows():
            told = json.loads(row["done"])
            yield Done(_part(told["part"]), Counter(told["counts"]), told["left_out"], told["files"])
    finally:
        ray.shutdown()


class Remote:
    """What each of Ray's actors holds: a reader, loaded once."""

    def __init__(self, out: str) -> None:
        self.out, self.reader = Path(out), Reader(open_parser(cache=Bounded()))

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Do the part of a row."""
        archive, begin, end, poison = json.loads(row["part"])
        return {"done": do_part(Part(archive, begin, end, tuple(poison)), self.out, self.reader).dumps()}


def _part(row: dict[str, Any]) -> Part:
    return Part(row["archive"], row["begin"], row["end"], tuple(row["poison"]))


class Bounded(Memory):
    """A cache that forgets the oldest half when it is full, so that memory stays as it is."""

    def keep(self, trees: Any) -> None:
        """Hold the trees of keys that were not known."""
        super().keep(trees)
        if len(self) > LARGEST:
            for key in list(self)[: LARGEST // 2]:
                del self[key]


def blamed(out: Path, part: Part, offset: int) -> Part:
    """The part to try again after its process died; a record that did so `TRIES` times is left out of it.

    Raises InputError where so many in a row died before any record.
    """
    line = json.dumps([part.archive, offset])
    with (out / "deaths.jsonl").open("a+", encoding="utf-8") as file:
        file.write(f"{line}\n")
        file.seek(0)
        last = file.read().splitlines()[-TRIES:]
    if offset < 0 and last == [line] * TRIES:
        what = f"{TRIES} processes died before its first record"
        raise InputError(what, where=part.archive, hint="leave it out; what is done is kept")
    return with_poison([replace(part, poison=())], out)[0]


def with_poison(parts: Sequence[Part], out: Path) -> list[Part]:
    """The parts with the records of which too many processes died, now or in earlier runs."""
    file = out / "deaths.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    deaths = Counter(tuple(json.loads(line)) for line in lines if line.endswith("]"))
    poison = [row for row, often in deaths.items() if often >= TRIES and row[1] >= 0]
    return [
        replace(p, poison=tuple(sorted(o for a, o in poison if a == p.archive and p.begin <= o < p.end)))
        for p in parts
    ]
