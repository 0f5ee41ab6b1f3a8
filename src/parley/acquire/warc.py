"""Web archives: WARC files (ISO 28500), packed or not, and WACZ, which is a zip archive of them.

Every whole `response` record with a text is a page, with the address and the moment that the record tells.
Where an archive is damaged, reading goes on at the next record that can be found.
"""

from __future__ import annotations

import io
import mmap
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from parley.acquire.bounds import bounds
from parley.acquire.found import Found
from parley.errors import InputError
from parley.model import Skipped

KIND = "application/warc"
MARK, PACKED = b"WARC/", b"\x1f\x8b\x08"
MAX_TOTAL = 4 * 1024 * 1024 * 1024
"""All pages of one archive together, unpacked."""
BEHIND = "is followed by damage"
READ = ("text/html", "application/xhtml+xml", "text/plain")
HEAD = 512
MAX_FAULTS = 1_000
WINDOW = 64 * 1024 * 1024
BROKEN = (OSError, ValueError, UnicodeError, EOFError, StopIteration)

Raw = bytes | mmap.mmap


def is_warc(raw: bytes) -> bool:
    """True where the bytes open a WARC file, as it is or packed with gzip."""
    return _opens(raw, 0)


def is_zst(raw: bytes) -> bool:
    """True where the bytes open a file packed with Zstandard, with or without a dictionary before it."""
    return raw.startswith((b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"))


def is_named(name: str) -> bool:
    """True for the names of WARC files: one whose first bytes are damaged is one all the same."""
    return name.lower().endswith((".warc", ".warc.gz"))


def in_file(path: Path) -> Iterator[Found | Skipped]:
    """The pages of the WARC file at `path`; it may be larger than memory."""
    with path.open("rb") as stream:
        yield from _mapped(stream, str(path))


def in_zst(path: Path) -> Iterator[Found | Skipped]:
    """The pages of a WARC file packed with Zstandard (`.warc.zst`); offsets count in what it unpacks to."""
    where = str(path)
    with tempfile.TemporaryFile() as copy:
        # A read that fails gives nothing of what it unpacked, so before the damage they are of a byte.
        fault = _unpacked(path, copy, 1 << 16) and _unpacked(path, copy, 1)
        if fault:
            yield Skipped(where, InputError(fault, where=where, hint="its start is read").line())
        if copy.tell():
            yield from _mapped(copy, where)


def _unpacked(path: Path, copy: BinaryIO, size: int) -> str:
    """Go on unpacking a Zstandard file, in reads of `size`; what is wrong with it, or nothing."""
    import pyarrow as pa  # it takes a third of a second to load

    try:
        with pa.OSFile(str(path)) as file, pa.CompressedInputStream(file, "zstd") as stream:
            for _ in range(copy.tell() >> 16):
                stream.read(1 << 16)
            shutil.copyfileobj(_Bounded(cast(BinaryIO, stream)), copy, size)
    except BROKEN:
        return "cannot be unpacked whole"
    finally:
        copy.flush()
    return "unpacks to more than 4 GiB" if copy.tell() > MAX_TOTAL else ""


def pages(raw: Raw, address: str) -> Iterator[Found | Skipped]:
    """Each whole page of the archive in its order, and a `Skipped` with the offset for each damaged record.

    Records are bounded, packed and unpacked. Redirects, errors, requests, pictures and other kinds
    are no pages and left out without a word.
    """
    walk = _Walk(raw, address)
    found = False
    for one in walk.records():
        found = True
        yield one
    if not found:
        hint = "its records are errors, redirects, pictures or the like"
        yield Skipped(address, InputError("holds no page", where=address, hint=hint).line())


def part(path: Path, address: str, begin: int, end: int) -> Iterator[tuple[int, Found | Skipped]]:
    """The pages of records that begin from byte `begin` up to `end`, each with where its record begins.

    Parts that share their bounds give together what the whole file gives.
    """
    with path.open("rb") as stream:
        if not stream.seek(0, io.SEEK_END):
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as raw:
            walk = _Walk(raw, address)
            for one in walk.records(begin):
                if walk.at >= end:
                    return
                yield walk.at, one


def archives_of(archive: zipfile.ZipFile) -> list[str]:
    """The names of the WARC files in a WACZ, sorted; empty where the zip archive is none."""
    names = archive.namelist()
    if "datapackage.json" not in names:
        return []
    return sorted(n for n in names if n.startswith("archive/") and n.endswith((".warc", ".warc.gz")))


def in_wacz(source: Path | bytes, address: str) -> Iterator[Found | Skipped] | None:
    """The pages of all WARC files in a WACZ; None where the zip archive is none, or broken."""
    stream: Path | BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, *BROKEN):
        return None
    names = archives_of(archive)
    if not names:
        archive.close()
        return None
    return _in_members(archive, names, address)


def _in_members(archive: zipfile.ZipFile, names: list[str], address: str) -> Iterator[Found | Skipped]:
    with archive:
        for name in names:
            where = f"{address}/{name}"
            with tempfile.TemporaryFile() as copy:
                if fault := _copied(archive, name, copy):
                    yield Skipped(where, InputError(fault, where=where, hint="its start is read").line())
                yield from _mapped(copy, where)


def _copied(archive: zipfile.ZipFile, name: str, copy: BinaryIO) -> str:
    """Unpack a member, as far as it is whole; what is wrong with it, or nothing."""
    try:
        with archive.open(name) as member:
            shutil.copyfileobj(_Bounded(cast(BinaryIO, member)), copy)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, *BROKEN):
        return "cannot be unpacked whole"
    finally:
        copy.flush()
    return "unpacks to more than 4 GiB" if copy.tell() > MAX_TOTAL else ""


