"""Web archives give all whole pages; what is damaged is named by its offset."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from test_bad_input import quick_stages
from web_archives import packed, page, record, response, wacz

from parley import cli, flow
from parley.acquire import acquire, warc
from parley.model import Page, Skipped

NOW = "2026-01-01T00:00:00+00:00"
NAMES = ("tin", "zinc", "lead", "salt")
RECORDS = [response(name, page(f"The {name} board met on Monday.")) for name in NAMES]


def taken(raw: bytes, folder: Path, name: str = "crawl.warc.gz") -> tuple[list[Page], list[str]]:
    """The pages of an archive and the lines about what was left out."""
    path = folder / name
    path.write_bytes(raw)
    found = list(acquire([str(path)], fetched=NOW))
    return [f for f in found if isinstance(f, Page)], [f.line for f in found if isinstance(f, Skipped)]


def names(pages: list[Page]) -> list[str]:
    return [p.address.rsplit("/", 1)[-1] for p in pages]


def offset(index: int, records: list[bytes]) -> str:
    return f"byte {sum(map(len, records[:index])):,}"


@pytest.mark.parametrize("packing", [b"".join, lambda r: packed(*r), lambda r: gzip.compress(b"".join(r))])
def test_each_response_is_a_page_with_its_address_and_moment(packing: object, tmp_path: Path) -> None:
    """Records packed alone, all in one piece or not at all give the same pages."""
    assert callable(packing)
    pages, lines = taken(packing(RECORDS), tmp_path)
    assert names(pages) == list(NAMES) and not lines
    assert pages[0].address == "https://example.org/tin"
    assert pages[0].fetched == "2025-05-04T10:20:30+00:00"
    assert pages[0].raw == page("The tin board met on Monday.")


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    """Requests, pictures, redirects and errors are no pages; an archive of nothing else says so."""
    others = [
        record("request", "tin", b"GET /tin HTTP/1.1\r\nHost: example.org\r\n\r\n"),
        response("mast.png", b"\x89PNG", kind="image/png"),
        response("gone", page("Nothing here."), status="404 Not Found"),
    ]
    pages, lines = taken(packed(*others, RECORDS[0]), tmp_path)
    assert names(pages) == ["tin"] and not lines
    pages, lines = taken(packed(*others), tmp_path)
    assert not pages and len(lines) == 1 and "holds no page" in lines[0]


def test_packed_and_chunked_bodies_and_charsets(tmp_path: Path) -> None:
    """A body comes as the browser would see it, and its declared charset counts."""
    body = gzip.compress(page("Zinc for Łódź.".replace("Ł", "L")))
    zipped = response("zinc", body, more="Content-Encoding: gzip\r\n")
    plain = "Cena cynku w Łodzi".encode("iso-8859-2")
    chunks = b"%x\r\n" % len(plain) + plain + b"\r\n0\r\n\r\n"
    kind = "text/plain; charset=iso-8859-2"
    chunked = response("lodz", chunks, kind=kind, more="Transfer-Encoding: chunked\r\n")
    pages, lines = taken(packed(zipped, chunked), tmp_path)
    assert not lines
    assert "Zinc for L" in pages[0].text
    assert pages[1].text == "Cena cynku w Łodzi" and pages[1].media_type == "text/plain"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_cut_archive_gives_all_whole_records(pack: type[bytes]) -> None:
    """Wherever the last record is cut off it is named with its offset; those before it are pages."""
    records = [pack(one) for one in RECORDS]
    raw, last = b"".join(records), len(records[3])
    for cut in range(5 if pack is bytes else 11, last - 2):  # less costs no word
        found = list(warc.pages(raw[:-cut], "crawl"))
        pages = [f.address for f in found if not isinstance(f, Skipped)]
        lines = [f.line for f in found if isinstance(f, Skipped)]
        assert [p[20:] for p in pages[:3]] == list(NAMES[:3]), cut
        assert len(pages) == 3 and len(lines) == 1, cut
        assert offset(3, records) in lines[0] or offset(2, records) in lines[0], cut


def test_the_program_ends_with_3_and_names_what_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`parley read` of a cut archive: its whole records are read, the rest is a line with the offset."""
    monkeypatch.setattr(flow, "open_stages", quick_stages)
    (tmp_path / "crawl.warc").write_bytes(b"".join(RECORDS)[:-40])
    call = ["read", str(tmp_path / "crawl.warc"), "--ledger", str(tmp_path / "desk.db")]
    assert cli.run(call) == 3
    told = capsys.readouterr()
    assert f"Read {len(RECORDS) - 1} new pages" in told.out
    assert sum(offset(3, RECORDS) in line for line in (told.out + told.err).splitlines()) == 1
    assert cli.run(call) == 3 and "Read 0" in capsys.readouterr().out


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("place", [0, 1, 40, 150, 250])
def test_damage_costs_the_records_that_it_touches(pack: type[bytes], place: int, tmp_path: Path) -> None:
    """After a damaged record reading goes on with the next whole one, and one line says where."""
    records = [pack(one) for one in RECORDS]
    hurt = bytearray(records[1])
    hurt[place : place + 8] = bytes(b ^ 0xFF for b in hurt[place : place + 8])
    pages, lines = taken(b"".join([records[0], bytes(hurt), *records[2:]]), tmp_path)
    assert names(pages)[0] == "tin" and names(pages)[-2:] == ["lead", "salt"]
    if len(pages) == 3:
        assert len(lines) == 1, lines
        assert offset(1, records) in lines[0] or offset(0, records) in lines[0]


