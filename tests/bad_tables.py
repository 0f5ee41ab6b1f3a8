"""Bad tables, settings, dossiers, watch lists, ledgers, exports and folders; all made here."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bad_archives import cut_and_flipped, flipped
from bad_pages import BODY, EVIL, MIB, Maker, html, noise

HEAD = "hs,origin,destination,value,currency\n"
ROW = "0809.21,CA,NO,1000,USD\n"


def files() -> Iterator[tuple[str, Maker]]:
    """Names and makers of all bad files of these kinds."""
    yield from _tables()
    yield from _settings()
    yield from _dossiers()
    yield from _exports()
    yield from _ledgers()


def _tables() -> Iterator[tuple[str, Maker]]:
    texts = {
        "heading-only": HEAD, "no-heading": ROW, "heading-wrong": "a,b,c\n1,2,3\n", "heading-twice": HEAD + HEAD + ROW, "heading-many": "hs," * 100_000 + "\n" + ROW,
        "short-rows": HEAD + "08\n,\n,,\n" + ROW, "long-rows": HEAD + ROW.strip() + ",x" * 100_000 + "\n", "quote-open": HEAD + '"' + ROW * 5000,
        "cell-long": HEAD + '"' + "a" * MIB + '",CA,NO,1,USD\n' + ROW, "cell-lines": HEAD + '"08\n09",CA,NO,1,USD\n' * 500, "nul": HEAD + ROW.replace("CA", "C\0A"),
        "rows": HEAD + ROW * 20_000, "empty-rows": HEAD + ",,,,\n" * 200_000, "semicolons": (HEAD + ROW).replace(",", ";"), "mixed": HEAD + ROW.replace(",", "\t"),
        "formulas": HEAD + "=1+1,@SUM(A1),+CA,-1,=cmd|'/C calc'!A0\n" * 30, "evil": HEAD + f'"{EVIL}",CA,NO,1,USD\n'.replace("\x1b", "\x1b"),
        "values": HEAD + "".join(f"0809.21,CA,NO,{v},USD\n" for v in ("1e308", "1e309", "nan", "inf", "-1", "", "１２", "1.2.3", "1,2", "9" * 5000, "0x10", "1_000", "½", "--1")),
        "codes": HEAD + "".join(f"{c},CA,NO,1,USD\n" for c in ("", "0", "00", "1" * 5000, "٠٨٠٩", "08.09.21.99.99.99", "-08", "08e1", "ab", "'0809", "²²")),
        "parties": HEAD + "".join(f"0809,{p},{p},1,USD\n" for p in ("", "XX", "Atlantis", "a" * 9000, "\u202e", "CA CA", "--", "00")),
        "currencies": HEAD + "".join(f"0809,CA,NO,1,{c}\n" for c in ("", "US", "DOLLARS", "$$$", "ÜSD", "uſd", "XXX")),
        "editions": HEAD.strip() + ",edition\n" + "".join(f"0809,CA,NO,1,USD,{e}\n" for e in ("HS 1066", "9" * 400, "x", "HS2022", "٢٠٢٢")),
        "not-csv": BODY, "html": "<table><tr><td>hs</td></tr></table>", "backslashes": HEAD + "\\" * 200_000,
    }  # fmt: skip
    for name, text in texts.items():
        yield f"table-{name}.csv", lambda t=text: t.encode("utf-8", "surrogatepass")  # type: ignore[misc]
    for code in ("utf-8-sig", "utf-16", "utf-32", "cp500"):
        yield f"table-{code}.csv", lambda c=code: (HEAD + ROW).encode(c)  # type: ignore[misc]
    yield "table-large.csv", lambda: HEAD.encode() + b"\n" * 51 * MIB
    yield "table.xlsx", lambda: _book("<row/>" * 10)
    yield "table-bomb.xlsx", lambda: _book(" " * 200 * MIB)
    yield from cut_and_flipped("lines.xlsx", lambda: _book("<row/>" * 300))


def _book(rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/worksheets/sheet1.xml", f"<sheetData>{rows}</sheetData>")
    return stream.getvalue()


SOURCE = '[[source]]\nname = "a"\naddress = "{}"\n'
WATCH = '[[watch]]\nname = "a"\n{}\n'


def _settings() -> Iterator[tuple[str, Maker]]:
    texts = {
        "nothing": "", "words": BODY, "cut": SOURCE.format("http://127.0.0.1:9/a")[:-3], "not-a-list": "source = 1", "table": "[source]\na = 1", "list-of-numbers": "source = [1, 2]",
        "list-of-lists": "source = [[1]]", "empty-list": "source = []", "unknown-key": SOURCE.format("http://a.example/") + "x = 1", "no-name": '[[source]]\naddress = "http://a.example/"',
        "name-number": SOURCE.format("http://a.example/").replace('"a"', "1"), "name-evil": SOURCE.format("http://127.0.0.1:9/e").replace('"a"', json.dumps(EVIL.replace("\U000e0041", ""))),
        "address-file": SOURCE.format("file:///etc/passwd"), "address-odd": SOURCE.format("http://[::1"), "address-space": SOURCE.format("http://a b/"), "address-control": SOURCE.format("http://a.example/\\u0000\\r\\nHost: b"),
        "address-twice": SOURCE.format("http://a.example/") * 2, "address-long": SOURCE.format("http://a.example/" + "a" * MIB), "address-port": SOURCE.format("http://127.0.0.1:99999/"), "kind": SOURCE.format("http://a.example/") + 'kind = "x"',
        "kind-list": SOURCE.format("http://a.example/") + "kind = []", "every-text": SOURCE.format("http://a.example/") + 'every = "1"', "every-zero": SOURCE.format("http://a.example/") + "every = 0",
        "every-huge": SOURCE.format("http://a.example/") + "every = 99999999999999999999", "every-yes": SOURCE.format("http://a.example/") + "every = true", "every-infinite": SOURCE.format("http://a.example/") + "every = inf",
        "every-day": SOURCE.format("http://a.example/") + "every = 2025-01-01", "follow": SOURCE.format("http://a.example/") + 'follow = "yes"', "closed": "".join(SOURCE.format(f"http://{h}/") for h in ("127.0.0.1:9", "10.0.0.1", "[::1]:9", "0x7f.1")),
        "bounds-unknown": "[bounds]\nwires = 1\n" + SOURCE.format("http://127.0.0.1:9/"), "bounds-huge": "[bounds]\nwire = 99999999999\n" + SOURCE.format("http://127.0.0.1:9/"), "bounds-list": "bounds = [1]\n" + SOURCE.format("http://127.0.0.1:9/"),
        "bounds-text": '[bounds]\nwire = "1"\n' + SOURCE.format("http://127.0.0.1:9/"), "bounds-float": "[bounds]\nwire = nan\n" + SOURCE.format("http://127.0.0.1:9/"),
        "deep": "a = " + "[" * 50_000, "deep-closed": "a = " + "[" * 20_000 + "]" * 20_000, "deep-tables": "a = " + "{a=" * 20_000, "dotted": "a." * 20_000 + "a = 1", "heads": "".join(f"[a{n}]\n" for n in range(30_000)),
        "digits": "a = " + "9" * 100_000, "day": "a = 9999-99-99", "surrogate": 'a = "\\ud800"', "string-open": 'a = """' + "a" * MIB, "keys": "a=1\n" * 5, "carriage": "a = 1\r[[source]]\r", "quotes": 'a = "' + "\\u0041" * 100_000 + '"',
        "many": "".join(SOURCE.format(f"http://127.0.0.1:9/{n}") for n in range(3000)),
        "watch-number": "watch = 1", "watch-table": "[watch]\nname = 'a'", "watch-numbers": "watch = [1, 2]", "watch-lists": "watch = [[1]]", "watch-empty": "watch = []", "watch-nothing": WATCH.format(""),
        "watch-name": '[[watch]]\nname = []\nhs = ["1"]', "watch-unknown": WATCH.format("x = 1"), "watch-goods": WATCH.format("goods = 1"), "watch-goods-number": WATCH.format("goods = [1]"),
        "watch-goods-empty": WATCH.format('goods = [""]'), "watch-twice": WATCH.format('hs = ["1"]') * 2, "watch-to-number": WATCH.format('hs = ["1"]\nto = 1'), "watch-to-text": WATCH.format('hs = ["1"]\nto = "a"'),
        "watch-to-list": WATCH.format('hs = ["1"]\nto = [1]'), "watch-kind": WATCH.format('hs = ["1"]\nto = [{kind = [], address = "a"}]'), "watch-address": WATCH.format('hs = ["1"]\nto = [{kind = "email", address = "no address"}]'),
        "watch-secret": WATCH.format('hs = ["1"]\nto = [{kind = "webhook", address = "http://127.0.0.1:9/", secret = 1}]'), "watch-secret-list": WATCH.format('hs = ["1"]\nto = [{kind = "webhook", address = "http://127.0.0.1:9/", secret = ["PATH"]}]'),
        "watch-hook-file": WATCH.format('hs = ["1"]\nto = [{kind = "slack", address = "file:///etc/passwd"}]'), "watch-hook-private": WATCH.format('hs = ["1"]\nto = [{kind = "teams", address = "http://169.254.169.254/"}]'),
        "watch-hook-odd": WATCH.format('hs = ["1"]\nto = [{kind = "slack", address = "http://[::1"}]'), "watch-mail-lines": WATCH.format('hs = ["1"]\nto = [{kind = "email", address = "a@b.example\\nBcc: c@d.example"}]'),
        "watch-name-evil": WATCH.format('hs = ["1"]').replace('"a"', '"\\u001b[2J\\u202e\\nX: y"'), "watch-extra": WATCH.format('hs = ["1"]\nto = [{kind = "slack", address = "http://127.0.0.1:9/", x = 1}]'), "watch-many": "".join(WATCH.format('hs = ["1"]').replace('"a"', f'"a{n}"') for n in range(2000)),
    }  # fmt: skip
    for name, text in texts.items():
        yield f"set-{name}.toml", lambda t=text: t.encode("utf-8", "replace")  # type: ignore[misc]
    yield "set-utf-16.toml", lambda: SOURCE.format("http://127.0.0.1:9/").encode("utf-16")
    yield "set-mark.toml", lambda: b"\xef\xbb\xbf" + SOURCE.format("http://127.0.0.1:9/").encode()
    yield (
        "set-latin.toml",
        lambda: SOURCE.format("http://127.0.0.1:9/").replace('"a"', '"é"').encode("latin-1"),
    )
    yield "set-large.toml", lambda: b"# " + b"a" * 60 * MIB


