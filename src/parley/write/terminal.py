"""Render a document for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from parley.write.columns import Run, beside, told, wrapped
from parley.write.document import Document, Line, Mark, Section
from parley.write.inert import inert

LEAD = 14
INDENT: Run = ("  ", "")


def to_terminal(document: Document, width: int = 100, colour: bool = False) -> str:
    """The document as lines of at most `width` columns, with ANSI colours only if asked for.

    Nothing is cut: long words are broken over lines.
    """
    return told(list(_document(document, width)), colour)


def _document(document: Document, width: int) -> Iterator[list[Run]]:
    yield from wrapped([(inert(document.title), "bold")], width)
    for line in document.stand:
        if line:
            yield from wrapped([(inert(line), "dim")], width)
    for section in document.sections:
        yield []
        yield from _section(section, width)
    if document.marks:
        yield from ([], [("SOURCES", "bold")])
    for mark in document.marks:
        yield from _indented(_mark(mark), width)


def _section(section: Section, width: int) -> Iterator[list[Run]]:
    if section.title:
        yield from wrapped([(inert(section.title), "bold")], width)
    leads = [len(inert(line.lead)) for line in section.lines]
    room = min(max(leads, default=0), LEAD * 2, width // 2)
    for line in section.lines:
        if room:
            lines = beside([(inert(line.lead), "cyan")], room, _body(line), width - 2)
            yield from ([INDENT, *own] for own in lines)
        else:
            yield from _indented(_body(line), width)
    if section.note:
        yield from _indented([(inert(section.note), "italic")], width)


def _indented(runs: list[Run], width: int) -> Iterator[list[Run]]:
    return ([INDENT, *line] for line in wrapped(runs, width - 2))


def _body(line: Line) -> list[Run]:
    runs: list[Run] = []
    for index, (sentence, marks) in enumerate(line.shown()):
        runs.append((" " * bool(index) + inert(sentence.text), "bold" if sentence.strong else ""))
        if marks:
            runs.append((" " + "".join(f"[{n}]" for n in marks), "blue"))
    if line.tail:
        runs.append((f"  ({inert(line.tail)})", "dim"))
    if line.flag:
        runs.append((f"  ! {inert(line.flag)}", "strong red"))
    return runs


def _mark(mark: Mark) -> list[Run]:
    return [(f"[{mark.number}] ", "blue"), (f"{source(mark)}: ", "dim"), (f"“{inert(mark.words)}”", "")]


def source(mark: Mark) -> str:
    """`CNN, from Reuters, from Howard Lutnick, 11 June 2025; page.txt 891-949`.

    Behind a fact of a dossier stand the pages that say it.
    """
    chain = ", from ".join(inert(name) for name in reversed(mark.chain))
    published = f", {inert(mark.published)[:10]}" if mark.published else ", undated"
    page = inert(mark.page).rsplit("/", 1)[-1]
    offsets = ", ".join(f"{s.start}-{s.end}" for s in mark.spans)
    see = f"; curated from {', '.join(map(inert, mark.sources))}" if mark.sources else ""
    return f"{chain or 'source unknown'}{published}; {page} {offsets}{see}"
