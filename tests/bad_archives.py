"""Bad archives, mails, PDF files, feeds, lists and answers of registers; all made here."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pyarrow as pa
from bad_pages import BODY, EVIL, LINE, MIB, STORY, Maker, html, noise
from pdf_pages import pdf
from web_archives import packed, page, record, response, wacz

Bytes = Callable[[], bytes]


def files() -> Iterator[tuple[str, Maker]]:
    """Names and makers of all of them."""
    yield from _packed()
    yield from _zips()
    yield from _warcs()
    yield from _mails()
    yield from _pdfs()
    yield from _feeds()
    yield from _lists()
    yield from _registers()


def cut_and_flipped(name: str, whole: Bytes) -> Iterator[tuple[str, Maker]]:
    """A file without its end, without its beginning, and with wrong bits at three places."""
    stem, _, ending = name.partition(".")
    yield f"{stem}-cut.{ending}", lambda: whole()[: len(whole()) * 2 // 3]
    yield f"{stem}-short.{ending}", lambda: whole()[:20]
    yield f"{stem}-behead.{ending}", lambda: whole()[10:]
    yield f"{stem}-tail.{ending}", lambda: whole() + noise(5000)
    for seed in (1, 2, 3):
        yield f"{stem}-flip-{seed}.{ending}", lambda s=seed: flipped(whole(), s)  # type: ignore[misc]


def flipped(raw: bytes, seed: int) -> bytes:
    """The bytes with one bit in a hundred bytes wrong."""
    chance, made = random.Random(seed), bytearray(raw)
    for _ in range(max(len(made) // 100, 1)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, raw in members:
            made.writestr(name, raw, method)
    return stream.getvalue()


def layers(raw: bytes, count: int, name: str = "a") -> bytes:
    """Zip archives in zip archives."""
    for _ in range(count):
        raw = zipped((f"{name}.zip", raw))
    return raw


def _packed() -> Iterator[tuple[str, Maker]]:
    story = html(STORY)
    yield from cut_and_flipped("page.html.gz", lambda: gzip.compress(story * 20))
    yield "bomb.txt.gz", lambda: gzip.compress(bytes(400 * MIB), 1)
    yield "letters-bomb.html.gz", lambda: gzip.compress(b"a " * 14 * MIB, 1)
    yield "twice.gz", lambda: gzip.compress(gzip.compress(bytes(100 * MIB), 9))
    yield "many-times.gz", lambda: _again(gzip.compress, story, 30)
    yield "members.gz", lambda: gzip.compress(b"a") * 50_000
    yield "empty.gz", lambda: gzip.compress(b"")
    yield "head-only.gz", lambda: b"\x1f\x8b\x08"
    yield "name-open.gz", lambda: b"\x1f\x8b\x08\x08\0\0\0\0\0\0" + b"a" * MIB
    yield "reserved.gz", lambda: b"\x1f\x8b\x08\xff" + noise(3000)
    yield "zlib.gz", lambda: zlib.compress(story)
    zst = pa.compress(packed(response("a", page(LINE))), codec="zstd", asbytes=True)
    yield from cut_and_flipped("archive.warc.zst", lambda: _zst(response("a", page(LINE)) * 30))
    yield "other.zst", lambda: _zst(story)
    yield "bomb.warc.zst", lambda: _zst(bytes(300 * MIB))
    yield "dictionary.warc.zst", lambda: b"\x5d\x2a\x4d\x18\x10\0\0\0" + noise(16) + zst
    yield "window.warc.zst", lambda: b"\x28\xb5\x2f\xfd\x00\xf8" + noise(300)


def _zst(raw: bytes) -> bytes:
    stream = io.BytesIO()
    with pa.CompressedOutputStream(pa.PythonFile(stream, "w"), "zstd") as made:
        made.write(raw)
        made.flush()
        return _held(made, stream)


def _held(made: pa.CompressedOutputStream, stream: io.BytesIO) -> bytes:
    keep = stream.getvalue
    stream.close = lambda: None  # type: ignore[method-assign]
    made.close()
    return keep()


def _again(pack: Callable[[bytes], bytes], raw: bytes, count: int) -> bytes:
    for _ in range(count):
        raw = pack(raw)
    return raw


def _zips() -> Iterator[tuple[str, Maker]]:
    story = html(STORY)
    flat = b"a " * 14 * MIB
    yield from cut_and_flipped("pages.zip", lambda: zipped(*((f"{n}.html", story) for n in range(9))))
    yield "flat-bomb.zip", lambda: zipped(*((f"{n}.html", bytes(29 * MIB)) for n in range(40)))
    yield "words-bomb.zip", lambda: zipped(*((f"{n}.txt", flat) for n in range(12)))
    yield (
        "nested-bomb.zip",
        lambda: zipped(
            *((f"{n}.zip", zipped(*((f"{k}.txt", bytes(29 * MIB)) for k in range(9)))) for n in range(9))
        ),
    )
    yield "deep-bomb.zip", lambda: _tree(4, 8, bytes(10 * MIB))
    yield "deep.zip", lambda: layers(story, 40)
    yield (
        "deep-mixed.zip",
        lambda: zipped(
            (
                "a.gz",
                gzip.compress(zipped(("b.zip", zipped(("c.gz", gzip.compress(zipped(("d.html", story)))))))),
            )
        ),
    )
    yield (
        "quine-like.zip",
        lambda: zipped(("a.zip", zipped(("a.zip", zipped(("a.zip", zipped(("a.zip", b"PK\x03\x04")))))))),
    )
    names = ("../../outside.html", "/etc/passwd.html", "C:\\windows\\a.html", "..\\..\\a.html", "a/../../b.html", "\\\\host\\share\\a.html",
             "two\nlines.html", "\x1b[2J.html", "right\u202eleft.html", "n" * 60_000 + ".html", "a/" * 5000 + "b.html", "nul\0name.html",
             "CON.html", "a.html:stream", " .html", "....html", "~/a.html", "-rf.html", "$(id).html", "%2e%2e/a.html")  # fmt: skip
    for number, name in enumerate(names):
        yield f"name-{number:02}.zip", lambda n=name: zipped((n, story))  # type: ignore[misc]
    yield "same-names.zip", lambda: _twice(story)
    yield "many.zip", lambda: zipped(*((f"{n}.png", b"") for n in range(10_001)), method=zipfile.ZIP_STORED)
    yield (
        "empties.zip",
        lambda: zipped(*((f"{n}.html", b"") for n in range(9_000)), method=zipfile.ZIP_STORED),
    )
    yield "folders.zip", lambda: zipped(*((f"{n}/", b"") for n in range(5000)))
    yield "link.zip", lambda: zipped((_info("a.html", 0o120777), b"/etc/passwd"))
    yield "device.zip", lambda: zipped((_info("a.html", 0o020666), story))
    yield "locked.zip", lambda: _patched(zipped(("a.html", story)), 6, 0x01)
    yield "method.zip", lambda: _patched(zipped(("a.html", story)), 8, 0x63)
    yield (
        "sizes.zip",
        lambda: zipped(("a.html", story)).replace(len(story).to_bytes(4, "little"), b"\xff\xff\xff\x7f"),
    )
    yield (
        "checksum.zip",
        lambda: zipped(("a.html", story)).replace(zlib.crc32(story).to_bytes(4, "little"), b"abcd"),
    )
    yield "comment.zip", lambda: zipped(("a.html", story))[:-2] + b"\xff\xff" + b"c" * 65_535
    yield "no-list.zip", lambda: zipped(("a.html", story)).partition(b"PK\x01\x02")[0]
    yield "list-only.zip", lambda: b"PK\x05\x06" + bytes(18)
    yield "mark-only.zip", lambda: b"PK\x03\x04"
    yield "overlap.zip", lambda: _overlapping(story)
    yield "bzip2.zip", lambda: zipped(("a.html", bytes(200 * MIB)), method=zipfile.ZIP_BZIP2)
    yield "lzma.zip", lambda: zipped(("a.html", bytes(100 * MIB)), method=zipfile.ZIP_LZMA)
    yield "hidden.zip", lambda: zipped((".a.html", story), ("__MACOSX/a.html", story))
    yield "parts.zip", lambda: zipped(*((f"F{n}_files/F{n}_files/a.html", story) for n in range(100)))


def _tree(depth: int, wide: int, leaf: bytes) -> bytes:
    raw, name = leaf, "a.txt"
    for _ in range(depth):
        raw = zipped(*((f"{n}-{name}", raw) for n in range(wide)))
        name = "a.zip"
    return raw


def _info(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def _twice(raw: bytes) -> bytes:
    return zipped(("a.html", raw), ("b.html", raw)).replace(b"b.html", b"a.html")


def _patched(raw: bytes, at: int, value: int) -> bytes:
    """The same field of a member's head and of its row in the list."""
    made, row = bytearray(raw), raw.find(b"PK\x01\x02")
    made[at] = made[row + at + 2] = value
    return bytes(made)


