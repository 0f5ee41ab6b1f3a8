"""Lines for a terminal: wrapped at words by the cells they take, in columns, with colours of ours alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.write.columns import STYLES, Run, beside, cells, told, wrapped

WORDS = st.text(st.sampled_from("ab日é\u0301 —x"), max_size=60)


def plain(lines: list[list[Run]]) -> list[str]:
    return told(lines, colour=False).splitlines()


@given(WORDS, WORDS, st.integers(2, 30))
def test_nothing_is_cut_and_no_line_is_too_long(one: str, other: str, width: int) -> None:
    """However narrow, every character but blanks at breaks is there, in order."""
    lines = plain(wrapped([(one, "bold"), (other, "")], width))
    assert "".join("".join(lines).split()) == "".join((one + other).split())
    assert all(cells(line) <= width for line in lines)


def test_words_stay_whole_where_they_fit_a_line() -> None:
    """A break is at a blank, which is then dropped; a word longer than a line is broken where it ends."""
    assert plain(wrapped([("tariffs on steel", "")], 10)) == ["tariffs on", "steel"]
    assert plain(wrapped([("a countermeasure now", "")], 8)) == ["a", "counterm", "easure", "now"]


def test_a_break_may_fall_between_and_within_runs() -> None:
    """What is shown otherwise goes on so on the next line."""
    lines = wrapped([("the truce ", "bold"), ("ends in August", "dim")], 12)
    assert lines == [[("the truce", "bold")], [("ends in", "dim")], [("August", "dim")]]


@pytest.mark.parametrize(("text", "width"), [("steel", 5), ("鋼鉄", 4), ("e\u0301", 1), ("한", 2), ("", 0)])
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, width: int) -> None:
    """As terminals show them."""
    assert cells(text) == width


def test_columns_stand_beside_each_other() -> None:
    """A long date goes on below itself, a long sentence below itself; the gap is two blanks."""
    lines = plain(list(beside([("by 12 August", "cyan")], 6, [("The truce ends at midnight", "")], 20)))
    assert lines == ["by 12   The truce", "August  ends at", "        midnight"]


def test_colours_begin_and_end_with_their_words() -> None:
    """A sequence before, one after; without colours there is none, and no blanks end a line either way."""
    line: list[Run] = [("Geneva ", "bold"), ("held", ""), ("   ", "dim")]
    assert told([line], colour=True) == "\x1b[1mGeneva \x1b[0mheld\n"
    assert told([line], colour=False) == "Geneva held\n"
    assert all(re.fullmatch(r"\d(;\d\d)?|\d\d", code) for code in STYLES.values())
