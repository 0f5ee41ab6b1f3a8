"""Frozen dataclasses of `parley.model` to JSON text and back, by their annotations.

JSON has no tuples and no classes; the annotations say which they were. Fields that hold their default are
left out, so that a field added to a class later does not make a new fact of every old one.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, is_dataclass, make_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dumps(value: Any) -> str:
    """Canonical JSON of a dataclass: the same value always gives the same text."""
    return _CANONICAL.encode(value)


def loads(cls: type[T], text: str) -> T:
    """The dataclass `cls` that `dumps` wrote."""
    value: T = _reader(cast("Any", cls))(json.loads(text))
    return value


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that do not hold their default."""
    own = _named(cast("Any", type(value)))
    if own is None:
        raise TypeError(f"no part of a fact: {type(value).__name__}")
    return {name: v for name, default in own if (v := getattr(value, name)) != default}


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
    readers = {name: _reader(hint) for name, hint in get_type_hints(cls).items()}
    plain_class = _thawed(cls)
    nested = {name: read for name, read in readers.items() if read is not _same}

    def read_object(data: dict[str, Any]) -> Any:
        # A field that a later program added is passed over.
        if not data.keys() <= readers.keys():
            data = {k: v for k, v in data.items() if k in readers}
        for name in nested.keys() & data.keys():
            data[name] = nested[name](data[name])
        made = plain_class(**data)
        if plain_class is not cls:
            made.__class__ = cls
        return made

    return read_object


def _thawed(cls: Any) -> Any:
    """A class of the same slots that is not frozen, whose objects become ones of `cls` by its name.

    A frozen dataclass is made through a call for each of its fields: ten times slower, for a claim.
    """
    if "__slots__" not in vars(cls) or cls.__bases__ != (object,) or hasattr(cls, "__post_init__"):
        return cls
    members = [
        (f.name, Any, field(default=f.default, default_factory=f.default_factory, kw_only=True))
        for f in fields(cls)
    ]
    return make_dataclass(
        cls.__name__, members, slots=True, eq=False, repr=False, namespace={"__doc__": cls.__doc__}
    )


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
