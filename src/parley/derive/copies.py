"""Copies alone, at the speed of a stream: no text is kept, only fingerprints.

For streams of which most articles are copies of others, before anything else is done with them. What is
found here is a share of common word runs; `derive` aligns the sentences and tells direction and kind.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from hashlib import blake2b

from parley.derive.runs import Hashes, Runs, shingles
from parley.derive.sketch import fold

_STORY = 20
"""A text of fewer words is a notice, and shared by pages that share nothing else."""
_SHARE = 0.5
_FEW = 3
"""So many sampled runs must be common: one or two may be a stock phrase."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text held before that shares runs with a new one: its name, and the shares (0 to 1) of both.

    `of_new` is how much of the new text stands in the old one, `of_old` the reverse; 1 and 1: same words.
    """

    name: str
    of_new: float
    of_old: float


class Copies:
    """Texts that come one by one, each told whether one before it has half of its words, or it half of its.

    A text of 700 words takes about a kilobyte; what `add` costs does not grow with the number held.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._lengths = array("H")
        self._whole: dict[bytes, int] = {}
        self._runs = Runs()

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str, text: str) -> tuple[Copy, ...]:
        """Hold a text unless its words are held; those that half of either is common to, likest first."""
        words = fold(text)
        if len(words) < _STORY:
            return ()
        digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
        twin = self._whole.get(digest)
        if twin is not None:
            return (Copy(self._names[twin], 1.0, 1.0),)
        runs = shingles(words)
        found = self._alike(runs)
        number = len(self._names)
        self._whole[digest] = number
        self._names.append(name)
        self._lengths.append(min(len(runs), 65535))
        self._runs.add(number, runs)
        return found

    def _alike(self, runs: Hashes) -> tuple[Copy, ...]:
        shared = ((n, count) for n, count in self._runs.find(runs).items() if count >= _FEW)
        copies = [
            Copy(self._names[n], min(1.0, count / len(runs)), min(1.0, count / self._lengths[n]))
            for n, count in shared
        ]
        half = [copy for copy in copies if max(copy.of_new, copy.of_old) >= _SHARE]
        return tuple(sorted(half, key=lambda c: (-round(c.of_new + c.of_old, 2), c.name)))
