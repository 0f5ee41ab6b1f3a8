"""Rows of TOML to entries: every key known, every value of its type, every error with file and row."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Hashable, Mapping
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from parley.errors import LexiconError

T = TypeVar("T")


def entries(kind: type[T], table: Mapping[str, Any], file: str) -> dict[str, T]:
    """One entry of dataclass `kind` for each row of `table`, keyed as the rows are.

    Raises LexiconError for an unknown key, a missing key or a value of the wrong type.
    """
    first = dataclasses.fields(kind)[0].name  # type: ignore[arg-type]
    return {key: entry(kind, {first: key, **_table(row, f"{file}: {key}")}, f"{file}: {key}")
            for key, row in table.items()}  # fmt: skip


def entry(kind: type[T], row: Mapping[str, Any], where: str) -> T:
    """One entry of dataclass `kind` from one row; raises LexiconError, naming `where`."""
    hints, required = _shape(cast(Hashable, kind))
    for key in row.keys() - hints.keys():
        raise LexiconError(f"unknown key '{key}'", where=where, hint=f"known: {', '.join(hints)}")
    for key in required - row.keys():
        raise LexiconError(f"key '{key}' is missing", where=where)
    return kind(**{key: _value(hints[key], value, f"{where}.{key}") for key, value in row.items()})


@functools.cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    required = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    return get_type_hints(kind), frozenset(required)


def _value(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise LexiconError("must be a list", where=where)
        inner = get_args(hint)[0]
        if inner is str and all(type(item) is str and item for item in value):
            return tuple(value)
        return tuple(_value(inner, item, f"{where}[{n}]") for n, item in enumerate(value))
    if get_origin(hint) in (Union, types.UnionType):
        hint = get_args(hint)[0]
    if dataclasses.is_dataclass(hint):
        return entry(hint, _table(value, where), where)  # type: ignore[arg-type]
    if not isinstance(value, hint) or value == "":
        raise LexiconError(f"must be a {hint.__name__}, not {value!r}", where=where)
    return value


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise LexiconError("must be a table", where=where)
    return value
