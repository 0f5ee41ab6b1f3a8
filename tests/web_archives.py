"""Makers of small web archives for the tests."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zipfile

from parley.acquire.archive import MARK as ZIP


def page(words: str) -> bytes:
    """A page of these words."""
    return f"<html><body><p>{words}</p></body></html>".encode()


def response(
    name: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """A WARC response record at `https://example.org/name` with the digest of its block."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n"
    return record("response", name, head.encode() + body)


def record(kind: str, name: str, block: bytes) -> bytes:
    """A WARC record of any kind over HTTP."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.sha1(name.encode()).hexdigest()}>",
        "WARC-Target-URI": f"https://example.org/{name}",
        "WARC-Date": "2025-05-04T10:20:30Z",
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{key}: {value}\r\n" for key, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """The records, each packed alone, as crawlers write them."""
    return b"".join(gzip.compress(one) for one in records)


def wacz(**archives: bytes) -> bytes:
    """A WACZ with the named WARC files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("datapackage.json", "{}")
        made.writestr("pages/pages.jsonl", "{}")
        for name, raw in archives.items():
            made.writestr(f"archive/{name}.warc.gz", raw)
    assert stream.getvalue().startswith(ZIP)
    return stream.getvalue()
