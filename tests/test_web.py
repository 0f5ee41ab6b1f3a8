"""The desk in a browser's place: every page answers, leads on, runs nothing and changes nothing."""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from demo_run import demo
from fastapi.testclient import TestClient

from parley import cli
from parley.library import Library
from parley.serve import Door, application
from parley.store import open_store
from parley.watchlists import Watch

BASE = "http://127.0.0.1:8000"
FEW = {"claim", "news", "lineage", "correct", "feeds", "picture"}
BEGIN = (
    *("/api/v1/health", "/static/desk.js", "/picture/timeline.svg", "/picture/exposure/none.svg", "/brief"),
    "/brief?watch=a+list%22%3E%3Csvg+onload%3Dalert(5)%3E&since=2025-01-01",
)
TABLE = "hs,origin,destination,value,currency\n8471.30,CN,US,1000,USD\nnonsense,CN,US,5,USD\n"


class Links(HTMLParser):
    """What a page refers to, and what in it could run."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.anchors: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect addresses, event handlers and ids."""
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "action", "srcset", "data"):
                self.fetched.append(value or "")
                self.pictures += [value or ""] if tag == "img" else []
            elif name.startswith("on") or name == "style":
                self.handlers.append(name)
            elif name == "id":
                self.ids.append(value or "")


def parsed(text: str) -> Links:
    links = Links()
    links.feed(text)
    return links


def open_desk(path: Path, door: Door | None = None) -> Iterator[TestClient]:
    with open_store(path, create=False) as store:
        app = application(Library(store), door or Door())
        with TestClient(app, base_url=BASE, raise_server_exceptions=True) as client:
            yield client


