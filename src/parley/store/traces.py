"""Keys by which blocks of claims, entries and disagreements are found again without looking at all of them.

A reference is a kind and a name (`block:1f...`, `entry:us-cn-...`); keys are kept as short hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, delete, insert, select

from parley.store.history import chunks
from parley.store.schema import traces


def found(connection: Connection, space: str, keys: Iterable[str]) -> set[str]:
    """The references kept under any of the keys of a space."""
    hashes = sorted({_short(space, key) for key in keys})
    refs: set[str] = set()
    for part in chunks(hashes):
        refs.update(connection.scalars(select(traces.c.ref).where(traces.c.key.in_(part))))
    return refs


def beside(connection: Connection, refs: Collection[str]) -> set[str]:
    """The references that share a key with any of these, themselves included."""
    own = traces.alias("own")
    others: set[str] = set(refs)
    for part in chunks(sorted(refs)):
        query = select(traces.c.ref).join(own, own.c.key == traces.c.key).where(own.c.ref.in_(part))
        others.update(connection.scalars(query.distinct()))
    return others


def replace(
    connection: Connection, gone: Iterable[str], kept: Mapping[str, Iterable[tuple[str, str]]]
) -> None:
    """Forget the references `gone`, then keep each of `kept` under its (space, key) pairs."""
    for part in chunks(sorted({*gone, *kept})):
        connection.execute(delete(traces).where(traces.c.ref.in_(part)))
    rows = [{"key": key, "ref": ref} for ref, pairs in kept.items() for key in {_short(*p) for p in pairs}]
    if rows:
        connection.execute(insert(traces), rows)


def clear(connection: Connection) -> None:
    """Forget everything."""
    connection.execute(delete(traces))


def _short(space: str, key: str) -> str:
    return b64encode(blake2b(f"{space}|{key}".encode(), digest_size=9).digest()).decode()