def test_a_wrong_digest_is_no_page(tmp_path: Path) -> None:
    """A record whose words were changed after the crawl is left out and named."""
    forged = RECORDS[1].replace(b"Monday", b"Sunday")
    pages, lines = taken(RECORDS[0] + forged + RECORDS[2], tmp_path, "a.warc")
    assert names(pages) == ["tin", "lead"]
    assert len(lines) == 1 and "digest" in lines[0] and offset(1, RECORDS) in lines[0]


def test_a_wrong_length_does_not_swallow_the_next_record(tmp_path: Path) -> None:
    """A record that claims more bytes than it has is named; the one behind it is a page."""
    block = len(RECORDS[1].split(b"\r\n\r\n", 1)[1]) - 4
    claims = RECORDS[1].replace(f"Content-Length: {block}".encode(), f"Content-Length: {block + 50}".encode())
    assert claims != RECORDS[1]
    pages, lines = taken(RECORDS[0] + claims + RECORDS[2], tmp_path, "a.warc")
    assert names(pages) == ["tin", "lead"] and len(lines) == 1


def test_bombs_are_bounded(tmp_path: Path) -> None:
    """A record or body that unpacks to hundreds of MiB is named, and costs no such memory."""
    body = gzip.compress(bytes(200 * 2**20), 1)
    inner = gzip.compress(response("bomb", body, more="Content-Encoding: gzip\r\n"))
    outer = gzip.compress(response("flat", b"a" * 40 * 2**20))
    tracemalloc.start()
    pages, lines = taken(packed(RECORDS[0]) + inner + outer + packed(RECORDS[1]), tmp_path)
    assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    tracemalloc.stop()
    assert names(pages) == ["tin", "zinc"]
    assert len(lines) == 2 and all("more than 30 MiB" in line for line in lines)


def test_an_archive_is_bounded_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More pages than the bound end the reading with a word."""
    monkeypatch.setattr(warc, "MAX_TOTAL", 100)
    pages, lines = taken(packed(*RECORDS), tmp_path)
    assert 0 < len(pages) < 4 and len(lines) == 1 and "split it" in lines[0]


def test_a_wacz_gives_the_pages_of_all_its_archives(tmp_path: Path) -> None:
    """A zip archive with a data package and WARC files is read as these; damage inside is named by file."""
    raw = wacz(a=packed(*RECORDS[:2]), b=packed(*RECORDS[2:])[:-40])
    pages, lines = taken(raw, tmp_path, "desk.wacz")
    assert names(pages) == ["tin", "zinc", "lead"]
    assert len(lines) == 1 and "archive/b.warc.gz, byte" in lines[0]


def test_archives_in_a_zip_and_packed_pages(tmp_path: Path) -> None:
    """A WARC sent in a plain zip, and a page packed with gzip, are read too; cut ones are named."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("x.warc.gz", packed(*RECORDS))
        made.writestr("y.html.gz", gzip.compress(page("Tin rose.")))
        made.writestr("z.html.gz", gzip.compress(page("Tin fell."))[:-9])
    pages, lines = taken(stream.getvalue(), tmp_path, "all.zip")
    assert names(pages) == [*NAMES, "y.html.gz"]
    assert len(lines) == 1 and "z.html.gz" in lines[0]


