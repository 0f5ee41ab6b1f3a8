"""Time the reader: `bench.py [SHARED]`. Prints a plain table of what was measured.

Articles of 500 words a second from page to claims, with an empty and with a full cache of parses, on one
process and on two, beside a plain spaCy pipeline (parser, named entities, lemmatizer) over the same texts.
Then the same by stage, the time to load, the peak of memory, and the time of a text as it doubles. Texts: the
seeds and gold articles of SHARED where it is present, else the sample coverage that comes with Parley.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import parley  # first: it sets the threads of NumPy
from parley.acquire import acquire
from parley.clean import clean
from parley.derive.sentences import split
from parley.lexicon import lexicon
from parley.model import Article, Block, Page, Segment
from parley.read import open_parser, read
from parley.read.parse import Memory, Parser
from parley.read.quantities import find_quantities
from parley.read.times import find_times
from parley.record import record
from parley.workers import in_order

FETCHED = "2026-01-01T00:00:00+00:00"
WORDS = 500
LARGEST = 1_000_000  # characters of the longest text whose time is measured
LONGEST = 15.0  # seconds after which no longer text is tried


def main(arguments: list[str]) -> int:
    """Print the table; exit 0."""
    began = time.process_time()
    parser = open_parser()
    parser.parse(["It works."])
    lexicon()
    loaded = time.process_time() - began
    paths = sources(Path(arguments[0]) if arguments else None)
    pages, acquired = timed(lambda: [p for p in acquire(paths, fetched=FETCHED) if isinstance(p, Page)])
    articles, cleaned = timed(lambda: [a for p in pages for a in clean(p)])
    words = sum(len(a.text.split()) for a in articles)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {parser.version}")
    print(f"{len(articles)} articles, {words} words; articles of {WORDS} words a second of processor time\n")
    print(f"{'load model and lexicon':34}{loaded:9.2f} s")
    stages = {"acquire": acquired, "clean": cleaned} | reading(articles)
    for name, seconds in stages.items():
        print(f"{name:34}{seconds:9.2f} s {words / WORDS / seconds:10.1f} articles/s")
    print("\nfrom page to claims, by the clock (and by the processors' time):")
    for line in rates(pages, words):
        print(line)
    print()
    for line in doubling(articles):
        print(line)
    return 0


def sources(shared: Path | None) -> list[str]:
    """The files to read: seeds and gold articles, or the sample coverage."""
    folders = [shared / "seeds", shared / "gold" / "articles"] if shared is not None else []
    found = [str(f) for folder in folders if folder.is_dir() for f in sorted(folder.iterdir())]
    return found or [str(Path(parley.__file__).parent / "acquire" / "sample")]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the seconds of processor time it took: others may use the machine."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def reading(articles: list[Article]) -> dict[str, float]:
    """Seconds over all articles, by what is done."""
    cold, warm = open_parser(), open_parser()
    cold.parse(["It works."])
    texts = [a.text for a in articles]
    seconds: dict[str, float] = {}
    seconds["read and record, cache empty"] = timed(lambda: [record(read(a, cold)) for a in articles])[1]
    warm.cache = cold.cache
    readings, seconds["read, cache full"] = timed(lambda: [read(a, warm) for a in articles])
    seconds["record (rules)"] = timed(lambda: [record(r) for r in readings])[1]
    seconds["  of read: sentences"] = timed(lambda: [list(split(t)) for t in texts])[1]
    seconds["  of read: lexicon"] = timed(lambda: [lexicon().find(t) for t in texts])[1]
    seconds["  of read: times"] = timed(lambda: [find_times(a.text, a.published) for a in articles])[1]
    seconds["  of read: quantities"] = timed(lambda: [find_quantities(t) for t in texts])[1]
    units = [[u.text for u in r.doc.units] for r in readings]
    seconds["  parse alone, cache empty"] = timed(lambda: [parse_afresh(cold, u) for u in units])[1]
    seconds["  parse alone, cache full"] = timed(lambda: [warm.parse(u) for u in units])[1]
    print(f"{'peak memory of the reader':34}{peak():9.0f} MB")
    seconds["plain spaCy, all components"] = plain(cold.model, texts)
    return seconds


def rates(pages: list[Page], words: int) -> Iterable[str]:
    """Lines with articles a second, for the reader and for plain spaCy, on one process and on two."""
    parser = open_parser()
    texts = [p.text for p in pages]
    parser.parse(["It works."])
    full = Memory()
    for cache, name in ((Memory(), "no cache"), (full, "all sentences cached")):
        for processes in (1, 2):
            parser.cache = cache
            work = partial(claims_of, parser=parser)
            yield rate(f"{name}, {processes} at once", words, partial(spread, work, pages, processes))
            full.update(cache if processes == 1 else {})
            cache = full if cache is full else Memory()
    pipeline = stock(parser.model)
    for n in (1, 2):
        yield rate(f"plain spaCy, {n} at once", words, partial(piped, pipeline, texts, n))


def piped(pipeline: Any, texts: list[str], processes: int) -> list[Any]:
    """The texts through a plain pipeline."""
    return list(pipeline.pipe(texts, n_process=processes))


def rate(name: str, words: int, work: Callable[[], Any]) -> str:
    """One line: articles of `WORDS` words a second by the clock, and a second of all processors' time."""
    began, spent = time.perf_counter(), sum(os.times()[:4])
    work()
    clock, spent = time.perf_counter() - began, sum(os.times()[:4]) - spent
    count = words / WORDS
    return f"{name:34}{clock:9.2f} s {count / clock:10.1f} articles/s  ({count / spent:.1f})"