class _Bounded:
    """A stream that ends one byte after the bound."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.left = stream, MAX_TOTAL + 1

    def read(self, size: int = -1) -> bytes:
        part = bytes(self.stream.read(min(size, self.left) if size >= 0 else self.left))
        self.left -= len(part)
        return part


def _mapped(stream: BinaryIO, address: str) -> Iterator[Found | Skipped]:
    if not stream.seek(0, io.SEEK_END):
        yield Skipped(address, InputError("is empty", where=address, hint="fetch it again").line())
        return
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        yield from pages(raw, address)


class _Walk:
    """One way through an archive; `at` is where the record begins that was reached last."""

    def __init__(self, raw: Raw, address: str) -> None:
        self.raw, self.address = raw, address
        self.at, self.end, self.left, self.count = 0, 0, MAX_TOTAL, 0
        self.packed = raw[: len(MARK)] != MARK
        if self.packed and raw[: len(PACKED)] != PACKED:  # its first bytes are damaged
            self.packed = self._next() is not None

    def records(self, begin: int = 0) -> Iterator[Found | Skipped]:
        """The pages, and the faults between them; a fault in the framing ends a round of reading.

        With `begin`, from the first record that begins there or behind.
        """
        self.at = begin - 1
        start = self._next(begin) if begin else 0
        behind: InputError | None = None
        faults = 0
        while start is not None:
            self.at, before = start, self.count
            fault: InputError | None = None
            try:
                yield from self._from(start)
                fault = self._unseen()
            except InputError as error:
                fault = error
            except BROKEN:
                fault = self._fault(BEHIND if self.count > before else "is damaged")
            if behind and self.count > before:  # else it was met again, at its own place
                yield self._told(behind)
            start = self._next() if fault and self.left >= 0 else None
            behind = fault if start is not None and fault and BEHIND in fault.what else None
            if fault and not behind:
                faults += 1
                if faults == MAX_FAULTS and start is not None:
                    what = f"more than {MAX_FAULTS:,} places are damaged; the rest is left out"
                    yield self._told(InputError(what, where=fault.where, hint="fetch it again"))
                    return
                yield self._told(fault, more=start is not None)

    def _from(self, start: int) -> Iterator[Found | Skipped]:
        """The pages from the record at `start` on; raises at the first fault."""
        stream = cast(BinaryIO, io.BytesIO(self.raw) if isinstance(self.raw, bytes) else self.raw)
        stream.seek(start)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            self.at, self.count = record.stream_pos, self.count + 1
            self.end = self.at + 1 if self.packed else self.at + record.content_length
            page = self._page(record)
            if page is None:
                continue
            yield page
            self.left -= len(page.raw) if isinstance(page, Found) else 0
            if self.left < 0:
                raise InputError("holds more than 4 GiB of pages", where=self.address, hint="split it")

    def _page(self, record: WarcRecord) -> Found | Skipped | None:
        """The page of a whole response with text; None for other records. Raises InputError."""
        told = record.content_length
        if "Content-Length" not in record.headers:
            raise self._fault("is cut off")
        if told > bounds().bytes:
            raise self._fault(f"holds more than {bounds().unpacked} MiB")
        record.freeze()
        if record.content_length < told:
            raise self._fault("is cut off")
        if "WARC-Block-Digest" in record.headers and not record.verify_block_digest():
            raise self._fault("does not have the bytes that its digest tells")
        if record.record_type in (WarcRecordType.unknown, WarcRecordType.no_type):
            return self._told(self._fault("is of no known type"))
        if record.record_type is not WarcRecordType.response or _is_lookup(record):
            return None
        if not record.is_http:
            return self._told(self._fault("is no answer over HTTP"))
        try:
            return self._text(record)
        except InputError as error:  # the record is whole: reading goes on behind it
            return self._told(error)

    def _text(self, record: WarcRecord) -> Found | None:
        try:
            record.parse_http(auto_decode="transfer")
            if record.http_headers.status_code != 200 or record.http_content_type not in READ:
                return None
            raw = self._body(record)
        except (zlib.error, *BROKEN) as error:
            raise self._fault("is packed wrongly") from error
        if len(raw) > bounds().bytes:
            raise self._fault(f"holds more than {bounds().unpacked} MiB")
        address = (record.headers.get("WARC-Target-URI") or "").strip("<>") or f"{self.address}#{self.at}"
        kind = "text/plain" if record.http_content_type == "text/plain" else "text/html"
        return Found(address, raw, kind, record.http_charset, fetched=_moment(record))

    def _body(self, record: WarcRecord) -> bytes:
        """The body unpacked, no further than its bound: the library would unpack all of it at once."""
        packing = (record.http_headers.get("Content-Encoding") or "").strip().lower()
        most = bounds().bytes + 1
        if packing in ("gzip", "x-gzip", "deflate"):
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(record.reader.read(most), most)
        if packing in ("", "identity"):
            return record.reader.read(most)
        part = self.raw[self.at : self.at + bounds().bytes]  # brotli: read anew
        again = next(iter(ArchiveIterator(io.BytesIO(part), parse_http=False)))
        again.parse_http(auto_decode="all")
        return again.reader.read(most)

    def _unseen(self) -> InputError | None:
        """The fault of a record whose head is cut off, which ends an archive without a word."""
        start = self._next(self.end)
        if start is None:
            return None
        self.at = start
        return self._fault("is cut off")

    def _next(self, at: int = 0) -> int | None:
        """Where the next record after the one at hand, and from `at` on, can be seen to begin."""
        at = max(at, self.at + 1)
        mark = PACKED if self.packed else b"\r\n" + MARK
        while (at := _found(self.raw, mark, at)) >= 0:
            if not self.packed:
                return at + 2
            if _opens(self.raw, at):
                return at
            at += 1
        return None

    def _fault(self, what: str) -> InputError:
        return InputError(f"the record {what}", where=f"{self.address}, byte {self.at:,}")

    def _told(self, fault: InputError, more: bool = True) -> Skipped:
        hint = fault.hint or ("the other records are read" if more else "no record can be found behind it")
        return Skipped(self.address, InputError(fault.what, where=fault.where, hint=hint).line())


def _found(raw: Raw, mark: bytes, at: int) -> int:
    """Where the mark stands first from `at` on, or -1; of a large file no more than a window is in memory."""
    begin, last = at, len(raw) - len(mark)
    while at < last:
        # Before 3.11.5 Python looks at the byte behind the end (gh-105235), and no page may lie behind a map.
        found = raw.find(mark, at, min(at + WINDOW + len(mark), len(raw) - 1))
        if found >= 0:
            return found
        if isinstance(raw, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            page = at // mmap.PAGESIZE * mmap.PAGESIZE
            raw.madvise(mmap.MADV_DONTNEED, page, min(WINDOW, len(raw) - page))
        at += WINDOW
    return last if begin <= last and raw[last:] == mark else -1


def _is_lookup(record: WarcRecord) -> bool:
    """Crawlers keep the answers of name servers as responses too."""
    return (record.headers.get("WARC-Target-URI") or "").startswith("dns:")


def _moment(record: WarcRecord) -> str | None:
    """When the page was fetched, in UTC to the second."""
    moment = record.record_date
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _opens(raw: Raw, at: int) -> bool:
    """Whether a record begins there."""
    head = raw[at : at + HEAD]
    if not head.startswith(PACKED):
        return head.startswith(MARK)
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(MARK))
    except zlib.error:
        return False
    return start == MARK or (len(head) < HEAD and at > 0 and MARK.startswith(start))  # cut off early