def _overlapping(raw: bytes) -> bytes:
    """Many rows of the list that lead to one member."""
    whole = zipped(("a.html", raw))
    row, end = whole.find(b"PK\x01\x02"), whole.find(b"PK\x05\x06")
    rows = whole[row:end] * 200
    tail = bytearray(whole[end:])
    tail[8:12] = (200).to_bytes(2, "little") * 2
    tail[12:16] = len(rows).to_bytes(4, "little")
    return whole[:row] + rows + bytes(tail)


def _warcs() -> Iterator[tuple[str, Maker]]:
    def whole() -> bytes:
        return b"".join(response(f"a{n}", html(STORY + str(n))) for n in range(30))

    yield from cut_and_flipped("crawl.warc", whole)
    yield from cut_and_flipped(
        "crawl.warc.gz", lambda: packed(*(response(f"a{n}", html(STORY)) for n in range(30)))
    )
    yield from cut_and_flipped(
        "crawl.wacz", lambda: wacz(a=packed(response("a", html(STORY))), b=b"no archive")
    )
    yield "one-piece.warc.gz", lambda: gzip.compress(whole())[:-300]
    heads = {
        "length-huge": b"Content-Length: 99999999999999999999", "length-minus": b"Content-Length: -5", "length-none": b"X: y",
        "length-words": b"Content-Length: many", "length-twice": b"Content-Length: 5\r\nContent-Length: 7",
    }  # fmt: skip
    for name, line in heads.items():
        yield f"{name}.warc", lambda at=line: _relined(response("a", html(STORY)), at) * 5  # type: ignore[misc]
    yield (
        "date.warc",
        lambda: response("a", html(STORY)).replace(b"2025-05-04T10:20:30Z", b"9999-99-99T99:99:99Z"),
    )
    yield (
        "date-year-0.warc",
        lambda: response("a", html(STORY)).replace(b"2025-05-04T10:20:30Z", b"0000-00-00T00:00:00Z"),
    )
    yield "date-future.warc", lambda: response("a", html(STORY)).replace(b"2025-05-04", b"2099-05-04")
    yield (
        "address-evil.warc",
        lambda: response("a", html(STORY)).replace(
            b"https://example.org/a", b"\x1b[2Jjavascript:" + b"x" * 9000
        ),
    )
    yield (
        "address-none.warc",
        lambda: response("a", html(STORY)).replace(b"WARC-Target-URI", b"X-Other-Target"),
    )
    yield "bytes-in-head.warc", lambda: response("a", html(STORY)).replace(b"urn:uuid", b"\xff\xfe\0\x80")
    yield "head-long.warc", lambda: b"WARC/1.0\r\n" + b"X: " + b"a" * 10 * MIB + b"\r\n\r\n"
    yield "head-lines.warc", lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000
    yield "marks.warc", lambda: b"WARC/1.0\r\n\r\n" * 20_000
    yield "marks-lines.warc", lambda: b"\r\nWARC/" * 200_000
    yield "packed-marks.warc.gz", lambda: b"\x1f\x8b\x08" * 300_000
    yield "packed-empties.warc.gz", lambda: gzip.compress(b"") * 20_000
    yield "packed-heads.warc.gz", lambda: gzip.compress(b"WARC/")[:40] * 10_000
    yield "bomb.warc.gz", lambda: packed(response("a", bytes(100 * MIB)))
    yield (
        "inner-bomb.warc",
        lambda: response("a", gzip.compress(bytes(300 * MIB)), more="Content-Encoding: gzip\r\n"),
    )
    yield "inner-broken.warc", lambda: response("a", noise(900), more="Content-Encoding: gzip\r\n")
    yield "inner-brotli.warc", lambda: response("a", noise(900), more="Content-Encoding: br\r\n")
    yield (
        "chunks.warc",
        lambda: response("a", b"ffffffffffffffff\r\nabc", more="Transfer-Encoding: chunked\r\n"),
    )
    yield (
        "chunks-many.warc",
        lambda: response("a", b"1\r\na\r\n" * 200_000, more="Transfer-Encoding: chunked\r\n"),
    )
    yield "no-http.warc", lambda: record("response", "a", noise(400))
    yield (
        "http-lines.warc",
        lambda: record(
            "response", "a", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n" + html(STORY)
        ),
    )
    yield "status.warc", lambda: response("a", html(STORY), status="99999999999999 OK")
    yield (
        "kinds.warc",
        lambda: b"".join(
            record(k, "a", html(STORY)) for k in ("", "x" * 9000, "revisit", "warcinfo", "\x1b[2J")
        ),
    )
    yield "version.warc", lambda: response("a", html(STORY)).replace(b"WARC/1.0", b"WARC/9.9")
    yield "no-package.wacz", lambda: zipped(("archive/a.warc.gz", packed(response("a", page(LINE)))))
    yield "no-archives.wacz", lambda: zipped(("datapackage.json", b"{}"))
    yield "bomb.wacz", lambda: wacz(a=gzip.compress(bytes(300 * MIB)))


