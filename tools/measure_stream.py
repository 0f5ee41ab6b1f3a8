"""Measure the finding of copies alone: a stream of articles, and what one more costs as more are held.

    python tools/measure_stream.py [--articles N] [--held N ...]

The stream is made of our own sample coverage: half of it new articles (sentences of the sample in new
company, some words replaced), a quarter exact copies, the rest copies with changed words or cut short.
Speed is of processor time on one core; memory is the peak of the whole process, without the stream itself.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Iterator
from importlib.resources import files

import numpy as np

from parley.derive.copies import Copies
from parley.derive.runs import Runs

KEPT = 2000
"""Copies are of the last so many new articles, as they are in the news."""
RUNS = 62
"""Sampled runs of an article of five hundred words."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--held", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    measure_stream(options.articles)
    measure_growth(options.held)


def measure_stream(count: int) -> None:
    """Articles a second, copies found and memory; only `Copies.add` is timed, not the making of the text."""
    copies, spent, words = Copies(), 0.0, 0
    found = right = wrong = 0
    for name, text, source in stream(count):
        start = time.process_time()
        alike = {copy.name for copy in copies.add(name, text)}
        spent += time.process_time() - start
        words += len(text.split())
        found += source is not None
        right += source is not None and bool(alike)
        wrong += source is None and bool(alike)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"stream: {count} articles of {words // count} words, {count / spent:.0f}/s, peak {memory:.0f} MiB")
    print(f"  copies found: {right} of {found}; new articles taken for copies: {wrong} of {count - found}")


def stream(count: int) -> Iterator[tuple[str, str, str | None]]:
    """Name, text, and the name of the article that it copies, if any."""
    rng, told = random.Random(4), sentences()
    kept: list[tuple[str, str]] = []
    for number in range(count):
        name = f"s{number}"
        if kept and number % 2:
            source, text = rng.choice(kept)
            yield name, copied(text, number, rng), source
            continue
        text = " ".join(replaced(rng.choice(told), rng) for _ in range(32))
        yield name, text, None
        kept.append((name, text))
        del kept[:-KEPT]


def copied(text: str, number: int, rng: random.Random) -> str:
    """The text as it stands, with every fiftieth word changed, or its first half."""
    kind = number % 8
    if kind in (1, 3):
        return text
    words = text.split()
    if kind == 5:
        for place in range(rng.randrange(50), len(words), 50):
            words[place] = f"w{number}"
        return " ".join(words)
    return " ".join(words[: len(words) // 2])


def replaced(sentence: str, rng: random.Random) -> str:
    """The sentence with one word in four replaced, so that two articles do not share its runs."""
    return " ".join(f"x{rng.randrange(5000)}" if rng.random() < 0.25 else w for w in sentence.split())


def sentences() -> list[str]:
    """Lines of eight words and more of the sample coverage."""
    folder = files("parley.acquire") / "sample"
    pages = (page.read_text("utf-8") for page in folder.iterdir() if page.name.endswith((".txt", ".html")))
    text = re.sub(r"<[^>]*>", " ", "\n".join(pages))
    return [line for line in re.split(r"(?<=[.!?])\s+|\n+", text) if len(line.split()) >= 8]


def measure_growth(sizes: list[int]) -> None:
    """What looking up and holding one more article costs with so many fingerprints held."""
    runs, rng, held = Runs(), np.random.default_rng(4), 0
    for size in sizes:
        while held < size:
            runs.add(held, fingerprint(rng))
            held += 1
        fresh = [fingerprint(rng) for _ in range(2000)]
        start = time.process_time()
        for number, prints in enumerate(fresh):
            runs.find(prints)
            runs.add(held + number, prints)
        cost = (time.process_time() - start) / len(fresh)
        held += len(fresh)
        print(f"held {size:>9}: {cost * 1e6:.0f} microseconds an article, table {runs.size / 2**20:.0f} MiB")


def fingerprint(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The sampled runs of an article that shares none with others."""
    return np.unique(rng.integers(0, 1 << 61, RUNS, np.uint64) << np.uint64(3))


if __name__ == "__main__":
    main()
