"""The command that searches: full text over the words of claims and over entries."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from parley import console
from parley.cli_options import Dispute, LedgerPath, Shape, Since, Until

app = typer.Typer()


@app.command(
    epilog="Examples: parley search rare earths --since 2025-04-01; parley search '\"tariff truce\" -wine'"
    " --party EU --in entries"
)
def search(
    words: Annotated[
        list[str] | None, typer.Argument(help='Words that all must stand; "a phrase", -without, begin*.')
    ] = None,
    shelf: Annotated[
        Literal["all", "claims", "entries"], typer.Option("--in", help="Where to look.")
    ] = "all",
    dispute: Dispute = None,
    party: Annotated[str | None, typer.Option("--party", help="A party by its code, as CN.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Of claims or entries, as measure.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="The outlet that carries it.")] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Who says it, in full.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="How an entry stands, as suspended.")] = None,
    since: Since = None,
    until: Until = None,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the best.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, max=500, help="How many.")] = 20,
    start: Annotated[int, typer.Option("--from", min=0, help="How many to pass over.")] = 0,
    format: Shape = "text",
    ledger: LedgerPath = None,
) -> None:
    """Search the words of claims and the entries, the best first; of more than 1,000 the newest."""
    from parley.finding import document, find
    from parley.store import Wanted

    wanted = Wanted(
        " ".join(words or ()),
        {"claims": "claim", "entries": "entry"}.get(shelf),  # type: ignore[arg-type]
        *(dispute, party, kind, outlet, speaker, status),
        since=console.day(since),
        until=console.day(until),
        order="newest" if newest else "best",
    )
    with console.ledger(ledger) as books:
        console.put_document(document(find(books, wanted, most, start), books, start), format)