def _relined(raw: bytes, line: bytes) -> bytes:
    head, _, rest = raw.partition(b"Content-Length: ")
    return head + line + b"\r\n" + rest.partition(b"\r\n")[2]


HEAD = b"From: Anna <anna@example.org>\r\nTo: desk@example.org\r\nSubject: Fees\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"


def multipart(depth: int, leaf: bytes, kind: bytes = b"mixed") -> bytes:
    """Parts within parts."""
    opening, closing = b"", b""
    for n in range(depth):
        mark = b"b%d" % n
        opening += b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n--%s\r\n' % (kind, mark, mark)
        closing = b"\r\n--%s--\r\n" % mark + closing
    return HEAD + opening + leaf + closing


def _mails() -> Iterator[tuple[str, Maker]]:
    plain = b"Content-Type: text/plain\r\n\r\n" + BODY.encode()
    yield from cut_and_flipped("letter.eml", lambda: multipart(2, plain))
    for depth in (11, 1000, 20_000):
        yield f"deep-{depth}.eml", lambda d=depth: multipart(d, plain)  # type: ignore[misc]
    yield "forwarded.eml", lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + plain
    yield (
        "parts.eml",
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + (b"--b\r\n" + plain) * 300,
    )
    yield (
        "parts-many.eml",
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\na\r\n" * 100_000,
    )
    yield "no-boundary.eml", lambda: HEAD + b"Content-Type: multipart/mixed\r\n\r\n--b\r\n" + plain
    yield (
        "boundary-empty.eml",
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n' + plain,
    )
    yield (
        "boundary-long.eml",
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary="' + b"b" * 100_000 + b'"\r\n\r\n' + plain,
    )
    yield (
        "boundary-special.eml",
        lambda: HEAD + b'Content-Type: multipart/mixed; boundary="(.*)+[$"\r\n\r\n--(.*)+[$\r\n' + plain,
    )
    yield "no-end.eml", lambda: HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' + plain
    yield "kind-wrong.eml", lambda: HEAD + b"Content-Type: ////;;;=\r\n\r\n" + BODY.encode()
    yield (
        "kind-parameters.eml",
        lambda: (
            HEAD + b"Content-Type: text/plain" + b"; a*0*=utf-8''x" * 20_000 + b"\r\n\r\n" + BODY.encode()
        ),
    )
    yield (
        "charset-wrong.eml",
        lambda: HEAD + b"Content-Type: text/plain; charset=nowhere-1\r\n\r\n" + BODY.encode(),
    )
    yield (
        "charset-bytes.eml",
        lambda: HEAD + b"Content-Type: text/plain; charset=\xff\xfe\r\n\r\n" + BODY.encode(),
    )
    yield (
        "charset-rfc2231.eml",
        lambda: HEAD + b"Content-Type: text/plain; charset*=nowhere''%ff%fe\r\n\r\n" + BODY.encode(),
    )
    yield (
        "base64.eml",
        lambda: (
            HEAD
            + b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n"
            + b"=A==B!!" * 9000
        ),
    )
    yield (
        "base64-empty.eml",
        lambda: HEAD + b"Content-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\n",
    )
    yield (
        "quoted.eml",
        lambda: (
            HEAD
            + b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain\r\n\r\n"
            + b"=" * 200_000
        ),
    )
    yield (
        "uu.eml",
        lambda: (
            HEAD
            + b"Content-Transfer-Encoding: x-uuencode\r\nContent-Type: text/plain\r\n\r\nbegin 666 a\r\n"
            + noise(9000)
        ),
    )
    yield (
        "transfer.eml",
        lambda: (
            HEAD
            + b"Content-Transfer-Encoding: "
            + b"x" * 90_000
            + b"\r\nContent-Type: text/plain\r\n\r\n"
            + BODY.encode()
        ),
    )
    yield "fields.eml", lambda: HEAD + b"X: y\r\n" * 200_000 + b"\r\n" + BODY.encode()
    yield "field-long.eml", lambda: HEAD + b"X: " + b"y " * 2 * MIB + b"\r\n\r\n" + BODY.encode()
    yield "folded.eml", lambda: HEAD + b"X: y\r\n" + b" z\r\n" * 200_000 + b"\r\n" + BODY.encode()
    yield (
        "encoded-words.eml",
        lambda: HEAD.replace(b"Fees", b"=?utf-8?B?//79?= =?x?q?=1B=5B2J?= " * 2000) + b"\r\n" + BODY.encode(),
    )
    yield (
        "addresses.eml",
        lambda: HEAD.replace(b"desk@example.org", b"(" * 50_000 + b"<,;:" * 9000) + b"\r\n" + BODY.encode(),
    )
    yield (
        "senders.eml",
        lambda: HEAD.replace(b"Anna <anna@example.org>", b'"' + b"a\\" * 30_000) + b"\r\n" + BODY.encode(),
    )
    for number, day in enumerate(
        (
            "Mon, 99 Foo 20000 99:99:99 +9999",
            "0",
            "Tue, 4 Mar 2099 10:00:00 +0000",
            "(" * 9000,
            "1 Jan 0001 00:00 +2359",
            "Thu, 31 Dec 9999 23:59:60 -1200",
        )
    ):
        yield f"day-{number}.eml", lambda d=day: HEAD + f"Date: {d}\r\n\r\n".encode() + BODY.encode()  # type: ignore[misc]
    for number, name in enumerate(("../../a.html", "\x1b[2J\n.html", "=?utf-8?q?..=2F?=", "a" * 70_000, "")):
        part = (
            f'Content-Type: text/html\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
        )
        yield f"attached-{number}.eml", lambda p=part: multipart(1, plain + b"\r\n--b0\r\n" + p + html(STORY))  # type: ignore[misc]
    bomb = b'Content-Type: application/zip\r\nContent-Disposition: attachment; filename="a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    yield (
        "attached-bomb.eml",
        lambda: multipart(
            1,
            plain
            + b"\r\n--b0\r\n"
            + bomb
            + _base64(zipped(*((f"{n}.txt", bytes(29 * MIB)) for n in range(9)))),
        ),
    )
    yield (
        "list-attached.eml",
        lambda: multipart(
            1,
            plain
            + b'\r\n--b0\r\nContent-Type: text/xml\r\nContent-Disposition: attachment; filename="a.opml"\r\n\r\n'
            + opml("http://127.0.0.1:9/a"),
        ),
    )
    yield (
        "saved.mht",
        lambda: (
            HEAD
            + b'Content-Type: multipart/related; boundary="b"\r\n\r\n'
            + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 150
        ),
    )
    yield "no-blank-line.eml", lambda: HEAD
    yield "null-fields.eml", lambda: HEAD + b"Subject: \0\0\0\r\n\r\n" + BODY.encode()


