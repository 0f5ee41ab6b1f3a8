"""Measure who says what on the public set PolNeAR (political news with every attribution marked).

    python tools/measure_polnear.py [SHARED] [dev|train]      default: ../shared beside the project, dev

Prints precision, recall and F1 of content spans (same span; more than half in common; any overlap) and of
source spans (same span; any overlap), each paired one to one, best first. The set marks thoughts, plans and
perceptions as attributions too, which are no speech to Parley: recall is not what it is on trade news.
Source: Newell et al., An Attribution Relations Corpus for Political News, LREC 2018.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from parley.model import Article, Block, Segment
from parley.read import Reading, open_parser, read
from parley.read.frames import Frame

Chars = frozenset[int]


def main() -> None:
    here = Path(__file__).resolve().parents[1]
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "shared"
    folder = shared / "data" / "polnear" / (sys.argv[2] if len(sys.argv) > 2 else "dev")
    parser = open_parser()
    gold: list[tuple[Chars, Chars]] = []
    found: list[tuple[Chars, Chars]] = []
    for number, path in enumerate(sorted((folder / "text").iterdir())):
        text = path.read_text("utf-8")
        marks = folder / "attributions" / f"{path.name.removesuffix('.txt')}.ann"
        marks = (
            marks
            if marks.exists()
            else next(marks.parent.glob(f"{path.name.removesuffix('.txt')[:44]}*.ann"))
        )
        gold += [shifted(row, number) for row in annotated(marks)]
        found += [shifted(row, number) for row in attributions(read(article(path.name, text), parser))]
    report("content, same span", [c for c, _ in gold], [c for c, _ in found], lambda a, b: float(a == b))
    report(
        "content, over half", [c for c, _ in gold], [c for c, _ in found], lambda a, b: half(jaccard(a, b))
    )
    report("content, overlap", [c for c, _ in gold], [c for c, _ in found], jaccard)
    sources = distinct([s for _, s in gold]), distinct([s for _, s in found])
    report("source, same span", *sources, lambda a, b: float(a == b))
    report("source, overlap", *sources, jaccard)


def article(name: str, text: str) -> Article:
    """The text as an article whose blocks are its lines, offsets unchanged."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", line, (Segment(0, at, at + len(line)),)))
        at += len(line) + 1
    return Article(page=name, index=0, title=None, outlet=None, blocks=tuple(blocks))


def annotated(path: Path) -> Iterator[tuple[Chars, Chars]]:
    """(content, source) of each attribution of a brat file, as sets of offsets."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    spans = {key: offsets(rest[0]) for key, *rest in rows if key.startswith("T")}
    for key, *rest in rows:
        roles = [part.split(":") for part in rest[0].split()] if key.startswith("E") else []
        content = union(spans[k] for role, k in roles if role.startswith("Content"))
        if content:
            yield content, union(spans[k] for role, k in roles if role.startswith("Source"))


def offsets(field: str) -> Chars:
    """The offsets of a brat text-bound mark: its type, then ranges parted by semicolons."""
    return frozenset(i for r in field.split(" ", 1)[1].split(";") for i in range(*map(int, r.split())))


def attributions(reading: Reading) -> Iterator[tuple[Chars, Chars]]:
    """(content, source) of each frame, and of each quotation that goes on without one."""
    doc, speech = reading.doc, reading.speech
    carried = {q for frame in speech.frames for q in frame.quotes}
    more: dict[int | None, list[Chars]] = {}
    for i, q in enumerate(doc.quotations):
        alone = not any(u.quote is None and u.tokens(q.open, q.close) for u in doc.units)
        if alone and i not in carried and speech.quoted[i][0] is not None:
            more.setdefault(speech.quoted[i][2], []).append(raw(reading, q.open, q.close))
    for n, frame in enumerate(speech.frames):
        yield content_of(reading, frame) | union(iter(more.pop(n, []))), raw(reading, *frame.source_at)
    for rest in more.values():
        yield from ((chars, frozenset()) for chars in rest)


def content_of(reading: Reading, frame: Frame) -> Chars:
    """Raw offsets of a frame's content, from its first word to its last, the cue and its source left out."""
    unit = reading.doc.units[frame.unit]
    tokens = [unit.tree[i] for i in sorted(frame.content) if not unit.tree[i].text.isspace()]
    while tokens and tokens[-1].text in ",.;:" and len(tokens) > 1:
        tokens.pop()
    while tokens and tokens[0].text in ",.;:" and len(tokens) > 1:
        tokens.pop(0)
    spans = [unit.span(t.start, t.end) for t in tokens]
    inside = union(raw(reading, *s) for s in spans)
    whole = frozenset(range(min(inside), max(inside) + 1))
    cue = unit.tree[frame.cue]
    aside = raw(reading, *frame.source_at) | raw(reading, *unit.span(cue.start, cue.end))
    return whole - aside if aside & whole else whole


def raw(reading: Reading, start: int, end: int) -> Chars:
    """Raw offsets of a range of the article's text."""
    spans = reading.doc.article.locate(start, end)
    return frozenset(i for s in spans for i in range(s.start, s.end))


def union(sets: Iterator[Chars]) -> Chars:
    """All offsets of several sets."""
    return frozenset().union(*sets)


def shifted(row: tuple[Chars, Chars], number: int) -> tuple[Chars, Chars]:
    """Offsets that no other article shares."""
    first = number * 10_000_000
    return frozenset(i + first for i in row[0]), frozenset(i + first for i in row[1])


def distinct(sets: Sequence[Chars]) -> list[Chars]:
    """Non-empty sets, each once."""
    return list(dict.fromkeys(s for s in sets if s))


def jaccard(a: Chars, b: Chars) -> float:
    """Shared part of two sets."""
    return len(a & b) / len(a | b)


def half(value: float) -> float:
    """The value, if it is over a half."""
    return value if value > 0.5 else 0.0


def report(
    name: str, gold: Sequence[Chars], found: Sequence[Chars], like: Callable[[Chars, Chars], float]
) -> None:
    """Pair one to one, best first, and print precision, recall and F1."""
    at: dict[int, set[int]] = {}
    for j, chars in enumerate(found):
        for i in chars:
            at.setdefault(i, set()).add(j)
    rows = [
        (like(g, found[j]), i, j) for i, g in enumerate(gold) for j in {j for c in g for j in at.get(c, ())}
    ]
    left: set[int] = set()
    right: set[int] = set()
    for score, i, j in sorted(rows, key=lambda r: (-r[0], r[1], r[2])):
        if score > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
    precision, recall = len(left) / max(1, len(found)), len(left) / max(1, len(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:<20} gold {len(gold):5} found {len(found):5}   {precision:.3f} {recall:.3f} {f1:.3f}")


if __name__ == "__main__":
    main()
