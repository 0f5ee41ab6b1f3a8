"""A stream of news as syndication makes it, for measuring: `stream.py FOLDER [--articles N] [--seed S]`.

Pages of about 500 words with dates over two years, in the proportions of real syndication: half are copies
or near copies, a fifth rewrites, three in ten new, and nine in ten are off topic. A tenth of the new ones on
topic tell the paragraphs of our own sample coverage in new company; all other sentences are made by the
grammar of stream.toml. No text is from elsewhere. The same seed gives the same stream. With `--warc` the
pages are written as one web archive.
"""

from __future__ import annotations

import argparse
import gzip
import html
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FIRST, DAYS = date(2024, 1, 1), 730
SENTENCES, A_PARAGRAPH = 39, 3
KEPT = 400  # copies and rewrites are of one of the last so many new articles
COPY, NEAR, REWRITE = 0.25, 0.25, 0.20
ON_TOPIC = 0.10
SLOT = re.compile(r"<(\w+)>")
CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """What an article tells: for each sentence two templates that tell the same, and how slots are filled."""

    day: date
    on_topic: bool
    title: str
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the stream: `kind` is new, copy, near or rewrite."""

    number: int
    kind: str
    on_topic: bool
    day: date
    title: str
    outlet: str
    sentences: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.number:06d}.html"

    def page(self) -> str:
        """The page as the outlet would put it on the web."""
        parts = [self.sentences[i : i + A_PARAGRAPH] for i in range(0, len(self.sentences), A_PARAGRAPH)]
        body = "\n".join(f"<p>{html.escape(' '.join(part), quote=False)}</p>" for part in parts)
        return FRAME.format(
            title=html.escape(self.title),
            outlet=html.escape(self.outlet),
            day=self.day.isoformat(),
            body=body,
        )


FRAME = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}T09:00:00+00:00">
<script>window.page = {{"kind": "story"}}; function open_menu() {{ return false; }}</script></head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a>
<a href="/culture">Culture</a> <a href="/weather">Weather</a></nav></header>
<main><article><h1>{title}</h1><p class="byline">By our staff, <time datetime="{day}">{day}</time></p>
{body}
</article></main>
<aside><h2>More stories</h2><ul><li><a href="/a">A harbour wakes</a></li><li><a href="/b">Ten walks</a></li>
</ul></aside><footer><p>All rights reserved. <a href="/terms">Terms of use</a></p></footer></body></html>
"""


@cache
def grammar() -> Mapping[str, Any]:
    """The templates and what fills their slots."""
    return tomllib.loads(Path(__file__).with_name("stream.toml").read_text("utf-8"))


@cache
def sample() -> tuple[str, ...]:
    """Sentences of our own sample coverage."""
    folder = files("parley.acquire") / "sample"
    pages = (page.read_text("utf-8") for page in folder.iterdir() if page.name.endswith((".txt", ".html")))
    text = re.sub(r"<[^>]*>", " ", "\n".join(pages))
    cut = re.split(r"(?<=[.!?])\s+|\n+", text)
    return tuple(s for s in cut if len(s.split()) >= 8 and s[0].isupper() and s.endswith("."))


