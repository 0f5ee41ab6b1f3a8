"""Fetching is bounded in bytes, time and redirects, and never reaches the private network."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from parley.acquire import acquire
from parley.acquire.addresses import is_public
from parley.acquire.fetch import fetch
from parley.errors import InputError
from parley.model import Skipped

PAGE = b"<html><body><p>The harbour board met on Monday.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        getattr(self, "at_" + self.path.strip("/").split("/")[0])()

    def reply(self, body: bytes, kind: str = "text/html; charset=iso-8859-2", **headers: str) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def at_page(self) -> None:
        self.reply(PAGE)

    def at_zip(self) -> None:
        self.reply(gzip.compress(PAGE), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        packer = zlib.compressobj(wbits=31)
        body = b"".join(packer.compress(bytes(2**20)) for _ in range(64)) + packer.flush()
        self.reply(body, Content_Encoding="gzip")

    def at_big(self) -> None:
        self.reply(b"a " * (8 * 2**20))

    def at_broken(self) -> None:
        self.reply(b"no gzip at all", Content_Encoding="gzip")

    def at_picture(self) -> None:
        self.reply(b"\x89PNG", "image/png")

    def at_loop(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/loop")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def at_away(self) -> None:
        self.send_response(302)
        self.send_header("Location", "file:///etc/passwd")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def at_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.trickle(b"a")

    def at_slowhead(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.trickle(b"X-A: b\r\n")

    def trickle(self, piece: bytes) -> None:
        try:
            for _ in range(100):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def anything(address: str) -> bool:
    return True


def refusal(address: str, seconds: float = 30.0) -> str:
    with pytest.raises(InputError) as caught:
        fetch(address, allowed=anything, seconds=seconds)
    assert "\n" not in caught.value.line()
    return caught.value.line()


def test_a_page_comes_with_kind_and_charset(site: str) -> None:
    """Media type and charset are the header's; packed bytes are unpacked."""
    for path in ("page", "zip"):
        found = fetch(f"{site}/{path}", allowed=anything)
        assert (found.raw, found.media_type, found.charset) == (PAGE, "text/html", "iso-8859-2")


def test_the_policy_is_asked_for_each_connection(site: str) -> None:
    """A spy sees the very address that is connected to, once for each redirect."""
    asked: list[str] = []

    def spy(address: str) -> bool:
        asked.append(address)
        return len(asked) < 3

    with pytest.raises(InputError, match="no public address"):
        fetch(f"{site}/loop", allowed=spy)
    assert asked == ["127.0.0.1"] * 3


def test_loopback_is_not_reached_by_default(site: str) -> None:
    """Without the test's policy the same address is refused, with one line."""
    (found,) = acquire([f"{site}/page"], fetched="2024-05-06T00:00:00Z")
    assert isinstance(found, Skipped) and "no public address" in found.line


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bomb", "unpacks to more than 30 MiB"),
        ("big", "larger than 15 MiB"),
        ("broken", "packed wrongly"),
        ("picture", "image/png"),
        ("loop", "redirects more than 5 times"),
        ("away", "no http"),
    ],
)
def test_bounds(site: str, path: str, why: str) -> None:
    """Bombs, big bodies, wrong kinds and endless or foreign redirects are refused."""
    assert why in refusal(f"{site}/{path}")


@pytest.mark.parametrize("path", ["drip", "slowhead"])
def test_slow_drips_end_at_the_deadline(site: str, path: str) -> None:
    """A server that sends a byte now and then does not hold the reader up."""
    begin = time.monotonic()
    refusal(f"{site}/{path}", seconds=0.5)
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "192.88.99.1", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
        "2001:0:1:2:3:4:80ff:fffe", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
        "ff0e::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1", "localhost", "",
        "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:7f00:1",
    ],
)  # fmt: skip
def test_private_and_special_addresses_are_closed(address: str) -> None:
    """Also where an IPv4 address hides in an IPv6 one."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::101:101", "2606:4700::5efe:101:101"]
)
def test_public_addresses_are_open(address: str) -> None:
    """Ordinary unicast addresses, and public ones behind NAT64."""
    assert is_public(address)
