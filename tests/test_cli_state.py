"""`parley state` and `parley chart` on the shipped dossier: parts of a list, assumptions, pictures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from xml.etree import ElementTree

import pytest

from parley import cli

TRUCE = "geneva-truce=rejected@2025-06-20"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A ledger with the dossier and nothing else."""
    path = str(tmp_path_factory.mktemp("state") / "ledger.db")
    with redirect_stdout(io.StringIO()):
        assert cli.run(["dossier", "load", "us-china", "--ledger", path]) == 0
    yield path


def run(ledger: str, *arguments: str, code: int = 0) -> tuple[str, str]:
    """What a command prints on its two outputs."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert cli.run([*arguments, "--ledger", ledger]) == code
    return out.getvalue(), err.getvalue()


def rows(ledger: str, *arguments: str) -> list[dict[str, str]]:
    """The lines of a state as a table."""
    out, _ = run(ledger, "state", *arguments, "--format", "csv")
    return list(csv.DictReader(io.StringIO(out)))


def test_what_is_over_is_told_only_where_all_is_asked_for(ledger: str) -> None:
    """The truce of 2018 ended in 2019: it stands no longer, and is there with --all."""
    some, every = (rows(ledger, "--as-of", "2025-06-01", *more) for more in ((), ("--all",)))
    there = {row["entry"] for row in some}
    over = [row for row in every if row["entry"] not in there]
    assert {row["status"] for row in over} == {"expired", "lifted", "missed"}
    assert len(some) + len(over) == len(every)
    assert not {row["status"] for row in some} & {"expired", "lifted", "missed"}


def test_all_disputes_may_be_named_so(ledger: str) -> None:
    """As in the desk's addresses `all` is no dispute but every one, for each command that takes one."""
    for command in (("state", "--as-of", "2025-06-01"), ("search", "truce")):
        said, _ = run(ledger, *command, "--dispute", "all")
        assert said == run(ledger, *command)[0] and "holds nothing" not in said


def test_a_long_list_comes_in_parts_that_make_up_the_whole(ledger: str) -> None:
    """Parts of ten lines one after another are the lines of the whole; a note tells how many are left."""
    day = ("--as-of", "2025-06-01")
    whole = rows(ledger, *day)
    parts = [rows(ledger, *day, "--from", str(n), "--limit", "10") for n in range(1, len(whole) + 1, 10)]
    assert [row["entry"] for part in parts for row in part] == [row["entry"] for row in whole]
    _, note = run(ledger, "state", *day, "--limit", "10")
    assert f"{len(whole) - 10} more of {len(whole)}: --from 11" in note
    assert "more of" not in run(ledger, "state", *day)[1]


def test_a_part_under_an_assumption_is_a_part_of_what_would_stand(ledger: str) -> None:
    """The difference to the ledger stands first, whatever part of the list is asked for."""
    out, _ = run(ledger, "state", "--as-of", "2025-07-01", "--assume", TRUCE, "--limit", "3")
    assert "WHAT THE ASSUMPTION CHANGES" in out
    assert "The Geneva truce was rejected on 20 June 2025 (assumed)" in " ".join(out.split())


def test_an_assumption_leaves_the_ledger_as_it_was(ledger: str) -> None:
    """Before and after it the file is the same, byte for byte."""
    before = Path(ledger).read_bytes()
    run(ledger, "state", "--as-of", "2025-07-01", "--assume", TRUCE)
    assert Path(ledger).read_bytes() == before


def test_assumptions_add_up_and_may_name_a_rate_and_an_end(ledger: str) -> None:
    """Two of them: the truce is gone, and the duty that somebody thinks of is there, at its rate."""
    duty = "in force 35%@2025-06-25..2025-12-31"
    found = {r["entry"]: r for r in rows(ledger, "--as-of", "2025-07-01")}
    name = next(key for key in found if key.startswith("us-tariff-fentanyl"))
    both = ("--assume", TRUCE, "--assume", f"{name}={duty}")
    out = rows(ledger, "--as-of", "2025-07-01", *both)
    told = [row for row in out if row["entry"] == name]
    assert {row["rate"] for row in told} <= {"35", "35.0"}
    assert any(row["standing"] == "assumed" for row in told)


@pytest.mark.parametrize(
    ("assumption", "said"),
    [
        ("geneva-truce", "ENTRY=STATUS@DAY"),
        ("geneva-truce=rejected@2025-13-40", "2025-13-40"),
        ("no-such-thing=lifted@2025-06-20", "no-such-thing"),
        ("geneva-truce=held@2025-06-20", "held"),
    ],
)
def test_what_cannot_be_assumed_is_one_line(ledger: str, assumption: str, said: str) -> None:
    """The line names what was given; nothing is printed as an answer."""
    out, err = run(ledger, "state", "--as-of", "2025-07-01", "--assume", assumption, code=2)
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


@pytest.mark.parametrize("what", ["state", "timeline", "rates"])
def test_each_chart_is_a_picture_and_rows_of_characters(ledger: str, what: str) -> None:
    """SVG is well formed and has the deals or duties of that year; the terminal draws bars."""
    asked = ("chart", what, "--since", "2025-02-01", "--until", "2025-12-31", "--dispute", "us-china")
    picture, text = run(ledger, *asked, "--format", "svg")[0], run(ledger, *asked)[0]
    root = ElementTree.fromstring(picture)
    assert root.tag.endswith("svg")
    told = " ".join(root.itertext()).lower()
    assert "fentanyl" in told
    assert "fentanyl" in text.lower()
    assert any(mark in text for mark in "█▓▒░")


def test_a_chart_of_rates_under_an_assumption_is_another(ledger: str) -> None:
    """Without the truce the reciprocal duty is back at its old level."""
    asked = ("chart", "rates", "--since", "2025-04-01", "--until", "2025-12-31", "--as-of", "2025-07-01")
    plain, assumed = run(ledger, *asked)[0], run(ledger, *asked, "--assume", TRUCE)[0]
    assert plain != assumed


def test_a_chart_as_it_was_known_ends_with_what_was_known(ledger: str) -> None:
    """On 5 May 2025 nobody knew of the truce."""
    assert (
        "Geneva truce"
        not in run(ledger, "chart", "state", "--as-of", "2025-05-05", "--known", "2025-05-05")[0]
    )
    assert "Geneva truce" in run(ledger, "chart", "state", "--as-of", "2025-06-05")[0]


def test_the_state_is_the_same_whether_a_part_or_all_of_the_ledger_is_read(ledger: str) -> None:
    """What is read by the index of what stands is what the whole ledger says."""
    from parley.answers import document, findings
    from parley.ledger import Ledger
    from parley.store import open_store
    from parley.write import Ask, compose

    with open_store(ledger, create=False) as store:
        books = Ledger(store)
        for day in ("2018-09-30", "2025-05-01", "2025-11-20", "2026-11-15"):
            for over in (True, False):
                ask = Ask(day, over=over)
                assert document("state", ask, books) == compose("state", ask, findings(ask, books))


def test_json_names_how_many_lines_there_are(ledger: str) -> None:
    """A part of a list says of how many."""
    out, _ = run(ledger, "state", "--as-of", "2025-06-01", "--limit", "5", "--format", "json")
    assert len([line for s in json.loads(out)["sections"] for line in s["lines"]]) == 5
