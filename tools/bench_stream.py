"""Time Parley beside a plain pipeline on a stream of news: `bench_stream.py [--articles N] [--plain N]`.

The plain pipeline is what one would write first: trafilatura for the text, the whole of spaCy's small English
model, dateparser for what the model calls a date. Both read the pages that tools/stream.py makes, from the
bytes of the page, on one process and on two; each row is a ratio within this run. The plain pipeline reads
every k-th page only, for its pace does not depend on what came before. Two processes are given pages as
`parley read` gives them: one by one, none of them read before the fork; the plain ones batches, which serve
spaCy better.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench import stock
from stream import Item, all_new, stream

from parley import flow
from parley.acquire.found import Found
from parley.acquire.sources import pages
from parley.lexicon.load import packaged
from parley.model import Article, Claim, Page
from parley.read import open_parser
from parley.read.parse import Memory
from parley.reader import Reader
from parley.rereading import files_of
from parley.store import open_store
from parley.workers import in_order

FETCHED = "2026-01-01T00:00:00+00:00"
SOME = 60  # pages on which the claims are compared
CHUNK = 8  # pages that a plain process takes at once
Given = tuple[str, bytes]


def main() -> None:
    """Print the ratios."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=1000, help="pages of the stream (the issue: 20000)")
    asked.add_argument("--plain", type=int, default=60, help="pages that the plain pipeline reads")
    asked.add_argument("--new", type=int, default=60, help="pages all new and on topic")
    asked.add_argument("--held", type=int, default=60, help="of these, pages held as the lexicon changes")
    given = asked.parse_args()
    items = list(stream(given.articles))
    all_pages, fresh = raw_of(items), raw_of(all_new(given.new))
    reader = Reader(open_parser())
    reader.parser.parse(["It works."])
    plain = Plain()
    plain.read(fresh[:2])
    print(f"{'pages a second, page to claims':44}{'Parley':>9}{'plain':>9}{'ratio':>8}   by processor time")
    compare("the stream", all_pages, spaced(all_pages, given.plain), reader, plain)
    compare("all new, on topic", fresh, fresh, reader, plain)
    for line in (*kept(items, reader), *again(fresh, reader), *changed(fresh[: given.held]), memory()):
        print(line)


def raw_of(items: Iterable[Item]) -> list[Given]:
    """Name and bytes of each page."""
    return [(item.name, item.page().encode()) for item in items]