DOSSIER = """[dossier]
id = "norway-canada"
title = "Norway and Canada"
compiled = 2025-06-01

[[entry]]
id = "no-cherries"
kind = "measure"
actors = ["NO"]
targets = ["CA"]
instrument = "tariff"

[[entry.fact]]
date = 2025-03-04
action = "announced"
text = "Norway said that it will charge a duty of 12 percent on cherries."
sources = ["https://example.org/a"]
"""


def _dossiers() -> Iterator[tuple[str, Maker]]:
    swaps = {
        "day-far": ("2025-03-04", "9999-12-31"), "day-first": ("2025-03-04", "0001-01-01"), "day-text": ("2025-03-04", '"soon"'), "day-number": ("2025-03-04", "1"), "day-moment": ("2025-03-04", "2025-03-04T99:00:00"),
        "day-list": ("2025-03-04", "[1]"), "day-clock": ("2025-03-04", "10:00:00"), "compiled-number": ("2025-06-01", "1"), "compiled-text": ("2025-06-01", '"9999-99-99"'), "kind": ('"measure"', '"x"'), "kind-list": ('"measure"', '["measure"]'), "actors-text": ('["NO"]', '"NO"'),
        "actors-numbers": ('["NO"]', "[1]"), "actors-tables": ('["NO"]', "[{a = 1}]"), "sources-number": ('["https://example.org/a"]', "1"), "sources-numbers": ('["https://example.org/a"]', "[1]"), "sources-odd": ("https://example.org/a", "javascript:alert(1)"),
        "action": ('"announced"', '"x"'), "action-number": ('"announced"', "1"), "text-number": ('"Norway said that it will charge a duty of 12 percent on cherries."', "1"), "text-empty": ("Norway said that it will charge a duty of 12 percent on cherries.", ""),
        "text-escapes": ("Norway said", "Norway\\u0020said"), "text-long": ("Norway said", "Norway " * 200_000 + "said"), "text-evil": ("Norway said", json.dumps(EVIL.replace("\U000e0041", ""))[1:-1]), "id-evil": ("no-cherries", "../../x"), "id-number": ('"no-cherries"', "1"),
        "id-long": ("no-cherries", "a" * 100_000), "dossier-list": ("[dossier]", "[[dossier]]"), "entry-table": ("[[entry]]", "[entry]"), "fact-table": ("[[entry.fact]]", "[entry.fact]"), "no-entry": ("[[entry]]", "[[other]]"), "unknown": ("[[entry]]", "[[entry]]\nx = 1"),
        "scope": ('instrument = "tariff"', 'instrument = "tariff"\nscope = 1'), "scope-keys": ('instrument = "tariff"', 'instrument = "tariff"\nscope = {x = 1}'), "scope-codes": ('instrument = "tariff"', 'instrument = "tariff"\nscope = {cover = "listed", hs = [1]}'),
        "scope-cover": ('instrument = "tariff"', 'instrument = "tariff"\nscope = {cover = []}'), "rate": ('action = "announced"', 'action = "announced"\nrate = nan'), "rate-text": ('action = "announced"', 'action = "announced"\nrate = "x"'),
        "rate-huge": ('action = "announced"', 'action = "announced"\nrate = 1e308'), "values": ('action = "announced"', 'action = "announced"\nvalues = [1]'), "values-keys": ('action = "announced"', 'action = "announced"\nvalues = [{number = "x", unit = 1}]'),
        "until-before": ('action = "announced"', 'action = "announced"\nuntil = 0001-01-01'), "end-before": ('action = "announced"', 'action = "announced"\nend = 1900-01-01'), "known": ('action = "announced"', 'action = "announced"\nknown = []'), "people": ('action = "announced"', "action = 'announced'\npeople = 1"),
        "carriage": ("\n", "\r\n"), "nul": ("Norway and", "Norway\\u0000and"),
    }  # fmt: skip
    for name, (old, new) in swaps.items():
        yield f"dossier-{name}.toml", lambda o=old, n=new: DOSSIER.replace(o, n).encode("utf-8", "replace")  # type: ignore[misc]
    yield from cut_and_flipped("dossier.toml", DOSSIER.encode)
    yield "dossier-facts.toml", lambda: (DOSSIER + DOSSIER[DOSSIER.index("[[entry.fact]]") :] * 3000).encode()
    yield "dossier-same.toml", lambda: (DOSSIER + DOSSIER[DOSSIER.index("[[entry]]") :]).encode()


