"""A briefing as a file: PDF and e-mail."""

from __future__ import annotations

import io
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from demo_run import demo
from pypdf import PdfReader
from test_write_hostile import EVIL, controls, hostile
from write_fixture import ask, timber

from parley import cli
from parley.write import compose, render_file


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_pdf_says_what_the_answer_says() -> None:
    """Title, sentences and the words of the sources are text in it; the same answer is the same file."""
    findings, _ = timber()
    document = compose("brief", ask(), findings)
    pdf = render_file(document, "pdf")
    said = words(pdf)
    assert document.title.split()[0] in said
    assert document.marks[0].words.split()[0] in said
    assert render_file(document, "pdf") == pdf


def test_a_mail_has_a_plain_and_an_html_part() -> None:
    """Both say the same; a mail program opens it for sending."""
    findings, _ = timber()
    document = compose("brief", ask(), findings)
    message = message_from_bytes(render_file(document, "eml"), policy=default)
    assert message["Subject"] == document.title
    assert message["X-Unsent"] == "1"
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    sentence = document.sections[0].lines[0].sentences[0].text
    assert plain is not None and sentence[:40] in " ".join(plain.get_content().split())
    assert html is not None and "<script" not in html.get_content()
    assert render_file(document, "eml") == render_file(document, "eml")


def test_hostile_text_is_text_in_a_pdf_and_a_mail() -> None:
    """No markup of the typesetter comes to life, no header is added, no control character comes through."""
    said = words(render_file(hostile(), "pdf"))
    assert "{{ 7*7 }}" in said and "[red]markup[/red]" in said
    message = message_from_bytes(render_file(hostile(), "eml"), policy=default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert not controls(str(message["Subject"]))
    html = message.get_body(("html",))
    assert html is not None and "<script>alert" not in html.get_content()
    assert EVIL not in html.get_content()


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --out; without it the PDF is refused in a line."""
    where = ["--ledger", str(demo()[1])]
    assert cli.run(["brief", "-f", "pdf", "-o", str(tmp_path / "b.pdf"), *where]) == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")
    assert cli.run(["brief", "-f", "md", "-o", str(tmp_path / "b.md"), *where]) == 0
    assert (tmp_path / "b.md").read_text("utf-8").startswith("#")
    assert cli.run(["brief", "-f", "pdf", *where]) == 2
    assert "--out" in capsys.readouterr().err
    assert cli.run(["brief", "-f", "pdf", "-o", str(tmp_path / "no" / "b.pdf"), *where]) == 2