def _base64(raw: bytes) -> bytes:
    import base64

    return base64.encodebytes(raw)


def _pdfs() -> Iterator[tuple[str, Maker]]:
    lines = [*BODY.splitlines()]
    lines = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    yield from cut_and_flipped("paper.pdf", lambda: pdf([lines] * 5))
    yield "head.pdf", lambda: b"%PDF-1.7\n"
    yield "junk.pdf", lambda: b"%PDF-1.4 \x00\x01\x02 obj" + noise(90_000)
    yield "objects.pdf", lambda: b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 100_000
    yield "deep-arrays.pdf", lambda: pdf([lines], "/Info " + "[" * 100_000)
    yield "deep-names.pdf", lambda: pdf([lines], "/Info " + "<<" * 100_000)
    yield "self-root.pdf", lambda: pdf([lines]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R")
    yield "self-kids.pdf", lambda: pdf([lines]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    yield "many-kids.pdf", lambda: pdf([lines]).replace(b"/Kids [4 0 R]", b"/Kids [" + b"2 0 R " * 100 + b"]")
    yield "self-contents.pdf", lambda: pdf([lines]).replace(b"/Contents 5 0 R", b"/Contents 4 0 R")
    yield "self-previous.pdf", lambda: _previous(pdf([lines]))
    yield "length-self.pdf", lambda: pdf([lines]).replace(b"/Length ", b"/Length 5 0 R % ", 1)
    yield "length-huge.pdf", lambda: pdf([lines]).replace(b"/Length ", b"/Length 99999999999 % ", 1)
    yield "count-huge.pdf", lambda: pdf([lines]).replace(b"/Count 1", b"/Count 999999999")
    yield "count-minus.pdf", lambda: pdf([lines]).replace(b"/Count 1", b"/Count -1")
    yield "pages.pdf", lambda: pdf([["Fees"]] * 301)
    yield "start-far.pdf", lambda: pdf([lines]).rpartition(b"startxref")[0] + b"startxref\n99999999999\n%%EOF"
    yield "size-huge.pdf", lambda: pdf([lines]).replace(b"/Size 6", b"/Size 999999999")
    yield "xref-huge.pdf", lambda: pdf([lines]).replace(b"xref\n0 6", b"xref\n0 99999999")
    yield (
        "locked.pdf",
        lambda: pdf(
            [lines],
            "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("
            + "a" * 32
            + ") /U ("
            + "b" * 32
            + ") >> /ID [(a)(b)]",
        ),
    )
    yield "locked-unknown.pdf", lambda: pdf([lines], "/Encrypt << /Filter /Other /V 99 >> /ID [(a)(b)]")
    yield "locked-self.pdf", lambda: pdf([lines], "/Encrypt 1 0 R")
    yield "font-none.pdf", lambda: pdf([lines]).replace(b"/F1 3 0 R", b"/F1 99 0 R")
    yield (
        "font-wrong.pdf",
        lambda: pdf([lines]).replace(b"/Encoding /WinAnsiEncoding", b"/Encoding [1 2 3] /Widths (a)"),
    )
    yield "bomb.pdf", lambda: _streamed(zlib.compress(bytes(100 * MIB)), b"/FlateDecode")
    yield (
        "bombs.pdf",
        lambda: _streamed(zlib.compress(zlib.compress(bytes(300 * MIB))), b"[/FlateDecode /FlateDecode]"),
    )
    yield "filters.pdf", lambda: _streamed(noise(900), b"[" + b"/ASCIIHexDecode " * 20_000 + b"]")
    yield "lzw.pdf", lambda: _streamed(noise(90_000), b"/LZWDecode")
    yield "runs.pdf", lambda: _streamed(b"\x81a" * 300_000, b"/RunLengthDecode")
    yield "ascii85.pdf", lambda: _streamed(b"z" * 3 * MIB, b"/ASCII85Decode")
    yield (
        "unpacked-short.pdf",
        lambda: _streamed(zlib.compress(b"BT (Fees) Tj ET" * 900)[:200], b"/FlateDecode"),
    )
    yield "states.pdf", lambda: _streamed(zlib.compress(b"q " * 3 * MIB), b"/FlateDecode")
    yield (
        "operators.pdf",
        lambda: _streamed(zlib.compress(b"BT /F1 9 Tf (a) Tj ET " * 300_000), b"/FlateDecode"),
    )
    yield (
        "open-text.pdf",
        lambda: _streamed(b"BT (" + b"(" * 200_000, b"/ASCIIHexDecode").replace(b"/ASCIIHexDecode", b"[]"),
    )
    yield "array-open.pdf", lambda: _streamed(b"BT " + b"[" * 200_000, b"[]")
    yield "image-open.pdf", lambda: _streamed(b"BI ID " + noise(200_000), b"[]")
    yield "scan.pdf", lambda: pdf([[""]] * 3)
    yield "signs.pdf", lambda: pdf([["%&/()=?!" * 9] * 40])
    yield "late-mark.pdf", lambda: b"\n" * 900 + pdf([lines])


def _previous(raw: bytes) -> bytes:
    at = raw.rfind(b"xref\n0")
    return raw.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % at)


def _streamed(raw: bytes, name: bytes) -> bytes:
    """A page whose commands are these bytes, packed in this way."""
    whole = pdf([["Fees"]])
    head, _, rest = whole.partition(b"5 0 obj")
    tail = rest.partition(b"endobj")[2]
    return (
        head
        + b"5 0 obj\n<< /Length %d /Filter %s >>\nstream\n" % (len(raw), name)
        + raw
        + b"\nendstream\nendobj"
        + tail
    )


def rss(items: str, head: str = "") -> bytes:
    """A feed of these items."""
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'.encode(
        "utf-8", "replace"
    )


