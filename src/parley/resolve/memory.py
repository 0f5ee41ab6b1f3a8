"""What the stories so far leave behind, so that the next article is put among them without reading all again.

Small values under text keys: the last holders of each term (`t|`), each article by its number (`n|`), threads
by id (`h|`) and by dispute (`d|`), how often the beginning of an id was given (`s|`), how many articles and
stories there are (`c`). They follow from the articles in their order of arrival, and can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from parley.model import Story

Values = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Past:
    """How what was left behind is asked for: values by key, and stories by id with their positions."""

    values: Callable[[Collection[str]], Values]
    stories: Callable[[Collection[str]], Mapping[str, tuple[int, Story]]]


def _nothing(keys: Collection[str]) -> Values:
    return {}


def _none(ids: Collection[str]) -> Mapping[str, tuple[int, Story]]:
    return {}


NOTHING = Past(_nothing, _none)


@dataclass(frozen=True, slots=True)
class Told:
    """Stories that are new or have grown, by their places, and the values to keep for the next articles."""

    stories: Mapping[int, Story]
    values: Values


_ENCODE = json.JSONEncoder(separators=(",", ":")).encode  # `json.dumps` would make one each time


def packed(value: object) -> bytes:
    """A value of lists, texts and numbers as bytes."""
    return _ENCODE(value).encode()


def unpacked(value: bytes) -> list[object]:
    """The list that `packed` made bytes of."""
    found: list[object] = json.loads(value)
    return found
