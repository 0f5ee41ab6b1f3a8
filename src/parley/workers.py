"""Pure work over many items in several processes of this machine, with the results in the items' order.

The processes are forks: what was loaded before they start (the parser, the lexicon) is shared memory.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar, cast

from parley.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")

MOST = 8  # processes: each takes memory of its own
ALONE = 3  # items done before the first fork; they load what the forks then share
LONGEST = 600.0  # seconds that an item may take where it may be lost
AHEAD = 4  # items taken for each process before their results are asked for
HEAVY = 16 * 2**20  # bytes of items on their way, after which no more are taken
LARGE = 4 * 2**20  # bytes of an item that is not sent: a fork of its own finds it in its memory

_work: Callable[[Any], Any]


def usable() -> int:
    """How many processes to use: `PARLEY_PROCESSES`, else the free cores; 1 where nothing can be forked."""
    named = os.environ.get("PARLEY_PROCESSES")
    if named is not None and not (named.isascii() and named.isdigit() and len(named) < 9 and int(named) > 0):
        where = f"PARLEY_PROCESSES={named[:40]}"
        raise UsageError("this is not a number of processes", where=where, hint="give 1 or more")
    if sys.platform != "linux":
        return 1
    return min(int(named) if named else len(os.sched_getaffinity(0)), MOST)


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    processes: int,
    begin: Callable[[], None] = lambda: None,
    lost: Callable[[T], R] | None = None,
    size: Callable[[T], int] = lambda item: 0,
) -> Generator[tuple[T, R]]:
    """Each item with what `work` makes of it, in order; at most `AHEAD` items a process are taken ahead.

    Of large ones, whose `size` in bytes is told, fewer; none of them is sent, for that would copy it twice.
    `begin` runs first in each process: there, what must not be shared with a fork is let go of. Where the
    system kills a process, its items are done here. With `lost` nothing is done here: an item that ends two
    processes, or takes longer than `LONGEST` seconds in each, is what `lost` makes of it.
    """
    rest = iter(items)
    if lost is None:
        first = rest if processes < 2 else islice(rest, ALONE)
        yield from ((item, work(item)) for item in first)
    if processes > 1 or lost is not None:
        yield from _Crew(work, processes, begin, lost).done(rest, size)


class _Crew(Generic[T, R]):
    """Processes that work; those that die are replaced."""

    def __init__(
        self,
        work: Callable[[T], R],
        processes: int,
        begin: Callable[[], None],
        lost: Callable[[T], R] | None,
    ) -> None:
        self.work, self.processes, self.begin, self.lost = work, processes, begin, lost
        self.others = set(active_children())

    def done(self, items: Iterator[T], size: Callable[[T], int]) -> Generator[tuple[T, R]]:
        global _work
        if (first := next(items, None)) is None:
            return
        _work = self.work
        self.pool = self._pool()
        items = _again(first, items)
        del first  # it is not to be held to the end
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        try:
            for new in items:
                waiting.append((new, None if size(new) > LARGE else self._sent(new)))
                del new
                while len(waiting) >= self.processes * AHEAD or sum(size(i) for i, _ in waiting) > HEAVY:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        except BaseException:
            self._kill()
            raise
        finally:
            self.pool.shutdown(cancel_futures=True)

    def _next(self, waiting: deque[tuple[T, Future[R] | None]]) -> tuple[T, R]:
        item, future = waiting.popleft()
        return item, self._apart(item) if future is None else self._result(item, future)

    def _pool(self) -> ProcessPoolExecutor:
        given = (os.getpid(), self.begin)
        return ProcessPoolExecutor(self.processes, get_context("fork"), initializer=attach, initargs=given)

    def _sent(self, item: T) -> Future[R]:
        try:
            return self.pool.submit(_do, item)
        except BrokenProcessPool:
            self.pool = self._pool()
            return self.pool.submit(_do, item)

    def _result(self, item: T, future: Future[R]) -> R:
        try:
            return future.result(LONGEST if self.lost else None)
        except TimeoutError:
            self._kill()
        except BrokenProcessPool:
            pass
        return self.work(item) if self.lost is None else self._apart(item)

    def _apart(self, item: T) -> R:
        """Do an item in a process of its own, which can hurt nobody, and whose memory ends with it."""
        lost = self.lost or self.work
        reader, writer = get_context("fork").Pipe(duplex=False)
        process = get_context("fork").Process(target=_once, args=(writer, self.begin, self.work, item))
        process.start()
        writer.close()
        try:
            done = reader.poll(LONGEST if self.lost else None)
            good, result = reader.recv() if done else (True, lost(item))
        except EOFError:
            good, result = True, lost(item)
        finally:
            process.kill()
            process.join()
            reader.close()
        if isinstance(result, Exception) and not good:
            raise result
        return cast("R", result)

    def _kill(self) -> None:
        for child in set(active_children()) - self.others:
            child.kill()


def _again(first: T, rest: Iterator[T]) -> Iterator[T]:
    yield first
    del first
    yield from rest


def _once(writer: Connection, begin: Callable[[], None], work: Callable[[T], R], item: T) -> None:
    attach(os.getppid(), begin)
    try:
        writer.send((True, work(item)))
    except Exception as error:
        writer.send((False, error))


def _do(item: Any) -> Any:
    return _work(item)


def attach(parent: int, begin: Callable[[], None] = lambda: None) -> None:
    """In a new process: Ctrl-C is the parent's, and where the parent is killed nothing stays behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    begin()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