def stream(count: int, seed: int = 8) -> Iterator[Item]:
    """The items in the order of their days."""
    rng = random.Random(seed)
    kept: list[Story] = []
    for number in range(count):
        day = FIRST + timedelta(number * DAYS // count)
        outlet = rng.choice(grammar()["outlets"])
        draw = rng.random()
        if not kept or draw >= COPY + NEAR + REWRITE:
            kept = [*kept[-KEPT:], story(rng, day, rng.random() < ON_TOPIC)]
            one, kind, said = kept[-1], "new", kept[-1].sentences
        else:
            one = rng.choice(kept)
            kind = "copy" if draw < COPY else "near" if draw < COPY + NEAR else "rewrite"
            said = VARIED[kind](rng, one)
        title = (
            one.title if kind != "rewrite" else filled(rng, f"<{'news' if one.on_topic else 'talk'}_title>")
        )
        yield Item(number, kind, one.on_topic, one.day, title, outlet, said)


def all_new(count: int, seed: int = 9) -> Iterator[Item]:
    """Items that are all new and on topic."""
    rng = random.Random(seed)
    for number in range(count):
        one = story(rng, FIRST + timedelta(number % DAYS), True)
        yield Item(number, "new", True, one.day, one.title, rng.choice(grammar()["outlets"]), one.sentences)


def story(rng: random.Random, day: date, on_topic: bool) -> Story:
    """A new story."""
    table = grammar()["news" if on_topic else "talk"]
    rows, said = [], []
    subject = rng.choice(list(table))
    for _ in range(SENTENCES):
        first, second = rng.choice(table[subject])
        fill = tuple(
            (slot, pick(rng, slot)) for slot in sorted({*SLOT.findall(first), *SLOT.findall(second)})
        )
        rows.append((first, second, fill))
        said.append(told(rng, first, fill))
    if on_topic and rng.random() < 0.1:
        said[4:10] = rng.sample(sample(), 6)
    title = filled(rng, f"<{'news' if on_topic else 'talk'}_title>")
    return Story(day, on_topic, title, tuple(rows), tuple(said))


def copied(rng: random.Random, one: Story) -> tuple[str, ...]:
    """Word for word."""
    return one.sentences


def nearly(rng: random.Random, one: Story) -> tuple[str, ...]:
    """Cut short, or with a sentence or two of its own."""
    said = list(one.sentences)
    if rng.random() < 0.5:
        return tuple(said[: rng.randrange(SENTENCES // 2, SENTENCES)])
    for _ in range(rng.randrange(1, 4)):
        said[rng.randrange(len(said))] = another(rng, one)
    return tuple(said)


def another(rng: random.Random, one: Story) -> str:
    """One more sentence about the same."""
    first, _, fill = rng.choice(one.rows)
    return told(rng, first, tuple((slot, pick(rng, slot)) for slot, _ in fill))


def rewritten(rng: random.Random, one: Story) -> tuple[str, ...]:
    """The same things in other words, a few left out."""
    kept = [row for row in one.rows if rng.random() < 0.9]
    return tuple(told(rng, second, fill) for _, second, fill in kept)


VARIED = {"copy": copied, "near": nearly, "rewrite": rewritten}


def told(rng: random.Random, template: str, fill: tuple[tuple[str, str], ...]) -> str:
    """A template with its choices made and its slots filled, a capital first."""
    known = dict(fill)
    text = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), template)
    text = SLOT.sub(lambda m: known[m[1]], text)
    return text[:1].upper() + text[1:]


def filled(rng: random.Random, template: str) -> str:
    """A template with fresh fillings, a capital first."""
    text = inner(rng, template)
    return text[:1].upper() + text[1:]


def inner(rng: random.Random, template: str) -> str:
    """A template with fresh fillings."""
    while found := SLOT.search(template):
        template = template[: found.start()] + pick(rng, found[1]) + template[found.end() :]
    return template


def pick(rng: random.Random, slot: str) -> str:
    """Something that fills a slot; a number at the slot's end only tells it from another of its kind."""
    name = slot.rstrip("0123456789")
    if name == "number":
        return str(rng.randrange(2, 990))
    if name == "rate":
        return str(rng.choice((5, 7.5, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 100)))
    return inner(rng, rng.choice(grammar()["slots"][name]))


def write_pages(items: Iterator[Item], folder: Path) -> int:
    """A file for each page; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for item in items:
        (folder / item.name).write_text(item.page(), "utf-8")
        count += 1
    return count


def write_archive(items: Iterator[Item], path: Path) -> int:
    """One WARC file, each record packed by itself as Common Crawl does; how many records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("wb") as out:
        for item in items:
            out.write(gzip.compress(record(item), 1, mtime=0))
            count += 1
    return count


def record(item: Item) -> bytes:
    """A WARC response record of the page."""
    body = item.page().encode()
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{item.number:012d}>\r\n"
        f"WARC-Target-URI: https://news.example/{item.name}\r\n"
        f"WARC-Date: {item.day.isoformat()}T10:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(reply)}\r\n\r\n"
    )
    return head.encode() + reply + b"\r\n\r\n"


def main() -> None:
    """Write the stream."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("to", type=Path, help="a folder, or with --warc a file")
    asked.add_argument("--articles", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=8)
    asked.add_argument("--all-new", action="store_true", help="only new articles on topic")
    asked.add_argument("--warc", action="store_true")
    given = asked.parse_args()
    items = all_new(given.articles, given.seed) if given.all_new else stream(given.articles, given.seed)
    write = write_archive if given.warc else write_pages
    print(f"{write(items, given.to)} pages written to {given.to}")


if __name__ == "__main__":
    main()
