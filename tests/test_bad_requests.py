"""Bad requests, forms, uploads, arguments of tools and settings: each is answered in one line, none is a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bad_archives
import bad_pages
import bad_tables
import pytest
from demo_run import demo
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from mcp.server.mcpserver.exceptions import ToolError

from parley import cli
from parley.library import Library
from parley.mcp import Tools
from parley.serve import Door, application
from parley.store import Store, open_store

FULL = os.environ.get("PARLEY_BAD") == "full"
VALUES = (
    "", " ", "\0", "\x1b[2J", "a" * 2000, "'; DROP TABLE pages;--", "../../../etc/passwd", "\u202e\u200b", "2099-99-99", "0000-01-01", "9999-12-31",
    "-1", "0", "9" * 400, "1e309", "NaN", "[]", "{{7*7}}", '"', '" OR NEAR(a b', "a* -b col:x ^", "(", "%00%ff", "\ud800", "\U0001f600" * 60, "<script>alert(1)</script>",
    "٢٠٢٥-٠٣-٠٤", "us-china", "OTk5OTk6MA==", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
)  # fmt: skip
NAMES = ("as_of", "known", "since", "until", "dispute", "limit", "cursor", "q", "kind", "in", "party", "outlet", "speaker", "status", "order",
         "from", "assume", "day", "thread", "entry", "page", "view", "shelf", "words", "form")  # fmt: skip
SOME = slice(None) if FULL else slice(None, None, 4)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(demo()[1], create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    """The doors over the ledger of the demo; a fault is an answer of 500, as a browser would see it."""
    app = application(Library(store), Door())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def paths(client: TestClient) -> list[tuple[str, str]]:
    """Method and path of every route, also of those in included routers."""
    found = []
    for route in client.app.routes:  # type: ignore[attr-defined]
        for one in getattr(getattr(route, "original_router", None), "routes", [route]):
            if isinstance(one, APIRoute):
                found += [(method, one.path) for method in sorted(one.methods or ())]
    return found


def filled(path: str, value: str) -> str:
    """A path with the value in the place of its parameters."""
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + quote(value or "x", safe="", errors="replace") + rest.partition("}")[2]
    return path


def encoded(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def test_all_routes_are_asked(client: TestClient) -> None:
    """Pages, API, feeds and forms."""
    known = paths(client)
    assert len(known) > 30
    assert {("GET", "/api/v1/search"), ("POST", "/exposure"), ("POST", "/review/{what}")} <= set(known)


@pytest.mark.parametrize("number", range(len(VALUES))[SOME])
def test_no_parameter_of_an_address_is_a_fault(number: int, client: TestClient) -> None:
    """In the path, and in every parameter of the query, alone and all at once."""
    value = VALUES[number]
    for method, path in paths(client):
        if method != "GET":
            continue
        query = "&".join(f"{name}={quote(encoded(value), safe='')}" for name in NAMES)
        names = NAMES if FULL else (NAMES[number % len(NAMES)],)
        each = [f"{name}={quote(encoded(value), safe='')}" for name in names] if "{" not in path else [""]
        for given in (query, *each):
            answer = client.get(f"{filled(path, value)}?{given}", follow_redirects=False)
            assert answer.status_code < 500, (path, given[:200], answer.text[:300])
            assert "\x1b" not in answer.text and "Traceback" not in answer.text
            if answer.status_code >= 400 and path.startswith("/api/"):
                assert "\n" not in answer.json()["detail"]


FORMS: dict[str, tuple[str, ...]] = {
    "/review/join": ("one", "other", "who", "note"), "/review/apart": ("one", "other", "who", "note"), "/review/undo": ("one", "who"),
    "/review/none": ("one", "who"), "/correct/none": ("claim", "who", "note"), "/exposure": ("table", "assume", "as_of"),
}  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
def test_no_field_of_a_form_is_a_fault(path: str, client: TestClient, store: Store) -> None:
    """The ledger keeps what it had, and no decision is made."""
    before = (store.counts(), len(store.decisions()))
    for value in VALUES[SOME]:
        for name in FORMS[path]:
            data = {n: "Anna" if n == "who" else "1" for n in FORMS[path]} | {
                name: value.encode("utf-8", "replace").decode()
            }
            answer = client.post(path, data=data, headers={"Origin": "http://127.0.0.1"})
            assert answer.status_code < 500, (path, name, value[:50], answer.text[:300])
    assert (store.counts(), len(store.decisions())) == before


def uploads() -> list[tuple[str, Any]]:
    """Files of all kinds, those that no form may hold among them."""
    every = [*bad_tables.files(), *bad_archives.files(), *bad_pages.files()]
    tables = [(n, m) for n, m in every if n.startswith("table")]
    return every if FULL else [*tables[::3], *every[::97]]


def test_no_upload_is_a_fault(client: TestClient) -> None:
    """Each is answered with a page; what is no table is refused with its reason."""
    for name, make in uploads():
        raw = make()
        if len(raw) > 8 * bad_pages.MIB:
            raw = raw[: 6 * bad_pages.MIB]
        answer = client.post("/exposure", files={"file": (name, raw)}, headers={"Origin": "http://127.0.0.1"})
        assert answer.status_code in (200, 400, 413, 422), (name, answer.status_code, answer.text[-300:])


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "["}, 421), ({"host": "[::1"}, 421), ({"host": ""}, 421), ({"host": "127.0.0.1:x"}, 200), ({"host": "a" * 9000}, 421), ({"host": "127.0.0.1@evil.example"}, 421),
        ({"cookie": "parley_visit=\xff; parley_who=\x01"}, 200), ({"cookie": "parley_visit=" + "9" * 5000}, 200), ({"if-none-match": "\xff" * 900}, 200), ({"authorization": "Bearer \xff"}, 200),
    ],
)  # fmt: skip
def test_no_header_is_a_fault(headers: dict[str, str], code: int, client: TestClient) -> None:
    """A host that cannot be read is a foreign one."""
    sent: Any = {name: value.encode("latin-1") for name, value in headers.items()}
    for path in ("/", "/review", "/api/v1/state"):
        assert client.get(path, headers=sent).status_code == code


def test_no_argument_of_a_tool_is_a_fault(store: Store) -> None:
    """Each tool answers, or says in one line what is wrong."""
    tools = Tools(Library(store))
    names = [name for name in vars(Tools) if not name.startswith("_")]
    asked = 0
    for name in names:
        tool = getattr(tools, name)
        for argument in tool.__func__.__annotations__:
            for value in VALUES[SOME] if argument != "return" else ():
                asked += 1
                try:
                    assert tool(**{argument: value} if name != "entry" else {"id": "x", argument: value})
                except ToolError as error:
                    assert "\n" not in str(error)
    assert asked > 100


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((f"PARLEY_MAX_{n}", v) for n in ("WIRE", "UNPACKED", "SECONDS", "REDIRECTS", "ITEMS") for v in ("0", "-1", "x", "1.5", "9" * 5000, "٣x", "\x1b[2J")),
        *(("PARLEY_PROCESSES", v) for v in ("0", "x", "-1", "9" * 5000, "²")),
        *(("PARLEY_DATABASE", v) for v in ("postgresql+psycopg://", "postgresql://[::1", "mysql://a/b", "postgresql+psycopg://a:b@127.0.0.1:99999/x")),
        *(("PARLEY_LEDGER", v) for v in ("n" * 5000, "/dev/null/a", "/dev/zero", "/proc/self/mem")),
    ],
)  # fmt: skip
def test_no_setting_is_a_fault(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line and exit code 2, before anything is read."""
    (tmp_path / "a.txt").write_text(bad_pages.BODY)
    if name != "PARLEY_LEDGER":
        monkeypatch.setenv("PARLEY_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    assert cli.run(["read", str(tmp_path / "a.txt")]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "(" in err and "\x1b" not in err
    assert "fault in Parley" not in err and len(err) < 1500
