"""`parley exposure`: tables of trade lines in, totals and warnings out, in every form."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from dossier_ledger import books, us_china
from write_fixture import FakeBooks

from parley import cli
from parley import exposure_report as report
from parley.assume import parse
from parley.duties import Duty
from parley.errors import InputError
from parley.exposure import Exposure, by_goods, by_programme, exposure, totals
from parley.exposure_chart import chart
from parley.exposure_lines import read_lines
from parley.model import Entry, State, When
from parley.write.sources import Sources

LINES = """HS code,Origin,Destination,Value,Currency,Goods
950300,CN,US,100000,USD,toys
8703.80,China,United States,"1,250,000.00",usd,electric cars
7208,CN,US,50000,USD,steel plate
1201,US,CN,400000,USD,soybeans
610910,VN,US,5000,EUR,=1+1
"""


def table(folder: Path, text: str = LINES) -> Path:
    path = folder / "lines.csv"
    path.write_text(text, "utf-8")
    return path


def on(day: str, folder: Path, *assumed: str, known: str | None = None, text: str = LINES) -> Exposure:
    lines, bad = read_lines(str(table(folder, text)))
    return exposure(books(), lines, bad, day, known, [(a, parse(a)) for a in assumed])


def test_lines_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    """Dots in codes, names of countries, thousands, a mark of order, semicolons."""
    lines, bad = read_lines(str(table(tmp_path)))
    assert bad == ()
    assert [(x.number, x.trade.hs, x.trade.origin, x.value) for x in lines[:2]] == [
        (2, "950300", "CN", 100000.0),
        (3, "870380", "CN", 1250000.0),
    ]
    text = "\ufeffcode;from;to;amount;currency\r\n0902;IN;JP;1.234,50;JPY\r\n\r\n"
    (line,), bad = read_lines(str(table(tmp_path, text)))
    assert (line.trade.hs, line.value, line.trade.edition, bad) == ("0902", 1234.5, "HS 2022", ())


BAD = [
    ("90300,CN,US,1,USD", "HS code 90300 has 5 digits", "leading zero"),
    ("12345678901,CN,US,1,USD", "has 11 digits", "leading zero"),
    ("tea,CN,US,1,USD", "tea is no HS code", "2, 4, 6, 8 or 10 digits"),
    ("0001,CN,US,1,USD", "there is no chapter 00", "check the code"),
    ("0902,Atlantis,US,1,USD", "origin Atlantis is no country", "two letters"),
    ("0902,XX,US,1,USD", "origin XX is no country", "two letters"),
    ("0902,CN,UN,1,USD", "destination UN is no country", "two letters"),
    ("0902,CN,,1,USD", "destination nothing is no country", "two letters"),
    ("0902,CN,US,much,USD", "value much is no number", "digits only"),
    ("0902,CN,US,-5,USD", "value -5 is not a sum of money", "positive"),
    ("0902,CN,US,nan,USD", "value nan is not a sum of money", "positive"),
    ("0902,CN,US,1,dollars", "currency dollars is none", "three letters"),
    ("0902,CN,US", "value nothing is no number", "digits only"),
]


def test_an_edition_is_one_that_there_was(tmp_path: Path) -> None:
    """The year of another edition is taken; a year in which none came into force is a bad line."""
    heading = "hs,origin,destination,value,currency,edition\n"
    rows = "0902,the US,The Netherlands,1,USD,2017\n0902,IN,JP,1,USD,HS 1066\n"
    (line,), (bad,) = read_lines(str(table(tmp_path, heading + rows)))
    assert (line.trade.origin, line.trade.destination, line.trade.edition) == ("US", "NL", "HS 2017")
    assert "line 3: edition HS 1066 is none (write HS 2022" in bad.line


@pytest.mark.parametrize(("row", "what", "hint"), BAD)
def test_a_bad_line_is_named_with_its_number_and_the_rest_is_done(
    tmp_path: Path, row: str, what: str, hint: str
) -> None:
    """The line says where, what, and what to write; lines before and behind it are read."""
    text = f"hs,origin,destination,value,currency\n0902,CN,US,1,USD\n{row}\n0903,CN,US,2,USD\n"
    lines, (bad,) = read_lines(str(table(tmp_path, text)))
    assert [x.number for x in lines] == [2, 4]
    assert bad.number == 3
    assert "lines.csv, line 3: " in bad.line and what in bad.line and hint in bad.line


def test_a_table_without_a_column_or_a_file_is_one_line(tmp_path: Path) -> None:
    """The missing columns are named; so is a file that is not there."""
    with pytest.raises(InputError, match="no column destination, currency"):
        read_lines(str(table(tmp_path, "hs,origin,value\n")))
    with pytest.raises(InputError, match="no such file"):
        read_lines(str(tmp_path / "none.csv"))


def test_totals_by_programme_and_goods(tmp_path: Path) -> None:
    """On 1 July 2025 each programme comes to its rate on the value of its lines."""
    found = on("2025-07-01", tmp_path)
    sums = {(s.name, s.currency): (s.value, s.amount) for s in by_programme(found.charges)}
    assert sums["US fentanyl", "USD"] == (1_400_000, 280_000)
    assert sums["US reciprocal", "USD"] == (1_350_000, 135_000)  # not on steel
    assert sums["US Section 301 review", "USD"] == (1_250_000, 1_250_000)
    assert sums["US Section 232 steel", "USD"] == (50_000, 25_000)
    assert sums["CN reciprocal", "USD"] == (400_000, 40_000)
    goods = {s.name: s.amount for s in by_goods(found.charges)}
    assert goods == {
        "toys": 30_000,
        "electric cars": 1_625_000,
        "steel plate": 35_000,
        "soybeans": 80_000,
        "=1+1": 0,
    }
    assert [(s.currency, s.lines, s.amount) for s in totals(found.charges)] == [
        ("EUR", 1, 0),
        ("USD", 4, 1_770_000),
    ]


def test_the_same_under_an_assumption_stands_beside_it(tmp_path: Path) -> None:
    """With the truce rejected the 24 points are back on both sides; the ledger is not touched."""
    before = books().store.counts()
    found = on("2025-07-01", tmp_path, "geneva-truce=rejected@2025-06-20")
    assert {s.name: s.amount for s in by_goods(found.beside)}["toys"] == 54_000
    assert {s.name: s.amount for s in by_goods(found.charges)}["toys"] == 30_000
    assert {s.name: s.amount for s in by_goods(found.beside)}["soybeans"] == 176_000
    assert books().store.counts() == before


def test_what_nobody_knows_is_said(tmp_path: Path) -> None:
    """Lapsed terms, unknown rates, lists that are not held, pairs of which no dossier tells."""
    found = on("2026-11-22", tmp_path)
    said = {c.line.goods: " | ".join(c.doubts) for c in found.charges}
    assert "34 % back unless extended since 2026-11-11" in said["soybeans"]
    assert "no source held gives its rate" in said["steel plate"]
    assert "one of them may apply (25 or 7.5 %)" in said["toys"]
    assert "no dossier tells of the duties of US on goods of VN" in said["=1+1"]
    (usd,) = [s for s in totals(found.charges) if s.currency == "USD"]
    assert usd.unknown == 1 and usd.otherwise > usd.amount


def test_as_known_on_a_day_later_orders_do_not_count(tmp_path: Path) -> None:
    """On 8 April 2025 the rise to 125 % was not known: as of 11 April it was 84."""
    then = on("2025-04-11", tmp_path, known="2025-04-08").charges[0]
    assert {d.programme: d.otherwise or d.rate for d in then.duties if d.counted} == {
        "fentanyl": 20,
        "reciprocal": 84,
    }
    now = on("2025-04-11", tmp_path).charges[0]
    assert now.rate == 145


def run(*arguments: str) -> int:
    return cli.run(["exposure", *arguments, "--ledger", str(us_china())])


def test_the_answer_has_words_legal_bases_and_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3 where a line was left out; each duty with its law and a mark to the curator's words."""
    path = table(tmp_path, LINES + "90300,CN,US,1,USD,\n")
    assert run(str(path), "--as-of", "2025-07-01") == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "Fentanyl 20 % (IEEPA; Executive Orders 14195, 14228 and 14357), [1]" in out
    assert "not charged: reciprocal: goods that bear a duty of Section 232" in out
    assert "LEFT OUT" in out and "line 7: HS code 90300 has 5 digits" in out
    assert "“The US doubles its fentanyl duty on China to 20 %.”" in out
    assert run(str(table(tmp_path)), "--as-of", "2025-07-01") == 0


