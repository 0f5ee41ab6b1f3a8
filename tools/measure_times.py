"""Measure the time expressions of the reader against a set in TIMEX3.

    python tools/measure_times.py FILE.jsonl [--errors span|value]

FILE has one document a line: `dct` (publication date), `text`, `timex` [{start, end, value}].
Even-numbered documents are for tuning, odd ones are kept for the figure that counts, so errors are shown only
for the even ones.
Values count over expressions whose spans overlap. Needs no network.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.read.times import TimeMention, find_times


@dataclass
class Count:
    """Sums over documents; each F1 is of found and gold expressions."""

    found: int = 0
    gold: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * hits / (self.found + self.gold) if self.found + self.gold else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", choices=("span", "value"))
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.file.read_text("utf-8").splitlines()]
    print("documents     found  gold  strict F1  relaxed F1  value F1")
    for name, part in (("even (tuned)", documents[::2]), ("odd (kept)", documents[1::2])):
        print(row(name, measure(part)))
    if options.errors:
        print("\n".join(errors(documents[::2], options.errors)))


def row(name: str, count: Count) -> str:
    scores = f"{count.f1(count.strict):10.3f} {count.f1(count.relaxed):11.3f} {count.f1(count.value):9.3f}"
    return f"{name:13}{count.found:6}{count.gold:6} {scores}"


def measure(documents: Iterable[dict[str, Any]]) -> Count:
    count = Count()
    for document in documents:
        pairs = list(aligned(document))
        count.found += sum(1 for mention, _ in pairs if mention)
        count.gold += sum(1 for _, gold in pairs if gold)
        for mention, gold in pairs:
            if mention and gold:
                count.relaxed += 1
                count.strict += (mention.start, mention.end) == (gold["start"], gold["end"])
                count.value += mention.value == gold["value"]
    return count


def aligned(document: dict[str, Any]) -> Iterator[tuple[TimeMention | None, dict[str, Any] | None]]:
    """Found and gold expressions of a document, paired one to one where they overlap, left to right."""
    mentions = [part for m in find_times(document["text"], document["dct"]) for part in (m.parts or (m,))]
    golds = sorted(document["timex"], key=lambda timex: timex["start"])
    while mentions and golds:
        mention, gold = mentions[0], golds[0]
        if mention.end <= gold["start"]:
            yield mentions.pop(0), None
        elif gold["end"] <= mention.start:
            yield None, golds.pop(0)
        else:
            yield mentions.pop(0), golds.pop(0)
    yield from ((mention, None) for mention in mentions)
    yield from ((None, gold) for gold in golds)


def errors(documents: Iterable[dict[str, Any]], kind: str) -> Iterator[str]:
    """One line for each expression missed, spurious or wrong, with words around it."""
    for document in documents:
        text = document["text"]
        for mention, gold in aligned(document):
            at = mention.start if mention else gold["start"] if gold else 0
            around = " ".join(text[max(0, at - 40) : at + 50].split())
            found = f"{text[mention.start : mention.end]}|{mention.value}" if mention else "-"
            wanted = f"{gold['text']}|{gold['value']}" if gold else "-"
            wrong_value = mention and gold and mention.value != gold["value"]
            wrong_span = not (mention and gold) or (mention.start, mention.end) != (
                gold["start"],
                gold["end"],
            )
            if (kind == "value" and wrong_value) or (kind == "span" and wrong_span):
                yield f"{document['dct']}  found {found:28} gold {wanted:28} ... {around}"


if __name__ == "__main__":
    main()
