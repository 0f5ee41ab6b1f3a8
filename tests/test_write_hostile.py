"""Text from pages is untrusted: in every form it stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from write_fixture import ask, timber

from parley.write import FORMS, Document, Form, compose, render
from parley.write.data import safe_cell
from parley.write.document import Line, Mark, Section, Sentence
from parley.write.inert import inert

EVIL = (
    "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202egpj.exe\u202c a\u200bb \ufeff \U000e0041 \ud800 \x00"
    " <script>alert(1)</script> <img src=//evil.example/x> [x](javascript:alert(1)) ![y](http://evil.example/y)"
    " **bold** `code` | cell | http://evil.example www.evil.example [red]markup[/red] :smile:"
    " {{ 7*7 }} &lt;b&gt;"
    "\r\n# heading\n- item\n=cmd|' /C calc'!A0"
)


def hostile() -> Document:
    """A document in which every text that can come from a page is hostile."""
    line = Line((Sentence(EVIL, (1,)),), lead=EVIL, tail=EVIL, flag=EVIL, facts=(("name", EVIL),))
    marks = (Mark(1, EVIL, (), EVIL, (EVIL, EVIL), EVIL),)
    return Document(EVIL, (EVIL,), (Section(EVIL, (line,), EVIL),), marks)


def controls(text: str) -> set[str]:
    """Characters that steer a terminal or hide, new lines apart."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c != "\n"}


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_no_control_bidi_or_hidden_character_comes_through(form: Form) -> None:
    """Not even where the renderer itself writes no colour."""
    assert controls(render(hostile(), form)) == set()


def test_the_terminal_prints_rich_markup_and_emoji_codes_as_they_are() -> None:
    """Square brackets of a page are no commands."""
    said = " ".join(render(hostile(), "text", width=120).split())
    assert "[red]markup[/red]" in said
    assert ":smile:" in said


def test_colours_are_ours_only() -> None:
    """With colours on, only the sequences for colours are there, none that moves or renames."""
    said = render(hostile(), "text", colour=True)
    rest = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert said != rest
    assert controls(rest) == set()


def test_html_holds_no_tag_of_the_page_and_asks_for_nothing() -> None:
    """No script, no image, no link but to the sources, and a policy that forbids the rest."""
    page = render(hostile(), "html")
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"<[^>]*(?:src|href|action)\s*=\s*[\"']?(?!#source-)[^#\"']", page)
    assert "default-src 'none'" in page
    assert "49" not in page


def test_markdown_of_the_page_stays_text() -> None:
    """A common renderer finds no link, image, code, heading or tag that we did not write."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render(hostile(), "md"))
    inner = [child for t in tokens for child in (t.children or [])]
    kinds = {t.type for t in (*tokens, *inner)}
    assert not kinds & {
        "link_open",
        "image",
        "code_inline",
        "html_inline",
        "html_block",
        "fence",
        "table_open",
    }
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert len(headings) == 3
    assert "http://" not in render(hostile(), "md")
    assert "www." not in render(hostile(), "md")


def test_json_is_ascii_and_read_back_unchanged() -> None:
    """Programs get the text as it is, in escapes that no terminal obeys."""
    text = render(hostile(), "json")
    assert text.isascii()
    assert json.loads(text)["title"] == EVIL


def test_no_cell_is_a_formula() -> None:
    """What a spreadsheet would run has an apostrophe before it; numbers stay numbers."""
    rows = list(csv.reader(io.StringIO(render(hostile(), "csv"))))
    for cell in rows[1]:
        assert not cell.lstrip().startswith(("=", "+", "@", "-"))
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell(" @SUM(A1)") == "' @SUM(A1)"
    assert safe_cell("-34.5") == "-34.5"
    assert safe_cell("-cmd") == "'-cmd"
    assert safe_cell(-34.5) == "-34.5"
    assert safe_cell(["a"]) == '["a"]'


def test_inert_keeps_honest_text() -> None:
    """Accents, marks and signs of other scripts are no attack."""
    honest = "“Größe” – 34,5 % in São Paulo, 北京 & Co. (£3)"
    assert inert(honest) == honest


def test_a_hostile_page_cannot_change_the_shape_of_a_briefing() -> None:
    """The outlet's name and the words are hostile: as many lines and marks as with honest ones."""
    findings, books = timber()
    shape = _shape(compose("brief", ask(), findings))
    books.outlets = dict.fromkeys(books.outlets, EVIL)
    books.claims = {i: replace(c, words=EVIL) for i, c in books.claims.items()}
    document = compose("brief", ask(), findings)
    assert _shape(document) == shape
    for form in FORMS:
        assert render(document, form)


def _shape(document: Document) -> list[tuple[str, int]]:
    return [(s.title, len(s.lines)) for s in document.sections]