def item(text: str, more: str = "") -> str:
    """An entry with this text."""
    return f"<item><title>Fees</title><link>https://example.org/a</link>{more}<description><![CDATA[{text}]]></description></item>"


def opml(*addresses: str, head: str = "") -> bytes:
    """A list of feeds."""
    rows = "".join(f'<outline type="rss" text="a" xmlUrl="{address}"/>' for address in addresses)
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{rows}</body></opml>'.encode(
        "utf-8", "replace"
    )


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b0 "lol">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/y">]>'
QUADRATIC = '<!DOCTYPE a [<!ENTITY x "' + "a" * 60_000 + '">]>'
ENTRY = "<item><title>&b9;&x;&y;</title><description>&x;&b9;</description></item>"
HIDING = "<!-- " + "a" * 5000 + " -->"


def _feeds() -> Iterator[tuple[str, Maker]]:
    yield from cut_and_flipped("news.xml", lambda: rss(item(STORY) * 40))
    for name, head in {
        "entities": ENTITIES,
        "outside": OUTSIDE,
        "quadratic": QUADRATIC,
        "late-entities": HIDING + ENTITIES,
        "late-outside": HIDING + OUTSIDE,
    }.items():
        yield (
            f"{name}.rss",
            lambda h=head: rss(item(STORY) + ENTRY * 50, h),  # type: ignore[misc]
        )
        yield (
            f"{name}.xml",
            lambda h=head: rss(item(STORY) + ENTRY, h),  # type: ignore[misc]
        )
    yield "items.xml", lambda: rss(item("Fees rise.") * 100_000)
    yield "items-empty.rss", lambda: rss("<item/>" * 200_000)
    yield "deep.rss", lambda: rss("<item>" * 50_000)
    yield "deep-words.rss", lambda: rss(item("<div>" * 100_000 + STORY))
    yield "same-ids.rss", lambda: rss(item(STORY, "<guid>1</guid>") * 300)
    for number, day in enumerate(
        (
            "2099-01-01",
            "0",
            "Tue, 99 Foo 0000",
            "9" * 9000,
            "Thu, 31 Dec 9999 23:59:60 -1200",
            "1 Jan 0001 00:00:00 +1400",
            "now",
            "\x0b",
        )
    ):
        yield f"feed-day-{number}.rss", lambda d=day: rss(item(STORY, f"<pubDate>{d}</pubDate>"))  # type: ignore[misc]
    for number, link in enumerate(
        (
            "javascript:alert(1)",
            "http://[::1",
            "\x7f",
            "a" * 90_000,
            "../../etc",
            "http://127.0.0.1/" + "%" * 99,
        )
    ):
        yield f"feed-link-{number}.rss", lambda k=link: rss(item(STORY).replace("https://example.org/a", k))  # type: ignore[misc]
    yield (
        "title-evil.rss",
        lambda: rss(
            item(STORY).replace(
                "Fees", EVIL.replace("&", "").replace("<", "").replace("\x1b", "").replace("\x07", "")
            )
        ),
    )
    yield "nothing.rss", lambda: rss("")
    yield "root-only.rss", lambda: b"<rss>"
    yield "other-root.rss", lambda: b"<svg></svg>"
    yield "words.rss", lambda: BODY.encode()
    yield (
        "atom.xml",
        lambda: (
            b'<feed xmlns="http://www.w3.org/2005/Atom">'
            + b"<entry><content src='file:///etc/passwd'/></entry>" * 900
        ),
    )
    yield (
        "namespaces.xml",
        lambda: rss(item(STORY), "").replace(
            b"<rss", b"<rss " + b" ".join(b'xmlns:a%d="b%d"' % (n, n) for n in range(20_000))
        ),
    )
    yield "attributes.xml", lambda: b"<rss " + b" ".join(b'a%d="b"' % n for n in range(100_000)) + b">"
    yield "comments.xml", lambda: b"<!---->" * 570 + b"<feed "
    yield "comments.opml", lambda: b"<!-- -->" * 500 + b"<o:opml "
    yield (
        "utf-16.rss",
        lambda: rss(item(STORY)).decode().replace("<?xml", '<?xml encoding="utf-8"').encode("utf-16"),
    )
    yield "said-utf-32.rss", lambda: rss(item(STORY)).replace(b'"1.0"', b'"1.0" encoding="utf-32"')
    yield (
        "include.rss",
        lambda: rss(
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
            + item(STORY)
        ),
    )
    yield (
        "sheet.rss",
        lambda: b'<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>' * 900 + rss(item(STORY))[21:],
    )
    yield (
        "json-feed.json",
        lambda: json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": STORY}]}
        ).encode(),
    )


