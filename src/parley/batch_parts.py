"""One part of a web archive to rows: the pages that can carry a claim, their articles and claims, as Parquet.

A part is the records that begin in one stretch of bytes, so archives need no index and parts need nobody to
deal them out. Its files bear its name and are the same however often, and wherever, it is done.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.batch_objects import archives_at, copied
from parley.errors import InputError, UsageError
from parley.files import replaced
from parley.model import Article, Claim, Page, Skipped

if TYPE_CHECKING:
    import pyarrow

    from parley.reader import Reader

STRETCH = 512 * 1024
"""Bytes of an archive, as it is packed, that are one part: some hundred pages."""
UNDATED = "undated"
ADDRESS = re.compile(r"(?:https?|ftps?)://", re.IGNORECASE)
SHELVES = ("pages", "articles", "claims")
Row = dict[str, Any]
Table = dict[tuple[str, str], list[Row]]  # rows by shelf and day


@dataclass(frozen=True, slots=True)
class Part:
    """The records of an archive that begin from byte `begin` up to `end`; `poison` are left out."""

    archive: str
    begin: int
    end: int
    poison: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """A short name, the same in every run."""
        told = f"{self.archive}\0{self.begin}\0{self.end}".encode("utf-8", "surrogateescape")
        return hashlib.sha256(told).hexdigest()[:16]


@dataclass(slots=True)
class Done:
    """What became of a part: its records counted by fate, what was left out and why, and its files."""

    part: Part
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def dumps(self) -> str:
        """As JSON, with the names of files and the hashes of their rows."""
        told = {"counts": dict(self.counts), "left_out": self.left_out, "files": self.files}
        return json.dumps({"part": asdict(self.part), **told}, sort_keys=True, indent=1)


def parts_of(archives: Iterable[str]) -> Iterator[Part]:
    """The parts of the archives: files, folders, and addresses of either; what is at one is a single part.

    Raises UsageError where there is none.
    """
    for named in archives:
        if ADDRESS.match(named):  # what is fetched is bounded and kept out of private networks; this is not
            raise UsageError("is an address of the web", where=named, hint="download it and name the file")
        found = archives_at(named) if "://" in named else _archives(Path(named))
        if not found:
            what, hint = "there is no web archive here", "name .warc or .warc.gz files"
            raise UsageError(what, where=named[:500], hint=hint)
        for archive in found:
            yield from _cut(archive)


def _cut(archive: str | Path) -> Iterator[Part]:
    if isinstance(archive, str):
        yield Part(archive, 0, 1 << 62)
        return
    for begin in range(0, max(1, archive.stat().st_size), STRETCH):
        yield Part(str(archive), begin, begin + STRETCH)


def _archives(path: Path) -> list[Path]:
    """The file itself, or those of a folder; nothing where there is neither."""
    try:
        found = sorted(path.rglob("*.warc*")) if path.is_dir() else [path]
        return [f for f in found if f.is_file()]
    except (OSError, ValueError):  # too long, or with a character that no name has
        return []


def do_part(part: Part, out: Path, reader: Reader, at: Callable[[int], None] = lambda _: None) -> Done:
    """Read a part, write its files, then its note in `done`; `at` hears of each record before it is read.

    An archive that cannot be read is left out, without a note; UsageError where `out` cannot be written.
    """
    done = Done(part)
    try:
        rows = _read(part, reader, at, done)
    except OSError as error:
        what = InputError(f"cannot be read: {_reason(error)}", where=part.archive, hint="it is tried again")
        done.counts["not readable"] += 1
        done.left_out.append(what.line())
        return done
    try:
        _write(rows, out, done)
    except OSError as error:
        raise UsageError(
            f"cannot be written: {_reason(error)}", where=str(out), hint="what is done is kept"
        ) from error
    return done


def make_ready(reader: Reader) -> None:
    """Do one page that goes nowhere, so that all is loaded before processes are forked, which share it."""
    raw = b"<p>Chile said on Monday that it had cut its tariff on steel from Peru to 10 percent.</p>"
    page = Page("0" * 64, "about:blank", "2025-01-01T00:00:00+00:00", raw, raw.decode(), "utf-8", "text/html")
    part = Part("", 0, 0)
    for _, _, row in _rows(0, page, part, reader, Done(part)):
        as_table([row])


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()


def _read(part: Part, reader: Reader, at: Callable[[int], None], done: Done) -> Table:
    rows: Table = {}
    with opened(part.archive) as path:
        for offset, one in _records(part, path):
            at(offset)
            if offset in part.poison:
                done.counts["poison"] += 1
                done.left_out.append(f"{part.archive}, byte {offset:,}: three processes died of it")
            else:
                for shelf, day, row in _rows(offset, one, part, reader, done):
                    rows.setdefault((shelf, day), []).append(row)
    return rows


def _write(rows: Table, out: Path, done: Done) -> None:
    for (shelf, day), table in sorted(rows.items()):
        file = f"{shelf}/day={day}/{done.part.name}.parquet"
        write_rows(table, out / file)
        done.files[file] = hashlib.sha256(repr(table).encode("utf-8", "surrogatepass")).hexdigest()
    with replaced(out / "done" / f"{done.part.name}.json") as new:
        new.write_text(done.dumps(), "utf-8")


def opened(archive: str) -> AbstractContextManager[Path]:
    """The archive as a file: itself, or a copy of what is at an address."""
    return copied(archive) if "://" in archive else nullcontext(Path(archive))


def _records(part: Part, path: Path) -> Iterator[tuple[int, Page | Skipped]]:
    from parley.acquire.sources import pages
    from parley.acquire.warc import part as records

    for offset, found in records(path, part.archive, part.begin, part.end):
        if isinstance(found, Skipped):
            yield offset, found
        else:
            yield from ((offset, page) for page in pages(found, found.fetched or "", None))


def _rows(
    offset: int, one: Page | Skipped, part: Part, reader: Reader, done: Done
) -> Iterator[tuple[str, str, Row]]:
    """Shelf, day and row of all that a record gives; what it gives nothing for is counted by reason."""
    done.counts["records"] += 1
    if isinstance(one, Skipped):
        done.counts["not readable"] += 1
        done.left_out.append(one.line)
        return
    try:
        found = reader.articles(one)
    except Exception as error:  # one page must not cost the other millions
        what = error.line() if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
        done.counts["no article" if isinstance(error, InputError) else "failed"] += 1
        done.left_out.append(" ".join(f"{one.address}: {what}".split()))
        return
    done.counts["read" if found else "not about trade"] += 1
    if found:
        yield "pages", _day(one.fetched), page_row(one, part, offset)
    for article, claims in found:
        done.counts["articles"] += 1
        done.counts["claims"] += len(claims)
        day = _day(article.published)
        yield "articles", day, article_row(article)
        yield from (("claims", day, claim_row(claim, one.address)) for claim in claims)


def _day(moment: str | None) -> str:
    return moment[:10] if moment else UNDATED


def page_row(page: Page, part: Part, offset: int) -> Row:
    """A page with its bytes, and where it was found."""
    return {
        "id": page.id, "address": page.address, "fetched": page.fetched, "raw": page.raw, "text": page.text,
        "encoding": page.encoding, "media_type": page.media_type, "archive": part.archive, "offset": offset,
    }  # fmt: skip


def article_row(article: Article) -> Row:
    """An article: what one looks for in columns, and all of it as JSON."""
    from parley.store import codec

    return {
        "id": article.id, "page": article.page, "title": article.title, "outlet": article.outlet,
        "published": article.published, "body": codec.dumps(article),
    }  # fmt: skip


def claim_row(claim: Claim, address: str) -> Row:
    """A claim in the columns of the exchange format that have one value, and all of it as JSON."""
    from parley.store import codec

    return {
        "id": claim.id, "article": claim.article, "address": address, "kind": claim.kind,
        "words": claim.words, "actors": ", ".join(claim.actors), "targets": ", ".join(claim.targets),
        "instrument": claim.instrument, "action": claim.action, "goods": ", ".join(claim.goods),
        "speaker": claim.speaker, "certainty": claim.certainty, "known": claim.known,
        "body": codec.dumps(claim),
    }  # fmt: skip


def write_rows(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """The rows as Parquet; the file is there whole or not at all."""
    from pyarrow import parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    with replaced(path) as new:
        parquet.write_table(as_table(rows), new, compression="zstd")


def as_table(rows: Sequence[Mapping[str, Any]]) -> pyarrow.Table:
    """The rows, of which there is one or more, as an Arrow table."""
    import pyarrow

    types = {"raw": pyarrow.binary(), "offset": pyarrow.int64()}
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in rows[0]])
    return pyarrow.Table.from_pylist(list(rows), schema)