@pytest.fixture(scope="module")
def desk() -> Iterator[TestClient]:
    """The desk over the ledger of the demo."""
    yield from open_desk(demo()[1])


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over a ledger into which a hostile page was read."""
    folder = tmp_path_factory.mktemp("evil")
    page = folder / "evil<img src=x onerror=alert(1)>.txt"
    page.write_text(
        "China to lift <script>alert(1)</script> tariffs on \u202edrawkcab\u202c barley\n"
        "<img src=//evil.example/x onerror=alert(2)> Gazette\n2025-03-04\n\n"
        'China will lift its tariffs of 80% on Australian barley on 1 April, "><svg onload=alert(3)> said '
        "Trade Minister Don Farrell on Tuesday.\n\n"
        "“We have an agreement <a href='javascript:alert(4)'>in principle</a> with China,” Farrell said.\n\n"
        "Australia and China met in Beijing on 3 March.\n",
        encoding="utf-8",
    )
    assert cli.run(["read", str(page), "--ledger", str(folder / "evil.db")]) == 0
    watch = Watch('a list"><svg onload=alert(5)>', parties=("CN",))
    yield from open_desk(folder / "evil.db", Door(watches=(watch,)))


def crawl(client: TestClient, most: int = 4, begin: tuple[str, ...] = ("/",)) -> dict[str, str]:
    """All pages and pictures that links lead to from some, by path and query; of some kinds only a few."""
    seen: dict[str, str] = {}
    wanted = list(begin)
    while wanted:
        path = wanted.pop(0)
        kind = path.split("/")[1]
        if path in seen or (kind in FEW and sum(p.startswith(f"/{kind}/") for p in seen) >= most):
            continue
        answer = client.get(path)
        assert answer.status_code == (404 if path.endswith("/none.svg") else 200), path
        seen[path] = answer.text
        if answer.headers.get("content-type", "").startswith("text/html"):
            page = parsed(answer.text)
            for link in (*page.links, *page.pictures):
                target = urlsplit(urljoin(f"{BASE}{path}", link))
                if target.netloc == urlsplit(BASE).netloc:
                    wanted.append(target.path + (f"?{target.query}" if target.query else ""))
    return seen


def gettable(client: TestClient) -> list[str]:
    """The routes of the application that answer GET, as patterns of paths."""
    routes = getattr(client.app, "routes")  # noqa: B009 - the type of a client's app has none
    found = [r for r in routes if "GET" in (getattr(r, "methods", None) or ())]
    return [re.sub(r"\\{[^}]*\\}", ".+", re.escape(r.path)) for r in found]


def test_every_link_leads_to_a_page_that_answers(desk: TestClient) -> None:
    """From the state of play one gets to entries, articles, listings, feeds and the API."""
    seen = crawl(desk)
    kinds = {path.split("?")[0].split("/")[1] for path in seen}
    assert {"", "timeline", "entry", "article", "claim", "disputes", "feeds", "calendar.ics", "api"} | {
        *("exposure", "stories", "lineage", "news")
    } <= kinds
    assert sum(path.startswith("/entry/") for path in seen) > 20


def test_pages_fetch_only_their_own_style_and_script(desk: TestClient) -> None:
    """No request to another host, no inline script or style, no handler."""
    for path in ("/", "/timeline", "/brief", "/search?q=truce", "/sources"):
        answer = desk.get(path)
        links = parsed(answer.text)
        assert {urlsplit(a).netloc for a in links.fetched} == {""}, path
        assert not links.handlers
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"<script>|<style", answer.text)


def test_ids_are_used_once_and_marks_lead_to_sources(desk: TestClient) -> None:
    """Each number behind a sentence is a link to words at the end of the same page."""
    for path in ("/", "/brief", "/disputes"):
        links = parsed(desk.get(path).text)
        assert len(links.ids) == len(set(links.ids)), path
        marks = {a[1:] for a in links.links if a.startswith("#source-")}
        assert marks
        assert marks <= set(links.ids)


def test_the_state_of_play_is_asked_for_a_day_as_known_on_a_day(desk: TestClient) -> None:
    """In June 2025 the London framework stood before the leaders; what came in autumn is not told."""
    page = desk.get("/?as_of=2025-06-12&known=2025-06-12").text
    assert "London framework" in page
    assert "Busan" not in page
    assert "12 June 2025" in page
    assert "Busan" in desk.get("/").text


def test_a_second_visit_says_what_changed_since_the_first(desk: TestClient) -> None:
    """The browser keeps the day of the last visit, nothing else."""
    client = TestClient(desk.app, base_url=BASE, cookies={"parley_visit": "2025-08-01"})
    page = client.get("/").text
    assert "Since your last visit, 1 August 2025" in page
    assert "Since your last visit" not in TestClient(desk.app, base_url=BASE).get("/").text


def test_an_article_shows_the_words_of_its_claims_and_what_was_dropped(desk: TestClient) -> None:
    """A claim leads to its own words in the article."""
    claim = desk.get("/api/v1/claims?q=Geneva&kind=agreement").json()["items"][0]
    answer = desk.get(f"/claim/{claim['id']}")
    assert f'id="claim-{claim["id"]}"' in answer.text
    assert "<mark" in answer.text
    assert "Left out of the text, and why" in answer.text


@pytest.mark.parametrize(
    ("path", "code"),
    [("/entry/no-such-thing", 404), ("/article/none/0", 404), ("/?as_of=tomorrow", 400), ("/nowhere", 404)],
)
def test_what_is_not_there_is_said_in_a_line(desk: TestClient, path: str, code: int) -> None:
    """A wrong address or day gives a page that says so, with a fitting status."""
    answer = desk.get(path)
    assert answer.status_code == code
    assert "Traceback" not in answer.text
    assert "<h1>" in answer.text


def test_a_hostile_page_stays_text_everywhere(evil: TestClient) -> None:
    """Tags, handlers, script addresses and turned writing of a page come out as text, on every page."""
    claim = evil.get("/api/v1/claims").json()["items"][0]["id"]
    seen = crawl(evil, begin=("/", *BEGIN, f"/api/v1/claims/{claim}"))
    missed = [r for r in gettable(evil) if not any(re.fullmatch(r, unquote(urlsplit(p).path)) for p in seen)]
    assert missed == [], "these routes lead nowhere a hostile page was tried: link to them, or add to BEGIN"
    for path, text in seen.items():
        if path.startswith(("/api/", "/feeds/", "/calendar", "/brief.", "/static/", "/picture/")):
            assert (
                "<script>alert" not in text or path.startswith("/api/") or path.endswith((".json", ".md"))
            ), path
            continue
        links = parsed(text)
        assert not links.handlers, path
        assert all(urlsplit(a).netloc == "" for a in links.fetched), path
        assert all(urlsplit(a).scheme in ("", "http", "https") for a in links.links), path
        assert "<script>alert" not in text
        assert not {c for c in text if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"}, path


@pytest.mark.parametrize("what", ["timeline", "rates"])
def test_the_timeline_has_pictures_whose_bars_open_their_entries(desk: TestClient, what: str) -> None:
    """For the day and the dispute of the page, each bar with a name for those who do not see it."""
    page = desk.get("/timeline?as_of=2025-06-12").text
    (svg,) = re.findall(rf'<figure class="picture drawn" id="{what}">(.*?)</figure>', page, re.DOTALL)
    assert "12 June 2025" in svg
    assert "<style" not in svg and "style=" not in svg
    links = re.findall(r'<a href="(/entry/[^"?]+)\?as_of=2025-06-12" aria-label="[^"]+: [^"]+"><title>', svg)
    assert links and desk.get(links[0]).status_code == 200


@pytest.mark.parametrize("what", ["timeline", "rates"])
def test_a_picture_is_there_alone_too(desk: TestClient, what: str) -> None:
    """As a document of its own; a picture that is none is said with those that are."""
    drawn = desk.get(f"/picture/{what}.svg?as_of=2025-06-12")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "12 June 2025" in drawn.text and "</svg>" in drawn.text
    assert desk.get("/picture/portrait.svg").status_code == 404


def test_suspended_and_in_force_are_told_apart_without_colour(desk: TestClient) -> None:
    """What is on hold is hatched; talks, agreements and each side's measures have lanes of their own."""
    svg = desk.get("/picture/timeline.svg").text
    assert "fill: url(#hatch)" in svg and '<pattern id="hatch"' in svg
    lanes = re.findall(r'class="lane">([^<]+)<', svg)
    assert "Talks" in svg and "Agreements" in lanes
    assert {"Measures of the US", "Measures of China"} <= set(lanes)