def spaced(items: Sequence[Given], count: int) -> list[Given]:
    """About `count` of the items, at equal distances."""
    return list(items[:: max(1, len(items) // count)])


def compare(name: str, ours: Sequence[Given], theirs: Sequence[Given], reader: Reader, plain: Plain) -> None:
    """A row for one process, one for two, and one for both cores beside one plain process.

    By processor time that last one is what two cores would do that nothing else wants.
    """
    paces = []
    for processes in (1, 2):
        reader.parser.cache = Memory()
        own = rate(partial(read_chunk, reader=reader), chunks(ours, 1), processes)
        other = rate(plain.read, chunks(theirs, CHUNK), processes)
        ratios = f"{own[0] / other[0]:7.1f}x {own[1] / other[1]:18.1f}x"
        print(f"{f'{name}, {processes} at once':44}{own[0]:9.1f}{other[0]:9.2f}{ratios}")
        paces.append((own, other))
    (_, alone), (both, _) = paces
    free = 2 * both[1] / alone[1]
    ratios = f"{both[0] / alone[0]:7.1f}x {free:18.1f}x"
    print(f"{f'{name}, two of Parley, one plain':44}{both[0]:9.1f}{alone[0]:9.2f}{ratios}")


def rate(
    work: Callable[[Sequence[Given]], int], given: Iterable[Sequence[Given]], processes: int
) -> tuple[float, float]:
    """Pages a second by the clock, and a second of the processors' time: others may use the machine."""
    began, spent = time.perf_counter(), sum(os.times()[:4])
    lost = failed if processes > 1 else None
    done = sum(len(items) for items, _ in in_order(work, given, processes, lost=lost))
    return done / (time.perf_counter() - began), done / (sum(os.times()[:4]) - spent)


def failed(items: Sequence[Given]) -> int:
    """A process died of a page: there is nothing to compare."""
    raise SystemExit(f"no process can read {items[0][0]}")


def chunks(items: Sequence[Given], size: int) -> Iterator[Sequence[Given]]:
    """The items in runs."""
    yield from (items[i : i + size] for i in range(0, len(items), size))


def read_chunk(items: Sequence[Given], reader: Reader) -> int:
    """How many claims the pages give."""
    return sum(len(claims) for page in opened(items) for _, claims in reader.articles(page))


def opened(items: Sequence[Given]) -> Iterator[Page]:
    """The pages as the first stage makes them."""
    for name, raw in items:
        found = Found(f"https://news.example/{name}", raw, "text/html", "utf-8")
        yield from (page for page in pages(found, FETCHED, None) if isinstance(page, Page))


class Plain:
    """The plain pipeline."""

    def __init__(self) -> None:
        self.model = stock(open_parser().model)

    def read(self, items: Sequence[Given]) -> int:
        """How many dates the pages name."""
        import dateparser
        import trafilatura

        texts = [trafilatura.extract(raw.decode()) or "" for _, raw in items]
        found = 0
        for doc in self.model.pipe(texts):
            dates = [e.text for e in doc.ents if e.label_ == "DATE"]
            found += sum(dateparser.parse(text, languages=["en"]) is not None for text in dates)
        return found


def told(items: Sequence[Given], reader: Reader) -> set[Claim]:
    """All claims of the pages."""
    return {claim for page in opened(items) for _, claims in reader.articles(page) for claim in claims}


def kept(items: Sequence[Item], reader: Reader) -> Iterator[str]:
    """What the short cuts keep of the claims that are made without them, of pages on topic and of others."""
    plain = Reader(open_parser(), gated=False, kept=False)
    for name, on_topic in (("on topic", True), ("off topic", False)):
        pages = raw_of([item for item in items if item.on_topic is on_topic][:SOME])
        reader.parser.cache = Memory()
        whole, short = told(pages, plain), told(pages, reader)
        share = len(whole & short) / len(whole) if whole else 1.0
        yield f"{f'claims kept {name}, of {len(whole)}':44}{share:9.1%}{len(short - whole):9d} others"


def again(items: Sequence[Given], reader: Reader) -> Iterator[str]:
    """Reading what was read before, all sentences cached."""
    reader.parser.cache = Memory()
    articles: list[Article] = [a for page in opened(items) for a, _ in reader.articles(page)]
    times = []
    for _ in range(3):
        began = time.process_time()
        for article in articles:
            reader.claims(article)
        times.append(time.process_time() - began)
    pace = len(articles) / statistics.median(times)
    yield f"{'articles read before, a second of one core':44}{pace:9.0f}"


def changed(items: Sequence[Given]) -> Iterator[str]:
    """Reading a ledger again after one entry of the lexicon changed, and reading all of it anew."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.db") as store:
        for name, raw in items:
            (Path(folder) / name).write_bytes(raw)
        flow.read_into(store, [str(Path(folder) / name) for name, _ in items], fetched=FETCHED)
        files = packaged()
        old = files["goods.toml"].replace(b'forms = ["golf cars"]', b"forms = []")
        row = zlib.compress(
            json.dumps({n: d.decode() for n, d in (files | {"goods.toml": old}).items()}).encode()
        )
        store.cache.taken()
        anew = Reader(open_parser(cache=store.cache), kept=False)
        seconds = []
        for stages in (None, replace(flow.open_stages(store), claims=anew.claims)):
            with patch("parley.rereading.files_of", lambda _, row=row: files_of(row)):
                model = patch.object(store, "recordings", tuple) if stages else nullcontext()
                began = sum(os.times()[:4])
                with model:
                    report = flow.reread(store, fetched=FETCHED, stages=stages)
                seconds.append(sum(os.times()[:4]) - began)
                yield f"{f'read again, of {len(items)}':44}{report.pages:9d} pages {seconds[-1]:8.2f} s"
        yield f"{'after a change of one entry, beside all anew':44}{seconds[1] / seconds[0]:8.1f}x"


def memory() -> str:
    """The peak of a reading process, this one's and its children's."""
    sizes = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return (
        f"{'peak memory of a process, MB (target 700)':44}{max(sizes):9.0f}   load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
