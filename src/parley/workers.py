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
from typing import Any, TypeVar

from parley.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")

MOST = 8  # processes: each takes memory of its own
ALONE = 3  # items done before the first fork; they load what the forks then share
AHEAD = 4  # items taken for each process before their results are asked for

_work: Callable[[Any], Any]


def usable() -> int:
    """How many processes to use: `PARLEY_PROCESSES`, else the free cores; 1 where nothing can be forked."""
    named = os.environ.get("PARLEY_PROCESSES")
    if named is not None and not (named.isascii() and named.isdigit() and int(named) > 0):
        raise UsageError("this is not a number of processes", where=f"PARLEY_PROCESSES={named}")
    if sys.platform != "linux":
        return 1
    return min(int(named) if named else len(os.sched_getaffinity(0)), MOST)


def in_order(
    work: Callable[[T], R], items: Iterable[T], processes: int, begin: Callable[[], None] = lambda: None
) -> Generator[tuple[T, R]]:
    """Each item with what `work` makes of it, in order; at most `AHEAD` items a process are taken ahead.

    `begin` runs first in each process: there, what must not be shared with a fork is let go of. A process
    that the system kills costs nothing but time: its items are done here.
    """
    rest = iter(items)
    first = rest if processes < 2 else islice(rest, ALONE)
    yield from ((item, work(item)) for item in first)
    if processes > 1:
        yield from _forked(work, rest, processes, begin)


def _forked(
    work: Callable[[T], R], items: Iterator[T], processes: int, begin: Callable[[], None]
) -> Generator[tuple[T, R]]:
    global _work
    if not (ahead := list(islice(items, processes * AHEAD))):
        return
    _work = work
    context = get_context("fork")
    others = set(active_children())
    pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(os.getpid(), begin))
    waiting: deque[tuple[T, Future[R] | None]] = deque((item, _sent(pool, item)) for item in ahead)
    try:
        while waiting:
            item, future = waiting.popleft()
            result = _result(work, item, future)
            waiting.extend((new, _sent(pool, new)) for new in islice(items, 1))
            yield item, result
    except BaseException:
        for child in set(active_children()) - others:
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _sent(pool: ProcessPoolExecutor, item: Any) -> Future[Any] | None:
    try:
        return pool.submit(_do, item)
    except BrokenProcessPool:
        return None


def _result(work: Callable[[T], R], item: T, future: Future[R] | None) -> R:
    try:
        return work(item) if future is None else future.result()
    except BrokenProcessPool:
        return work(item)


def _do(item: Any) -> Any:
    return _work(item)


def _begin(parent: int, begin: Callable[[], None]) -> None:
    """In a new process: Ctrl-C is the parent's, and where the parent is killed nothing stays behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    begin()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
