"""Parts done by processes of this machine that may die: whose process dies of a record is known and told."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
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
    (place -1: none was told) gives the item to try instead.
    """
    waiting = deque(items)
    workers = [Worker(work) for _ in range(min(processes, len(waiting)))]
    try:
        for worker in workers:
            worker.give(waiting.popleft())
        while busy := {w.line: w for w in workers if w.item is not None}:
            for line in wait(list(busy)):
                worker = busy[line]  # type: ignore[index]
                result = _heard(worker)
                if result is _LOST:
                    waiting.appendleft(died(worker.item, worker.place))
                    worker.stop()
                    workers[workers.index(worker)] = worker = Worker(work)
                elif result is _MORE:
                    continue
                worker.item = None
                if waiting:
                    worker.give(waiting.popleft())
                if result is not _LOST:
                    yield result
    finally:
        for worker in workers:
            worker.stop()


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
