"""PDF, mail, zip archives and saved pages: what becomes a page, and what is refused with one line."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from clean_pages import P1, P2
from pdf_pages import pdf

from parley.acquire import acquire
from parley.acquire import files as carriers
from parley.acquire.found import Room
from parley.model import Page, Skipped

NOW = "2024-05-06T07:08:09Z"
STORY = f"<html><body><p>{P1}</p></body></html>"


def taken(*sources: Path) -> list[Page | Skipped]:
    return list(acquire([str(source) for source in sources], fetched=NOW))


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Quay Brief <b@quay.example>", "Subject": "Fees", **headers}.items():
        message[name.replace("_", "-")] = value
    return message


def names(found: list[Page | Skipped], root: Path) -> list[str]:
    return [f"{type(f).__name__} {f.address.removeprefix(str(root) + '/')}" for f in found]


def test_a_pdf_is_its_text_layer(tmp_path: Path) -> None:
    """The bytes are kept and hashed; offsets count in the text, pages parted by a form feed."""
    raw = pdf([[P1], [P2, "A second line."]])
    (page,) = taken(written(tmp_path / "a.pdf", raw))
    assert isinstance(page, Page)
    assert (page.raw, page.media_type, page.encoding) == (raw, "application/pdf", "pdf-text-layer")
    first, second = page.text.split("\f")
    assert first.strip() == P1 and second.split("\n") == [P2, "A second line."]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"%PDF-1.4\nnothing of the sort", "is a broken PDF"),
        (pdf([[""]]), "is a PDF without readable text"),
        (pdf([["### 12.5 ... 99 // --- 44"]]), "is a PDF without readable text"),
        (pdf([[P1]])[:400], "is a broken PDF"),
    ],
)
def test_pdfs_without_text_are_refused(raw: bytes, why: str, tmp_path: Path) -> None:
    """Scans, broken files and fonts without letters: one line each."""
    (found,) = taken(written(tmp_path / "a.pdf", raw))
    assert isinstance(found, Skipped) and why in found.line and "\n" not in found.line


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-2", "windows-1252"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_a_mail_is_its_body(encoding: str, transfer: str, tmp_path: Path) -> None:
    """HTML goes before plain text, in whatever charset and transfer encoding; the bytes are the mail's."""
    message = letter(Date="Mon, 06 May 2024 06:30:00 +0200")
    message.set_content("Plain words of the letter.")
    html = f"<p>{P1} Zölle fallen.</p>"
    message.add_alternative(html, subtype="html", charset=encoding, cte=transfer)
    raw = message.as_bytes()
    (page,) = taken(written(tmp_path / "a.eml", raw))
    assert isinstance(page, Page)
    assert page.raw == raw and page.media_type == "message/rfc822; body=text/html"
    assert page.text.strip() == html


def test_a_picture_of_a_letter_gives_way_to_its_plain_part(tmp_path: Path) -> None:
    """HTML that shows no words is no body."""
    message = letter()
    message.set_content(P1)
    message.add_alternative("<style>p {}</style><img src='cid:1'>", subtype="html")
    (page,) = taken(written(tmp_path / "a.eml", message.as_bytes()))
    assert isinstance(page, Page) and page.text.strip() == P1


def test_documents_attached_to_a_mail_are_pages_of_their_own(tmp_path: Path) -> None:
    """Their names go behind the mail's; folders in a name are cut off; a picture is left out by name."""
    message = letter()
    message.set_content(P1)
    message.add_attachment(pdf([[P2]]), maintype="application", subtype="pdf", filename="../../b.pdf")
    message.add_attachment(STORY.encode(), maintype="text", subtype="html", filename="c.html")
    message.add_attachment(b"\x89PNG\x00\x01", maintype="image", subtype="png", filename="d.png")
    found = taken(written(tmp_path / "a.eml", message.as_bytes()))
    assert names(found, tmp_path) == [
        "Page a.eml", "Page a.eml/b.pdf", "Page a.eml/c.html", "Skipped a.eml/d.png",
    ]  # fmt: skip


@pytest.mark.parametrize("depth", [40, 4000])
def test_parts_within_parts_without_end_are_refused(depth: int, tmp_path: Path) -> None:
    """A mail that nests its parts for its own sake is one line."""
    head = b"From: a@x.example\nSubject: x\nMIME-Version: 1.0\n"
    body = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(depth))
    (found,) = taken(written(tmp_path / "a.eml", head + body + b"\n" + P1.encode()))
    assert isinstance(found, Skipped) and "\n" not in found.line