def _exports() -> Iterator[tuple[str, Maker]]:
    head = {"form": "parley ledger 1", "schema": "0004"}
    lines: dict[str, list[object]] = {
        "head": [head], "schema-new": [{**head, "schema": "9999"}], "schema-list": [{**head, "schema": ["0004"]}], "form": [{**head, "form": "x"}], "no-hash": [head, {"table": "pages", "columns": []}],
        "hash-wrong": [head, {"hash": "0" * 64}], "table-unknown": [head, {"table": "x", "columns": ["a"]}, [1], {"hash": ""}], "table-list": [head, {"table": ["pages"], "columns": ["a"]}], "columns-unknown": [head, {"table": "pages", "columns": ["zz"]}, [1], {"hash": ""}],
        "columns-number": [head, {"table": "pages", "columns": 1}, [1], {"hash": ""}], "columns-sql": [head, {"table": "pages", "columns": ["id); DROP TABLE pages;--"]}, ["a"], {"hash": ""}], "rows-short": [head, {"table": "pages", "columns": ["id", "address"]}, ["a"], {"hash": ""}],
        "rows-first": [head, [1, 2], {"hash": ""}], "bytes": [head, {"table": "pages", "columns": ["id"]}, [{"b": "!!"}], {"hash": ""}], "bytes-number": [head, {"table": "pages", "columns": ["id"]}, [{"b": 1}], {"hash": ""}], "tables-in-cells": [head, {"table": "pages", "columns": ["id"]}, [[1]], {"hash": ""}],
        "huge-number": [head, {"table": "pages", "columns": ["id"]}, [10**30], {"hash": ""}], "other": [head, 1, "a", None, {"hash": 1}], "null": [None], "list-head": [[head]],
    }  # fmt: skip
    for name, rows in lines.items():
        yield (
            f"export-{name}.export",
            lambda r=rows: gzip.compress("".join(json.dumps(x) + "\n" for x in r).encode()),  # type: ignore[misc]
        )
    yield (
        "export-digits.export",
        lambda: gzip.compress(json.dumps(head).encode() + b"\n" + b"9" * 100_000 + b"\n"),
    )
    yield (
        "export-deep.export",
        lambda: gzip.compress(json.dumps(head).encode() + b"\n" + b"[" * 200_000 + b"\n"),
    )
    yield "export-line.export", lambda: gzip.compress(json.dumps(head).encode() + b"\n" + b" " * 400 * MIB, 1)
    yield "export-lines.export", lambda: gzip.compress(json.dumps(head).encode() + b"\n" + b"[]\n" * 300_000)
    yield (
        "export-rows.export",
        lambda: gzip.compress(
            b'{"form":"parley ledger 1","schema":"0004"}\n{"table":"pages","columns":["id"]}\n'
            + b"[1]\n" * 3000
        ),
    )
    yield "export-plain.export", lambda: json.dumps(head).encode()
    yield from cut_and_flipped(
        "whole.export",
        lambda: gzip.compress(
            b"".join(json.dumps(x).encode() + b"\n" for x in ([head] + [[n] for n in range(3000)]))
        ),
    )


