"""Keys by which blocks of claims, entries and disagreements are found again without looking at all of them.

A reference is a kind and a name (`block:1f...`, `entry:us-cn-...`); keys are kept as short hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

from parley.store.statements import Connection, Statement, among, append, listed

_UNDER = Statement(f"SELECT key, ref FROM traces WHERE {among('key')}")
_GONE = Statement(f"DELETE FROM traces WHERE {among('ref')}")
_LOST = Statement(f"DELETE FROM traces WHERE ref = :own AND {among('key')}")
_CLEAR = Statement("DELETE FROM traces")
_OF = Statement(f"SELECT ref, key FROM traces WHERE {among('ref')}")
_BESIDE = Statement(
    "SELECT DISTINCT traces.ref FROM traces JOIN traces AS own ON own.key = traces.key"
    f" WHERE {among('own.ref')}"
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
    append(connection, "traces", rows)


def clear(connection: Connection) -> None:
    """Forget everything."""
    _CLEAR.run(connection)


@lru_cache(maxsize=32768)
def _short(space: str, key: str) -> str:
    return b64encode(blake2b(f"{space}|{key}".encode(), digest_size=9).digest()).decode()
