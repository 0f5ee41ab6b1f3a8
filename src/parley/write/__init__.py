"""Write what was found in words: `write` composes an answer and renders it in one of six forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, cast

from parley.errors import MissingError
from parley.model import Article, Claim, Entry, Page
from parley.write.books import Ask, Books, Findings
from parley.write.document import Document

if TYPE_CHECKING:
    from parley.write.lines import Desk

Form = Literal["text", "md", "html", "json", "jsonl", "csv"]
What = Literal[
    "brief", "headline", "state", "timeline", "show", "disputes", "deadlines", "lapse", "changes", "board"
]
FORMS: tuple[Form, ...] = ("text", "md", "html", "json", "jsonl", "csv")


def write(
    what: What, ask: Ask, findings: Findings, form: Form = "text", *, width: int = 100, colour: bool = False
) -> str:
    """The answer `what` to `ask` in `form`; `width` and `colour` matter to `text` only.

    Raises MissingError where the entry or page to show is not in the ledger.
    """
    return render(compose(what, ask, findings), form, width=width, colour=colour)


def compose(what: What, ask: Ask, findings: Findings) -> Document:
    """The answer as a document, before it is rendered."""
    from parley.write.lines import Desk
    from parley.write.sources import Sources

    desk = Desk(ask, findings, Sources(findings.books))
    if what == "show":
        from parley.write.show import show

        return show(desk, _entry(ask, findings))
    return _composer(what)(desk)


def _composer(what: What) -> Callable[[Desk], Document]:
    """What makes the answer; nothing is loaded for others."""
    if what == "board":
        from parley.write.board import board

        return board
    if what == "lapse":
        from parley.write.lapse import lapse

        return lapse
    if what in ("brief", "headline"):
        from parley.write import brief

        return brief.brief if what == "brief" else brief.lead
    from parley.write import listings

    lists: dict[str, Callable[[Desk], Document]] = {
        "state": listings.state,
        "timeline": listings.timeline,
        "disputes": listings.disputes,
        "deadlines": listings.deadlines,
        "changes": listings.changes,
    }
    return lists[what]


def render(document: Document, form: Form = "text", *, width: int = 100, colour: bool = False) -> str:
    """`document` in one of the forms."""
    if form == "text":
        from parley.write.terminal import to_terminal

        return to_terminal(document, width, colour)
    if form == "md":
        from parley.write.markdown import to_markdown

        return to_markdown(document)
    if form == "html":
        from parley.write.html import to_html

        return to_html(document)
    from parley.write import data

    return {"json": data.to_json, "jsonl": data.to_jsonl, "csv": data.to_csv}[form](document)


def render_file(document: Document, form: str, *, width: int = 100) -> bytes:
    """`document` as the bytes of a file: `pdf`, `eml`, or one of the forms in UTF-8."""
    if form == "pdf":
        from parley.write.pdf import to_pdf

        return to_pdf(document)
    if form == "eml":
        from parley.write.mail import to_eml

        return to_eml(document)
    return render(document, cast(Form, form), width=width).encode("utf-8", "replace")


def page_document(articles: Sequence[Article], books: Books) -> Document:
    """The text of a page's articles, and what was dropped from it, with the reasons."""
    from parley.write.show import page_text

    return page_text(articles, books)


def explanation(page: Page, found: Sequence[tuple[Article, tuple[Claim, ...]]]) -> Document:
    """A page with the words of its claims set off, their slots and rules."""
    from parley.write.explain import explanation as explained

    return explained(page, found)


def _entry(ask: Ask, findings: Findings) -> Entry:
    """The entry asked for, or the one whose id begins so."""
    subject = ask.subject or ""
    if subject in findings.entries:
        return findings.entries[subject]
    close = sorted(i for i in findings.entries if subject and subject in i)
    if len(close) == 1:
        return findings.entries[close[0]]
    hint = f"did you mean {', '.join(close[:5])}?" if close else "`parley state --format csv` lists all ids"
    raise MissingError("no such entry in the ledger", where=subject, hint=hint)


__all__ = [
    "FORMS",
    "Ask",
    "Books",
    "Document",
    "Findings",
    "Form",
    "What",
    "compose",
    "explanation",
    "page_document",
    "render",
    "render_file",
    "write",
]