def test_a_table_of_trade_lines_is_reckoned_and_not_kept(desk: TestClient) -> None:
    """Duties, the bad line by its number, and a chart; an assumption stands beside."""
    form = {"table": TABLE, "as_of": "2025-06-10", "assume": "geneva-truce=rejected@2025-06-09"}
    answer = desk.post("/exposure", data=form, headers={"Origin": BASE})
    assert answer.status_code == 200
    assert "line 3" in answer.text
    assert "geneva-truce=rejected@2025-06-09" in answer.text
    (address,) = re.findall(r'src="(/picture/exposure/\w+\.svg)"', answer.text)
    drawn = desk.get(address)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "script" not in drawn.headers["content-security-policy"]


@pytest.mark.parametrize("table", ["", "not,a,table\n1,2,3\n", "\x00\x01"])
def test_a_table_that_cannot_be_read_is_said_on_the_form(desk: TestClient, table: str) -> None:
    """With what was typed still in it."""
    answer = desk.post("/exposure", data={"table": table}, headers={"Origin": BASE})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<form" in answer.text


def test_a_person_decides_and_takes_back(tmp_path: Path) -> None:
    """Two entries become one, with who and why; taken back, they are two again."""
    path = tmp_path / "demo.db"
    path.write_bytes(demo()[1].read_bytes())
    for client in open_desk(path):
        before = {e["id"] for e in client.get("/api/v1/entries?kind=measure&limit=500").json()["items"]}
        found = re.search(
            r'name="one" value="([^"]+)"><input type="hidden" name="other" value="([^"]+)"',
            client.get("/review").text,
        )
        assert found
        form = {"one": found[1], "other": found[2], "who": "A. Analyst", "note": "one <levy>"}
        assert client.post("/review/join", data=form).status_code == 403
        assert (
            client.post("/review/join", data={**form, "who": " "}, headers={"Origin": BASE}).status_code
            == 400
        )
        page = client.post("/review/join", data=form, headers={"Origin": BASE})
        assert "A. Analyst joined" in page.text and "one &lt;levy&gt;" in page.text
        kinds = {e["id"] for e in client.get("/api/v1/entries?limit=500").json()["items"]}
        assert not {found[1], found[2]} <= kinds
        number = re.search(
            r'action="/review/undo" class="ask"><input type="hidden" name="one" value="(\d+)"', page.text
        )
        assert number
        page = client.post("/review/undo", data={**form, "one": number[1]}, headers={"Origin": BASE})
        assert "(taken back)" in page.text
        after = {e["id"] for e in client.get("/api/v1/entries?kind=measure&limit=500").json()["items"]}
        assert after == before


