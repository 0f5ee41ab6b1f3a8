"""Every regular expression of the package, and texts made of it that would make a backtracking engine slow.

A pattern is slow where two of its loops, or a loop and the search for a place to begin, can take the same
characters: then a text that repeats them and ends in something else is tried in more ways than it is long.
So for each loop the text before it, its characters and its body are repeated (`pumps`), and the time is
measured as the text doubles.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from math import inf
from pathlib import Path
from re import _constants as codes
from re import _parser as grammar
from types import ModuleType
from typing import Any

import parley

CALLS = {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
COMMON = "aA1 \n\t-.,'\"<>/&;:=(_é“’"
FEW = 10
"""Characters, beginnings and bodies that are tried of one pattern."""
LOOPS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
LONG = 40
"""A loop of so many rounds is one that can hurt."""
ENDS = ("\x00", "\n")
LENGTHS = (32, 256, 1_500, 6_000)
SLOW = 0.003
"""Seconds for a text, from which on the growth is looked at."""
HOPELESS = 0.3
"""Seconds after which a pattern is stopped, where the growth does not ask for more."""

MUCH = 9
"""Of four times the text: between four (in line with it) and sixteen (its square)."""

AnyPattern = re.Pattern[str] | re.Pattern[bytes]


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern, where it is, and whether it is searched for or only laid on the beginning of texts."""

    pattern: AnyPattern
    where: str
    searched: bool


def uses() -> list[Use]:
    """Every pattern of the package: made while it is loaded, or written in its code."""
    modules = dict(_modules())
    found: dict[AnyPattern, Use] = {}
    laid, others = _methods(modules)
    for pattern, where in _loaded(modules):
        found.setdefault(pattern, Use(pattern, where, pattern in others or pattern not in laid))
    for name, module in modules.items():
        for pattern, searched in _written(module):
            if pattern not in found or searched:
                found[pattern] = Use(pattern, name, searched)
    return list(found.values())


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for module in pkgutil.walk_packages(parley.__path__, "parley."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            yield module.name, importlib.import_module(module.name)


def _loaded(modules: dict[str, ModuleType]) -> Iterator[tuple[AnyPattern, str]]:
    """The patterns that stand in modules and in what the lexicon made, also inside tables and objects."""
    from parley.lexicon import lexicon

    for module, held in modules.items():
        for name, value in vars(held).items():
            for pattern in _inside(value, 4):
                yield pattern, f"{module}.{name}"
    for pattern in _inside(lexicon(), 6):
        yield pattern, "lexicon"


def _methods(modules: dict[str, ModuleType]) -> tuple[set[AnyPattern], set[AnyPattern]]:
    """The patterns that are laid on the beginning of a text somewhere, and those used in any other way."""
    laid: set[AnyPattern] = set()
    others: set[AnyPattern] = set()
    for held in modules.values():
        tree = ast.parse(Path(str(held.__file__)).read_text("utf-8"))
        beginnings = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Attribute) and n.attr in ("match", "fullmatch")
        ]
        for node in ast.walk(tree):
            pattern = _named(node, vars(held))
            if pattern is not None and isinstance(getattr(node, "ctx", None), ast.Load):
                (laid if node in beginnings else others).add(pattern)
    return laid, others


