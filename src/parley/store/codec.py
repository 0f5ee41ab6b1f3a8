"""Frozen dataclasses of `parley.model` to JSON text and back, by their annotations.

JSON has no tuples and no classes; the annotations say which they were. Fields that hold their default are
left out, so that a field added to a class later does not make a new fact of every old one.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, make_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dumps(value: Any) -> str:
    """Canonical JSON of a dataclass: the same value always gives the same text."""
    return _CANONICAL.encode(value)


def loads(cls: type[T], text: str) -> T:
    """The dataclass `cls` that `dumps` wrote."""
    value: T = _reader(cast("Any", cls))(_DECODE(text)[0])
    return value


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that do not hold their default."""
    own = _named(cast("Any", type(value)))
    if own is None:
        raise TypeError(f"no part of a fact: {type(value).__name__}")
    return {name: v for name, default in own if (v := getattr(value, name)) != default}


_DECODE = json.JSONDecoder().raw_decode  # what `dumps` wrote has nothing around it to be seen to
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_told, check_circular=False)


@cache
def _named(cls: Any) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a dataclass with their defaults."""
    return tuple((f.name, _default(f)) for f in fields(cls)) if is_dataclass(cls) else None


def _default(f: Field[Any]) -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and is_dataclass(hint):
        return _object(hint)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(get_args(hint))
    return float if hint is float else _same


def _same(value: Any) -> Any:
    return value


def _object(cls: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(cls)
    own = sorted(fields(cls), key=lambda f: f.default is not MISSING)
    required = [f.name for f in own if f.default is MISSING]
    others, defaults = [f.name for f in own[len(required) :]], [f.default for f in own[len(required) :]]
    nested = [(f.name, read) for f in own if (read := _reader(hints[f.name])) is not _same]
    make = _thawed(cls, [f.name for f in own])

    def read_object(data: dict[str, Any]) -> Any:
        for name, read in nested:
            if name in data:
                data[name] = read(data[name])
        # By their places, not by their names, which Python would look up one by one among all of them. A
        # field that a later program added is passed over.
        made = make(*map(data.__getitem__, required), *map(data.get, others, defaults))
        made.__class__ = cls
        return made

    return read_object


def _thawed(cls: Any, names: Sequence[str]) -> Any:
    """A class of the same slots that is not frozen, whose objects become ones of `cls` by its name.

    A frozen dataclass is made through a call for each of its fields: ten times slower, for a claim.
    """
    own = [(name, Any) for name in names]
    told = {"__doc__": cls.__doc__}
    return make_dataclass(cls.__name__, own, slots=True, eq=False, repr=False, namespace=told)


def _tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        item = _reader(args[0])
        return tuple if item is _same else lambda data: tuple([item(v) for v in data])
    readers = [_reader(a) for a in args]
    if all(read is _same for read in readers):
        return tuple
    return lambda data: tuple([read(v) for read, v in zip(readers, data, strict=True)])


def _optional(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    inner = _reader(next(a for a in args if a is not type(None)))
    return _same if inner is _same else lambda data: None if data is None else inner(data)