def test_a_person_sets_words_of_an_entry_apart(tmp_path: Path) -> None:
    """The entry's own page leads to a form; what is chosen there becomes an entry of its own."""
    path = tmp_path / "demo.db"
    path.write_bytes(demo()[1].read_bytes())
    for client in open_desk(path):
        entries = client.get("/api/v1/entries?kind=measure&limit=500").json()["items"]
        entry = next(e for e in entries if len(e["claims"]) > 2)
        assert f"/correct/{entry['id']}" in client.get(f"/entry/{entry['id']}").text
        page = client.get(f"/correct/{entry['id']}").text
        assert all(f'value="{claim}"' in page for claim in entry["claims"])
        form = {"claim": entry["claims"][:1], "who": "A. Analyst", "note": "another levy"}
        assert client.post(f"/correct/{entry['id']}", data=form).status_code == 403
        page = client.post(f"/correct/{entry['id']}", data=form, headers={"Origin": BASE}).text
        assert "A. Analyst set apart 1 and" in page
        now = client.get("/api/v1/entries?kind=measure&limit=500").json()["items"]
        assert not any(set(e["claims"]) == set(entry["claims"]) for e in now)


def test_a_search_of_many_is_not_counted_to_the_end(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page and the API say that there are more than were counted, and that the newest come first."""
    for module in ("store.search", "finding", "api", "web_search"):
        monkeypatch.setattr(f"parley.{module}.MANY", 2)
    page = desk.get("/search?q=tariff").text
    assert "More than 2 found, the newest first." in page
    found = desk.get("/api/v1/search?q=tariff&limit=1").json()
    assert (found["total"], found["more"]) == (2, True) and found["next"]
    days = [item["day"] for item in desk.get("/api/v1/search?q=tariff").json()["items"]]
    assert days == sorted(days, reverse=True) and len(days) > 2


def test_search_narrows_marks_and_leads_on(desk: TestClient) -> None:
    """Words are marked where they stand, filters narrow, and nothing found is said in a sentence."""
    page = desk.get("/search?q=truce&in=words").text
    assert "<mark>truce</mark>" in page
    count = int(re.findall(r"(\d+) found", page)[0])
    fewer = desk.get("/search?q=truce&in=words&until=2025-06-12").text
    assert 0 < int(re.findall(r"(\d+) found", fewer)[0]) < count
    assert "0 found" in desk.get("/search?q=truce&party=BR").text
    assert desk.get("/search?since=someday").status_code == 400
    hostile = desk.get('/search?q="><script>alert(1)</script>')
    assert "<script>alert" not in hostile.text


def test_long_lists_come_in_parts(desk: TestClient) -> None:
    """A part says which it is, and leads to the next and back; together they are the whole list."""
    first = desk.get("/timeline").text
    assert re.search(r"1 to 40 of \d+", first)
    (behind,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = desk.get(behind.replace("&amp;", "&")).text
    assert 'rel="prev"' in second
    assert desk.get("/timeline?page=9999").status_code == 200
    assert desk.get("/timeline?page=nonsense").status_code == 200


def test_the_first_page_is_small(desk: TestClient) -> None:
    """Under 100 kB without pictures."""
    assert len(desk.get("/").content) < 100_000


def test_nothing_changes_by_get(desk: TestClient) -> None:
    """A link cannot decide anything."""
    assert desk.get("/review/join?one=a&other=b&who=c").status_code == 405


def test_a_foreign_host_name_is_refused(desk: TestClient) -> None:
    """A name that someone else points at this machine (DNS rebinding) gets nothing."""
    answer = desk.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "London" not in answer.text


def test_a_post_from_another_site_is_refused(desk: TestClient) -> None:
    """Only the desk's own pages may send forms."""
    assert desk.post("/", headers={"Origin": "http://evil.example"}).status_code == 403
    assert desk.post("/").status_code == 403


def test_with_a_token_only_who_has_it_is_let_in() -> None:
    """The token is asked of every page and door, and compared in constant time."""
    for client in open_desk(demo()[1], Door(token="secret")):
        assert client.get("/").status_code == 401
        assert client.get("/api/v1/state", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/api/v1/state", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_the_desk_does_not_open_to_others_without_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    """`--host 0.0.0.0` alone is wrong use, said in one line."""
    assert cli.run(["serve", "--host", "0.0.0.0", "--ledger", str(demo()[1])]) == 2
    assert "--token" in capsys.readouterr().err.splitlines()[-1]


def test_a_port_that_is_taken_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything says that the desk is there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert cli.run(["serve", "--port", port, "--ledger", str(demo()[1])]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert port in line and "--port" in line


def test_a_briefing_of_a_watch_list_tells_what_the_list_is_about(tmp_path: Path) -> None:
    """On the page, as a file, as JSON and as a feed; for a period it says from when."""
    chips = Watch("chips", words=("chip",))
    asked = "?watch=chips&since=2025-05-01&as_of=2025-11-10"
    for client in open_desk(demo()[1], Door(watches=(chips, Watch("wine", goods=("wine",))))):
        page = client.get(f"/brief{asked}").text
        assert "<h1>Briefing: chips</h1>" in page and "told from 1 May 2025 on" in page
        assert "chip design software" in page and "soybeans" not in page
        assert "<option selected>chips</option>" in page and "/brief.pdf?as_of" in page
        for form, start in (("pdf", b"%PDF"), ("eml", b""), ("md", b"#"), ("html", b"<!doctype")):
            assert client.get(f"/brief.{form}{asked}").content.startswith(start), form
        items = client.get(f"/api/v1/brief{asked}").json()["items"]
        assert items and {i["facts"]["dispute"] for i in items if i["facts"].get("dispute")} == {"us-china"}
        assert "chip" in client.get("/feeds/watch/chips.json").text
        assert client.get("/brief?watch=tea").status_code == 404
        assert client.get("/feeds/watch/tea.atom").status_code == 404
        assert client.get("/feeds/watch/chips.rss").status_code == 404


def test_a_period_asks_what_changed_in_it(desk: TestClient) -> None:
    """From a day on, up to a day, as known then."""
    page = desk.get("/changes?since=2025-08-01&as_of=2025-08-31").text
    assert "12 August 2025" in page and "12 May 2025" not in re.sub(r"since <b>[^<]*", "", page)
    assert 'name="since" value="2025-08-01"' in page
    assert desk.get("/changes?since=soon").status_code == 400


def test_an_empty_ledger_has_a_desk_that_says_how_to_begin(tmp_path: Path) -> None:
    """Every page and door answers; the first one names the commands."""
    path = tmp_path / "empty.db"
    with open_store(path):
        pass
    for client in open_desk(path):
        assert "parley read" in client.get("/").text and "parley dossier load" in client.get("/").text
        pages = ("/state", "/timeline", "/changes", "/deadlines", "/disputes", "/lapse", "/brief", "/stories")
        others = ("/exposure", "/search?q=x", "/sources", "/review", "/api", "/calendar.ics", "/brief.pdf")
        doors = ("/api/v1/state", "/api/v1/brief", "/api/v1/entries", "/feeds/changes.atom")
        for page in (*pages, *others, *doors, "/picture/timeline.svg"):
            assert client.get(page).status_code == 200, page