CLOSED = ("http://127.0.0.1:9/a", "http://[::1]:9/a", "http://2130706433/a", "http://0x7f.1/a", "http://169.254.169.254/latest",
          "http://[64:ff9b::7f00:1]/", "http://localhost:22/", "http://[::ffff:10.0.0.1]/", "https://192.168.1.1/", "http://[fec0::1]/")  # fmt: skip


def _lists() -> Iterator[tuple[str, Maker]]:
    yield from cut_and_flipped("feeds.opml", lambda: opml(*CLOSED[:3]))
    yield "closed.opml", lambda: opml(*CLOSED)
    yield "many.opml", lambda: opml(*(f"http://127.0.0.1:9/{n}" for n in range(100_000)))
    yield (
        "schemes.opml",
        lambda: opml(
            "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1", "javascript:alert(1)", "//x"
        ),
    )
    yield (
        "odd.opml",
        lambda: opml(
            "http://a b/",
            "http://[::1",
            "http://x:99999/",
            "http://x:-1/",
            "http://" + "a" * 70_000,
            "http://\x7f/",
            "http://ex\nample/",
            "http://é" + "." * 300,
        ),
    )
    yield "self.opml", lambda: opml("self.opml", "http://127.0.0.1:9/self.opml")
    yield "deep.opml", lambda: opml(CLOSED[0]).replace(b"<body>", b"<body>" + b"<outline>" * 100_000)
    for name, head in {"entities": ENTITIES, "outside": OUTSIDE, "late-outside": HIDING + OUTSIDE}.items():
        yield f"{name}.opml", lambda h=head: opml("&x;", "&y;", "http://127.0.0.1:9/&b9;", head=h)  # type: ignore[misc]
    yield "site.xml", lambda: sitemap(*CLOSED)
    yield "site-cycle.xml", lambda: sitemap("http://127.0.0.1:9/site.xml", kind="sitemap")
    yield "site-many.xml.gz", lambda: gzip.compress(sitemap(*(f"http://10.0.0.1/{n}" for n in range(60_000))))
    yield "site-entities.xml", lambda: ENTITIES.encode() + sitemap("http://127.0.0.1/&b9;")
    yield "site-empty.xml", lambda: sitemap()
    yield "site-deep.xml", lambda: b"<urlset>" * 100_000
    yield "site-words.xml", lambda: b"<urlset>" + LINE.encode() * 50_000