def _ledgers() -> Iterator[tuple[str, Maker]]:
    for name, script in {
        "other": "CREATE TABLE a (b); INSERT INTO a VALUES (1);", "empty": "CREATE TABLE a (b); DROP TABLE a;", "half": "CREATE TABLE pages (id TEXT);", "version-only": "CREATE TABLE parley_schema (version_num TEXT);",
        "version-new": "CREATE TABLE parley_schema (version_num TEXT); INSERT INTO parley_schema VALUES ('9999');", "version-odd": "CREATE TABLE parley_schema (version_num TEXT); INSERT INTO parley_schema VALUES (x'ff');",
        "version-many": "CREATE TABLE parley_schema (version_num TEXT); INSERT INTO parley_schema VALUES ('0001'), ('0002');", "version-claims": "CREATE TABLE parley_schema (version_num TEXT); INSERT INTO parley_schema VALUES ('0004');",
        "view": "CREATE VIEW parley_schema AS WITH RECURSIVE c(version_num) AS (SELECT 1 UNION ALL SELECT version_num + 1 FROM c LIMIT 100000) SELECT version_num FROM c;",
        "trigger": "CREATE TABLE pages (id TEXT); CREATE TRIGGER t AFTER INSERT ON pages BEGIN DELETE FROM pages; END;",
    }.items():  # fmt: skip
        yield f"ledger-{name}.db", lambda s=script: database(s)  # type: ignore[misc]
    whole = "CREATE TABLE a (b);" + "".join(f"INSERT INTO a VALUES ('{'x' * 900}{n}');" for n in range(300))
    yield from cut_and_flipped("ledger.db", lambda: database(whole))
    yield "ledger-head.db", lambda: b"SQLite format 3\0"
    yield "ledger-head-noise.db", lambda: b"SQLite format 3\0" + noise(20_000)
    yield "ledger-pages.db", lambda: flipped(database(whole)[:100], 5) + database(whole)[100:]
    yield "ledger-words.db", lambda: b"notes on tariffs\n" * 900


