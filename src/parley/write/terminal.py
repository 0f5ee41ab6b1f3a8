"""Render a document for a terminal or a pipe, with Rich; text from pages never meets Rich's markup."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.write.document import Document, Line, Mark, Section
from parley.write.inert import inert

LEAD = 14


def to_terminal(document: Document, width: int = 100, colour: bool = False) -> str:
    """The document as lines of at most `width` columns, with ANSI colours only if asked for.

    Nothing is cut: long words are broken over lines.
    """
    return printed([_document(document)], width, colour)


def printed(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """The parts below each other as Rich prints them, without its markup and blanks at the ends of lines."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _document(document: Document) -> Group:
    parts: list[RenderableType] = [Text(inert(document.title), style="bold")]
    parts += [Text(inert(line), style="dim") for line in document.stand if line]
    for section in document.sections:
        parts += ["", _section(section)]
    if document.marks:
        parts += ["", Text("SOURCES", style="bold"), *(_mark(m) for m in document.marks)]
    return Group(*parts)


def _section(section: Section) -> Group:
    parts: list[RenderableType] = []
    if section.title:
        parts.append(Text(inert(section.title), style="bold"))
    leads = [len(inert(line.lead)) for line in section.lines]
    lead_width = min(max(leads, default=0), LEAD * 2)
    parts += [_line(line, lead_width) for line in section.lines]
    if section.note:
        parts.append(Padding(Text(inert(section.note), style="italic"), (0, 0, 0, 2)))
    return Group(*parts)


def _line(line: Line, lead_width: int) -> RenderableType:
    """A grid of lead and body, so that long text stays in its column."""
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(width=lead_width, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(inert(line.lead), style="cyan", overflow="fold"), _body(line))
    if not lead_width:
        return Padding(_body(line), (0, 0, 0, 2))
    return Padding(grid, (0, 0, 0, 2))


def _body(line: Line) -> Text:
    text = Text(overflow="fold")
    for index, (sentence, marks) in enumerate(line.shown()):
        text.append(" " * bool(index) + inert(sentence.text), style="bold" if sentence.strong else "")
        if marks:
            text.append(" " + "".join(f"[{n}]" for n in marks), style="blue")
    if line.tail:
        text.append(f"  ({inert(line.tail)})", style="dim")
    if line.flag:
        text.append(f"  ! {inert(line.flag)}", style="bold red")
    return text


def _mark(mark: Mark) -> Padding:
    text = Text(f"[{mark.number}] ", style="blue", overflow="fold")
    text.append(f"{source(mark)}: ", style="dim")
    text.append(f"“{inert(mark.words)}”", style="")
    return Padding(text, (0, 0, 0, 2))


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
