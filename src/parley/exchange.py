"""Claims in the exchange format (JSON objects), for `parley claims`, other programs and the scorer.

Offsets count code points of the decoded raw page, end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from parley.model import Claim, Curated, Quote, Span, Value, When


def to_json(claim: Claim, address: str) -> dict[str, Any]:
    """The claim as a JSON object; `address` is the file name or address of its page."""
    page, _, index = claim.article.rpartition("/")
    return {
        "document": address,
        "article": int(index),
        "kind": claim.kind,
        "support": [_span(s) for s in claim.support],
        "actors": list(claim.actors),
        "targets": list(claim.targets),
        "people": list(claim.people),
        "instrument": claim.instrument,
        "action": claim.action,
        "goods": list(claim.goods),
        "values": [_value(v) for v in claim.values],
        "date": _date(claim.date),
        "expires": claim.expires,
        "condition": claim.condition,
        "place": claim.place,
        "speaker": claim.speaker,
        "attribution": list(claim.attribution),
        "certainty": claim.certainty,
        "quotes": [{**_span(q.span), "speaker": q.speaker} for q in claim.quotes],
        "id": claim.id,
        "rule": claim.rule,
        "known": claim.known,
        "words": claim.words,
        "roles": [{"person": p, "role": r, "party": a} for p, r, a in claim.roles],
        "links": [{"kind": k, "words": w} for k, w in claim.links],
        "subject": claim.subject,
        "page": page,
        "basis": "curated" if claim.curated else "read",
        "curated": _curated(claim.curated),
    }


def from_json(row: Mapping[str, Any], page: str) -> Claim:
    """The claim of a JSON object on the page with id `page`.

    Only the fields of the exchange format proper are needed; a row without an id gets one from its content.
    Raises KeyError where one of `article`, `kind`, `support`, `certainty` is missing.
    """
    return Claim(
        id=row["id"] if "id" in row else _row_id(row, page),
        article=f"{page}/{row['article']}",
        kind=row["kind"],
        support=tuple(Span(page, s["start"], s["end"]) for s in row["support"]),
        words=row.get("words", ""),
        rule=row.get("rule", "given"),
        certainty=row["certainty"],
        actors=tuple(row.get("actors", ())),
        targets=tuple(row.get("targets", ())),
        people=tuple(row.get("people", ())),
        instrument=row.get("instrument"),
        action=row.get("action"),
        goods=tuple(row.get("goods", ())),
        values=tuple(Value(float(v["number"]), v["unit"], v.get("note")) for v in row.get("values", ())),
        date=_when(row.get("date")),
        expires=row.get("expires"),
        condition=row.get("condition"),
        place=row.get("place"),
        speaker=row.get("speaker"),
        attribution=tuple(row.get("attribution", ())),
        quotes=tuple(
            Quote(Span(page, q["start"], q["end"]), q.get("speaker")) for q in row.get("quotes", ())
        ),
        known=row.get("known"),
        roles=tuple((r["person"], r["role"], r.get("party")) for r in row.get("roles", ())),
        links=tuple((x["kind"], x["words"]) for x in row.get("links", ())),
        subject=row.get("subject"),
        curated=_from_curator(row.get("curated")),
    )


def _curated(curated: Curated | None) -> dict[str, Any] | None:
    if curated is None:
        return None
    return {**asdict(curated), "sources": list(curated.sources)}


def _from_curator(row: Mapping[str, Any] | None) -> Curated | None:
    return Curated(**{**row, "sources": tuple(row["sources"])}) if row else None


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _value(value: Value) -> dict[str, Any]:
    noted = {"note": value.note} if value.note is not None else {}
    return {"number": value.number, "unit": value.unit, **noted}


def _date(date: When | None) -> dict[str, str | None] | None:
    return {"start": date.start, "end": date.end, "precision": date.precision} if date else None


def _when(date: Mapping[str, Any] | None) -> When | None:
    return When(date["start"], date.get("end"), date["precision"]) if date else None


def _row_id(row: Mapping[str, Any], page: str) -> str:
    content = json.dumps([page, row], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