def test_what_is_not_charged_for_one_reason_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By their names, each once; what may apply is among the doubts, which name a line once."""
    began = When("2031-03-01", None, "day")
    state = State("in force", began, None, "2031-03-02", None, ("c",), "as reported", rate=9.0)
    entry = Entry("e", "measure", "e", "d", ("JP",), ("IN",), "tariff", (), None, (state,), ("c",))
    names = (("tea", "told by the news"), ("tea", "told by the news"), ("rice", "told by the news"))
    duties = [
        Duty(entry, state, name, None, 9.0, counted=False, reason=why, doubts=())
        for name, why in (*names, ("salt", "may apply"), ("wine", "another rule"))
    ]
    monkeypatch.setattr(Sources, "claims", lambda self, ids, most: (1,))
    told = [s.text for s in report._uncounted(duties, Sources(FakeBooks()))]
    assert told == ["not charged: tea and rice: told by the news;", "not charged: wine: another rule;"]


def test_csv_has_a_row_for_each_duty_and_no_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rate, law, entry, words and sources in columns; a cell that looks like a formula is made safe."""
    assert run(str(table(tmp_path)), "--as-of", "2025-07-01", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    toys = [r for r in rows if r["line"] == "2" and r["counted"] == "True"]
    assert {(r["programme"], r["rate"], r["duty"]) for r in toys} == {
        ("fentanyl", "20.0", "20000.0"),
        ("reciprocal", "10.0", "10000.0"),
    }
    assert all(r["entry"] and r["words"] and r["sources"].startswith("https://") for r in toys)
    assert {r["goods"] for r in rows if r["origin"] == "VN"} == {"'=1+1"}


def test_files_are_written_by_their_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook without formulas, a picture, a table, a page; another ending is refused beforehand."""
    outs = [tmp_path / f"e{suffix}" for suffix in (".xlsx", ".svg", ".csv", ".html", ".json")]
    assert run(str(table(tmp_path)), "--as-of", "2025-07-01", *(f"--out={o}" for o in outs)) == 0
    with zipfile.ZipFile(outs[0]) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/")]
        names = book.read("xl/workbook.xml").decode()
    assert len(sheets) == 6 and not any("<f>" in sheet for sheet in sheets)
    assert all(f'name="{n}"' in names for n in ("Lines", "Duties", "By programme", "By goods", "Not sure"))
    assert ElementTree.parse(outs[1]).getroot().tag.endswith("svg")
    assert len(json.loads(outs[4].read_text("utf-8"))) > 5
    capsys.readouterr()
    assert run(str(table(tmp_path)), "--out", str(tmp_path / "e.docx")) == 2
    assert "this kind of file is not written" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_the_picture_has_a_bar_for_each_kind_of_goods_and_no_script(tmp_path: Path) -> None:
    """Two bars where something is assumed; hostile names are text."""
    text = LINES.replace("toys", '"<script>alert(1)</script>"')
    svg = chart(on("2025-07-01", tmp_path, "geneva-truce=rejected@2025-06-20", text=text))
    root = ElementTree.fromstring(svg)
    words = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "1,625,000" in words and "1,925,000" in words
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert any("<script>" in w for w in words)


def test_a_table_of_nothing_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a heading: the answer says that no line could be read."""
    assert run(str(table(tmp_path, "hs,origin,destination,value,currency\n")), "--as-of", "2025-07-01") == 0
    assert "No line could be read." in capsys.readouterr().out
    assert (
        ElementTree.fromstring(
            chart(on("2025-07-01", tmp_path, text="hs,origin,destination,value,currency\n"))
        )
        is not None
    )
