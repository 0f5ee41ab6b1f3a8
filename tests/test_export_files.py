"""Exports as files: what spreadsheets, data frames, Datasette and annotation tools get."""

from __future__ import annotations

import asyncio
import datetime
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from demo_run import demo

from parley import cli
from parley.export_files import to_xlsx
from parley.ledger import Ledger
from parley.store import open_store


@pytest.fixture(scope="module")
def books() -> Iterator[Ledger]:
    """The ledger of the demo."""
    with open_store(demo()[1], create=False) as store:
        yield Ledger(store)


def export(*arguments: str) -> int:
    return cli.run(["export", *arguments, "--ledger", str(demo()[1])])


def test_a_workbook_has_days_as_dates_and_rates_as_numbers(tmp_path: Path) -> None:
    """A spreadsheet can sort and reckon with what it gets."""
    assert export("entries", "-f", "xlsx", "-o", str(tmp_path / "e.xlsx")) == 0
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx")["entries"]
    head = [str(cell.value) for cell in sheet[1]]
    cells = list(zip(*sheet.iter_rows(min_row=2, values_only=True), strict=True))
    known, rates = cells[head.index("known_from")], cells[head.index("rate")]
    assert known and all(isinstance(day, datetime.datetime) for day in known)
    assert any(isinstance(rate, int | float) for rate in rates)
    assert all(rate is None or isinstance(rate, int | float) for rate in rates)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    """Text of pages that looks like either stays text."""
    evil = ["=1+1", "@SUM(A1)", "http://evil.example", "-2+3", "a\x00b\x1b[31m", "x" * 40_000]
    to_xlsx({"t": [{"name": text, "rate": 2.5} for text in evil]}, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [c.data_type for c in cells] == ["s"] * len(evil)
    assert all(c.hyperlink is None for c in cells)
    assert cells[4].value == "ab"


def test_parquet_holds_every_claim_with_lists_as_lists(tmp_path: Path, books: Ledger) -> None:
    """One row a claim, actors as a list of texts."""
    assert export("claims", "-f", "parquet", "-o", str(tmp_path / "c.parquet")) == 0
    table = pyarrow.parquet.read_table(tmp_path / "c.parquet").to_pylist()
    claims = {c.id: c for c in books.store.claims(books.at)}
    assert {row["id"] for row in table} == set(claims)
    assert all(tuple(row["actors"]) == claims[row["id"]].actors for row in table)


def test_an_sqlite_file_keeps_keys_and_finds_words(tmp_path: Path, books: Ledger) -> None:
    """States lead to entries, claims to articles, and full text finds a claim."""
    assert export("-f", "sqlite", "-o", str(tmp_path / "l.db")) == 0
    with sqlite3.connect(tmp_path / "l.db") as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        (entries,) = database.execute("select count(*) from entries").fetchone()
        (found,) = database.execute(
            "select count(*) from claims_words where claims_words match 'truce'"
        ).fetchone()
    assert entries == len(books.view(None).entries)
    assert found > 0


def test_datasette_reads_the_sqlite_file(tmp_path: Path) -> None:
    """The tables and their rows are there for its API."""
    from datasette.app import Datasette

    assert export("-f", "sqlite", "-o", str(tmp_path / "l.db")) == 0

    async def ask() -> tuple[int, int]:
        desk = Datasette([str(tmp_path / "l.db")])
        answer = await desk.client.get("/l/entries.json?_size=3")
        return answer.status_code, len(answer.json()["rows"])

    assert asyncio.run(ask()) == (200, 3)


def test_annotations_quote_the_page_exactly(tmp_path: Path, books: Ledger) -> None:
    """The exact words stand at the position, with what is before and behind them."""
    assert export("claims", "-f", "annotations", "-o", str(tmp_path / "a.json")) == 0
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    pages = {books.address(p.id): p.text for p in books.store.pages()}
    for note in found["@graph"]:
        for target in note["target"]:
            quote, position = target["selector"]
            text = pages[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])


def test_linked_data_names_speaker_words_and_article(tmp_path: Path, books: Ledger) -> None:
    """schema.org claims, one for each claim held."""
    assert export("claims", "-f", "jsonld", "-o", str(tmp_path / "c.json")) == 0
    graph = json.loads((tmp_path / "c.json").read_text("utf-8"))["@graph"]
    assert len(graph) == len(books.store.claims(books.at))
    assert {node["@type"] for node in graph} == {"Claim"}
    assert any(node.get("author", {}).get("name") == "Howard Lutnick" for node in graph)


def test_news_items_have_words_sources_and_pages(tmp_path: Path, books: Ledger) -> None:
    """ninjs, one item a line for each claim held, with moments as the standard has them and nothing empty."""
    assert export("claims", "-f", "ninjs", "-o", str(tmp_path / "c.ninjs")) == 0
    items = [json.loads(line) for line in (tmp_path / "c.ninjs").read_text("utf-8").splitlines()]
    assert len(items) == len(books.store.claims(books.at))
    assert len({item["uri"] for item in items}) == len(items)
    for item in items:
        assert item["standard"]["name"] == "ninjs" and item["bodies"][0]["value"]
        assert all(item.values())
    moments = [item["contentCreated"] for item in items if "contentCreated" in item]
    assert moments and all(datetime.datetime.fromisoformat(moment).tzinfo for moment in moments)
    assert any(item.get("by") == "Howard Lutnick" for item in items)


def test_a_file_form_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """XLSX on the terminal is wrong use."""
    assert export("-f", "xlsx") == 2
    assert "--out" in capsys.readouterr().err


def test_an_export_that_fails_leaves_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place that cannot be written is said in a line; the old file stays whole."""
    assert export("-f", "sqlite", "-o", str(tmp_path / "no" / "such" / "l.db")) == 2
    assert "cannot be written" in capsys.readouterr().err
    old = tmp_path / "folder.db"
    old.mkdir()
    assert export("-f", "sqlite", "-o", str(old)) == 2
    assert list(tmp_path.iterdir()) == [old]
