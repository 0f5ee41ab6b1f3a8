"""The routes of the desk's pages; each answers GET only and changes nothing but the day of the last visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import storyline, web_home, web_pages, web_search
from parley.errors import MissingError
from parley.library import Library, Snapshot
from parley.watchlists import Watch
from parley.web_frame import picture, place_of
from parley.write import render_file
from parley.write.desk import Place
from parley.write.tracks import Drawn

DRAWN: dict[str, Drawn] = {"timeline": "timeline", "rates": "rates"}
VISIT = "parley_visit"
FILES = {"pdf": "application/pdf", "eml": "message/rfc822", "md": "text/markdown", "html": "text/html"}

Made = Callable[[Snapshot, Place], str]


def router(library: Library, watches: Sequence[Watch] = ()) -> APIRouter:
    """The routes of the pages; each answers GET only and changes nothing. `watches` have briefings."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    def made(request: Request, make: Made) -> str:
        snapshot = library.now()
        place = place_of(request, snapshot)
        key = f"{request.url.path}?{request.url.query}"
        return library.kept(snapshot, key, lambda: make(snapshot, place))

    def answer(request: Request, make: Made) -> HTMLResponse:
        return HTMLResponse(made(request, make))

    @routes.get("/")
    def state(request: Request) -> Response:
        snapshot = library.now()
        place = place_of(request, snapshot)
        visit = web_home.seen(request.cookies.get(VISIT))
        key = f"/?{request.url.query}#{visit}"
        body = library.kept(snapshot, key, lambda: web_home.home_page(snapshot, place, visit))
        response = HTMLResponse(body)
        response.set_cookie(VISIT, snapshot.last_day, max_age=31536000, httponly=True, samesite="strict")
        return response

    for path in web_pages.TITLES:

        def listing(request: Request, path: str = path) -> Response:
            return answer(request, lambda s, p: web_pages.listing_page(s, p, path))

        routes.add_api_route(path, listing, methods=["GET"])

    @routes.get("/brief")
    def brief(request: Request) -> Response:
        return answer(request, lambda s, p: web_pages.brief_page(s, p, watches))

    @routes.get("/brief.{form}")
    def brief_file(request: Request, form: str) -> Response:
        if form not in FILES:
            raise MissingError("a briefing has no such form", where=form, hint=f"one of {', '.join(FILES)}")
        snapshot = library.now()
        place = place_of(request, snapshot)
        body = render_file(web_pages.brief_of(snapshot, place, watches), form)
        name = f"brief-{place.as_of}.{form}"
        return Response(
            body, media_type=FILES[form], headers={"Content-Disposition": f'inline; filename="{name}"'}
        )

    @routes.get("/entry/{entry}")
    def entry(request: Request, entry: str) -> Response:
        return answer(request, lambda s, p: web_pages.entry_page(s, p, entry))

    @routes.get("/article/{article:path}")
    def article(request: Request, article: str) -> Response:
        return answer(request, lambda s, p: web_pages.article_page(s, p, article))

    @routes.get("/news/{article:path}")
    def news(request: Request, article: str) -> Response:
        return answer(request, lambda s, p: web_pages.news_page(s, p, article))

    @routes.get("/stories")
    def stories(request: Request) -> Response:
        return answer(request, web_pages.stories_page)

    @routes.get("/lineage/{name:path}")
    def lineage(request: Request, name: str) -> Response:
        return answer(request, lambda s, p: web_pages.lineage_page(s, p, name))

    @routes.get("/picture/{what}.svg")
    def drawn(request: Request, what: str) -> Response:
        if what not in DRAWN:
            raise MissingError("there is no such picture", where=what, hint=f"one of {', '.join(DRAWN)}")
        return picture(made(request, lambda s, p: web_pages.drawing(s, p, DRAWN[what])))

    @routes.get("/picture/lineage/{name:path}.svg")
    def lineage_picture(name: str) -> Response:
        snapshot = library.now()
        about = storyline.subject(name, snapshot.ledger, snapshot.stories)
        return picture(storyline.picture(about, snapshot.ledger))

    @routes.get("/claim/{claim}")
    def claim(claim: str) -> Response:
        found = library.now().ledger.claim(claim)
        return RedirectResponse(f"/article/{found.article}#claim-{found.id}", 303)

    @routes.get("/search")
    def search(request: Request) -> Response:
        return answer(request, lambda s, p: web_search.search_page(s, p, request.query_params))

    @routes.get("/sources")
    def sources(request: Request) -> Response:
        snapshot = library.now()  # how sources stand changes without the ledger: it is not kept
        return HTMLResponse(web_pages.sources_page(snapshot, place_of(request, snapshot)))

    @routes.get("/api")
    def doors(request: Request) -> Response:
        return answer(request, lambda s, p: web_pages.doors_page(s, p, watches))

    return routes
