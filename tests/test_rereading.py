"""Which pages a change of the lexicon can touch, and that only these are read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parley import flow, rereading
from parley.lexicon import lexicon
from parley.lexicon.load import packaged
from parley.model import Page
from parley.rereading import files_of, snapshot, spellings, touches
from parley.store import Store, open_store

NOW = "2026-01-01T00:00:00+00:00"
WORDS = {
    "a": "Norway will impose a 25% tariff on steel from Canada on 1 July, officials in Oslo said on Monday.",
    "b": "Chile and Peru agreed on Tuesday to cut tariffs on copper. Chile called it a good deal.",
    "c": "Talks between Japan and India on rice ended without an agreement, Tokyo said on Friday.",
}


def page(text: str, address: str = "https://example.org/x") -> Page:
    return Page("0" * 64, address, NOW, text.encode(), text, "utf-8", "text/plain")


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    """The packaged files with one text in one of them replaced."""
    files = packaged()
    before = files[name].decode()
    assert old in before
    return files | {name: before.replace(old, new, 1).encode()}


def test_nothing_is_touched_where_nothing_changed() -> None:
    """The same files, also with other comments, touch no page."""
    files = packaged()
    assert spellings(files, files) == frozenset()
    assert spellings(files, changed("goods.toml", "[meta]", "# A remark.\n[meta]")) == frozenset()
    assert not touches(frozenset())(page(WORDS["a"]))


def test_an_entry_touches_the_pages_that_spell_it() -> None:
    """A new spelling of a good touches pages with any of its spellings, and no others."""
    files = packaged()
    entry = (
        files["goods.toml"].decode()
        + '\n"moon cheese" = { sector = "agriculture", forms = ["selenite cheese"] }\n'
    )
    forms = spellings(files, files | {"goods.toml": entry.encode()})
    assert forms is not None
    touched = touches(forms)
    assert touched(page("A duty on Moon\nCheese, and on tin."))
    assert touched(page("<b>Selenite&nbsp;cheeses</b>"))
    assert not touched(page(WORDS["a"]))


def test_what_rests_on_an_entry_is_touched_too() -> None:
    """A party that changes touches pages that name only a person, an office or a body of it."""
    forms = spellings(packaged(), changed("parties.toml", '"Canadian", "Canadians"', '"Kanadian"'))
    assert forms is not None
    touched = touches(forms)
    assert touched(page("Mark Carney said so."))
    assert touched(page("Ottawa said so."))
    assert not touched(page("Tokyo said so."))


def test_the_spellings_of_some_entries_are_those_that_bear_their_keys() -> None:
    """Asked for some keys, the lexicon gives the spellings that it gives of these among all."""
    book = lexicon()
    keys = {"CA", "Ottawa", "us-commerce", "soybeans", "Howard Lutnick", *book.titles, *book.roles}
    keys |= {next(iter(table)) for table in (book.bodies, book.outlets, book.companies, book.accords)}
    assert list(book.patterns(keys)) == [pattern for pattern in book.patterns() if pattern.key in keys]
    assert {pattern.key for pattern in book.patterns(keys)} == keys


def test_word_lists_touch_everything() -> None:
    """Verbs and cues stand in any form, so all is read again."""
    files = packaged()
    assert spellings(files, files | {"cues.toml": files["cues.toml"] + b"# x\n"}) is None


def test_the_files_come_back_from_the_cache() -> None:
    """What is kept of a lexicon is all of it."""
    [(key, row)] = snapshot().items()
    assert key.startswith("lexicon ")
    assert files_of(row) == packaged()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db") as opened:
        for name, text in WORDS.items():
            (tmp_path / f"{name}.txt").write_text(f"{text}\n")
        flow.read_into(opened, [str(tmp_path / f"{n}.txt") for n in WORDS], fetched=NOW, date="2025-06-11")
        yield opened


def test_only_touched_pages_are_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of one entry the pages that it cannot touch are left alone, and nothing is lost."""
    before = {c.id for c in store.claims()}
    report = flow.reread(store, fetched=NOW)
    assert (report.pages, report.known_before) == (0, 3)
    parts = "copper"
    monkeypatch.setattr(rereading, "spellings", lambda old, new: frozenset({parts}))
    report = flow.reread(store, fetched=NOW)
    assert (report.pages, report.known_before) == (1, 2)
    assert {c.id for c in store.claims()} == before


def test_other_rules_read_all_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rules or the model are others, every page is read."""
    monkeypatch.setattr("parley.reader.rules", lambda *stages: "other")
    assert flow.reread(store, fetched=NOW).pages == 3
