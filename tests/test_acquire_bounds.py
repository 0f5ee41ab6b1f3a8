"""Bounds can be set, and no socket is ever connected to a closed address: a spy stands at connect."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_acquire_fetch import site as site  # a fixture

from parley import cli
from parley.acquire import acquire
from parley.acquire.bounds import Bounds, bounds, read, using
from parley.acquire.fetch import fetch
from parley.errors import InputError, UsageError
from parley.model import Skipped
from parley.sources import read_bounds

PUBLIC = "93.184.215.14"
Place = tuple[Any, ...]


class ConnectedError(OSError):
    """The spy let nobody through."""


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Place]]:
    """Every address to which a socket was to be connected; none is."""
    seen: list[Place] = []

    def connect(sock: socket.socket, place: Place) -> None:
        seen.append(place)
        raise ConnectedError("spied")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    yield seen


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost",
        "10.0.0.8",
        "169.254.169.254", "0xa9fea9fe", "2852039166", "100.64.1.1", "192.168.1.1", "224.0.0.1",
        "239.255.0.1",
        "255.255.255.255", "[::1]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]",
        "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
        "[2002:a00:1::1]",
        "[2001:0:1:2:3:4:80ff:fffe]", "[fec0::1]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[ff0e::1]",
    ],
)  # fmt: skip
def test_no_socket_goes_to_a_closed_address(host: str, connected: list[Place]) -> None:
    """In whatever form it is written: decimal, hexadecimal, octal, short, or inside an IPv6 address."""
    (found,) = acquire([f"http://{host}/a"], fetched="2024-05-06T00:00:00Z")
    assert isinstance(found, Skipped) and "\n" not in found.line
    assert connected == []


def test_a_name_is_judged_by_what_it_resolves_to_at_connect(
    connected: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a name with a closed and an open address only the open one is tried; when it turns closed, none."""
    answers = [["10.0.0.1", PUBLIC], ["127.0.0.1"]]

    def resolve(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in answers.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for _ in range(2):
        with pytest.raises(InputError):
            fetch("http://harbour.example/a")
    assert connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "target", ["http://2130706433/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/"]
)
def test_a_redirect_is_judged_like_an_address(
    target: str, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop is let through by the test; the second is not connected to."""
    from parley.acquire import addresses, fetch as fetching  # noqa: I001

    seen: list[Place] = []
    connect = socket.socket.connect

    def spy(sock: socket.socket, place: Place) -> None:
        seen.append(place)
        connect(sock, place)

    monkeypatch.setattr(socket.socket, "connect", spy)
    monkeypatch.setattr(fetching, "_further", lambda address, location: target)
    first = iter([True])
    with pytest.raises(InputError):
        fetch(f"{site}/loop", allowed=lambda ip: next(first, False) or addresses.is_public(ip))
    assert len(seen) == 1


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "gopher://example.org"])
def test_only_http_is_spoken(address: str, connected: list[Place]) -> None:
    """Other schemes are no addresses."""
    with pytest.raises(InputError, match="no http"):
        fetch(address)
    assert connected == []


def test_every_bound_is_set_in_the_environment(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was refused is let through, and the other way round; the line tells the bound that holds."""

    def line(path: str) -> str:
        with pytest.raises(InputError) as caught:
            fetch(f"{site}/{path}", allowed=lambda ip: True)
        return caught.value.line()

    monkeypatch.setenv("PARLEY_MAX_REDIRECTS", "2")
    assert "redirects more than 2 times" in line("loop")
    monkeypatch.setenv("PARLEY_MAX_WIRE", "3")
    assert "larger than 3 MiB" in line("big")
    monkeypatch.setenv("PARLEY_MAX_UNPACKED", "20")
    assert "unpacks to more than 20 MiB" in line("bomb")
    monkeypatch.setenv("PARLEY_MAX_SECONDS", "1")
    assert "drip" in line("drip")
    monkeypatch.setenv("PARLEY_MAX_WIRE", "16")
    assert len(fetch(f"{site}/big", allowed=lambda ip: True).raw) == 16 * 2**20
    assert bounds() == Bounds(16, 20, 1, 2, 5_000)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "99999999999"])
def test_what_is_no_bound_is_wrong_use(
    value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line with the name, whoever asks."""
    monkeypatch.setenv("PARLEY_MAX_ITEMS", value)
    with pytest.raises(UsageError, match="not right for items"):
        bounds()
    (tmp_path / "a.txt").write_text("A short notice about tin.")
    assert cli.run(["claims", str(tmp_path / "a.txt")]) == 2
    assert "PARLEY_MAX_" in capsys.readouterr().err


def test_bounds_of_a_list_of_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`[bounds]` in parley.toml holds while it is watched; unknown names are wrong use."""
    path = tmp_path / "parley.toml"
    path.write_text('[bounds]\nwire = 40\n\n[[source]]\nname = "a"\naddress = "https://example.org/a"\n')
    with using(read_bounds(path)):
        assert bounds().wire == 40
    assert bounds().wire == 15
    path.write_text("[bounds]\nwires = 40\n")
    with pytest.raises(UsageError, match="wires is no bound"):
        read_bounds(path)
    path.write_text('[[source]]\nname = "a"\naddress = "https://example.org/a"\n')
    monkeypatch.setenv("PARLEY_MAX_WIRE", "7")
    assert read_bounds(path).wire == 7
    assert read({}, "here") == Bounds()
