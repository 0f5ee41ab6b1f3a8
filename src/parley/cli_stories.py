"""Commands about articles among each other: stories, lineage, news, and a person's merges and splits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from parley import console
from parley.cli_options import Drawable, LedgerPath, Note, PageDate, Shape, Who, person

if TYPE_CHECKING:
    from parley.ledger import Ledger
    from parley.model import Grouping

app = typer.Typer()


@app.command(epilog="Example: parley stories --thread us-china-2025-04")
def stories(
    thread: Annotated[str | None, typer.Option("--thread", help="Only the stories of this thread.")] = None,
    decided: Annotated[
        bool, typer.Option("--decided", help="What persons merged and split: who, when, and why.")
    ] = False,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """The stories, articles about one event, in the threads that they go on with."""
    from parley import storyline

    with console.ledger(ledger) as books:
        found = storyline.decisions(books) if decided else storyline.listing(books, thread)
        console.put_document(found, format)


@app.command(
    epilog="Examples: parley lineage trade-lantern --changes;"
    " parley lineage open-talks-london -f svg > family.svg"
)
def lineage(
    subject: Annotated[str, typer.Argument(help="A story, a thread, or a page: a part of the name will do.")],
    changes: Annotated[bool, typer.Option("--changes", help="Also what each retelling changed.")] = False,
    format: Drawable = "text",
    ledger: LedgerPath = None,
) -> None:
    """Which article comes from which, how we know, and what was changed on the way."""
    from parley import storyline

    with console.ledger(ledger) as books:
        about = storyline.subject(subject, books)
        if format == "svg":
            console.put(storyline.picture(about, books))
        elif format == "text" and not changes:
            console.put_tree(storyline.families(about, books), about.title)
        else:
            console.put_document(storyline.document(about, books, changes=changes), format)


@app.command(epilog="Example: parley news story.txt --date 2025-06-11")
def news(
    path: Annotated[str, typer.Argument(help="One page: a file or an address.")],
    date: PageDate = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """What is new in an article against all that the ledger knew before it. The ledger stays as it is."""
    from parley.newsroom import tidings

    given = console.published(date)
    with console.ledger(ledger) as books:
        for document in tidings(path, given, books, console.now()):
            console.put_document(document, format)


@app.command(epilog="Example: parley merge speak-phone-agree open-talks-london --note 'one round'")
def merge(
    one: Annotated[str, typer.Argument(help="A story or a thread.")],
    other: Annotated[str, typer.Argument(help="The story or thread that is the same.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Say that two stories, or two threads, are one. It stays so, whatever is read later."""
    from parley import storyline

    with console.ledger(ledger) as books:
        _decide(books, storyline.merged(one, other, books, person(who, note)))


@app.command(epilog="Example: parley split open-talks-london quillfeather --note 'another event'")
def split(
    whole: Annotated[str, typer.Argument(help="A story or a thread.")],
    parts: Annotated[list[str], typer.Argument(help="Pages of the story, or stories of the thread.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Say that some articles of a story, or some stories of a thread, are apart from the rest."""
    from parley import storyline

    with console.ledger(ledger) as books:
        _decide(books, storyline.split(whole, parts, books, person(who, note)))


def _decide(books: Ledger, decision: Grouping) -> None:
    """Keep a decision, and say what follows from it."""
    from parley import storyline

    for line in storyline.regroup(books, decision):
        console.put_line(line)