def sitemap(*addresses: str, kind: str = "url") -> bytes:
    """A list of pages."""
    root = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    rows = "".join(f"<{kind}><loc>{a}</loc></{kind}>" for a in addresses)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{root}>'.encode()


def _registers() -> Iterator[tuple[str, Maker]]:
    good = {"document_number": "2025-1", "title": "Duty on cherries", "abstract": LINE}
    answers: dict[str, object] = {
        "results-null": {"results": None, "document_number": 1}, "results-text": {"results": "a", "document_number": 1},
        "rows-wrong": {"results": [None, 1, [], "a", {}, {"document_number": []}, good]}, "row-types": {"results": [{**good, "agencies": {"a": 1}, "effective_on": 20250101, "type": []}]},
        "row-days": {"results": [{**good, "effective_on": "9999-99-99", "publication_date": "0000-00-00"}]}, "row-links": {"results": [{**good, "html_url": "javascript:alert(1)"}]},
        "next": {"results": [good], "next_page_url": "http://127.0.0.1:9/a"}, "next-self": {"results": [good], "next_page_url": ["a"]},
        "many": {"results": [good] * 20_000}, "long": {"results": [{**good, "abstract": LINE * 1000}]}, "evil": {"results": [{**good, "title": EVIL, "abstract": EVIL}]},
        "surrogate": {"results": [{**good, "title": "\ud800", "html_url": "http://\udfff"}]},
    }  # fmt: skip
    for name, answer in answers.items():
        yield f"register-{name}.json", lambda a=answer: json.dumps(a).encode()  # type: ignore[misc]
    yield from cut_and_flipped("register.json", lambda: json.dumps({"results": [good] * 20}).encode())
    yield "register-deep.json", lambda: b'{"document_number":' + b"[" * 200_000
    yield (
        "register-closed.json",
        lambda: b'{"document_number":' + b"[" * 100_000 + b"]" * 100_000 + b',"results":[]}',
    )
    yield "register-digits.json", lambda: b'{"results":[],"document_number":' + b"9" * 100_000 + b"}"
    yield "register-infinity.json", lambda: b'{"results":[{"document_number":1e999,"title":NaN}]}'
    yield "other.json", lambda: b'{"a":1}'
    yield "text.json", lambda: BODY.encode()