def _named(node: ast.AST, names: dict[str, Any]) -> AnyPattern | None:
    value = None
    if isinstance(node, ast.Name):
        value = names.get(node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        base = names.get(node.value.id)
        value = getattr(base, node.attr, None) if isinstance(base, ModuleType) else None
    return value if isinstance(value, re.Pattern) else None


def _inside(value: object, depth: int) -> Iterator[AnyPattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and type(value).__module__.startswith("parley"):
        slots = getattr(type(value), "__dataclass_fields__", None) or getattr(value, "__dict__", {})
        for name in slots:
            yield from _inside(getattr(value, name, None), depth - 1)


def _written(module: ModuleType) -> Iterator[tuple[AnyPattern, bool]]:
    """The patterns given to functions of `re`; what is filled in at run time stands as a word."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        name = node.func.attr
        if name in CALLS and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            text = _text(node.args[0], vars(module))
            if text is not None and name != "compile":
                flags = re.DOTALL if "DOTALL" in ast.dump(node) else 0
                yield re.compile(text, flags), name not in ("match", "fullmatch")


def _text(node: ast.expr, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        value = names.get(node.id)
        return value if isinstance(value, str | bytes) else None
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.FormattedValue) else p for p in node.values)
        return "".join(str(_text(part, names) or "word") for part in parts)
    return None


def growth(use: Use) -> tuple[float, str] | None:
    """How much longer four times the text takes, and how it begins, where that is much more than four."""
    for make in texts(use.pattern):
        for length in LENGTHS:
            if seconds(use, make(length)) < SLOW or not (grown := _grown(use, make, length, 2)):
                continue
            if min(grown, _grown(use, make, length, 6)) > MUCH:
                return grown, repr(make(64))
            break
    return None


def _grown(use: Use, make: Callable[[int], str], length: int, runs: int) -> float:
    """How much longer four times the text takes by the best of so many runs; 0: too short a time to tell."""
    once = min(seconds(use, make(length)) for _ in range(runs))
    if once < SLOW / 2 or once > HOPELESS / 2:
        return 0 if once < SLOW / 2 else inf
    return min(seconds(use, make(4 * length), max(HOPELESS, 20 * once)) for _ in range(runs)) / once


def seconds(use: Use, text: str, limit: float = HOPELESS) -> float:
    """Processor time of all that the pattern finds, or of laying it on; hardly more than the limit."""
    given: Any = text.encode("utf-8", "replace") if isinstance(use.pattern.pattern, bytes) else text
    began = time.thread_time()
    with suppress(TimeoutError), _stopped_after(limit):
        if use.searched:
            for _ in use.pattern.finditer(given):
                pass
        else:
            use.pattern.match(given)
            use.pattern.fullmatch(given)
    return time.thread_time() - began


@contextmanager
def _stopped_after(limit: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def texts(pattern: AnyPattern) -> Iterator[Callable[[int], str]]:
    """Makers of a text of a length: what leads to a loop, what is repeated, and an end that fits nothing."""
    source: Any = pattern.pattern
    written = source if isinstance(source, str) else source.decode("latin-1")
    tree = grammar.parse(written, pattern.flags & ~re.UNICODE & ~re.DEBUG)
    loops = list(_loops(list(tree), ""))
    if not loops:
        return
    letters = islice(dict.fromkeys([*COMMON[:4], *_letters(list(tree))]), FEW)
    leads = list(islice(dict.fromkeys(["", *(lead for lead, _ in loops)]), FEW))
    bodies = dict.fromkeys(body for _, inner in loops for body in islice(_samples(inner), 2))
    pumps = dict.fromkeys([*letters, *leads, *islice(bodies, FEW)])
    pumps |= dict.fromkeys(body + " " for body in islice(bodies, FEW))
    for lead in leads:
        for pump in filter(None, pumps):
            for end in ENDS:
                yield lambda n, a=lead, b=pump, c=end: a + b * (n // len(b)) + c  # type: ignore[misc]


def _loops(items: list[Any], lead: str) -> Iterator[tuple[str, list[Any]]]:
    """Each long loop with a text that leads to it."""
    for at, (code, value) in enumerate(items):
        before = lead + next(_samples(items[:at]), "")
        if code in LOOPS:
            _, most, inner = value
            if most is codes.MAXREPEAT or most >= LONG:
                yield before, list(inner)
            yield from _loops(list(inner), before)
        else:
            for inner in _inner(code, value):
                yield from _loops(inner, before)


def _inner(code: Any, value: Any) -> list[list[Any]]:
    if code is codes.SUBPATTERN:
        return [list(value[3])]
    if code is codes.BRANCH:
        return [list(branch) for branch in value[1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [list(value[1])]
    if code is codes.ATOMIC_GROUP:
        return [list(value)]
    if code is codes.GROUPREF_EXISTS:
        return [list(part) for part in value[1:] if part]
    return []


def _samples(items: Iterable[Any]) -> Iterator[str]:
    """Texts that the items match, or nearly; few of those that there are."""
    items = list(items)
    if not items:
        yield ""
        return
    (code, value), rest = items[0], items[1:]
    for tail in islice(_samples(rest), 3):
        for head in islice(_heads(code, value), 6):
            yield head + tail


def _heads(code: Any, value: Any) -> Iterator[str]:
    if code in LOOPS:
        least, most, inner = value
        for sample in _samples(list(inner)):
            yield sample * max(least, 1)
        if least == 0 and most == 1:
            yield ""
    elif code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
        yield from islice(_of(code, value), 3)
    elif code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
        yield ""
    else:
        for inner in _inner(code, value):
            yield from islice(_samples(inner), 2)


def _letters(items: list[Any]) -> Iterator[str]:
    """Characters that the single places of the pattern take."""
    for code, value in items:
        if code in LOOPS:
            yield from _letters(list(value[2]))
        elif code in (codes.LITERAL, codes.IN):
            yield from islice(_of(code, value), 2)
        for inner in _inner(code, value):
            yield from _letters(inner)


def _of(code: Any, value: Any) -> Iterator[str]:
    """Characters that one place takes."""
    if code is codes.LITERAL:
        yield chr(value)
        return
    given = [(code, value)] if code is not codes.IN else value
    own = [chr(v if c is codes.LITERAL else v[0]) for c, v in given if c in (codes.LITERAL, codes.RANGE)]
    for letter in (*own, *COMMON, *map(chr, range(33, 127))):
        if _takes(given, letter):
            yield letter


def _takes(given: list[Any], letter: str) -> bool:
    negated = given[0][0] is codes.NEGATE
    return negated != any(_fits(code, value, letter) for code, value in given)


def _fits(code: Any, value: Any, letter: str) -> bool:
    if code is codes.LITERAL:
        return bool(ord(letter) == value)
    if code is codes.NOT_LITERAL:
        return bool(ord(letter) != value)
    if code is codes.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if code is codes.CATEGORY:
        return re.match(CATEGORIES[value], letter) is not None
    return code is codes.ANY and letter != "\n"


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
