"""Stories in PDF, mail and Markdown: what frames them is dropped, what their heads say is used."""

from __future__ import annotations

import textwrap
from email.message import EmailMessage
from pathlib import Path

import pytest
from clean_pages import P1, P2, P3, check_map, page
from pdf_pages import pdf

from parley.acquire import acquire
from parley.clean import clean
from parley.model import Article, Page

TITLE = "Board puts off its crane fees until spring"


def only(path: Path, raw: bytes) -> tuple[Page, Article]:
    path.write_bytes(raw)
    (source,) = acquire([str(path)], fetched="2024-05-06T07:08:09Z")
    assert isinstance(source, Page), source
    check_map(source)
    (article,) = clean(source)
    return source, article


def bodies(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind == "paragraph"]


def sheets(*pages: str) -> bytes:
    """Printed pages, each with a running head and a foot as browsers print them."""
    made = []
    for number, text in enumerate(pages, 1):
        head = f"5/{number + 4}/2024, 9:4{number} AM                 Fees | Quay Post"
        lines = [line for part in text.split("\n") for line in textwrap.wrap(part, 64) or [""]]
        made.append([head, "", *lines, "", f"https://quay.example/fees {number}/{len(pages)}"])
    return pdf(made)


def test_printed_pages_become_paragraphs(tmp_path: Path) -> None:
    """Lines are joined, also over the edge of a page; heads and feet go, and so does the day of printing."""
    half = P3[: P3.index("largest")]
    top = f"{TITLE}\n\nBy Ada Fell\n4 May 2024\n\n{P1}\n{P2}\n{half}"
    source, article = only(tmp_path / "a.pdf", sheets(top, f"{P3[len(half) :]}\n{P1} It was late.", P2[:60]))
    assert bodies(article)[:2] == [P1, P2] and P3 in bodies(article)
    assert (article.title, article.authors, article.published) == (TITLE, ("Ada Fell",), "2024-05-04")
    assert article.address == "https://quay.example/fees"
    frame = [source.text[s.start : s.end] for s, why in article.dropped if why == "running head of the pages"]
    assert len(frame) == 6 and all("quay" in text.casefold() for text in frame)
    passed = {e.value[:10]: e.rejected for e in article.evidence if e.field == "published"}
    assert passed["2024-05-04"] is None and passed["2024-05-05"]


def test_words_parted_at_the_end_of_a_line_are_made_whole(tmp_path: Path) -> None:
    """A hyphen of the printer goes, one of the writer's own stays; offsets lead back to both halves."""
    lines = ["The well-known board of the harbour put off its nego-", "tiations with the owners of the well-",
             "known lines until the spring of the next year."]  # fmt: skip
    source, article = only(tmp_path / "a.pdf", pdf([lines]))
    (text,) = bodies(article)
    assert "its negotiations with" in text and "the well-known lines" in text
    at = text.index("negotiations")
    (span,) = article.locate(at, at + len("negotiations"))
    assert source.text[span.start : span.end].replace("-\n", "") == "negotiations"


def test_page_numbers_are_no_text(tmp_path: Path) -> None:
    """Alone at the edge of each page."""
    texts = (f"{TITLE}\n\n{P1}", P2, P3)
    lines = [
        [line for part in text.split("\n") for line in textwrap.wrap(part, 64) or [""]] for text in texts
    ]
    made = pdf([[*sheet, "", f"- {number} -"] for number, sheet in enumerate(lines, 1)])
    _, article = only(tmp_path / "a.pdf", made)
    assert bodies(article) == [P1, P2, P3]
    assert [why for _, why in article.dropped if why != "markup"] == ["page number"] * 3


