"""Keys by which blocks of claims, entries and disagreements are found again without looking at all of them.

A reference is a kind and a name (`block:1f...`, `entry:us-cn-...`); keys are kept as short hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, select

from parley.store.dialects import among, listed
from parley.store.schema import traces
from parley.store.statements import Statement, append

_own = traces.alias("own")
_UNDER = Statement(select(traces.c.key, traces.c.ref).where(among(traces.c.key)))
_GONE = Statement(delete(traces).where(among(traces.c.ref)))
_LOST = Statement(delete(traces).where(traces.c.ref == bindparam("own"), among(traces.c.key)))
_OF = Statement(select(traces.c.ref, traces.c.key).where(among(traces.c.ref)))
_BESIDE = Statement(
    select(traces.c.ref).join(_own, _own.c.key == traces.c.key).where(among(_own.c.ref)).distinct()
)


def found(connection: Connection, space: str, keys: Iterable[str]) -> set[str]:
    """The references kept under any of the keys of a space."""
    return {ref for refs in by_key(connection, space, keys).values() for ref in refs}


def by_key(connection: Connection, space: str, keys: Iterable[str]) -> dict[str, set[str]]:
    """The references kept under each of the keys of a space."""
    names = {_short(space, key): key for key in keys}
    refs: dict[str, set[str]] = {}
    for key, ref in _UNDER.rows(connection, names=listed(names)) if names else ():
        refs.setdefault(names[key], set()).add(ref)
    return refs


def keys_of(connection: Connection, refs: Collection[str]) -> dict[str, set[str]]:
    """The keys, as they are kept, under which each of the references is."""
    keys: dict[str, set[str]] = {}
    for ref, key in _OF.rows(connection, names=listed(refs)):
        keys.setdefault(ref, set()).add(key)
    return keys


def beside(connection: Connection, refs: Collection[str]) -> set[str]:
    """The references that share a key with any of these, themselves included."""
    return {*refs, *(_BESIDE.column(connection, names=listed(refs)) if refs else ())}


def replace(
    connection: Connection, gone: Iterable[str], kept: Mapping[str, Iterable[tuple[str, str]]]
) -> None:
    """Forget the references `gone`, and keep each of `kept` under its (space, key) pairs alone.

    Most of what news leaves was there before: only what is other is written.
    """
    now = {ref: {_short(*pair) for pair in pairs} for ref, pairs in kept.items()}
    before = keys_of(connection, {*gone, *now})
    lost = {ref: keys - now.get(ref, set()) for ref, keys in before.items()}
    _GONE.run(connection, names=listed(ref for ref, keys in lost.items() if keys == before[ref]))
    for ref, keys in lost.items():
        if keys and keys != before[ref]:
            _LOST.run(connection, own=ref, names=listed(keys))
    rows = [{"key": key, "ref": r} for r, keys in now.items() for key in keys - before.get(r, set())]
    append(connection, traces, rows)


def clear(connection: Connection) -> None:
    """Forget everything."""
    connection.execute(delete(traces))


def _short(space: str, key: str) -> str:
    return b64encode(blake2b(f"{space}|{key}".encode(), digest_size=9).digest()).decode()
