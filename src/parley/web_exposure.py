"""The desk's page for exposure: drop a table of trade lines, compare two futures. Nothing is kept of it."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from parley.assume import parse
from parley.console import day
from parley.errors import InputError
from parley.exposure import Exposure, exposure
from parley.exposure_chart import chart
from parley.exposure_lines import read_lines
from parley.exposure_report import document
from parley.library import Library, Snapshot
from parley.web_frame import document_page, framed, picture, place_of
from parley.write.desk import Place

MOST = 5 * 1024 * 1024  # bytes of a table
EXAMPLE = (
    "hs,origin,destination,value,currency\n"
    "8471.30,CN,US,1200000,USD\n"
    "6109.10,CN,US,350000,USD\n"
    "1201.90,US,CN,800000,USD\n"
)
CASES = 32  # charts kept in memory until their page has fetched them


def router(library: Library) -> APIRouter:
    """The routes of the page; a table comes by POST, since it can be long, and changes nothing."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    charts: dict[str, str] = {}

    @routes.get("/exposure")
    def form(request: Request) -> Response:
        snapshot = library.now()
        return HTMLResponse(form_page(snapshot, place_of(request, snapshot), EXAMPLE, "", ""))

    @routes.post("/exposure")
    def answer(
        request: Request,
        table: str = Form("", max_length=MOST),
        assume: str = Form("", max_length=500),
        as_of: str = Form("", max_length=10),
        file: UploadFile | None = File(None),  # noqa: B008 - as the framework wants it
    ) -> Response:
        snapshot = library.now()
        place = Place(day(as_of or None) or snapshot.last_day)
        body = file.file.read(MOST + 1) if file and file.filename else table.encode()
        try:
            found = computed(snapshot, body, place.as_of, assume)
        except InputError as error:
            return HTMLResponse(form_page(snapshot, place, table, assume, error.line()), 422)
        svg = chart(found)
        name = hashlib.sha256(svg.encode()).hexdigest()[:32]
        charts[name] = svg
        while len(charts) > CASES:
            charts.pop(next(iter(charts)))
        return HTMLResponse(answer_page(snapshot, place, found, name))

    @routes.get("/picture/exposure/{name}.svg")
    def drawn(name: str) -> Response:
        return picture(charts[name]) if name in charts else Response(status_code=404)

    return routes


def computed(snapshot: Snapshot, body: bytes, as_of: str, assumed: str) -> Exposure:
    """What the lines bear; raises InputError for a table that cannot be read, UsageError for assumptions."""
    if len(body) > MOST:
        raise InputError("the table is larger than 5 MiB", hint="use `parley exposure` for it")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.csv"
        path.write_bytes(body)
        lines, bad = read_lines(str(path))
    assumptions = [(text.strip(), parse(text.strip())) for text in assumed.split(";") if text.strip()]
    return exposure(snapshot.ledger, lines, bad, as_of, None, assumptions)


def form_page(snapshot: Snapshot, place: Place, table: str, assumed: str, error: str) -> str:
    """The form, with what was wrong with the table that was sent before."""
    return framed(
        snapshot,
        place,
        "/exposure",
        "exposure",
        title="Exposure",
        table=table,
        assumed=assumed,
        error=error,
        asks=False,
    )


def answer_page(snapshot: Snapshot, place: Place, found: Exposure, name: str) -> str:
    """Totals, programmes, goods, lines and what is not sure, with a chart."""
    shelf = snapshot.shelf
    pictures = (
        (f"/picture/exposure/{name}.svg", "Additional duties by goods; the tables below say the same"),
    )
    return document_page(
        snapshot,
        place,
        "/exposure",
        document(found, shelf),
        title="Exposure",
        pictures=pictures,
        asks=False,
        tools=(("/exposure", "Another table"),),
    )
