"""How well disagreements are told from what only seems to be one.

    python tools/measure_disputes.py             the five pages, from annotated claims
    python tools/measure_disputes.py --dev       the development articles, from annotated claims, then as read
    python tools/measure_disputes.py --sample    the sample coverage, as read, with what was planted in it

On the five pages each of the annotated topics is printed with what was found. A topic counts as found when a
disagreement of the right class touches its words on two pages (on one, where the register is the other side).
Roles are not annotated: the one that the topic of the Treasury needs is added here. Of the development
articles no disagreements are annotated, and they tell of other things at other times: what is raised and does
not rest on a register (of names, of offices) counts as a false alarm, unless whoever reads it here finds it
true. At most one in ten articles is allowed (tests/test_weigh_seeds.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import sample_reading
from gold_input import GOLD, dev, seeds
from prose import parser

from parley.derive import derive
from parley.model import Claim, Disagreement, Span
from parley.read import read
from parley.record import record
from parley.resolve import resolve
from parley.weigh import weigh

REGISTERED = ("name", "office")
EXPECTED = {"conflict": "real", "wording": "quotation", "scope or granularity": "explained"}


def main() -> int:
    """Print what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--dev", action="store_true")
    asked.add_argument("--sample", action="store_true")
    given = asked.parse_args()
    if given.dev:
        return _dev()
    return _sample() if given.sample else _seeds()


def _dev() -> int:
    """What is raised as a disagreement among the development articles."""
    claims, articles = dev()
    told = tuple(c for a in articles for c in record(read(a, parser())))
    for name, found in (("annotated claims", claims), ("claims as read", told)):
        edges = derive(articles)
        real = [
            d for d in weigh(resolve(found, articles, edges), found, articles, edges).disagreements if d.real
        ]
        false = [d for d in real if d.kind not in REGISTERED]
        print(f"{name}: {len(real)} raised in {len(articles)} articles, false alarms {len(false)}")
        for d in real:
            print(f"  {d.kind} {d.topic}: {' / '.join(s.says[:60] for s in d.sides)}")
    return 0


def _sample() -> int:
    """Whether each disagreement that a careful reader must find in the sample is found as what it is."""
    topics = sample_reading.facts()["disagreement"]
    for topic in topics:
        ok = bool(sample_reading.found(topic))
        kind = topic["kind"] if topic["real"] else f"none: {topic['why']}"
        print(f"{'ok  ' if ok else 'MISS'} {kind:18} {topic['topic']}")
    wanted = [t for t in topics if sample_reading.found(t)]
    raised = [d for d in sample_reading.coverage().assessment.disagreements if d.real]
    print(f"found {len(wanted)} of {len(topics)}; raised as real {len(raised)}")
    for d in raised:
        print(f"  {d.kind} {d.topic}: {' / '.join(s.says[:60] for s in d.sides)}")
    return 0


def _seeds() -> int:
    """Print one line a topic, then the false alarms and the totals."""
    found = disagreements()
    topics = json.loads((GOLD / "seeds_disagreements.json").read_text("utf-8"))
    totals: dict[str, list[bool]] = {}
    for topic in topics:
        right, what = judged(topic, found)
        totals.setdefault(topic["class"], []).append(right)
        print(
            f"{'ok  ' if right else 'MISS'} {topic['id']} {topic['class'][:12]:12} {topic['topic']}: {what}"
        )
    alarms = [d for d in found if d.real and not any(_touches(d, t) for t in topics if _is_real(t))]
    for alarm in alarms:
        print(f"ALARM {alarm.kind} {alarm.id}: {' / '.join(s.says[:40] for s in alarm.sides)}")
    for name, rights in totals.items():
        print(f"{name}: {sum(rights)} of {len(rights)}")
    print(
        f"false alarms: {len(alarms)}; disagreements {len(found)}, of them real {sum(d.real for d in found)}"
    )
    return 0


def disagreements() -> tuple[Disagreement, ...]:
    """Disagreements of the five pages, their annotated claims and the lineage that derive finds."""
    claims, articles = seeds()
    told = [with_role(c) for c in claims]
    edges = derive(articles)
    return weigh(resolve(told, articles, edges), told, articles, edges).disagreements


def with_role(claim: Claim) -> Claim:
    """The claim with the role that its words give to a former secretary."""
    if "Steven Mnuchin" in claim.people and claim.article.startswith("004"):
        return replace(claim, roles=(("Steven Mnuchin", "Treasury Secretary", "US"),))
    return claim


def judged(topic: Mapping[str, Any], found: Sequence[Disagreement]) -> tuple[bool, str]:
    """Whether a topic is in the right class, and what was found on its words."""
    touching = [d for d in found if _touches(d, topic)]
    kinds = ", ".join(f"{d.kind} {d.id}" for d in touching) or "nothing"
    real = [d for d in touching if d.real]
    expected = EXPECTED.get(topic["class"])
    if expected == "real":
        return bool(real), kinds
    if expected == "quotation":
        return any(d.kind == "quotation" for d in touching), kinds
    if expected == "explained":
        return len(touching) > len(real) and not real, kinds
    return not real, kinds


def _is_real(topic: Mapping[str, Any]) -> bool:
    return topic["class"] in ("conflict", "wording")


def _touches(d: Disagreement, topic: Mapping[str, Any]) -> bool:
    pages = {side.span.page for side in d.sides if side.span and _within(side.span, topic["spans"])}
    return len(pages) > 1 or (bool(pages) and any(side.span is None for side in d.sides))


def _within(span: Span, spans: Iterable[Mapping[str, Any]]) -> bool:
    return any(s["document"] == span.page and s["start"] < span.end and span.start < s["end"] for s in spans)


if __name__ == "__main__":
    sys.exit(main())
