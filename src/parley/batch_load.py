"""What `parley batch` wrote into a ledger: each page once, however often it was found or is loaded."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from parley.errors import InputError, UsageError
from parley.files import SETTINGS, content
from parley.flow import BATCH, Progress, settle, settling_stages, silent
from parley.model import Article, Claim, Page, Report
from parley.store import PageReading, Store, codec

PAGE = ("id", "address", "fetched", "raw", "text", "encoding", "media_type")
TEXTS = tuple(name for name in PAGE if name != "raw")
NAME = re.compile(r"(?:pages|articles|claims)/[\w=.-]+(?:/[\w=.-]+)*")
ANEW = "remove the note in done/ and run parley batch again"


def load(store: Store, folder: Path, *, at: str, progress: Progress = silent) -> Report:
    """Add the pages of all parts that are done, with their articles and claims, and settle the ledger.

    `at` is the present moment in UTC. Raises UsageError where the folder holds no done part.
    """
    notes = sorted((folder / "done").glob("*.json"))
    if not notes:
        raise UsageError("holds no part that is done", where=str(folder), hint="run parley batch first")
    stages = settling_stages()
    versions = replace(stages.versions, model="batch")  # by what the pages were read is told in the parts
    waiting: dict[str, PageReading] = {}
    counts = {"pages": 0, "known": 0, "articles": 0, "claims": 0}
    for number, note in enumerate(notes):
        for reading in readings(folder, note):
            if reading.page.id in waiting or store.has_page(reading.page.id):
                counts["known"] += 1
                continue
            waiting[reading.page.id] = reading
            counts["pages"] += 1
            counts["articles"] += len(reading.articles)
            counts["claims"] += len(reading.claims)
            if len(waiting) >= BATCH:
                store.record(tuple(waiting.values()), at=at, versions=versions)
                waiting.clear()
        progress("load", number + 1, len(notes))
    if waiting:
        store.record(tuple(waiting.values()), at=at, versions=versions)
    settle(store, stages, at=at, progress=progress)
    return Report(counts["pages"], counts["known"], counts["articles"], counts["claims"])


def readings(folder: Path, note: Path) -> Iterator[PageReading]:
    """The pages of a part, in the order in which they stood in the archive, with what was read on each.

    Raises InputError where the part is not as `parley batch` wrote it.
    """
    shelves: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted(_files(note)):
        shelves[file.partition("/")[0]] += _rows(folder / file)
    try:
        found = list(_joined(shelves))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("is no part that batch wrote", where=str(note), hint=ANEW) from error
    yield from found


def _joined(shelves: Mapping[str, list[dict[str, Any]]]) -> Iterator[PageReading]:
    articles: dict[str, list[Article]] = defaultdict(list)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for row in shelves.get("articles", ()):
        articles[row["page"]].append(codec.loads(Article, row["body"]))
    for row in shelves.get("claims", ()):
        claims[row["article"].rpartition("/")[0]].append(codec.loads(Claim, row["body"]))
    for row in sorted(shelves.get("pages", ()), key=lambda row: int(row["offset"])):
        page = Page(*(row[name] for name in PAGE))
        if hashlib.sha256(page.raw).hexdigest() != page.id or not all(type(row[n]) is str for n in TEXTS):
            raise ValueError("a page is not what its name tells")
        found = tuple(dict.fromkeys(sorted(articles[page.id], key=lambda a: a.index)))
        yield PageReading(page, found, tuple(dict.fromkeys(claims[page.id])))


def _files(note: Path) -> list[str]:
    """The files that a note of a done part names, all below its folder."""
    try:
        told = json.loads(content(note, SETTINGS, InputError))
        files = list(told["files"])
        if any(NAME.fullmatch(file) is None for file in files):
            raise ValueError("a name that leads out of the folder")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("is no note of a part", where=str(note), hint=ANEW) from error
    return files


def _rows(path: Path) -> list[dict[str, Any]]:
    from pyarrow import ArrowException, parquet

    try:
        if not path.is_file():  # a pipe would wait for who writes to it
            raise OSError("no file")
        rows: list[dict[str, Any]] = parquet.ParquetFile(path).read().to_pylist()
    except (ArrowException, OSError) as error:
        raise InputError("cannot be read", where=str(path), hint=ANEW) from error
    return rows
