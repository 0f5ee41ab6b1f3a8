"""Documents of an official register: found by its search, each with agency, type and effective date."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from parley.acquire import acquire, fetch
from parley.clean import clean
from parley.model import Page, Skipped

NOW = "2025-06-12T08:00:00+00:00"


def row(number: str, kind: str = "RULE", **more: object) -> dict[str, object]:
    """A document as the register tells it; other fields are there where the search asks for them."""
    found = {
        "title": f"Duties on Tin, Part {number}",
        "type": kind,
        "document_number": f"2025-0{number}",
        "publication_date": "2025-06-10",
        "effective_on": "2025-07-01",
        "agencies": [
            {"raw_name": "BOARD OF METALS", "name": "Metals Board", "id": 7, "slug": "metals-board"}
        ],
        "action": "Final rule.",
        "abstract": "The Metals Board sets a duty of 12 percent on tin.",
        "html_url": f"https://register.example/documents/2025-0{number}",
    }
    return {**found, **more}


ROWS = [row("1"), row("2", "NOTICE", effective_on=None), row("3", "PRORULE"), row("4"), row("5", "PRESDOCU")]


class Register(BaseHTTPRequestHandler):
    """The documented form: conditions by agency and type, parts of `per_page`, and where the next one is."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        self.asked.append(self.path)
        found = [r for r in ROWS if r["type"] in asked.get("conditions[type][]", [r["type"]])]
        size, page = int(asked.get("per_page", ["20"])[0]), int(asked.get("page", ["1"])[0])
        own = found[(page - 1) * size : page * size]
        answer: dict[str, object] = {
            "count": len(found),
            "total_pages": -(-len(found) // size),
            "results": own,
        }
        if page * size < len(found):
            base = self.path.partition("&page=")[0]
            answer["next_page_url"] = f"http://{self.headers['Host']}{base}&page={page + 1}"
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    local = partial(fetch._exchange, allowed=lambda ip: True, seconds=5.0)
    monkeypatch.setattr(fetch, "_exchange", lambda address, headers, *rest: local(address, headers))
    monkeypatch.setattr(Register, "asked", [])
    yield f"http://127.0.0.1:{server.server_address[1]}/api/v1/documents.json"
    server.shutdown()
    server.server_close()


def taken(*sources: str) -> list[Page | Skipped]:
    return list(acquire(sources, fetched=NOW))


def test_a_search_gives_its_documents_with_agency_type_and_effective_date(register: str) -> None:
    """All parts of the answer are asked for, one after the other; each document is a page of its own."""
    found = taken(f"{register}?conditions[agencies][]=metals-board&per_page=2")
    assert len(Register.asked) == 3
    pages = [p for p in found if isinstance(p, Page)]
    assert [p.address for p in pages] == [r["html_url"] for r in ROWS]
    (article,) = clean(pages[0])
    text = " ".join(block.text for block in article.blocks)
    assert (article.title, article.published, article.outlet) == (
        "Duties on Tin, Part 1", "2025-06-10", "Federal Register",
    )  # fmt: skip
    assert "Rule by Metals Board (2025-01)." in text and "Effective 1 July 2025." in text
    assert "sets a duty of 12 percent" in text
    (notice,) = clean(pages[1])
    assert "Effective" not in " ".join(block.text for block in notice.blocks)


def test_a_search_by_type(register: str) -> None:
    """The conditions are the register's own, in the address."""
    found = taken(f"{register}?conditions[type][]=RULE")
    assert len([p for p in found if isinstance(p, Page)]) == 2


def test_the_same_document_is_the_same_page(register: str) -> None:
    """Asked again, the bytes and the id are the same; a changed document is another page at its address."""
    first, again = ([p.id for p in taken(register) if isinstance(p, Page)] for _ in range(2))
    assert first == again and len(first) == 5
    (old,), (new,) = (
        _read(json.dumps({"results": [row("1", abstract=f"The duty is {rate} percent.")]}))
        for rate in (12, 13)
    )
    assert isinstance(old, Page) and isinstance(new, Page)
    assert old.address == new.address and old.id != new.id


def _read(text: str) -> list[Page | Skipped]:
    from parley.acquire.found import Found
    from parley.acquire.sources import pages

    return list(pages(Found("https://register.example/a.json", text.encode(), "application/json"), NOW, None))


@pytest.mark.parametrize(
    "text",
    [
        '{"results": [{"document_number": 5, "title": "x"}]}',
        '{"results": [{"document_number": "a"}]}',
        '{"results": ["document_number"], "a": "document_number"}',
        '{"error": "document_number"}',
        '{"other": 1}',
        "[" * 5000,
        "{" + '"a":{' * 5000,
    ],
)
def test_other_answers_are_one_line(text: str) -> None:
    """What is no document, and JSON of another kind, is left out with a line."""
    (found,) = _read(text)
    assert isinstance(found, Skipped) and "\n" not in found.line


def test_strange_fields_are_passed_over() -> None:
    """Fields of another type than documented, hostile titles and addresses do no harm."""
    odd = row("9", effective_on="soon", agencies="none", abstract=None, html_url="javascript:alert(1)",
              title="<script>alert(1)</script> Duties")  # fmt: skip
    (page,) = _read(json.dumps({"results": [odd]}))
    assert isinstance(page, Page)
    assert page.address == "https://register.example/a.json#2025-09"
    assert "<script>" not in page.text and "Effective" not in page.text


def test_long_answers_are_cut_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more documents than the bound the first ones are read, and a line says so."""
    monkeypatch.setenv("PARLEY_MAX_ITEMS", "2")
    found = _read(json.dumps({"results": ROWS}))
    assert [type(f) for f in found] == [Page, Page, Skipped]
    assert isinstance(found[-1], Skipped) and "5 documents; the first 2" in found[-1].line
