"""The command line `parley`: a thin face over the ledger and its answers.

Exit codes: 0 done, 1 failed, 2 wrong use, 3 done in part, 130 stopped by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from parley import (
    __version__,
    cli_alerts,
    cli_batch,
    cli_chart,
    cli_copies,
    cli_decisions,
    cli_dossier,
    cli_exposure,
    cli_search,
    cli_serve,
    cli_stories,
    cli_watch,
    console,
    journal,
)
from parley.cli_asked import LINES, Part, asked
from parley.cli_options import AsOf, Dispute, Format, Known, LedgerPath, Log, PageDate, Shape, Since, Until
from parley.cli_values import only
from parley.errors import ParleyError, UsageError, of_argument

if TYPE_CHECKING:
    from parley.write import What

app = typer.Typer(
    name="parley",
    help="Read the news about trade negotiations and keep the books: who met, what was agreed, what is in"
    " force, until when, and in whose words.",
    epilog="Begin with: parley demo",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FAULT = "(a fault in Parley: please report it; PARLEY_DEBUG=1 shows where)"
STOPPED = 130  # as a shell says it of a command that Ctrl-C ended


Letter = Literal[Format, "pdf", "eml"]
Rows = Literal["jsonl", "csv"]
Exports = Literal[Rows, "annotations", "jsonld", "ninjs", "xlsx", "parquet", "sqlite"]
FILES = ("pdf", "eml", "xlsx", "parquet", "sqlite")  # forms that need --out
Paths = Annotated[list[str], typer.Argument(help="Pages, PDFs, mails, archives, feeds, folders, addresses.")]
Assume = Annotated[
    list[str] | None,
    typer.Option("--assume", help="Answer as if ENTRY=STATUS@DAY; may be given several times."),
]
RowShape = Annotated[Rows, typer.Option("--format", "-f", help="One JSON object a line, or a table.")]


def main() -> None:
    """Run the command line; every error is one line, and the exit code says of which sort it was."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors go to standard error, one line each.

    With PARLEY_DEBUG set, a fault of Parley's own comes with its traceback.
    """
    try:
        return _run(arguments)
    except Exception as error:
        if told := of_argument(error):
            console.failed(told.line(), told.exit_code)
            return told.exit_code
        if os.environ.get("PARLEY_DEBUG"):
            raise
        console.failed(f"failed: {type(error).__name__}: {error} {FAULT}", 1)
        return 1
    finally:
        journal.begin(None)


def _run(arguments: list[str]) -> int:
    try:
        code = int(only(app, arguments)(arguments, prog_name="parley", standalone_mode=False) or 0)
        if code == STOPPED:
            console.note("stopped by hand")
        return code
    except ParleyError as error:
        console.failed(error.line(), error.exit_code)
        return error.exit_code
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "parley"
        console.failed(f"{error.format_message()} (see `{where} --help`)", error.exit_code)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console.note("stopped by hand")
        return STOPPED


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Read the news about trade negotiations and keep the books."""
    if version:
        console.put(f"parley {__version__}\n")
    elif context.invoked_subcommand is None:
        console.put(context.get_help() + "\n")


@app.command(epilog="Example: parley read coverage/ --date 2025-06-11")
def read(paths: Paths, date: PageDate = None, ledger: LedgerPath = None, log: Log = None) -> None:
    """Read pages into the ledger. Exit code 3: something was left out, and is listed."""
    from parley import intake

    journal.begin(log)
    raise typer.Exit(intake.read(paths, console.published(date), ledger))


@app.command(epilog="Example: parley claims story.txt --date 2025-06-11 --format jsonl")
def claims(paths: Paths, date: PageDate = None, format: RowShape = "jsonl") -> None:
    """Print the claims of pages in the exchange format, without touching a ledger."""
    from parley import intake

    raise typer.Exit(intake.claims(paths, console.published(date), format))


@app.command(
    epilog="Examples: parley brief --as-of 2025-06-12 --known 2025-06-12 --format md;"
    " parley brief --dispute us-china --format pdf --out brief.pdf;"
    " parley brief --watch watch.toml --since 2025-06-01"
)
def brief(
    as_of: AsOf = None,
    known: Known = None,
    since: Since = None,
    dispute: Dispute = None,
    watch: Annotated[
        Path | None, typer.Option("--watch", help="Of a watch list in this file, in place of a dispute.")
    ] = None,
    named: Annotated[str | None, typer.Option("--list", help="Its name, where there are several.")] = None,
    format: Annotated[Letter, typer.Option("--format", "-f", help="How to write the answer.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
    ledger: LedgerPath = None,
) -> None:
    """The state of play: talks, what each side is to do, what is in force, due and disputed."""
    if format in FILES and out is None:
        raise UsageError(f"{format} is a file, not a text", hint=f"give --out brief.{format}")
    lists = str(watch) if watch else None
    days = {"as_of": as_of, "known": known, "since": since}
    document = asked("brief", ledger, None, None, **days, dispute=dispute, watch=lists, named=named)
    if out:
        from parley.write import render_file

        console.save(render_file(document, format), out)
        console.put_line(f"Written: {out}")
    else:
        console.put_document(document, cast("Format", format))


@app.command(
    epilog="Examples: parley state --as-of 2025-08-01 --format csv;"
    " parley state --as-of 2025-07-01 --assume london-framework=rejected@2025-06-20"
)
def state(
    as_of: AsOf = None,
    known: Known = None,
    assume: Assume = None,
    dispute: Dispute = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What stands no longer too: lifted, expired, rejected, fulfilled.")
    ] = False,
    start: Annotated[int, typer.Option("--from", min=1, help="The first line of the list.")] = 1,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help=f"Lines at most (0: all; else {LINES} of a text).")
    ] = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """Every entry that stands on a day, with its status and who says so."""
    most = LINES if limit is None and format == "text" else limit
    part = Part(start - 1, most or None, everything)
    document = asked("state", ledger, assume, part, as_of=as_of, known=known, dispute=dispute)
    console.put_document(document, format)
    last = start - 1 + sum(len(section.lines) for section in document.sections)
    if document.total and last < document.total:
        console.note(f"{document.total - last} more of {document.total}: --from {last + 1}, or --limit 0")


