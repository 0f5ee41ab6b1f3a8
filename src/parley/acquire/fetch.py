"""Bounded fetching over http(s): size, time, redirects, and only to public addresses.

The address is checked when the socket is opened, not before: a name that resolves to a public address in a
check and to a private one a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from parley.acquire.addresses import is_public
from parley.acquire.bounds import bounds
from parley.acquire.files import looks_like_html
from parley.acquire.found import Found
from parley.errors import InputError

CHUNK = 65536
LONGEST_ADDRESS = 8000
AGENT = "parley (reader of trade news)"
BROKEN = (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)
OTHER_KINDS = {
    "application/pdf", "application/zip", "application/wacz", "application/warc", "application/gzip",
    "application/x-gzip", "application/json", "message/rfc822", "multipart/related",
}  # fmt: skip
NOT_MODIFIED = 304
MOVED = {301, 302, 303, 307, 308}

Policy = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a server knows which state of a document is held: its `ETag` and `Last-Modified`."""

    tag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The fields that ask only for another state."""
        named = {"If-None-Match": self.tag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


class RefusedError(InputError):
    """The server answered with a `status` that is no page; `retry_after` is what it said with it."""

    def __init__(self, status: int, where: str, retry_after: str | None) -> None:
        super().__init__(f"answered {status}", where=where, hint="open it in a browser")
        self.status, self.retry_after = status, retry_after


def fetch(address: str, *, allowed: Policy = is_public, seconds: float | None = None) -> Found:
    """The document at `address`, within the `bounds` in bytes, and within `seconds` where they are given.

    `allowed` judges each IP address at the moment of connecting. Raises `InputError` with one line.
    """
    return _exchange(address, {}, allowed, seconds)[0]


def fetch_changed(
    address: str, held: Mark, *, allowed: Policy = is_public, seconds: float | None = None
) -> tuple[Found | None, Mark]:
    """As `fetch`, with the mark of the answer; None where the document is still the one that is held."""
    try:
        return _exchange(address, held.headers(), allowed, seconds)
    except RefusedError as error:
        if error.status == NOT_MODIFIED:
            return None, held
        raise


def _exchange(
    address: str, headers: dict[str, str], allowed: Policy, seconds: float | None
) -> tuple[Found, Mark]:
    most = bounds()
    deadline = time.monotonic() + (most.seconds if seconds is None else seconds)
    target = address
    for _ in range(most.redirects + 1):
        connection = _connection(target, allowed, deadline)
        # A socket's own timeout starts anew with each byte; this ends the whole exchange.
        alarm = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            response = _answer(connection, target, headers)
            if response.status not in MOVED:
                mark = Mark(response.headers.get("ETag"), response.headers.get("Last-Modified"))
                return _found(response, target, deadline), mark
            target = _further(target, response.headers.get("Location") or "")
        finally:
            alarm.cancel()
            connection.close()
    raise InputError(
        f"redirects more than {most.redirects} times", where=address, hint="give the final address"
    )


def _further(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise InputError("redirects to no address", where=address, hint="give the final one") from error


def _connection(address: str, allowed: Policy, deadline: float) -> _Plain | _Secure:
    told = parts(address)
    kind = _Secure if told.scheme == "https" else _Plain
    try:
        port = told.port or (443 if told.scheme == "https" else 80)
        connection = kind(told.hostname or "", port, timeout=max(0.1, deadline - time.monotonic()))
    except (ValueError, HTTPException) as error:
        raise InputError("is no http(s) address", where=address, hint="write https://host/path") from error
    connection.allowed = allowed
    return connection


def _hang_up(connection: _Plain | _Secure) -> None:
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _answer(connection: _Plain | _Secure, address: str, more: dict[str, str]) -> urllib3.BaseHTTPResponse:
    told = parts(address)
    path = (told.path or "/") + (f"?{told.query}" if told.query else "")
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "close", **more}
    try:
        connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
        return connection.getresponse()
    except BROKEN as error:
        raise InputError(f"cannot be fetched: {_reason(error)}", where=address, hint="try later") from error


def parts(address: str) -> SplitResult:
    """The address taken apart; raises `InputError` where it is none of http or https."""
    try:
        told = urlsplit(address)
    except ValueError as error:  # an IPv6 address without its end
        raise InputError("is no http(s) address", where=address, hint="write https://host/path") from error
    if told.scheme not in ("http", "https") or not told.hostname or len(address) > LONGEST_ADDRESS:
        raise InputError("is no http(s) address", where=address, hint="write https://host/path")
    return told


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:160] or type(error).__name__


def _connect(host: str, port: int, timeout: float, allowed: Policy) -> socket.socket:
    """A socket to the first allowed address of `host`; every address is judged here and nowhere else."""
    problem: OSError = OSError("the name has no public address")
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not allowed(str(place[0])):
            continue
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(timeout)
            sock.connect(place)
            return sock
        except OSError as error:
            sock.close()
            problem = error
    raise problem


class _Plain(HTTPConnection):
    allowed: Policy = staticmethod(is_public)

    def _new_conn(self) -> socket.socket:
        return _connect(self._dns_host, self.port, float(self.timeout or bounds().seconds), self.allowed)


class _Secure(HTTPSConnection):
    allowed: Policy = staticmethod(is_public)

    def _new_conn(self) -> socket.socket:
        return _connect(self._dns_host, self.port, float(self.timeout or bounds().seconds), self.allowed)


def _found(response: urllib3.BaseHTTPResponse, address: str, deadline: float) -> Found:
    if response.status != 200:
        raise RefusedError(response.status, address, response.headers.get("Retry-After"))
    raw = _unpacked(response, address, deadline)
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type") or ""
    kind = header.get_content_type() if header["Content-Type"] else ""
    if not kind or (kind == "text/plain" and looks_like_html(raw)):
        kind = "text/html" if looks_like_html(raw) else "text/plain"
    if not kind.startswith("text/") and "xml" not in kind and kind not in OTHER_KINDS:
        hint = "only HTML, feeds, text, PDF, mail, zip and web archives are read"
        raise InputError(f"is of kind {kind}", where=address, hint=hint)
    return Found(address, raw, kind, header.get_param("charset") and str(header.get_param("charset")))


def _unpacked(response: urllib3.BaseHTTPResponse, address: str, deadline: float) -> bytes:
    unpack = _unpacker(response.headers.get("Content-Encoding") or "", address)
    parts, size, most = [], 0, bounds()
    try:
        for chunk in _chunks(response, address, deadline):
            part = unpack(chunk, most.bytes + 1 - size)
            size += len(part)
            if size > most.bytes:
                raise InputError(f"unpacks to more than {most.unpacked} MiB", where=address, hint="refused")
            parts.append(part)
    except zlib.error as error:
        raise InputError("is packed wrongly", where=address, hint="try later") from error
    return b"".join(parts)


def _unpacker(encoding: str, address: str) -> Callable[[bytes, int], bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk, room: chunk
    if name not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"is packed as {name[:40]}", where=address, hint="only gzip and deflate are read")
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress


def _chunks(response: urllib3.BaseHTTPResponse, address: str, deadline: float) -> Iterator[bytes]:
    size, most = 0, bounds()
    chunk = b"-"
    try:
        while chunk:
            chunk = response.read1(CHUNK)
            size += len(chunk)
            if size > most.wire_bytes:
                raise InputError(f"is larger than {most.wire} MiB", where=address, hint="refused")
            if time.monotonic() > deadline:  # a hung-up exchange looks like a whole one
                raise InputError("took too long", where=address, hint="try later")
            yield chunk
    except BROKEN as error:
        raise InputError(f"broke off: {_reason(error)}", where=address, hint="try later") from error