def letter(subject: str, sender: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, sender
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


HTML = f"""<table><tr><td><a href='v'>View this letter in your browser</a></td></tr>
<tr><td><h1>Quay Brief</h1></td></tr><tr><td><h2>{TITLE}</h2><p>{P1}</p><p>{P2}</p><p>{P3}</p></td></tr>
<tr><td><p>You are receiving this email because you signed up. <a>Unsubscribe</a></p></td></tr></table>"""


def test_a_newsletter(tmp_path: Path) -> None:
    """Subject, list and day of the header; the masthead is no headline, notes of the mailer are no text."""
    message = letter(
        f"Fwd: {TITLE}", "Ada Fell from Quay Brief <b@quay.example>", Date="Mon, 06 May 2024 06:30:00 +0200"
    )
    message.set_content(HTML, subtype="html")
    _, article = only(tmp_path / "a.eml", message.as_bytes())
    assert (article.title, article.outlet, article.authors) == (TITLE, "Quay Brief", ("Ada Fell",))
    assert article.published == "2024-05-06T06:30+02:00" and bodies(article) == [P1, P2, P3]
    zone = next(e for e in article.evidence if e.field == "zone")
    assert zone.value == "+02:00"
    assert "note of the mailer" in {why for _, why in article.dropped}


def test_a_plain_letter(tmp_path: Path) -> None:
    """Hard-wrapped lines are joined; the subject is the title where the text has none."""
    message = letter(TITLE, "Quay Brief <b@quay.example>", Date="Mon, 06 May 2024 06:30:00 +0200")
    wrapped = "\n\n".join(textwrap.fill(text, 70) for text in (P1 + " " + P2, P2 + " " + P3))
    message.set_content(f"{wrapped}\n\nUnsubscribe: https://quay.example/u\n")
    _, article = only(tmp_path / "a.eml", message.as_bytes())
    assert bodies(article) == [f"{P1} {P2}", f"{P2} {P3}"]
    assert (article.title, article.outlet) == (TITLE, "Quay Brief")


def test_the_day_of_saving_is_no_day_of_publication(tmp_path: Path) -> None:
    """The header of a page saved as one file has its address, and the wrong day."""
    message = letter(
        TITLE, "<Saved by a browser>", Date="Mon, 06 May 2024 06:30:00 +0200",
        Snapshot_Content_Location="https://quay.example/fees",
    )  # fmt: skip
    message.set_content(f"<h1>{TITLE}</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p>", subtype="html")
    _, article = only(tmp_path / "a.mht", message.as_bytes())
    assert (article.published, article.address) == (None, "https://quay.example/fees")
    told = [e.rejected for e in article.evidence if e.field == "published"]
    assert told == ["is the day on which the page was saved"]


MARKDOWN = f"""---
title: "{TITLE}"
date: 2024-05-04T08:00:00+01:00
author: [Ada Fell, Bo Marsh]
source: Quay Post
url: https://quay.example/fees
---

{TITLE}
=====

{P1} The **rates** are [here][1].[^2]

The rates
---------

| Goods | Old rate |
|-------|---------:|
| Steel | 12.5%    |

{P2}

- [Mill number one reopens](https://quay.example/mill)
- [Grain prices fall again](https://quay.example/grain)

[1]: https://quay.example/rates "Rates"
"""


def test_markdown() -> None:
    """Front matter gives the fields; headings, tables, links by number and runs of links are told apart."""
    source = page(MARKDOWN, "text/markdown")
    check_map(source)
    (article,) = clean(source)
    assert (article.title, article.outlet, article.authors) == (TITLE, "Quay Post", ("Ada Fell", "Bo Marsh"))
    assert (article.published, article.address) == ("2024-05-04T08:00+01:00", "https://quay.example/fees")
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("title", TITLE),
        ("paragraph", f"{P1} The rates are here."),
        ("heading", "The rates"),
        ("table", "Goods\tOld rate"),
        ("table", "Steel\t12.5%"),
        ("paragraph", P2),
    ]
    day = next(e for e in article.evidence if e.field == "published" and not e.rejected)
    assert day.span and source.text[day.span.start : day.span.end] == "2024-05-04T08:00:00+01:00"


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_tables_of_plain_text_are_rows_of_cells(gap: str) -> None:
    """Tabs or wide gaps, equally many cells, figures in them; the offsets stay true."""
    rows = [["Goods", "Old rate", "New rate"], ["Steel", "10%", "25%"], ["Hard coal", "5.5%", "7%"]]
    source = page(f"{TITLE}\n\n{P1}\n\n" + "\n".join(gap.join(row) for row in rows) + f"\n\n{P2}\n")
    check_map(source)
    (article,) = clean(source)
    found = [block for block in article.blocks if block.kind == "table"]
    assert [block.text.split("\t") for block in found] == rows
    at = found[2].text.index("5.5%")
    assert source.text[slice(*found[2].locate(at, at + 4))] == "5.5%"


def test_wide_gaps_in_prose_make_no_table() -> None:
    """Two sentences with double spaces between them are sentences."""
    text = f"{TITLE}\n\n{P1}  {P2}\n{P2}  {P3}\n"
    (article,) = clean(page(text))
    assert not [block for block in article.blocks if block.kind == "table"]
