"""The command that is asked for, with options whose values need no checking, and without what Typer loads.

Typer makes a validator of pydantic for each option of a command, also where its value is its default or any
text will do; loading pydantic takes a quarter of the time to the first line of an answer. So a validator is
made only for a value that is not plainly right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer.core
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer._param_types import coerce_cli_path

UNSURE = object()
DIGITS = re.compile(r"[0-9]{1,9}")


def install() -> None:
    """Let the command line of this process take plain values as they are."""
    typer.core.build_runtime_param = _plain  # type: ignore[attr-defined]


def only(app: typer.Typer, arguments: Sequence[str]) -> typer.Typer:
    """The program with the one command that is asked for, where that is a plain one; else with all.

    Typer works out the options of every command that it is given: a twentieth of the time to an answer.
    """
    named = [c for c in app.registered_commands if c.callback and c.callback.__name__ in arguments[:1]]
    if not named:
        return app
    one = copy(app)
    one.registered_commands, one.registered_groups = named, []
    return one


@dataclass(frozen=True)
class Plain(RuntimeParam):
    """A parameter whose validator is made for the first value that needs one."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        plain = UNSURE
        if self.parameter_info.parser is None:
            plain = self._path(value, param, ctx) if self.annotation is Path else self._as_it_is(value)
        return build_runtime_param(self.descriptor).coerce(value, param, ctx) if plain is UNSURE else plain

    def _as_it_is(self, value: Any) -> Any:
        """The value where it is plainly what a validator would give back, else `UNSURE`."""
        if self.annotation == list[str]:
            return list(value) if all(type(word) is str for word in value) else UNSURE
        if self.annotation is int:
            return self._number(value)
        if self.annotation in (str, bool):
            right = type(value) is self.annotation
        else:
            origin: Any = get_origin(self.annotation)
            right = origin is Literal and value in get_args(self.annotation)
        return value if right else UNSURE

    def _number(self, value: Any) -> Any:
        number = int(value) if type(value) is str and DIGITS.fullmatch(value) else value
        info = self.parameter_info
        least, most = info.min, info.max
        right = (
            type(number) is int and (least is None or number >= least) and (most is None or number <= most)
        )
        return number if right else UNSURE

    def _path(self, value: Any, param: Any, ctx: Any) -> Any:
        """A path that stands the tests of its option, else what Typer says of it."""
        if not isinstance(value, str):
            return UNSURE
        found = coerce_cli_path(value, self.parameter_info, path_type=None, param=param, ctx=ctx)
        return Path(str(found))


def _plain(descriptor: TypeDescriptor) -> RuntimeParam:
    if descriptor.file_annotation is not None:
        return build_runtime_param(descriptor)
    return Plain(descriptor.parameter_info, descriptor.annotation, descriptor)
