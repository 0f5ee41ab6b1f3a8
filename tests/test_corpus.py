"""The annotated articles in tests/corpus are well-formed, and the tool that reads them says what is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import corpus

TEXT = "Peru lifts duty\nThe Quay\n2021-03-04\n\nPeru said so. Chile said so. “We are glad,” Chile added.\n"


def _set(folder: Path, claims: str) -> Path:
    (folder / "x_01_duty.txt").write_text(TEXT, "utf-8")
    path = folder / "x.toml"
    path.write_text(f'[[article]]\nfile = "x_01_duty.txt"\nclaims = [{claims}]\n', "utf-8")
    return path


@pytest.mark.parametrize("path", corpus.sets(), ids=lambda p: p.stem)
def test_every_set_is_well_formed(path: Path) -> None:
    """Every run stands where the annotation says, every value is legal, every text beside it is annotated."""
    rows = corpus.rows(path)
    texts = {text.name for text in path.parent.glob(f"{path.stem}_*.txt")}
    assert texts == {row["document"] for row in rows}


@pytest.mark.parametrize("path", corpus.sets(), ids=lambda p: p.stem)
def test_no_claim_stands_twice(path: Path) -> None:
    """No claim is entered twice with the same support and the same slots."""
    rows = [repr(sorted(row.items())) for row in corpus.rows(path)]
    assert len(rows) == len(set(rows))


def test_a_claim_becomes_a_row_with_offsets_in_the_file(tmp_path: Path) -> None:
    """Offsets count from the start of the file; a quotation is the speaker's unless another is named."""
    said = 'speaker = "Chile", date = "2021-03", quotes = [["We are glad,"]]'
    (row,) = corpus.rows(_set(tmp_path, f'{{kind = "statement", says = "“We ~ added.", {said}}}'))
    (support,), (quote,) = row["support"], row["quotes"]
    assert TEXT[support["start"] : support["end"]] == "“We are glad,” Chile added."
    assert TEXT[quote["start"] : quote["end"]] == "We are glad,"
    assert (quote["speaker"], row["certainty"], row["attribution"]) == (
        "Chile",
        "attributed",
        ["Chile", "The Quay"],
    )
    assert row["date"] == {"start": "2021-03-01", "end": "2021-03-31", "precision": "month"}


def test_a_numbered_run_is_the_one_of_that_number(tmp_path: Path) -> None:
    """`words#2` is the second place where the words stand."""
    (row,) = corpus.rows(_set(tmp_path, '{kind = "statement", says = "said so.#2"}'))
    assert row["support"][0]["start"] == TEXT.rindex("said so.")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ('{kind = "statement", says = "said so."}', "stands 2 times"),
        ('{kind = "statement", says = "Bolivia"}', "stands 0 times"),
        ('{kind = "statement", says = "Chile said ~ Peru"}', "does not follow"),
        ('{kind = "rumour", says = "Peru said"}', "kind"),
        ('{kind = "measure", says = "Peru said", action = "signed"}', "action"),
        ('{kind = "measure", says = "Peru said", action = "lifted", instrument = "levy"}', "instrument"),
        ('{kind = "statement", says = "Peru said", speeker = "Peru"}', "speeker"),
        ('{kind = "statement", says = "Peru said", date = "4 March"}', "date"),
    ],
)
def test_a_malformed_claim_is_named(tmp_path: Path, claim: str, message: str) -> None:
    """A run that is not there or is ambiguous, and a value that is not legal, stop with file and reason."""
    with pytest.raises(corpus.MalformedError, match=message) as error:
        corpus.rows(_set(tmp_path, claim))
    assert "x_01_duty.txt" in str(error.value)


def test_quotation_marks_without_a_claim_are_listed(tmp_path: Path) -> None:
    """Words in marks that no claim quotes are listed by file."""
    path = _set(tmp_path, '{kind = "statement", says = "Peru said so.", speaker = "Peru"}')
    assert list(corpus.unclaimed(tmp_path, corpus.rows(path))) == [
        "  x_01_duty.txt: no claim quotes “We are glad,”"
    ]
