"""Which texts share word runs with this one: a table of fingerprints whose cost does not grow with it.

A table of buckets, each a row of a few slots with a tag and a text's number. All runs of a text are looked up
at once, in as many rows as it has runs, however many texts are held. A run that more texts have than a slot
row has room for (a stock phrase, the hundredth copy) keeps its first holders: they are where it comes from.
The table doubles when it is half full, so that an article's cost is the same on average over any stretch.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SHINGLE = 5
_SAMPLE = 8
_SLOTS = 8
_HOLDERS = 4
"""So many texts are kept for one run."""
_FULL = 0.5

_BLANK = 32
_BASE = 0x100000001B3
_LONGEST = 1 << 16

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]


def shingles(words: list[str]) -> Hashes:
    """A fixed eighth of the hashes of the 5-word runs, each once (the modulo sketch of Broder, 1997).

    The same run is in the sample of every article or of none, so what a cut copy keeps is found. The hash of
    a run is that of its characters (Karp and Rabin, 1987), so that all are computed at once.
    """
    count = len(words) - _SHINGLE + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    text = np.frombuffer(f"{' '.join(words)} ".encode("utf-8", "surrogatepass"), np.uint8)
    powers, inverses = _powers(len(text))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(text * powers, dtype=np.uint64)))
    ends = np.flatnonzero(text == _BLANK) + 1
    starts = np.concatenate((np.zeros(1, np.int64), ends))[:count]
    mixed = (sums[ends[_SHINGLE - 1 :]] - sums[starts]) * inverses[starts]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    sampled = np.sort(mixed[mixed & np.uint64(_SAMPLE - 1) == 0])
    distinct: Hashes = sampled[np.diff(sampled, prepend=np.uint64(0)) != 0]
    return distinct


class Runs:
    """Texts by number, found again by the hashes of their sampled word runs (64 bits, multiples of eight)."""

    def __init__(self, buckets: int = 1 << 12) -> None:
        self._tags = np.zeros((buckets, _SLOTS), np.uint32)
        self._numbers = np.zeros((buckets, _SLOTS), np.uint32)
        self._used = 0

    @property
    def size(self) -> int:
        """Bytes that the table takes."""
        return self._tags.nbytes + self._numbers.nbytes

    def find(self, runs: Hashes) -> Counter[int]:
        """For each text held that shares some of these (distinct) runs, how many."""
        rows, tags = self._places(runs)
        held = self._numbers[rows][self._tags[rows] == tags[:, None]]
        return Counter(held.tolist())

    def add(self, number: int, runs: Hashes) -> None:
        """Hold the text `number` with its distinct runs."""
        while self._used + len(runs) > _FULL * self._tags.size:
            self._double()
        rows, tags = self._places(runs)
        known = (self._tags[rows] == tags[:, None]).sum(axis=1)
        fresh = known < _HOLDERS
        self._used += self._put(rows[fresh], tags[fresh], np.full(int(fresh.sum()), number, np.uint32))

    def _places(self, runs: Hashes) -> tuple[NDArray[np.int64], Numbers]:
        """The bucket of each run, and its tag: 32 bits of its hash, never 0, which is an empty slot."""
        tags = np.maximum((runs >> np.uint64(3)).astype(np.uint32), np.uint32(1))
        return self._rows(tags), tags

    def _rows(self, tags: Numbers) -> NDArray[np.int64]:
        return (tags & np.uint32(len(self._tags) - 1)).astype(np.int64)

    def _put(self, rows: NDArray[np.int64], tags: Numbers, numbers: Numbers) -> int:
        """Fill free slots; what finds its bucket full is left out. Returns how many slots were filled."""
        order = np.argsort(rows, kind="stable")
        rows, tags, numbers = rows[order], tags[order], numbers[order]
        # The k-th entry for one bucket takes its k-th free slot: buckets fill from the left.
        rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
        slots = (self._tags[rows] != 0).sum(axis=1) + rank
        room = slots < _SLOTS
        self._tags[rows[room], slots[room]] = tags[room]
        self._numbers[rows[room], slots[room]] = numbers[room]
        return int(room.sum())

    def _double(self) -> None:
        """Twice as many buckets; each gives those to its new twin whose tags have the next bit."""
        old_tags, old_numbers = self._tags, self._numbers
        self._tags = np.zeros((2 * len(old_tags), _SLOTS), np.uint32)
        self._numbers = np.zeros_like(self._tags)
        held = old_tags != 0
        tags = old_tags[held]
        self._put(self._rows(tags), tags, old_numbers[held])


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base and of its inverse, modulo 2 to the 64th."""
    powers, inverses = _table(max(_LONGEST, 1 << length.bit_length()))
    return powers[:length], inverses[:length]


@lru_cache(maxsize=4)
def _table(length: int) -> tuple[Hashes, Hashes]:
    powers, inverses = np.full((2, length), _BASE, np.uint64)
    inverses[:] = pow(_BASE, -1, 1 << 64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers, dtype=np.uint64), np.cumprod(inverses, dtype=np.uint64)
