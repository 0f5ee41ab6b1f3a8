"""The marks by which an article is found again: numbers that a table of any size can be asked for.

`place` orders articles by day; on one day those that credit an agency or are cut short come after those that
do not, then by the minute, then by a hash of the id: the same in any ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np

from parley.derive.sketch import Sketch
from parley.model import Article

STORY = 20
"""A text of fewer words is a notice ("subscribe to read on"), and shared by pages that share nothing else."""
_EPOCH = date(1970, 1, 1).toordinal()
_UNDATED = (1 << 16) - 1
_DAY = 1 + 11 + 35
_COPIED = 1 << (_DAY - 1)
_DAYS = _DAY + 4
"""Names of sixteen days are kept together: those of articles that are compared are in two or three places."""
_KEPT = 48
_HASH = (1 << _KEPT) - 1


@dataclass(frozen=True, slots=True)
class Marks:
    """Of the article with id `article`: its place, its sampled word runs, its rare names and numbers.

    Runs and names are hashes of 64 bits with a sign; no run is a name.
    """

    article: str
    place: int
    runs: tuple[int, ...]
    rare: tuple[int, ...]


def marks(sketch: Sketch) -> Marks | None:
    """The marks of an article; None where it is too short to be anybody's copy."""
    if len(sketch.words) < STORY:
        return None
    runs = sketch.shingles.view(np.int64).tolist()
    return Marks(sketch.id, place(sketch.article), tuple(runs), tuple(sorted(map(_name, sketch.rare))))


def marked(articles: Iterable[Article]) -> Iterator[Marks]:
    """The marks of articles, without those that are too short."""
    return (own for article in articles if (own := marks(Sketch(article))) is not None)


def place(article: Article) -> int:
    """Where an article stands among all: 63 bits, of which the first 16 are its day."""
    told = article.published or ""
    day = min(max(date.fromisoformat(told[:10]).toordinal() - _EPOCH, 0), _UNDATED - 1) if told else _UNDATED
    copied = bool(article.agencies or article.copied_on or article.incomplete)
    minute = 60 * int(told[11:13]) + int(told[14:16]) + 1 if len(told) > 15 else 0
    rest = int.from_bytes(blake2b(f"{told}|{article.id}".encode(), digest_size=5).digest()) >> 5
    return day << _DAY | copied * _COPIED | minute << 35 | rest


def near(own: int, days: int) -> tuple[int, int]:
    """The first and the last place so many days around an own one; of what has no day all that has none."""
    day = own >> _DAY
    if day == _UNDATED:
        return day << _DAY, ((day + 1) << _DAY) - 1
    return max(0, day - days) << _DAY, ((min(_UNDATED - 1, day + days) + 1) << _DAY) - 1


def filed(names: Iterable[int], first: int, last: int) -> Iterator[int]:
    """The keys under which names are kept that stand at the places from `first` to `last`.

    A name is only looked for among those of the same days, so it is kept with these, whatever its hash is:
    an article is written to few pages of a table, and they were read for the one before.
    """
    names = [name & _HASH for name in names]
    for days in range(first >> _DAYS, (last >> _DAYS) + 1):
        yield from (days << _KEPT | name for name in names)


def copied(one: int) -> bool:
    """Whether the article at a place credits another or is cut short."""
    return bool(one & _COPIED)


def _name(feature: str) -> int:
    """The hash of a name or number: its last bit is 1, that of a run is 0."""
    digest = blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) | 1
