"""Measure the stage `clean` on the annotated pages and on the public set of saved pages.

    python tools/measure_pages.py [SHARED]       default: ../shared beside the project

Prints, for the seeds: article boundaries, share of furniture characters dropped, body characters lost,
title, outlet and date; for the dev articles: claims whose words lie in no block; for the saved pages: F1 over
4-word shingles as in the set's own script, beside other extractors (`page_peers.py`) in the same run, with
pages a second of processor time.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from page_peers import PEERS

from parley.acquire import acquire
from parley.clean import clean
from parley.model import Article, Page

FETCHED = "2026-11-01T00:00:00Z"
BODY = ("paragraph", "heading", "item", "table", "caption", "standfirst", "dateline")
SCORED = ("dateline", "paragraph", "heading", "item", "table")


def main() -> None:
    here = Path(__file__).resolve().parents[1]
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "shared"
    seeds(shared)
    dev(shared)
    saved_pages(shared / "data" / "pages")


def page_at(path: Path) -> Page:
    found = next(acquire([str(path)], fetched=FETCHED))
    assert isinstance(found, Page), found
    return found


def kept(article: Article, kinds: tuple[str, ...] = BODY) -> set[int]:
    """Raw offsets of the characters in blocks of these kinds; a joining space covers nothing."""
    offsets: set[int] = set()
    for block in article.blocks:
        if block.kind in kinds:
            for index, segment in enumerate(block.segments):
                last = index + 1 == len(block.segments)
                stop = len(block.text) if last else block.segments[index + 1].at
                if not block.text[segment.at : stop].isspace():
                    offsets.update(range(segment.start, segment.end))
    return offsets


def seeds(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_pages.json").read_text("utf-8"))
    for name, truth in gold.items():
        page = page_at(shared / "seeds" / name)
        articles = clean(page)
        body = set().union(*(kept(article) for article in articles))
        print(name)
        _boundaries(truth, articles)
        furniture = [i for b in truth["boilerplate"] for i in _solid(page, b["start"], b["end"])]
        spared = [i for i in furniture if i in body]
        share = 1 - len(spared) / len(furniture) if furniture else 1.0
        print(
            f"  furniture dropped {share:.1%} of {len(furniture)}; body lost {_lost(page, truth, articles)}"
        )
        for field in ("title", "outlet", "published", "updated"):
            _field(field, truth.get(field), getattr(articles[0], field))


def _solid(page: Page, start: int, end: int) -> Iterator[int]:
    return (i for i in range(start, end) if not page.text[i].isspace())


def _boundaries(truth: dict[str, Any], articles: tuple[Article, ...]) -> None:
    found = [(min(kept(a), default=0), max(kept(a), default=0) + 1) for a in articles]
    wanted = [(a["start"], a["end"]) for a in truth["articles"]]
    # A gold stretch may begin behind or before the dateline; both are right.
    inside = [(min(kept(a, SCORED[1:]), default=0), end) for a, (_, end) in zip(articles, found, strict=True)]
    good = sum(w in pair for w, pair in zip(wanted, zip(found, inside, strict=True), strict=False))
    print(
        f"  articles {len(found)} of {len(wanted)}, boundaries exact {good}",
        "" if good == len(wanted) else found,
    )
    for article, said in zip(articles[1:], truth["articles"][1:], strict=False):
        for field, key in (("title", "title_text"), ("outlet", "outlet"), ("published", "published")):
            _field(f"article {article.index} {field}", said.get(key), getattr(article, field))


def _lost(page: Page, truth: dict[str, Any], articles: tuple[Article, ...]) -> int:
    furniture = {i for b in truth["boilerplate"] for i in range(b["start"], b["end"])}
    body = set().union(*(kept(article, (*BODY, "title")) for article in articles))
    marks = {
        s for a in articles for span, why in a.dropped if why == "markup" for s in range(span.start, span.end)
    }
    wanted = {i for a in truth["articles"] for i in _solid(page, a["start"], a["end"])}
    return len(wanted - furniture - body - marks)


def _field(name: str, gold: object, got: object) -> None:
    same = gold == got or (
        isinstance(gold, str) and isinstance(got, str) and gold.replace(":00+", "+") == got
    )
    if not same:
        print(f"  {name}: gold {gold!r}, got {got!r}")


def dev(shared: Path) -> None:
    """Gold claims, optional ones left out, whose support is not in a block."""
    total, bad = 0, []
    for line in (shared / "gold" / "dev.jsonl").read_text("utf-8").splitlines():
        claim = json.loads(line)
        if claim.get("optional"):
            continue
        total += 1
        page, body = _dev_body(shared / "gold" / "articles" / claim["document"], claim["article"])
        for span in claim["support"]:
            out = [i for i in _solid(page, span["start"], span["end"]) if i not in body]
            if out:
                bad.append((claim["document"], span, len(out)))
    print(f"dev: {total} claims, {len(bad)} supports outside the blocks", *bad, sep="\n  ")


@cache
def _dev_body(path: Path, index: int) -> tuple[Page, set[int]]:
    page = page_at(path)
    return page, kept(clean(page)[index], (*BODY, "title"))


def saved_pages(folder: Path) -> None:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = [(gold["articleBody"], saved(folder, name, gold["url"])) for name, gold in truth.items()]
    for label, extract in {"parley": ours, **{k: _of_page(v) for k, v in PEERS.items()}}.items():
        begin = time.process_time()
        found = [extract(page) for _, page in pages]
        used = time.process_time() - begin
        rows = [matches(gold, text) for (gold, _), text in zip(pages, found, strict=True)]
        precision, recall, f1 = scores(rows)
        print(
            f"pages {len(rows)} {label:18} F1 {f1:.4f}  precision {precision:.3f} recall {recall:.3f}"
            f"  {len(rows) / used:4.0f} pages/s"
        )
        if "-v" in sys.argv and label == "parley":
            for (_, page), row in zip(pages, rows, strict=True):
                print(f"  {page.id[:12]} {scores([row])[2]:.3f}")


def saved(folder: Path, name: str, address: str) -> Page:
    raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
    return Page(name, address, FETCHED, raw, raw.decode("utf-8"), "utf-8", "text/html")


def ours(page: Page) -> str:
    """Body text of the page's main story."""
    return "\n".join(b.text for a in clean(page)[:1] for b in a.blocks if b.kind in SCORED)


def _of_page(extract: Callable[[str], str]) -> Callable[[Page], str]:
    return lambda page: extract(page.text)


def matches(gold: str, found: str) -> tuple[float, float, float]:
    """Shares of true positive, false positive and false negative 4-word shingles."""
    wanted, got = shingles(gold), shingles(found)
    keys = wanted.keys() | got.keys()
    hit = sum(min(wanted[k], got[k]) for k in keys)
    more = sum(max(0, got[k] - wanted[k]) for k in keys)
    less = sum(max(0, wanted[k] - got[k]) for k in keys)
    total = hit + more + less
    return (hit / total, more / total, less / total) if total else (0.0, 0.0, 0.0)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)))


def scores(rows: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1, the means over pages, as in the set's own script."""
    precision = sum(h / (h + m) if h + m else float(not less) for h, m, less in rows) / len(rows)
    recall = sum(h / (h + less) if h + less else float(not m) for h, m, less in rows) / len(rows)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


if __name__ == "__main__":
    main()
