"""The cost of reading grows in line with the text."""

from __future__ import annotations

import time

from prose import article_of, parser

from parley.model import Article
from parley.read import read
from parley.record import record

STORY = (
    "Canada will impose a 25% duty on steel from Norway on June 20, trade minister Ada Low said.",
    "“We waited for a year,” she told reporters in Ottawa. “Nobody called.”",
    "The spokesman of the ministry declined to comment, and Halmar said its plants would wait.",
    "Norway accused Canada of breaking its promise and threatened a 10% levy on maple syrup.",
    "The two sides met in Oslo last week; a second round of talks is planned for July 3.",
    "Exports of steel fell by 4.5% in May, the statistics office said, and “the trend” will go on.",
    "Officials said that the minister may suspend the duty if the talks go well.",
)


def story(times: int) -> Article:
    """The story again and again; its firms and persons have other names each time."""
    paragraphs = [
        p.replace("Halmar", f"Halmar {n % 7}").replace("Ada Low", f"Ada Low{'abcdefg'[n % 7]}")
        for n in range(times)
        for p in STORY
    ]
    return article_of(*paragraphs)


def seconds(article: Article) -> float:
    """Processor time of the reading, with all sentences parsed before."""
    read(article, parser())
    began = time.process_time()
    record(read(article, parser()))
    return time.process_time() - began


def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    """A walk over the whole text for each of its sentences would take sixteen times as long."""
    seconds(story(5))
    small, large = seconds(story(30)), seconds(story(120))
    assert large < 7 * small, (small, large)
