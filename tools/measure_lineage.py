"""Measure `derive`: the seeds against their gold lineage, the set of copies, unrelated news, and speed.

    python tools/measure_lineage.py [--shared DIR] [--stream N]

A found sentence pair counts when both of its spans overlap those of a gold pair by half of the shorter span.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from parley.clean import clean
from parley.derive import derive, families
from parley.model import Article, Block, Page, Segment, SentencePair, Span
from parley.resolve.stories import stories

SHARED = Path(__file__).resolve().parents[2] / "shared"
REWRITTEN, REWRITE = "001_4508387e88d5982c.txt", "002_cdc2f7441ac2d4ab.txt"


STORIES = (
    "tx01 tx05 tx08 tx14 tx32 tx36 tx43 tx44 tx45 tx46 tx47",
    "tx02 tx10 tx33 tx50",
    "tx03 tx06 tx30",
    "tx34 tx42",
    "tx37 tx40",
    "tx11 tx12",
    "tx18 tx25 tx26",
    "tx22 tx27 tx28",
)
"""Articles of the set of copies that tell one event, grouped by hand from headlines and first paragraphs;
two more on the same summit (tx15, tx19) may stand with the first group or not."""
EITHER = {"tx15", "tx19"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--stream", type=int, default=2000, help="articles in the speed run")
    options = parser.parse_args()
    measure_seeds(options.shared)
    measure_copies(options.shared)
    measure_stories(options.shared)
    measure_unrelated(options.shared)
    measure_speed(options.shared, options.stream)


def measure_seeds(shared: Path) -> None:
    gold = json.loads((shared / "gold/seeds_lineage.json").read_text("utf-8"))
    edges = derive(seed_articles(shared))
    right = [e for e in edges if (page(e.old), page(e.new), e.kind) == (REWRITTEN, REWRITE, "rewrite")]
    print(f"seeds: 002 a rewrite of 001: {bool(right)}, other links: {len(edges) - len(right)}")
    for edge in right:
        print("  reasons:", *edge.reasons, sep="\n    ")
        score_pairs(edge.pairs, gold["sentence_pairs"])
        score_spans("altered quotations", [p.new for p in edge.altered_quotes], gold["altered_quotations"])
        score_spans("adds", edge.adds, gold["adds"])


def score_pairs(found: Iterable[SentencePair], gold: list[dict[str, Any]]) -> None:
    hits = [[k for k, g in enumerate(gold) if half(p.old, g["from"]) and half(p.new, g["to"])] for p in found]
    show("sentence pairs", sum(map(bool, hits)), len(hits), len({k for hit in hits for k in hit}), len(gold))


def score_spans(name: str, found: Iterable[Span], gold: list[dict[str, int]]) -> None:
    unique = [dict(t) for t in {tuple(sorted(g.items())) for g in gold}]
    hits = [[k for k, g in enumerate(unique) if half(span, g)] for span in found]
    show(name, sum(map(bool, hits)), len(hits), len({k for hit in hits for k in hit}), len(unique))


def show(name: str, right: int, found: int, hit: int, gold: int) -> None:
    precision, recall = right / max(1, found), hit / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"  {name}: P {precision:.2f} ({right}/{found})  R {recall:.2f} ({hit}/{gold})  F1 {f1:.2f}")


def half(span: Span, gold: dict[str, int]) -> bool:
    overlap = min(span.end, gold["end"]) - max(span.start, gold["start"])
    return overlap * 2 >= min(span.end - span.start, gold["end"] - gold["start"])


def measure_copies(shared: Path) -> None:
    folder = shared / "data/copies"
    gold = {frozenset(p[:2]) for p in json.loads((folder / "overlap_pairs.json").read_text("utf-8"))}
    articles = copied_articles(folder)
    edges, ids = derive(articles), [a.id for a in articles]
    copies = [e for e in edges if e.kind != "rewrite"]
    groups, linked = (grouped(families(es, ids)) for es in (copies, edges))
    found, near = in_one(groups), in_one(linked)
    print(f"copies: {len(edges)} edges {dict(Counter(e.kind for e in edges))}, pairs in one family:")
    show("without rewrites", len(found & gold), len(found), len(found & gold), len(gold))
    show("with rewrites", len(near & gold), len(near), len(near & gold), len(gold))
    for kind, pairs in (("missed", gold - found), ("beyond gold", found - gold)):
        print(f"  {kind}:", *(" ".join(sorted(p)) for p in sorted(pairs, key=sorted)), sep="  ")
    print(
        "  families:", *(" ".join(page(i) for i in group) for group in groups if len(group) > 1), sep="\n    "
    )
    print("  rewrites:", *(f"{page(e.old)} -> {page(e.new)}" for e in edges if e.kind == "rewrite"), sep="  ")


def measure_stories(shared: Path) -> None:
    """Pairs of articles in one story, against groups made by hand; articles in the order of their hours."""
    articles = sorted(copied_articles(shared / "data/copies"), key=lambda a: (a.published or "", a.id))
    gold = {frozenset(pair) for group in STORIES for pair in combinations(group.split(), 2)}
    made = [[page(i) for i in story.articles] for story in stories(articles, ())]
    found = {frozenset(pair) for group in made for pair in combinations(set(group) - EITHER, 2)}
    print(f"stories: {len(made)} of {len(articles)} articles, pairs in one story:")
    show("against groups by hand", len(found & gold), len(found), len(found & gold), len(gold))
    for kind, pairs in (("missed", gold - found), ("beyond", found - gold)):
        print(f"  {kind}:", *(" ".join(sorted(p)) for p in sorted(pairs, key=sorted)), sep="  ")


def in_one(groups: list[list[str]]) -> set[frozenset[str]]:
    """Pairs of pages whose articles are of one family."""
    return {frozenset(map(page, pair)) for group in groups for pair in combinations(group, 2)}


def grouped(origins: dict[str, str]) -> list[list[str]]:
    """Families as lists, the origin first."""
    groups: dict[str, list[str]] = {}
    for article, origin in origins.items():
        groups.setdefault(origin, [origin]).extend([article] if article != origin else [])
    return list(groups.values())


def measure_unrelated(shared: Path) -> None:
    articles = list(news(shared))
    edges = derive(articles)
    print(f"unrelated: {len(articles)} articles of polnear, {len(edges)} links (0 is right)")
    for edge in edges:
        print("  ", edge.kind, edge.old, edge.new, edge.score, edge.reasons)


def measure_speed(shared: Path, count: int) -> None:
    """Streams of the articles at hand under new names: all the same few texts, and all of them altered."""
    texts = [a.text for a in (*copied_articles(shared / "data/copies"), *news(shared))]
    for name, alter in (("exact copies", False), ("near copies", True)):
        stream = [
            plain(f"s{k}", varied(texts[k % len(texts)], k) if alter else texts[k % len(texts)])
            for k in range(count)
        ]
        start = time.process_time()
        edges = derive(stream)
        seconds = time.process_time() - start
        print(
            f"speed, {name}: {count} articles, {len(edges)} edges, {count / seconds:.0f}/s of processor time"
        )


def varied(text: str, seed: int) -> str:
    """Another word in place of every 200th, at places that differ from copy to copy."""
    words = text.split(" ")
    for k in range(seed * 7 % 200, len(words), 200):
        words[k] = f"word{seed}"
    return " ".join(words)


def seed_articles(shared: Path) -> list[Article]:
    """The articles of the seed pages as `clean` finds them, pages named by their file."""
    return [a for path in sorted((shared / "seeds").glob("*.txt")) for a in clean(seed_page(path))]


def seed_page(path: Path) -> Page:
    raw = path.read_bytes()
    return Page(path.name, path.name, "2025-11-01T00:00:00+00:00", raw, raw.decode(), "utf-8", "text/plain")


def copied_articles(folder: Path) -> list[Article]:
    rows = map(json.loads, (folder / "articles.jsonl").read_text("utf-8").splitlines())
    return [plain(r["id"], r["text"], r["title"], r["outlet"], r["published"]) for r in rows]


def news(shared: Path) -> Iterator[Article]:
    for path in sorted((shared / "data/polnear").glob("*/text/*.txt"), key=lambda p: p.name):
        outlet, day, _ = path.name.split("_", 2)
        yield plain(path.stem, path.read_text("utf-8"), None, outlet, day)


def plain(
    name: str, text: str, title: str | None = None, outlet: str | None = None, published: str | None = None
) -> Article:
    """An article of a bare text, a block a line."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    blocks = tuple(Block("paragraph", m.group(), (Segment(0, m.start(), m.end()),)) for m in lines)
    return Article(name, 0, title, outlet, blocks, published=published)


def page(article_id: str) -> str:
    return article_id.rpartition("/")[0]


if __name__ == "__main__":
    main()
