"""Render a document as Markdown in which text from pages is only text."""

from __future__ import annotations

from parley.write.document import Document, Line, Mark, Section, Sentence
from parley.write.inert import inert_markdown
from parley.write.terminal import source


def to_markdown(document: Document) -> str:
    """Headings, one list item a line, and the sources as a numbered list at the end."""
    parts = [f"# {inert_markdown(document.title)}", ""]
    parts += [f"{inert_markdown(line)}  " for line in document.stand if line]
    for section in document.sections:
        parts += ["", *_section(section)]
    if document.marks:
        parts += ["", "## Sources", "", *(_mark(m) for m in document.marks)]
    return "\n".join(parts).rstrip() + "\n"


def _section(section: Section) -> list[str]:
    parts = [f"## {inert_markdown(section.title)}", ""] if section.title else []
    parts += [_line(line) for line in section.lines]
    if section.note:
        parts += [*([""] if section.lines else []), f"*{inert_markdown(section.note)}*"]
    return parts


def _line(line: Line) -> str:
    lead = f"**{inert_markdown(line.lead)}** " if line.lead.strip() else ""
    tail = f" ({inert_markdown(line.tail)})" if line.tail else ""
    flag = f" **! {inert_markdown(line.flag)}**" if line.flag else ""
    return f"- {lead}{' '.join(_sentence(s, marks) for s, marks in line.shown())}{tail}{flag}"


def _sentence(sentence: Sentence, marks: tuple[int, ...]) -> str:
    text = inert_markdown(sentence.text)
    numbers = "".join(f"\\[{n}\\]" for n in marks)
    return f"{f'**{text}**' if sentence.strong and text else text}{' ' * bool(numbers)}{numbers}"


def _mark(mark: Mark) -> str:
    return f"{mark.number}. {inert_markdown(source(mark))}: “{inert_markdown(mark.words)}”"
