"""Serve the desk and its doors on this machine: who may ask, and what every answer carries."""

from __future__ import annotations

import hmac
import logging
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from parley import __version__, api, console, feeds, heap, journal, web, web_exposure, web_health, web_review
from parley.errors import MissingError, ParleyError, UsageError
from parley.health import Soundness
from parley.library import Library
from parley.metrics import Metrics
from parley.store import open_store
from parley.watchlists import Watch
from parley.write.desk import Place, page

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "desk.svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the desk listens and who may ask: names that a request may give as its host, and a token.

    Without a token only this machine is let in. `watches` are the lists that have a feed and a briefing.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    names: frozenset[str] = LOOPBACK
    watches: tuple[Watch, ...] = ()

    def checked(self) -> Door:
        """The door itself; raises UsageError where it would stand open to others without a token."""
        if self.host not in LOOPBACK and not self.token:
            hint = "give --token, or leave --host out"
            raise UsageError(
                "others could read the desk without a token", where=f"--host {self.host}", hint=hint
            )
        return self


def serve(ledger: Path | None, door: Door) -> None:
    """Serve the ledger until stopped by hand; raises LedgerError where there is none."""
    import uvicorn

    door.checked()
    _can_listen(door)
    heap.few_arenas()
    with open_store(ledger, create=False) as store:
        store.see_that_it_is_sound()
        library = Library(store, patient=True)
        with heap.settling():
            library.now().warm()
        if journal.begun():
            journal.tell(
                "serving", host=door.host, port=door.port, ledger=str(store.place), version=__version__
            )
        else:
            console.note(f"the desk is at http://{door.host}:{door.port}/ (Ctrl-C stops it)")
        uvicorn.run(
            application(library, door),
            host=door.host,
            port=door.port,
            log_level="warning",
            log_config=None if journal.begun() else uvicorn.config.LOGGING_CONFIG,
            server_header=False,
        )
        journal.tell("stopped")


def _can_listen(door: Door) -> None:
    """Raise UsageError where the port is taken, before anything says that the desk is there."""
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    with socket.socket(family) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((door.host, door.port))
        except OSError as error:
            where = f"{door.host}:{door.port}"
            line = f"the desk cannot listen there: {(error.strerror or str(error)).lower()}"
            raise UsageError(line, where=where, hint="give another --port") from error


def application(library: Library, door: Door) -> FastAPI:
    """The application with pages, API and feeds over one library."""
    app = FastAPI(
        title="Parley",
        version=__version__,
        summary="What stands between trading partners, since when, until when, and in whose words.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    soundness = Soundness(library.store)
    metrics = Metrics(library, soundness)
    app.include_router(web_health.router(library, soundness, metrics))
    app.include_router(api.router(library, door.watches))
    app.include_router(feeds.router(library, door.watches))
    app.include_router(web.router(library, door.watches))
    app.include_router(web_exposure.router(library))
    app.include_router(web_review.router(library))
    app.add_api_route("/static/{name}", static, methods=["GET"], include_in_schema=False)
    app.add_exception_handler(ParleyError, told)
    app.add_exception_handler(HTTPException, told)
    app.add_exception_handler(RequestValidationError, told)
    app.add_exception_handler(Exception, told)

    @app.middleware("http")
    async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        began = time.perf_counter()
        refused = refusal(request, door)
        if refused and request.url.path in web_health.OPEN:
            request.state.bare, refused = True, None
        response = problem(request, *refused) if refused else await go_on(request)
        seconds = time.perf_counter() - began
        route = getattr(request.scope.get("route"), "path", "none")
        metrics.answered(request.method, route, response.status_code, seconds)
        _log(request.method, route, response.status_code, seconds)
        for header, value in HEADERS.items():
            response.headers.setdefault(header, value)
        return response

    return app


def refusal(request: Request, door: Door) -> tuple[int, str] | None:
    """Why a request is not answered: a foreign host name (DNS rebinding), a foreign origin, no token."""
    host = _host(request.headers.get("host", ""))
    if host not in door.names | {door.host}:
        return 421, "this desk is not served under that host name"
    origin = request.headers.get("origin")
    if (
        request.method not in ("GET", "HEAD", "OPTIONS")
        and origin != f"{request.url.scheme}://{request.headers['host']}"
    ):
        return 403, "the request comes from another site"
    if door.token and not _known(request, door.token):
        return 401, "a token is needed: send `Authorization: Bearer TOKEN`"
    return None


def _log(method: str, route: str, status: int, seconds: float) -> None:
    """Log an answer, by the template of its address: what was searched for is the reader's own."""
    level = logging.ERROR if status >= 500 else logging.INFO
    journal.tell("request", level, method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _host(named: str) -> str:
    """The host name of a request, without its port; empty where it cannot be read."""
    try:
        return urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return ""


def _known(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode())


async def told(request: Request, error: Exception) -> Response:
    """An error as a page or as problem+json, with a status that fits it."""
    if isinstance(error, HTTPException):
        return problem(request, error.status_code, str(error.detail))
    if isinstance(error, RequestValidationError):
        wrong = error.errors()[0]
        return problem(request, 422, f"{wrong['loc'][-1]}: {wrong['msg']}")
    if not isinstance(error, ParleyError):
        return problem(request, 500, f"a fault in Parley: {type(error).__name__} (please report it)")
    code = 404 if isinstance(error, MissingError) else 400 if isinstance(error, UsageError) else 503
    return problem(request, code, error.line())


def problem(request: Request, code: int, line: str) -> Response:
    """RFC 9457 for programs, a page for people."""
    if request.url.path.startswith(("/api/", "/feeds/")):
        body = {"type": "about:blank", "title": line.split(":")[0], "status": code, "detail": line}
        return JSONResponse(body, code, media_type="application/problem+json")
    return HTMLResponse(page("error", title="That did not work", line=line, place=Place("")), code)


def static(name: str) -> Response:
    """The desk's own style sheet, script and icon."""
    if name not in STATIC:
        raise HTTPException(404, f"there is no {name}")
    body = files("parley.write").joinpath("static", name).read_bytes()
    return Response(body, media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})
