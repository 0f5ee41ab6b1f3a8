"""Export entries and claims as rows for other programs and for spreadsheets, and as linked data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from parley.exchange import to_json
from parley.model import Claim, Entry, Span, State
from parley.write.data import table
from parley.write.inert import inert

if TYPE_CHECKING:
    from parley.ledger import Ledger

CONTEXT = 32  # characters of a page before and behind the words, to find them again after an edit


def parts(books: Ledger, what: str, form: str) -> Iterator[str]:
    """The export piece by piece: JSON lines as they come, or one table or JSON-LD document.

    `what` is `entries` (a row for each state) or `claims` (the exchange format); `form` is `jsonl`, `csv`,
    `annotations` (W3C Web Annotation), `jsonld` (schema.org) or `ninjs` (IPTC ninjs 3.0, an item a line); the
    last three are of claims always.
    """
    if form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(books, what))
    elif form == "ninjs":
        items = (ninjs(books, claim) for claim in books.store.claims(books.at))
        yield from (json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    elif form == "csv":
        yield table(list(rows(books, what)))
    else:
        makers = {"annotations": annotation, "jsonld": schema_org}
        graph = [makers[form](books, claim) for claim in books.store.claims(books.at)]
        document = {"@context": CONTEXTS[form], "@graph": graph}
        yield json.dumps(document, ensure_ascii=False, indent=1) + "\n"


NINJS = "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
CONTEXTS = {"annotations": "http://www.w3.org/ns/anno.jsonld", "jsonld": "https://schema.org"}


def rows(books: Ledger, what: str) -> Iterator[dict[str, Any]]:
    """A row for each state of each entry (`entries`), or for each claim (`claims`)."""
    if what == "claims":
        for claim in books.store.claims(books.at):
            yield to_json(claim, books.address(claim.article.split("/")[0]))
        return
    for entry in books.view(None).entries.values():
        for state in entry.states:
            yield {**entry_row(entry), **state_row(state)}


def entry_row(entry: Entry) -> dict[str, Any]:
    """What an entry is about, without its states."""
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "dispute": entry.dispute,
        "actors": list(entry.actors),
        "targets": list(entry.targets),
        "instrument": entry.instrument,
        "goods": list(entry.goods),
        "place": entry.place,
    }


def state_row(state: State) -> dict[str, Any]:
    """A state with ISO days, None where unknown."""
    begun, until = state.valid_from, state.until
    return {
        "status": state.status,
        "valid_from": begun.start if begun else None,
        "valid_precision": begun.precision if begun else None,
        "valid_to": state.valid_to,
        "until": until.start if until else None,
        "known_from": state.known_from,
        "known_to": state.known_to,
        "rate": state.rate,
        "condition": state.condition,
        "reason": state.reason,
        "claims": list(state.claims),
    }


def annotation(books: Ledger, claim: Claim) -> dict[str, Any]:
    """A claim as a W3C Web Annotation: its slots as the body, its words in the page as the target."""
    slots = to_json(claim, books.address(claim.article.split("/")[0]))
    body = {k: v for k, v in slots.items() if v and k not in ("support", "quotes", "words", "document")}
    return {
        "id": f"urn:parley:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "Dataset", "format": "application/json", "value": body},
        "target": [_target(books, span) for span in claim.support],
    }


def _target(books: Ledger, span: Span) -> dict[str, Any]:
    text = books.page_text(span.page)
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": books.address(span.page), "selector": [quote, position]}


def ninjs(books: Ledger, claim: Claim) -> dict[str, Any]:
    """A claim as an item of IPTC ninjs 3.0 (https://iptc.org/std/ninjs/): its words, by whom, where."""
    article = books.article(claim.article)
    found: dict[str, Any] = {
        "uri": f"urn:parley:claim:{claim.id}",
        "standard": {"name": "ninjs", "version": "3.0", "schema": NINJS},
        "type": "text",
        "language": article.language,
        "contentCreated": _moment(claim.known),
        "by": inert(claim.speaker) if claim.speaker else None,
        "headlines": [{"role": "main", "value": inert(article.title)}] if article.title else [],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": inert(claim.words)}],
        "people": [{"name": inert(name)} for name in claim.people],
        "places": [{"name": inert(claim.place)}] if claim.place else [],
        "subjects": [{"name": inert(s)} for s in (claim.kind, *claim.actors, *claim.targets, *claim.goods)],
        "infoSources": [{"name": inert(article.outlet)}] if article.outlet else [],
        "altIds": [{"role": "page", "value": inert(article.address or books.address(article.page))}],
    }
    return {k: v for k, v in found.items() if v}


def _moment(day: str | None) -> str | None:
    """An ISO day or date-time as a date-time; None where it is unknown."""
    return None if day is None else day if "T" in day else f"{day}T00:00:00+00:00"


def schema_org(books: Ledger, claim: Claim) -> dict[str, Any]:
    """A claim as schema.org has it: its words, who says so, and the article in which it appears."""
    article = books.article(claim.article)
    appearance = {
        "@type": "NewsArticle",
        "headline": inert(article.title or ""),
        "publisher": {"@type": "Organization", "name": inert(article.outlet or "")},
        "datePublished": article.published,
        "url": article.address or books.address(article.page),
    }
    author = {"@type": "Thing", "name": inert(claim.speaker)} if claim.speaker else None
    found: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:parley:claim:{claim.id}",
        "text": inert(claim.words),
        "author": author,
        "appearance": {k: v for k, v in appearance.items() if v},
    }
    return {k: v for k, v in found.items() if v}