@pytest.mark.parametrize(
    "raw", [b"WARC/1.0\r\n", b"WARC/1.0", b"WARC/" + bytes(500), gzip.compress(b"WARC/")]
)
def test_archives_that_are_none_are_one_line(raw: bytes, tmp_path: Path) -> None:
    """A file that only begins like an archive is one clear line."""
    pages, lines = taken(raw, tmp_path)
    assert not pages and 1 <= len(lines) <= 2


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_no_page_is_lost_without_a_word(pack: type[bytes]) -> None:
    """Bytes changed, cut out or put in at 400 places: no traceback, and a line where a page is missing."""
    chance = random.Random(7)
    whole = b"".join(pack(one) for one in RECORDS)
    for _ in range(400):
        at, length = chance.randrange(len(whole)), chance.choice((1, 4, 40))
        hurt = whole[:at] + chance.randbytes(chance.choice((0, length, 2 * length))) + whole[at + length :]
        found = list(warc.pages(hurt, "crawl"))
        pages = [f for f in found if not isinstance(f, Skipped)]
        assert len(pages) >= 2
        assert len(pages) == 4 or len(found) > len(pages), (at, length)


def test_an_archive_with_a_damaged_beginning_is_still_one(tmp_path: Path) -> None:
    """The name says what it is; the records behind the damage are pages."""
    pages, lines = taken(b"\x00\x00" + packed(*RECORDS)[2:], tmp_path)
    assert names(pages) == ["zinc", "lead", "salt"] and len(lines) == 1 and "byte 0" in lines[0]


def test_an_archive_packed_with_zstandard(tmp_path: Path) -> None:
    """Each record packed by itself, as crawlers do; a cut one gives its whole records and names the rest."""
    import pyarrow as pa

    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Tin rose.</p></body></html>"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{}\r\n"
        "WARC-Date: 2025-04-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        "Content-Length: {}\r\n\r\n"
    )
    records = [head.format(n, len(http)).encode() + http + b"\r\n\r\n" for n in range(4)]
    packed = [pa.compress(record, codec="zstd", asbytes=True) for record in records]
    path = tmp_path / "crawl.warc.zst"
    path.write_bytes(b"".join(packed))
    found = list(acquire([str(path)], fetched="2025-05-01T00:00:00+00:00"))
    assert [f.address for f in found] == [f"https://example.org/{n}" for n in range(4)]
    path.write_bytes(b"".join(packed)[:-30])
    found = list(acquire([str(path)], fetched="2025-05-01T00:00:00+00:00"))
    assert [f.address for f in found if isinstance(f, Page)] == [f"https://example.org/{n}" for n in range(3)]
    lines = [f.line for f in found if isinstance(f, Skipped)]
    assert any("cannot be unpacked whole" in line for line in lines)
    path.write_bytes(b"\x28\xb5\x2f\xfd no archive")
    (only,) = acquire([str(path)], fetched="2025-05-01T00:00:00+00:00")
    assert isinstance(only, Skipped) and "cannot be unpacked" in only.line


class Watched(bytes):
    """Bytes of which the last one may not be searched: nothing may lie behind the last page of a map."""

    def find(self, mark: object, start: object = 0, end: object = None, /) -> int:
        """As `bytes.find`, which may not be asked up to the end."""
        assert isinstance(end, int) and end < len(self)
        return bytes.find(self, mark, start, end)  # type: ignore[arg-type]


def test_a_mark_is_found_without_a_look_behind_the_end() -> None:
    """At each place, the last too; Python before 3.11.5 reads a byte behind what it searches, and dies."""
    for size in (0, 1, 2, 3, 9):
        for place in range(size + 1):
            raw = Watched((b"." * place + b"ab" + b"." * size)[:size])
            for at in range(size + 2):
                assert warc._found(raw, b"ab", at) == bytes(raw).find(b"ab", at), (raw, at)
