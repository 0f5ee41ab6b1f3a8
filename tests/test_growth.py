"""Work on large pages and files grows in line with their size, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from bad_tables import DOSSIER
from write_fixture import timber

from parley.model import Article, Block, Claim, Segment, Span
from parley.read.echoes import echoed
from parley.read.quotes import find_quotations
from parley.read.who import Source
from parley.reader import bare_of, placed
from parley.record.dossier_form import parse
from parley.write import render
from parley.write.document import Document, Line, Section, Sentence
from parley.write.marked import Supports, pieces

WORDS = "a duty on tin "
Work = Callable[[], object]


def of_marks(size: int) -> Work:
    """Many claims in one block."""
    block = Block("paragraph", WORDS * size, (Segment(0, 0, len(WORDS) * size),))
    claims = told(size)
    return lambda: list(pieces(block, Supports(claims)))


def of_places(size: int) -> Work:
    """Claims of an article of many blocks."""
    size //= 4
    blocks = tuple(
        Block("paragraph", WORDS, (Segment(0, at, at + len(WORDS)),))
        for at in range(0, size * (len(WORDS) + 2), len(WORDS) + 2)
    )
    article = bare_of(Article("page", 0, None, None, blocks))
    claims = [
        replace(c, support=(Span("", at, at + 5),))
        for c, at in zip(told(size), article.starts(), strict=True)
    ]
    return lambda: placed(claims, article)


def of_lines(size: int) -> Work:
    """Many lines in one section of an HTML answer."""
    lines = tuple(Line((Sentence(WORDS, ()),), lead=str(n)) for n in range(size))
    document = Document("Fees", (), (Section("Fees", lines),), ())
    return lambda: render(document, "html")


def of_facts(size: int) -> Work:
    """Many facts in one entry of a dossier."""
    text = DOSSIER + DOSSIER[DOSSIER.index("[[entry.fact]]") :] * (size // 16)
    return lambda: parse(text, "d.toml")


def of_echoes(size: int) -> Work:
    """Phrases in marks, of which half are nobody's."""
    size //= 4
    text = "\n\n".join(f"The word of day {n}: “duty {n}” and more" for n in range(size))
    quotations = find_quotations(text)
    doc: Any = SimpleNamespace(text=text, quotations=quotations)
    somebody = (Source("Ada Low", None, "person"), (), None)
    found = {i: somebody if i % 2 else (None, (), None) for i in range(len(quotations))}
    return lambda: echoed(doc, found, list(found))


def told(count: int) -> list[Claim]:
    """Claims that each stand on words of their own, one behind the other."""
    one = next(iter(timber()[1].claims.values()))
    step = len(WORDS)
    return [
        replace(one, id=f"{n:08}", quotes=(), support=(Span("page", n * step, n * step + 6),))
        for n in range(count)
    ]


def seconds(work: Work, runs: int) -> float:
    """The least processor time of this thread in so many runs."""
    times = []
    for _ in range(runs):
        began = time.thread_time()
        work()
        times.append(time.thread_time() - began)
    return min(times)


@pytest.mark.parametrize("made", [of_marks, of_places, of_lines, of_facts, of_echoes])
def test_four_times_as_much_takes_four_times_as_long(made: Callable[[int], Work]) -> None:
    """Not sixteen: the best of several runs, looked at again where the machine is busy."""
    made(64)()  # loads what it needs
    grown = []
    for runs in (2, 4, 8):
        grown.append(seconds(made(4000), runs) / max(seconds(made(1000), runs), 0.002))
        if grown[-1] < 12:
            return
    pytest.fail(f"four times as much takes {min(grown):.1f} times as long")


def test_pieces_are_what_looking_at_each_character_gives() -> None:
    """Claims that overlap, in a block with an entity and a gap, of which one stands elsewhere too."""
    text = "Fees & duties rise soon"
    block = Block(
        "paragraph", text, (Segment(0, 10, 15), Segment(5, 15, 20), Segment(6, 20, 31), Segment(17, 40, 46))
    )
    spans = [(10, 16), (12, 44), (18, 25), (44, 90), (0, 11)]
    claims = [replace(c, support=(Span("page", *s),)) for c, s in zip(told(5), spans, strict=True)]
    claims[2] = replace(claims[2], support=(Span("page", 18, 25), Span("page", 41, 42)))
    found = list(pieces(block, Supports(claims)))
    assert "".join(words for words, _ in found) == text
    each = [owners for words, owners in found for _ in words]
    places = [block.locate(i, i + 1)[0] for i in range(len(text))]
    assert each == [tuple(c for c in claims if any(s.start <= p < s.end for s in c.support)) for p in places]
    assert all(one[1] != two[1] for one, two in pairwise(found))
