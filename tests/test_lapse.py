"""`parley lapse`: what ends on a day, what returns at which rate, and only what nothing known extends."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from builders import article, claim, percent
from dossier_ledger import us_china
from ledger_builders import NOW, new_ledger

from parley import answers, cli, flow
from parley.ledger import Ledger
from parley.model import Page
from parley.store import PageReading
from parley.write import Ask


def lapse(*arguments: str) -> list[dict[str, str]]:
    """The lines of an answer, as a table has them."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parley.console.put", out.write)
        assert cli.run(["lapse", *arguments, "--format", "csv", "--ledger", str(us_china())]) == 0
    rows = csv.DictReader(io.StringIO(out.getvalue()))
    return [r for r in rows if r["section"].startswith("ENDS")]


def ends(*arguments: str) -> dict[str, tuple[str, str]]:
    """Entry to the rates before and after."""
    return {
        r["entry"]: (r["rate_before"], r["rate_after"]) for r in lapse(*arguments) if r["lead"] != "with it"
    }


def test_the_terms_of_the_tenth_of_november_2026() -> None:
    """Everything that ends on that day, with its rates; gallium ends later, fentanyl was struck down."""
    found = ends("--on", "2026-11-10", "--as-of", "2026-11-10")
    assert found == {
        "cn-entity-listing-april-us-2025-04": ("", ""),
        "cn-export-control-batteries-2025-10": ("", ""),
        "cn-export-control-rare-earth-technology-2025-10": ("", ""),
        "cn-export-control-rare-earths-2025-10": ("", ""),
        "cn-port-fee-ships-2025-10": ("", ""),
        "cn-sanction-hanwha-2025-10": ("", ""),
        "cn-tariff-chicken-2025-03": ("0", "15"),
        "cn-tariff-reciprocal-us-2025-04": ("10", "34"),
        "cn-tariff-soybeans-2025-03": ("0", "10"),
        "us-cn-geneva-truce-2025-05": ("", ""),
        "us-cn-kuala-lumpur-framework-2025-10": ("", ""),
        "us-port-fee-ships-2025-10": ("", ""),
        "us-tariff-exclusion-section-301-cn-2025-11": ("", ""),
    }


def test_each_line_has_the_words_it_stands_on() -> None:
    """The curator's sentence, the day, the rates, and the sources behind it."""
    (soy,) = [r for r in lapse("--on", "2026-11-10") if r["entry"] == "cn-tariff-soybeans-2025-03"]
    assert "China suspends its 10 % on American soybeans" in soy["text"]
    assert "That ends on 10 November 2026 unless somebody extends it; then 0 % becomes 10 %." in soy["text"]
    assert "https://" in soy["sources"]


def test_before_the_ruling_the_american_points_were_to_return_too() -> None:
    """As known in December 2025 the US side goes from 10 to 34 as well."""
    found = ends("--on", "2026-11-10", "--known", "2025-12-31")
    assert found["us-tariff-reciprocal-cn-2025-04"] == ("10", "34")
    assert "us-tariff-reciprocal-cn-2025-04" not in ends("--on", "2026-11-10")


@pytest.mark.parametrize(("known", "lapses"), [("2025-11-03", True), ("2025-11-06", False)])
def test_an_extension_counts_from_the_day_on_which_it_is_known(known: str, lapses: bool) -> None:
    """The truce was to end on 10 November 2025, until on the 4th it was extended."""
    found = ends("--on", "2025-11-10", "--known", known)
    wanted = {
        "us-cn-geneva-truce-2025-05",
        "us-tariff-reciprocal-cn-2025-04",
        "cn-tariff-reciprocal-us-2025-04",
    }
    assert (wanted <= set(found)) == lapses
    assert lapses or not wanted & set(found)


def test_what_was_put_off_since_is_said_to_be() -> None:
    """Of Geneva's end as known today nothing is told but that it was put off, and how to ask."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parley.console.put", out.write)
        days = ["--as-of", "2025-06-12", "--on", "2025-08-15"]
        assert cli.run(["lapse", *days, "--ledger", str(us_china())]) == 0
        told = " ".join(out.getvalue().split())
        assert "was put off, or something else took its place: `--known 2025-06-12` tells it" in told
    assert "us-cn-geneva-truce-2025-05" in ends(*days, "--known", "2025-06-12")


def test_a_day_that_is_past_is_asked_as_of_itself() -> None:
    """`--on` alone looks at that day: nothing ended on 12 August 2025, the terms had been extended."""
    assert ends("--on", "2025-08-12") == {}
    assert ends("--on", "2026-07-24") == {}
    told = ends("--on", "2025-08-12", "--known", "2025-08-01")
    assert told["cn-tariff-reciprocal-us-2025-04"] == told["us-tariff-reciprocal-cn-2025-04"] == ("10", "34")


def test_a_day_before_the_one_from_which_is_looked_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing can end by then, which an empty list would not tell from nothing that ends."""
    days = ["lapse", "--as-of", "2026-01-15", "--on", "2025-11-10", "--ledger", str(us_china())]
    assert cli.run(days) == 2
    assert "10 November 2025 lies before 15 January 2026" in capsys.readouterr().err


def test_an_announced_change_is_no_lapse() -> None:
    """As known on 5 November 2025 the fentanyl duty is to be halved on the 10th; that is no end."""
    assert "us-tariff-fentanyl-cn-2025-02" not in ends("--on", "2025-11-10", "--known", "2025-11-05")


def test_an_assumed_extension_takes_the_end_away() -> None:
    """With China's rate extended by a year the day brings no rise."""
    assumed = "cn-tariff-reciprocal-us-2025-04=in force 10%@2026-11-01..2027-11-10"
    found = ends("--on", "2026-11-10", "--assume", assumed)
    assert "cn-tariff-reciprocal-us-2025-04" not in found
    assert "cn-tariff-soybeans-2025-03" in found


@pytest.mark.parametrize(
    ("day", "known", "with_it"),
    [
        ("2025-05-14", "2025-05-14", True),
        (None, "2025-06-10", True),
        ("2025-08-10", "2025-08-10", False),
        (None, "2025-08-10", False),
    ],
)
def test_with_a_truce_falls_the_relief_of_its_days(
    tmp_path: Path, day: str | None, known: str, with_it: bool
) -> None:
    """Relief that began when it was reached, or first told soon after without a day; no other."""
    both = {"actors": ("US", "CN"), "instrument": "tariff", "words": "the tariff truce", "place": "Geneva"}
    deal = claim("agreement", "agreed", on="2025-05-12", known="2025-05-12", expires="2025-08-12", **both)
    duty = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff"}
    relief = claim("measure", "lowered", article="b/0", on=day, known=known, values=(percent(30),), **duty)
    stages = flow.settling_stages()
    with new_ledger(tmp_path) as store:
        for name, one in (("a", deal), ("b", relief)):
            raw = Page(name, f"{name}.txt", NOW, b"text", "text", "utf-8", "text/plain")
            reading = PageReading(raw, (article(name, one.known or ""),), (one,))
            store.record([reading], at=NOW, versions=stages.versions)
        flow.settle(store, stages, at=NOW)
        found = answers.document("lapse", Ask("2025-08-11"), Ledger(store))
    told = [line.sentences[0].text for s in found.sections for line in s.lines if line.lead == "with it"]
    assert any("would return" in text for text in told) == with_it
