"""Parts done by processes of this machine that may die: whose process dies of a record is known and told."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from parley.workers import attach

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[T, Callable[[int], None]], R]


class Worker:
    """A process with the item at hand; `place` is the last that it said it was about to do."""

    def __init__(self, work: Work[Any, Any]) -> None:
        context = get_context("fork")
        self.line, end = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(work, end, os.getpid()), daemon=True)
        self.process.start()
        end.close()
        self.item: Any = None
        self.place = -1

    def give(self, item: Any) -> None:
        """Let it do an item."""
        self.item, self.place = item, -1
        self.line.send(item)

    def stop(self) -> None:
        """End the process."""
        self.line.close()
        self.process.kill()
        self.process.join()


def each(work: Work[T, R], items: Iterable[T], processes: int, died: Callable[[T, int], T]) -> Generator[R]:
    """What `work` makes of each item, as it gets done, in no order.

    `work(item, at)` calls `at(place)` before what may be the end of its process. Then `died(item, place)`
    (place -1: none was told) gives the item to try instead. Each process has a run of neighbours to do, for
    copies of a text stand near each other, and it reads but once what it has met.
    """
    runs = dealt(items, processes)
    workers = [Worker(work) for _ in runs]
    try:
        for worker, run in zip(workers, runs, strict=True):
            worker.give(run.popleft())
        while busy := {w.line: at for at, w in enumerate(workers) if w.item is not None}:
            for line in wait(list(busy)):
                at = busy[line]  # type: ignore[index]
                worker = workers[at]
                result = _heard(worker)
                if result is _LOST:
                    runs[at].appendleft(died(worker.item, worker.place))
                    worker.stop()
                    workers[at] = worker = Worker(work)
                elif result is _MORE:
                    continue
                worker.item = None
                if any(runs):
                    worker.give(taken(runs, at))
                if result is not _LOST:
                    yield result
    finally:
        for worker in workers:
            worker.stop()


def dealt(items: Iterable[T], processes: int) -> list[deque[T]]:
    """The items in runs of neighbours, one a process; none of them is empty."""
    rest = list(items)
    count = min(processes, len(rest))
    return [deque(rest[i * len(rest) // count : (i + 1) * len(rest) // count]) for i in range(count)]


def taken(runs: Sequence[deque[T]], at: int) -> T:
    """The next of a run; where it is done, the last of the longest of the others."""
    return runs[at].popleft() if runs[at] else max(runs, key=len).pop()


_LOST, _MORE = object(), object()


def _heard(worker: Worker) -> Any:
    try:
        kind, value = worker.line.recv()
    except (EOFError, OSError):
        return _LOST
    if kind == "at":
        worker.place = value
        return _MORE
    if kind == "error":
        raise value
    return value


def _serve(work: Work[Any, Any], line: Connection, parent: int) -> None:
    """In the process: do items until the other end is gone."""
    attach(parent)
    while True:
        try:
            item = line.recv()
            line.send(_made(work, item, line))
        except (EOFError, OSError, BrokenPipeError):  # the other end is gone
            return


def _made(work: Work[Any, Any], item: Any, line: Connection) -> tuple[str, Any]:
    try:
        return "done", work(item, lambda place: line.send(("at", place)))
    except Exception as error:  # also of a disk that is full: it must not look like a process that died
        return "error", error
