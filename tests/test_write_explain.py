"""`explain` and the data forms: claims in their article, rows for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from write_fixture import LEDGER_TEXT, ask, timber

from parley.model import Article, Block, Page, Quote, Segment, Span
from parley.write import Document, compose, explanation, render
from parley.write.data import table
from parley.write.explain import slots

MOMENT = "2031-03-07T00:00:00+00:00"


def explained() -> Document:
    """The made-up page with its claims."""
    _, books = timber()
    text = LEDGER_TEXT.rstrip("\n")
    page = Page(
        "harbour", "/c/harbour.txt", "2031-03-07T00:00:00+00:00", b"", LEDGER_TEXT, "utf-8", "text/plain"
    )
    block = Block("paragraph", text, (Segment(0, 0, len(text)),))
    article = Article("harbour", 0, "Timber", "Harbour Ledger", (block,), published="2031-03-06")
    claims = tuple(c for c in books.claims.values() if c.article == "harbour/0")
    return explanation(page, [(article, claims)])


def test_explain_gives_each_claim_a_number_slots_and_rule() -> None:
    """In the order of the text, the rule behind the slots."""
    said = " ".join(render(explained(), "text").split())
    assert "claims found: 8" in said
    assert "speaker: Jules Martel; attribution: Jules Martel; certainty: attributed" in said
    assert "(test_rule)" in said
    assert said.index("[1]") < said.index("[2]") < said.index("[8]")


def test_explain_loses_no_character_of_the_article() -> None:
    """Cutting the text at the claims changes nothing in it."""
    block = explained().sections[0].lines[0]
    assert "".join(piece.text for piece in block.sentences) == LEDGER_TEXT.rstrip("\n")


def test_explain_shows_quotations_links_and_what_was_left_out() -> None:
    """Who is taken to have said the words in marks, what an act answers, and why a line is no text."""
    text = "Subscribe now\nIn response, “we will wait”, she said."
    page = Page("p", "/c/p.txt", MOMENT, b"", text, "utf-8", "text/plain")
    start = text.index("In")
    block = Block("paragraph", text[start:], (Segment(0, start, len(text)),))
    article = Article(
        "p",
        0,
        "Timber",
        None,
        (block,),
        dropped=((Span("p", 0, 13), "subscription"), (Span("p", 13, 14), "-")),
    )
    at = text.index("we")
    claim = replace(
        next(iter(timber()[1].claims.values())),
        article="p/0",
        support=(Span("p", start, len(text)),),
        quotes=(Quote(Span("p", at, at + 12), "Ada Low"),),
        links=(("in_response_to", "In response"),),
    )
    said = " ".join(render(explanation(page, [(article, (claim,))]), "text").split())
    assert "quotes: “we will wait” (Ada Low); links: in response to: In response" in said
    assert "left out Subscribe now (subscription)" in said
    assert said.count("left out") == 1


def test_slots_name_only_what_is_filled() -> None:
    """An empty slot is not printed."""
    _, books = timber()
    pause = next(c for c in books.claims.values() if "runs out" in c.words)
    assert slots(pause) == "date: 2031-02-01..2031-02-01/day; certainty: reported"


def test_jsonl_rows_carry_status_times_and_spans() -> None:
    """A program finds without parsing words what a person reads in them."""
    document = compose("state", ask(), timber()[0])
    rows = [json.loads(line) for line in render(document, "jsonl").splitlines()]
    pause = next(row for row in rows if row["entry"] == "pause")
    assert pause["status"] == "suspended"
    assert pause["until"] == "2031-04-30"
    assert pause["sources"][0]["spans"][0]["page"] == "harbour"


def test_csv_and_jsonl_hold_the_same_rows() -> None:
    """One row a line of the document in both."""
    document = compose("state", ask(), timber()[0])
    rows = list(csv.DictReader(io.StringIO(render(document, "csv"))))
    assert [row["entry"] for row in rows] == [
        json.loads(line)["entry"] for line in render(document, "jsonl").splitlines()
    ]


def test_a_table_has_the_columns_of_all_its_rows() -> None:
    """A slot that only one row has is a column, empty elsewhere."""
    assert table([{"a": 1}, {"b": ["x"]}]) == 'a,b\r\n1,\r\n,"[""x""]"\r\n'
    assert table([]) == "\r\n"
