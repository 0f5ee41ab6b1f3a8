"""Measures in whole stories: recall and precision over own articles, annotated before the reader saw them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from prose import article_of, parser, step

from parley.read import read
from parley.record.draft import finish
from parley.record.measures import find_measures

STORIES = Path(__file__).parent / "data" / "measure_stories.txt"
Row = tuple[str, list[str]]


def stories() -> list[tuple[str, list[Row]]]:
    """(day, rows) of each story; a row is a paragraph with the claims wanted."""
    found: list[tuple[str, list[Row]]] = []
    for line in STORIES.read_text("utf-8").splitlines():
        if re.match(r"# \d{4}-", line):
            found.append((line[2:12], []))
        elif "|" in line and not line.startswith("#"):
            text, _, wanted = line.partition("|")
            found[-1][1].append((text.strip(), [c.strip() for c in wanted.split(";") if c.strip()]))
    return found


def told(day: str, rows: list[Row]) -> list[list[str]]:
    """The measures found in each paragraph of a story."""
    texts = [text for text, _ in rows]
    reading = read(article_of(*texts, published=day), parser())
    starts = [sum(len(t) + 2 for t in texts[:i]) for i in range(len(texts))]
    found: list[list[str]] = [[] for _ in rows]
    for draft in find_measures(reading):
        claim = finish(reading, draft)
        rate = next((f"{v.number:g}" for v in claim.values if v.unit == "percent"), "")
        words = f"{'+'.join(claim.actors)} {claim.instrument} {step(claim)} {rate}"
        at = reading.doc.units[draft.unit].place(0)
        found[max(i for i, start in enumerate(starts) if start <= at)].append(words.strip())
    return found


def fits(wanted: str, got: str) -> bool:
    """Is a claim found one of the choices of a claim wanted ("US tariff raised/announced 50")?"""
    actors, *rest = wanted.removeprefix("?").split()
    rates = rest.pop().split("/") if rest[-1][0].isdigit() else []
    choices, instrument = set(), ""
    for choice in " ".join(rest).split("/"):
        words = [w for w in choice.removeprefix("?").split() if not w.isupper()]
        instrument = words[0] if len(words) > 1 else instrument
        choices.add((instrument, words[-1]))
    head, *tail = got.split()
    return head == actors and tuple(tail[:2]) in choices and (not rates or tail[2:3] in [[r] for r in rates])


@cache
def counts() -> dict[str, int]:
    """Claims wanted, found (any claim in the paragraph), right, and predicted too many."""
    total = {"wanted": 0, "found": 0, "right": 0, "spurious": 0, "predicted": 0}
    for day, rows in stories():
        for (_, wanted), here in zip(rows, told(day, rows), strict=True):
            needed, left = [w for w in wanted if not w.startswith("?")], list(here)
            for want in needed:
                hit = next((g for g in left if fits(want, g)), None)
                left = [g for g in left if g is not hit]
                total["right"] += hit is not None
            total["wanted"] += len(needed)
            total["predicted"] += len(here)
            total["found"] += min(len(needed), len(here))
            total["spurious"] += max(0, len(here) - len(wanted))
    return total


def test_most_measures_of_a_story_are_seen() -> None:
    """Two in three measures of the stories are found, where four in ten were before they were written."""
    total = counts()
    assert total["wanted"] > 170
    assert total["found"] >= 0.7 * total["wanted"], total
    assert total["right"] >= 0.6 * total["wanted"], total


def test_few_measures_of_a_story_are_invented() -> None:
    """At most one claim in twelve has no counterpart in its paragraph."""
    total = counts()
    assert total["spurious"] <= total["predicted"] / 12, total