def spread(work: Callable[[Page], int], pages: list[Page], processes: int) -> int:
    """How many claims the pages give."""
    return sum(claims for _, claims in in_order(work, pages, processes))


def claims_of(page: Page, parser: Parser) -> int:
    """How many claims a page gives."""
    return sum(len(record(read(article, parser))) for article in clean(page))


def parse_afresh(parser: Parser, sentences: list[str]) -> int:
    """How many sentences were parsed, with the loaded model and no cache."""
    parser.cache = Memory()
    return len(parser.parse(sentences))


def plain(model: str, texts: Iterable[str]) -> float:
    """Seconds of the whole pipeline as spaCy ships it."""
    pipeline = stock(model)
    return timed(lambda: [None for _ in pipeline.pipe(texts)])[1]


def stock(model: str) -> Any:
    """The whole pipeline, with the array operations that it ships with."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps())
    return spacy.load(model)


def peak() -> float:
    """The greatest memory of the process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def doubling(articles: list[Article]) -> Iterable[str]:
    """Lines with the time of one text as it doubles, parses cached, so that only what is ours can bend."""
    paragraphs = [b.text for a in articles for b in a.blocks if b.kind == "paragraph"]
    parser = open_parser()
    read(text_of(paragraphs), parser)
    size, before = LARGEST // 16, 0.0
    while size <= LARGEST and before < LONGEST:
        article = text_of(upto(paragraphs, size))
        began = time.process_time()
        record(read(article, parser))
        seconds = time.process_time() - began
        times = f"{seconds / before:5.2f} times the half" if before else ""
        yield f"{f'one text of {len(article.text) / 1e6:.2f} M characters':34}{seconds:9.2f} s {times}"
        size, before = size * 2, seconds
    if size <= LARGEST:
        yield f"stopped there: the last text took more than {LONGEST:.0f} s"


def upto(paragraphs: list[str], size: int) -> list[str]:
    """Paragraphs, again from the first where they do not suffice, of about `size` characters."""
    total = sum(len(p) + 2 for p in paragraphs)
    run = paragraphs * (size // total + 1)
    chosen, length = [], 0
    for text in run:
        if length >= size:
            break
        chosen.append(text)
        length += len(text) + 2
    return chosen


def text_of(paragraphs: list[str]) -> Article:
    """One article of the paragraphs."""
    blocks, at = [], 0
    for text in paragraphs:
        blocks.append(Block("paragraph", text, (Segment(0, at, at + len(text)),)))
        at += len(text) + 2
    return Article(
        page="bench", index=0, title=None, outlet=None, blocks=tuple(blocks), published="2025-06-11"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
