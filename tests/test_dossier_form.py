"""The form of a dossier: what is sound, and how each fault is told with its line."""

from __future__ import annotations

import pytest
from dossier_ledger import DUTY, HEAD, fact, page_of, tea

from parley.errors import InputError
from parley.model import Value, When
from parley.record.dossier import recorded
from parley.record.dossier_check import problems
from parley.record.dossier_form import parse

GOOD = fact("Tokyo charges tea.", date="2031-03-01", action='"imposed"', rate="8")


def faults(text: str) -> list[str]:
    return [error.line() for error in problems(text, "tea.toml")]


def test_a_sound_dossier_has_no_problem_and_keeps_its_facts() -> None:
    """Entries and facts come in order, dates and rates as they are written."""
    assert faults(tea()) == []
    found = parse(tea(), "tea.toml")
    (duty,) = found.entries
    assert (found.id, found.compiled, duty.law, duty.programme) == ("tea", "2031-12-31", "Order 7", "tea")
    assert duty.facts[0].when == When("2031-03-01", "2031-03-01", "day")
    assert duty.facts[2].values == (Value(5, "percent"), Value(12, "percent", "returns"))
    assert duty.facts[2].until == "2031-09-01T00:01+09:00"


def test_the_words_of_a_fact_are_characters_of_the_file() -> None:
    """Each claim's span gives back the curator's words, and the sources go with it."""
    text = tea()
    _, claims = recorded(page_of(text))
    for claim in claims:
        (span,) = claim.support
        assert text[span.start : span.end] == claim.words
        assert claim.curated and claim.curated.sources == ("https://tea.example/1",)


def test_what_is_announced_beforehand_is_two_claims() -> None:
    """It is known on the day of the announcement that it is to come, on its own day that it came."""
    _, claims = recorded(page_of(tea()))
    first = [(c.action, c.known) for c in claims if "charges 8" in c.words]
    assert first == [("announced", "2031-02-10"), ("imposed", "2031-03-01")]


@pytest.mark.parametrize(("date", "when"), [
    ("2031-03-05", When("2031-03-05", "2031-03-05", "day")),
    ('"2031-02"', When("2031-02-01", "2031-02-28", "month")),
    ('"2032-12"', When("2032-12-01", "2032-12-31", "month")),
    ('"2031"', When("2031-01-01", "2031-12-31", "year")),
])  # fmt: skip
def test_partial_dates_keep_their_precision(date: str, when: When) -> None:
    """A month is a month, a year a year."""
    text = HEAD + DUTY + fact("Tokyo charges tea.", date=date, action='"imposed"', known="2031-03-09")
    assert parse(text, "tea.toml").entries[0].facts[0].when == when


FAULTS = [
    ('id = "x"\n', 1, "`dossier` is missing (add dossier = [dossier])"),
    (HEAD + "[[entry]\n", 6, "not TOML: "),
    (HEAD + DUTY + GOOD.replace("action", "akction"), 19, "no key `akction` (did you mean `action`?)"),
    (HEAD + DUTY + GOOD.replace('"imposed"', '"imposd"'), 19, "no action 'imposd' (did you mean imposed?)"),
    (HEAD + DUTY + GOOD.replace("8\n", '"eight"\n'), 20, "`rate` is not a number (as 10)"),
    (HEAD + DUTY + GOOD.replace("2031-03-01", '"spring"'), 18, "`date` is no day (write 2025-05-12, or"),
    (HEAD + DUTY + GOOD.replace("https://tea.example/1", "tea.example"), 22, "tea.example is no address"),
    (HEAD + DUTY + GOOD.replace('["https://tea.example/1"]', "[]"), 22, "no source (add the address"),
    (HEAD + DUTY + GOOD.replace("Tokyo charges tea.", "Tokyo \\u0041"), 21, "the words cannot be found"),
    (HEAD + DUTY, 8, "the entry has no fact"),
    (HEAD + DUTY + GOOD + DUTY + GOOD, 25, "the id jp-tariff-tea-in-2031 was used on line 7"),
    (HEAD + DUTY.replace("0902", "09.2") + GOOD, 15, "09.2 is no HS code (write 2, 4, 6, 8 or 10"),
    (HEAD + DUTY.replace("measure", "measures") + GOOD, 9, "no kind 'measures' (did you mean measure?)"),
    (HEAD + DUTY.replace("jp-tariff", "JP tariff") + GOOD, 8, "is no id (lower-case letters and digits"),
    (HEAD.replace("compiled", "made") + DUTY + GOOD, 5, "there is no key `made`"),
]


@pytest.mark.parametrize(("text", "line", "told"), FAULTS)
def test_each_fault_is_told_with_its_line_and_what_to_do(text: str, line: int, told: str) -> None:
    """One line says where, what, and what to write instead."""
    found = [f for f in faults(text) if told in f]
    assert found, faults(text)
    assert abs(int(found[0].split(":")[1]) - line) <= 1


def test_times_that_go_backwards_are_told() -> None:
    """An end before the beginning, an announcement after it."""
    keys = {"date": "2031-03-01", "until": "2031-02-01", "announced": "2031-03-02", "action": '"imposed"'}
    found = faults(HEAD + DUTY + fact("Tokyo.", **keys))
    assert len(found) == 2
    assert any("announced after it took effect" in f for f in found)
    assert any("it ends before it begins" in f for f in found)


def test_all_faults_are_told_at_once_and_the_first_stops_the_loading() -> None:
    """`check` lists them by line; loading names the first and counts the rest."""
    text = HEAD + DUTY + GOOD.replace("8\n", '"x"\n').replace("imposed", "x")
    assert len(faults(text)) == 2
    with pytest.raises(InputError, match="1 more: parley dossier check"):
        parse(text, "tea.toml")