@app.command(epilog="Example: parley changes --since 2025-06-01 --until 2025-06-12")
def changes(
    since: Since = None,
    until: Until = None,
    dispute: Dispute = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """What became known after a day: new entries, and statuses that became others."""
    _ask("changes", ledger, format, since=since, until=until, dispute=dispute)


@app.command(epilog="Example: parley timeline --since 2025-04-01 --until 2025-11-30 --format html")
def timeline(
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    known: Known = None,
    assume: Assume = None,
    dispute: Dispute = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """What happened, month by month, up to a day, as known on a day."""
    days = {"as_of": as_of, "since": since, "until": until, "known": known}
    _ask("timeline", ledger, format, assume, dispute=dispute, **days)


@app.command(
    epilog="Examples: parley show us-cn-talks-london-2025-06; parley show london-framework_meridian --text"
)
def show(
    subject: Annotated[str, typer.Argument(help="The id of an entry, or with --text the name of a page.")],
    text: Annotated[
        bool, typer.Option("--text", help="The page's text, and what was dropped, and why.")
    ] = False,
    as_of: AsOf = None,
    known: Known = None,
    assume: Assume = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """One entry with its states, witnesses, links and words; or the text of one page."""
    if text:
        console.show_page(subject, ledger, format)
    else:
        _ask("show", ledger, format, assume, subject=subject, as_of=as_of, known=known)


@app.command(epilog="Example: parley disputes --as-of 2025-06-12")
def disputes(
    as_of: AsOf = None,
    known: Known = None,
    dispute: Dispute = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """Where the pages disagree; and what only looks like it, and why."""
    _ask("disputes", ledger, format, as_of=as_of, known=known, dispute=dispute)


@app.command(epilog="Example: parley deadlines --as-of 2025-06-12")
def deadlines(
    as_of: AsOf = None,
    known: Known = None,
    assume: Assume = None,
    dispute: Dispute = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """What starts, ends or falls due after a day."""
    _ask("deadlines", ledger, format, assume, as_of=as_of, known=known, dispute=dispute)


@app.command(epilog="Examples: parley lapse --on 2026-11-10; parley lapse --as-of 2025-06-12 --on 2025-12-31")
def lapse(
    as_of: AsOf = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Look ahead to this day, or at it if it is past.")
    ] = None,
    known: Known = None,
    assume: Assume = None,
    dispute: Dispute = None,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """What ends, and what comes back, if nobody acts."""
    _ask("lapse", ledger, format, assume, as_of=as_of, until=on, known=known, dispute=dispute)


@app.command(
    epilog="Examples: parley export claims --format csv > claims.csv; parley export -f xlsx -o entries.xlsx"
)
def export(
    what: Annotated[Literal["entries", "claims"], typer.Argument(help="What to export.")] = "entries",
    format: Annotated[Exports, typer.Option("--format", "-f", help="The form.")] = "jsonl",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
    all: Annotated[bool, typer.Option("--all", help="The whole ledger, for `parley import`.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """All entries (a row for each state) or all claims, for other programs and spreadsheets."""
    from parley import export as rows

    if all:
        from parley.cli_copies import export_all

        export_all(out, ledger)
        return
    if format in FILES and out is None:
        raise UsageError(f"{format} is a file, not a text", hint=f"give --out FILE.{format}")
    with console.ledger(ledger) as books:
        if out:
            from parley.export_files import save

            save(books, what, format, out)
            console.put_line(f"Written: {out}")
            return
        for part in rows.parts(books, what, format):
            console.put(part)


@app.command(epilog="Example: parley explain story.txt --format html > story.html")
def explain(
    path: Annotated[str, typer.Argument(help="One page.")],
    date: PageDate = None,
    format: Shape = "text",
) -> None:
    """One page with the words of each claim marked, its slots, and the rule that found it."""
    from parley import intake

    intake.explain(path, console.published(date), format)


@app.command(epilog="Example: parley demo --ledger demo.db")
def demo(ledger: LedgerPath = None) -> None:
    """Read the sample coverage that comes with Parley, and print the briefing of its last day."""
    from parley import intake

    raise typer.Exit(intake.demo(ledger))


@app.command(epilog="Example: parley doctor --ledger ledger.db")
def doctor(ledger: LedgerPath = None) -> None:
    """Versions, model, lexicon, SQLite, and whether the ledger is sound."""
    from parley import checkup

    raise typer.Exit(checkup.doctor(ledger))


app.add_typer(cli_search.app)
app.add_typer(cli_stories.app)
app.add_typer(cli_decisions.app)
app.add_typer(cli_chart.app)
app.add_typer(cli_copies.app)
app.add_typer(cli_dossier.app, name="dossier")
app.add_typer(cli_exposure.app)
app.add_typer(cli_alerts.app)
app.add_typer(cli_watch.app)
app.add_typer(cli_batch.app)
app.add_typer(cli_serve.app)


def _ask(
    what: What, ledger: Path | None, form: Format, assume: list[str] | None = None, **given: str | None
) -> None:
    """Check the days, fill in the day that was left out, ask, and print."""
    console.put_document(asked(what, ledger, assume, None, **given), form)