def test_a_memo_is_no_mail(tmp_path: Path) -> None:
    """Text that begins with From and Subject, as people write it, stays text."""
    memo = f"From: The board\nTo: All crews\nSubject: Fees\n\n{P1}\n"
    (page,) = taken(written(tmp_path / "a.txt", memo.encode()))
    assert isinstance(page, Page) and page.text == memo


def test_a_zip_archive_is_its_files(tmp_path: Path) -> None:
    """In the order of their names; what cannot be read and what leads out of it is said; the rest is read."""
    files: dict[str, str | bytes] = {
        "b.html": STORY, "a/c.txt": P2, "../out.html": STORY, "/etc/x.html": STORY, "C:\\d.html": STORY,
        "b_files/style.css": "p {}", "__MACOSX/b.html": STORY, ".hidden.txt": P1, "e.exe": b"MZ",
        "f.pdf": pdf([[P1]]),
    }  # fmt: skip
    found = taken(written(tmp_path / "z.zip", packed(files)))
    assert names(found, tmp_path / "z.zip") == [
        "Skipped ../out.html", "Skipped /etc/x.html", "Skipped C:\\d.html", "Page a/c.txt", "Page b.html",
        "Skipped e.exe", "Page f.pdf",
    ]  # fmt: skip
    assert all("leads out of the archive" in f.line for f in found[:3] if isinstance(f, Skipped))


def test_bombs_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to more than its bound, many that do together, and archives in archives."""
    monkeypatch.setenv("PARLEY_MAX_UNPACKED", "1")
    monkeypatch.setattr(carriers, "Room", lambda: Room(bytes=150_000))
    (big,) = taken(written(tmp_path / "a.zip", packed({"a.txt": b"a" * 5_000_000})))
    assert isinstance(big, Skipped) and "unpacks to more than" in big.line
    many = taken(written(tmp_path / "b.zip", packed({f"{i}.txt": f"{i} " * 20_000 for i in range(6)})))
    assert [type(f) for f in many[:3]] == [Page, Page, Page] and isinstance(many[-1], Skipped)
    assert "one too many" in many[-1].line
    nested = packed({"deep.txt": P1})
    for _ in range(6):
        nested = packed({"n.zip": nested})
    (deep,) = taken(written(tmp_path / "c.zip", nested))
    assert isinstance(deep, Skipped) and "too deep" in deep.line


def test_a_member_without_a_name_is_read_like_the_others(tmp_path: Path) -> None:
    """Nothing ends the reading of the archive for it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(zipfile.ZipInfo(""), "Tin rose on Monday.")
        made.writestr("b.txt", "Zinc fell on Monday.")
    found = list(acquire([str(tmp_path / "a.zip")], fetched="2026-01-01T00:00:00+00:00"))
    assert [p.text for p in found if isinstance(p, Page)] == ["Tin rose on Monday.", "Zinc fell on Monday."]


@pytest.mark.parametrize("cut", [30, 120, -10])
def test_broken_archives_are_one_line(cut: int, tmp_path: Path) -> None:
    """Cut off anywhere; and one whose member was changed."""
    raw = packed({"a.txt": P1 * 20})
    (found,) = taken(written(tmp_path / "a.zip", raw[:cut]))
    assert isinstance(found, Skipped) and "is a broken zip archive" in found.line
    (member,) = taken(written(tmp_path / "b.zip", raw[:40] + b"\xff\xff" + raw[42:]))
    assert isinstance(member, Skipped) and "cannot be unpacked" in member.line


def test_the_parts_of_a_saved_page_belong_to_it(tmp_path: Path) -> None:
    """`Fees_files` beside `Fees.html` is not searched, and not told as left out; another folder is."""
    for folder in ("Fees_files", "Notes_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.js").write_text("var x")
    (tmp_path / "Fees.html").write_text(STORY)
    assert names(taken(tmp_path), tmp_path) == ["Page Fees.html", "Skipped Notes_files/x.js"]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    """The HTML of an `.mht` file, without its pictures."""
    message = letter(MIME_Version="1.0", Snapshot_Content_Location="https://quay.example/fees")
    message.set_content(STORY, subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    (page,) = taken(written(tmp_path / "a.mht", message.as_bytes()))
    assert isinstance(page, Page) and P1 in page.text


def test_a_page_cut_off_inside_a_character(tmp_path: Path) -> None:
    """The rest is still read as UTF-8, with a mark where the character was."""
    raw = f"Zölle: {P1} Gebühren für Säcke".encode() + "ü".encode()[:1]
    (page,) = taken(written(tmp_path / "a.txt", raw))
    assert isinstance(page, Page) and page.encoding == "utf-8"
    assert page.text == f"Zölle: {P1} Gebühren für Säcke\ufffd"
