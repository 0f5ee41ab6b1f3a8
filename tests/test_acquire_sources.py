"""Files, folders, feeds and encodings: what becomes a page, and what is refused with one line."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from parley.acquire import acquire
from parley.clean import clean
from parley.errors import UsageError
from parley.model import Page, Skipped

NOW = "2024-05-06T07:08:09Z"
SENTENCE = "The harbour board met on Monday and put off its vote on the new crane fees."


def taken(*sources: object, date: str | None = None) -> list[Page | Skipped]:
    return list(acquire([str(source) for source in sources], fetched=NOW, date=date))


def page_of(raw: bytes, tmp_path: Path, name: str = "a.txt") -> Page:
    (tmp_path / name).write_bytes(raw)
    (found,) = taken(tmp_path / name)
    assert isinstance(found, Page), found
    return found


def line_of(source: object) -> str:
    (found,) = taken(source)
    assert isinstance(found, Skipped)
    assert "\n" not in found.line and str(source)[:50] in found.line and found.line.endswith(")")
    return found.line


def test_a_page_is_its_bytes(tmp_path: Path) -> None:
    """The id is the hash of the bytes; moment, date, address and kind are kept."""
    (tmp_path / "a.md").write_bytes(SENTENCE.encode())
    (page,) = taken(tmp_path / "a.md", date="2024-05-05")
    assert isinstance(page, Page)
    assert page.id == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert (page.fetched, page.given_date, page.media_type) == (NOW, "2024-05-05", "text/markdown")
    assert page.address == str(tmp_path / "a.md") and page.text == SENTENCE


def test_a_folder_is_read_in_order_and_leaves_nothing_out_in_silence(tmp_path: Path) -> None:
    """Names sort, hidden files are left out, unknown kinds are reported."""
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.html", "sub/c.md", ".hidden.txt", "d.docx"):
        (tmp_path / name).write_text(SENTENCE)
    found = taken(tmp_path)
    assert [Path(f.address).name for f in found] == ["a.html", "b.txt", "d.docx", "c.md"]
    assert [type(f) for f in found] == [Page, Page, Skipped, Page]


def test_a_link_to_a_parent_folder_does_not_loop(tmp_path: Path) -> None:
    """A symbolic link to a folder is not followed."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert [type(f) for f in taken(tmp_path)] == [Page, Skipped]


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the bytes of standard input and sees that they are HTML."""
    raw = f"<html><body><p>{SENTENCE}</p></body></html>".encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    (page,) = taken("-")
    assert isinstance(page, Page) and page.media_type == "text/html"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("\ufeffZölle".encode(), "utf-8"),
        ("Zölle fallen.".encode("utf-16"), "utf-16-le"),
        ("Zölle fallen.".encode("utf-16-le"), "utf-16-le"),
        ("Zölle fallen.".encode("utf-16-be"), "utf-16-be"),
        ("Les droits ont été levés à Genève.".encode("latin-1"), "windows-1252"),
        (b"<meta charset=koi8-r><p>" + "Пошлины сняты".encode("koi8-r"), "koi8-r"),
        (b'<?xml version="1.0" encoding="UTF-16"?><p>\xc3\xa9</p>', "utf-8"),
        (b"<meta charset=nonsense><p>\xc3\xa9", "utf-8"),
        (b"<meta charset=utf-8><p>ab\xe9d", "windows-1252"),
    ],
)
def test_encodings(raw: bytes, encoding: str, tmp_path: Path) -> None:
    """Mark, declaration, UTF-8, UTF-16 and a guess, in this order; a wrong declaration is passed over."""
    page = page_of(raw, tmp_path)
    assert page.encoding == encoding
    assert page.text == raw.decode(encoding)


def test_newlines_and_the_mark_are_kept(tmp_path: Path) -> None:
    """Offsets count code points of the file decoded as UTF-8, so nothing may be swallowed."""
    raw = "\ufeffone\r\ntwo\rthree\n".encode()
    assert page_of(raw, tmp_path).text == "\ufeffone\r\ntwo\rthree\n"


def test_binary_empty_missing_and_dumps_are_refused(tmp_path: Path) -> None:
    """Each in one line that says what, where and what to do; ten megabytes of noise at once."""
    for name, raw, why in (
        ("noise.txt", os.urandom(1_000_000) * 10, "is not text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "is not text"),
        ("empty.txt", b"", "is empty"),
        ("spaces.txt", b" \n\n\t", "is empty"),
        ("huge.txt", b"a" * (30 * 2**20 + 1), "larger than 30 MiB"),
    ):
        (tmp_path / name).write_bytes(raw)
        assert why in line_of(tmp_path / name)
    assert "does not exist" in line_of(tmp_path / "nothing.txt")
    assert "does not exist" in line_of("a\x00b") or "is not a path" in line_of("a\x00b")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe would block for ever; it is refused."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in line_of(tmp_path / "pipe.txt")


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission: one line, and the other sources are read all the same."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_text(SENTENCE)
    opened = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    first, second = taken(tmp_path)
    assert isinstance(first, Skipped) and "permission denied" in first.line
    assert isinstance(second, Page)


def test_a_wrong_date_is_wrong_use() -> None:
    """`--date` must be ISO."""
    with pytest.raises(UsageError, match="is no ISO date"):
        taken("-", date="last week")


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay News</title>
<item><title>Crane fees put off</title><link>https://quay.example/fees</link>
<pubDate>Mon, 06 May 2024 07:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>The board put off its vote on crane fees, its chair told the town.</p>]]>
</content:encoded></item>
<item><title>No text</title><link>https://quay.example/none</link></item></channel></rss>"""


def test_each_feed_entry_is_a_page(tmp_path: Path) -> None:
    """The link is the address; title, date and outlet come as the page's own metadata."""
    (tmp_path / "feed.xml").write_text(RSS)
    (page,) = taken(tmp_path / "feed.xml")
    assert isinstance(page, Page)
    assert (page.address, page.media_type) == ("https://quay.example/fees", "text/html")
    assert page.id == hashlib.sha256(page.raw).hexdigest()
    (article,) = clean(page)
    assert (article.title, article.outlet) == ("Crane fees put off", "Quay News")
    assert (article.published or "").startswith("2024-05-06T07:00")
    assert "put off its vote on crane fees" in article.text


def test_feeds_that_declare_entities_or_hold_nothing_are_refused(tmp_path: Path) -> None:
    """No entity is ever expanded; a feed of bare links says so."""
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>'
    (tmp_path / "bomb.rss").write_text(bomb)
    assert "entities" in line_of(tmp_path / "bomb.rss")
    (tmp_path / "bare.rss").write_text('<rss version="2.0"><channel><title>x</title></channel></rss>')
    assert "no entry" in line_of(tmp_path / "bare.rss")