def database(script: str) -> bytes:
    """The bytes of an SQLite file."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(script)
        return made.serialize()


def odd_places(folder: Path) -> Iterator[Path]:
    """What is no ordinary file: links in rings, pipes, folders with the names of files, evil names."""
    folder.mkdir()
    (folder / "ring").symlink_to("ring2")
    (folder / "ring2").symlink_to("ring")
    (folder / "nowhere.html").symlink_to("gone.html")
    (folder / "device.html").symlink_to("/dev/zero")
    (folder / "memory.txt").symlink_to("/proc/self/mem")
    os.mkfifo(folder / "pipe.html")
    os.mkfifo(folder / "pipe.toml")
    (folder / "folder.html").mkdir()
    (folder / "folder.toml").mkdir()
    (folder / "folder.db").mkdir()
    (folder / "loop").mkdir()
    (folder / "loop" / "again").symlink_to(folder.resolve() / "loop")
    (folder / "closed.html").write_bytes(html("Fees rise."))
    (folder / "closed.html").chmod(0)
    names = (
        "two\nlines.txt",
        "right\u202eleft.html",
        "\x1b[2J.txt",
        "b\udcff.txt",
        "n" * 240 + ".html",
        "-rf.html",
        " .txt",
        "a%00.html",
        "'; rm -rf.html",
        "http:.html",
        "=1+1.csv",
        "*.html",
    )
    for name in names:
        (folder / name).write_bytes(noise(3000))
    deep = folder / "deep"
    for _ in range(200):
        deep = deep / "a"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(BODY)
    yield from sorted(folder.iterdir())
    yield from (
        folder / "gone.html",
        folder / ("n" * 5000),
        folder / "closed.html" / "a",
        Path("/dev/null"),
        Path("/dev/full"),
        Path("/proc/self/maps"),
    )


def bad_parts(folder: Path) -> Iterator[Path]:
    """Folders that `parley batch` did not write, or that were damaged since."""
    notes = {
        "no-json": b"{", "list": b"[]", "number": b"1", "files-number": b'{"files": 1}', "files-list": b'{"files": [1]}', "files-gone": b'{"files": {"pages/a.parquet": "x"}}', "files-out": b'{"files": ["../../../etc/passwd"]}',
        "files-root": b'{"files": ["/etc/passwd"]}', "deep": b"[" * 100_000, "digits": b'{"files": ' + b"9" * 9000 + b"}", "bytes": b"\xff\xfe", "files-pipe": b'{"files": ["pages/pipe"]}', "files-folder": b'{"files": ["pages"]}',
        "files-noise": b'{"files": ["pages/noise.parquet"]}', "files-cut": b'{"files": ["pages/cut.parquet"]}', "files-columns": b'{"files": ["pages/columns.parquet"]}', "files-types": b'{"files": ["pages/types.parquet"]}',
        "files-body": b'{"files": ["pages/good.parquet", "articles/body.parquet"]}', "files-claims": b'{"files": ["pages/good.parquet", "claims/body.parquet"]}', "files-nothing": b'{"files": []}',
    }  # fmt: skip
    for name, raw in notes.items():
        made = folder / name
        (made / "done").mkdir(parents=True)
        (made / "done" / "a.json").write_bytes(raw)
        _shelves(made)
        yield made
    for name in ("done-file", "done-none", "done-pipe"):
        (folder / name).mkdir()
        yield folder / name
    (folder / "done-file" / "done").write_bytes(b"a")
    (folder / "done-pipe" / "done").mkdir()
    os.mkfifo(folder / "done-pipe" / "done" / "a.json")


def _shelves(folder: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    for shelf in ("pages", "articles", "claims"):
        (folder / shelf).mkdir()
    raw = BODY.encode()
    page = {"id": hashlib.sha256(raw).hexdigest(), "address": "a", "fetched": "2025-03-05T00:00:00+00:00", "raw": raw, "text": BODY,
            "encoding": "utf-8", "media_type": "text/plain", "offset": 1}  # fmt: skip
    wrong = {**page, "raw": "a", "text": 1, "offset": "x"}
    for name, row in {
        "pages/good": page,
        "pages/columns": {"a": 1},
        "pages/types": wrong,
        "articles/body": {"page": page["id"], "body": "{"},
        "claims/body": {"article": 1, "body": "[1]"},
    }.items():
        parquet.write_table(pa.Table.from_pylist([row]), folder / f"{name}.parquet")
    whole = (folder / "pages/good.parquet").read_bytes()
    (folder / "pages/cut.parquet").write_bytes(whole[: len(whole) // 2])
    (folder / "pages/noise.parquet").write_bytes(flipped(whole, 1))
    os.mkfifo(folder / "pages/pipe")
