"""A watch asks each source at its own pace, politely, and loses and doubles nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_bad_input import quick_stages

from parley import cli, flow
from parley.acquire import fetch
from parley.clean import clean
from parley.derive import traced
from parley.errors import UsageError
from parley.flow import StoppedError
from parley.model import Report
from parley.sources import MAX_FAILURES, Register, Source, read_sources, starter
from parley.store import Store, open_store
from parley.watch import Watch

START = datetime(2025, 5, 4, 10, tzinfo=UTC)


class Site:
    """A server on this machine whose pages and rules a test changes; it writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages: dict[str, str] = {}
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        self.conditions: list[str | None] = []
        self.lock, self.open, self.most_open = threading.Lock(), 0, 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805  # self is the handler's
        class Handler(BaseHTTPRequestHandler):
            def setup(self) -> None:
                super().setup()
                with site.lock:
                    site.open += 1
                    site.most_open = max(site.open, site.most_open)

            def finish(self) -> None:
                super().finish()
                with site.lock:
                    site.open -= 1

            def do_GET(self) -> None:
                site.asked.append(self.path)
                body = site.pages.get(self.path, "")
                status, headers = site.answers.get(self.path, (200 if body else 404, {}))
                tag = f'"{hash(body)}"'
                if self.path != "/robots.txt":
                    site.conditions.append(self.headers.get("If-None-Match"))
                    if body and self.headers.get("If-None-Match") == tag:
                        status, body = 304, ""
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "ETag": tag, **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    made = Site()
    exchange = fetch._exchange
    local = partial(exchange, allowed=lambda address: True, seconds=5.0)
    monkeypatch.setattr(fetch, "_exchange", lambda address, headers, *rest: local(address, headers))
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


class Clock:
    """A clock that a test moves, and what was slept."""

    def __init__(self) -> None:
        self.at, self.slept = START, 0.0

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


def page(words: str) -> str:
    return f"<html><head><title>Ores</title></head><body><article><p>{words}</p></article></body></html>"


def watching(site: Site, store: Store, *names: str) -> tuple[Watch, Clock]:
    """A watch over pages of the site, asked each hour."""
    clock = Clock()
    sources = tuple(Source(name, f"{site.address}/{name}") for name in names)
    register = Register(store.path.with_name("desk.db.sources"))
    return Watch(sources, register, now=clock.now, sleep=clock.sleep), clock


def turn(watch: Watch, store: Store) -> Report | None:
    return watch.round(store, quick_stages(store))


def test_a_page_is_asked_for_by_its_pace_and_read_when_it_changed(site: Site, store: Store) -> None:
    """Before its time nobody asks; unchanged it is a 304; changed it is a new version beside the old."""
    site.pages["/tin"] = page("The tin board met on Monday in the old town hall.")
    watch, clock = watching(site, store, "tin")
    report = turn(watch, store)
    assert report and (report.pages, report.skipped) == (1, ())
    assert turn(watch, store) is None
    clock.at += timedelta(hours=1)
    report = turn(watch, store)
    assert report and report.pages == 0 and site.conditions[0] is None and site.conditions[1]
    site.pages["/tin"] = page("The tin board met on Tuesday in the old town hall.")
    clock.at += timedelta(hours=1)
    report = turn(watch, store)
    assert report and report.pages == 1
    assert len(store.pages_at(f"{site.address}/tin")) == 2
    state = watch.register.state(f"{site.address}/tin")
    assert state.changed == "2025-05-04T12:00:00+00:00" and state.failures == 0


def test_robots_are_asked_once_a_day_and_obeyed(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed address is not asked for and named; the pause that is asked for is kept."""
    monkeypatch.setattr("parley.watch.time", SimpleNamespace(monotonic=lambda: 0.0))
    site.pages["/robots.txt"] = "User-agent: parley\nCrawl-delay: 7\nDisallow: /inner\n"
    site.pages["/tin"] = site.pages["/zinc"] = page("The board met on Monday in the town hall.")
    watch, clock = watching(site, store, "tin", "inner", "zinc")
    report = turn(watch, store)
    assert report and report.pages == 1 and "robots.txt" in report.skipped[0].line
    assert site.asked.count("/robots.txt") == 1 and "/inner" not in site.asked
    assert clock.slept == 7
    clock.at += timedelta(hours=25)
    turn(watch, store)
    assert site.asked.count("/robots.txt") == 2


def test_a_site_whose_rules_fail_is_left_alone(site: Site, store: Store) -> None:
    """Where robots.txt answers with an error of the server, nothing else is asked."""
    site.answers["/robots.txt"] = (503, {})
    watch, _ = watching(site, store, "tin")
    report = turn(watch, store)
    assert report and len(report.skipped) == 1 and "/tin" not in site.asked


def test_a_host_has_one_connection_at_a_time(site: Site, store: Store) -> None:
    """However many sources it has, and where their entries are followed to it."""
    names = [f"tin{n}" for n in range(6)]
    site.pages |= {f"/{name}": page(f"The {name} board met on Monday.") for name in names}
    site.pages["/feed"] = feed(*(f"{site.address}/{name}" for name in names[3:]))
    site.pages["/robots.txt"] = "User-agent: *\nAllow: /\n"  # every answer is read to its end
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"})
    watch, _ = watching(site, store, *names[:3])
    watch.sources = (*watch.sources, Source("wire", f"{site.address}/feed", follow=True))
    report = turn(watch, store)
    assert report and report.pages == 6 and len(site.asked) == 8
    assert site.most_open == 1


@pytest.mark.parametrize(
    ("said", "hours"), [("7200", 2), ("Sun, 04 May 2025 15:00:00 GMT", 5), ("soon", 1), ("", 1)]
)
def test_retry_after_is_kept(said: str, hours: int, site: Site, store: Store) -> None:
    """What the server asks for counts where it is longer than the source's own pace."""
    site.answers["/tin"] = (429, {"Retry-After": said})
    watch, _ = watching(site, store, "tin")
    turn(watch, store)
    state = watch.register.state(f"{site.address}/tin")
    assert state.due == (START + timedelta(hours=hours)).isoformat(timespec="seconds")


def test_errors_double_the_pause_and_then_stop_the_source(site: Site, store: Store) -> None:
    """A source that fails again and again is left alone until a person lets it go on."""
    watch, clock = watching(site, store, "gone")
    waits = []
    for _ in range(MAX_FAILURES):
        report = turn(watch, store)
        assert report and "404" in report.skipped[0].line
        due = watch.register.state(f"{site.address}/gone").due
        waits.append((datetime.fromisoformat(due or "") - clock.at).total_seconds() / 3600)
        clock.at = datetime.fromisoformat(due or "")
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    clock.at += timedelta(days=30)
    assert turn(watch, store) is None
    assert watch.register.state(f"{site.address}/gone").freshness(clock.at, 60) == "stopped"
    assert watch.register.again() == 1
    site.pages["/gone"] = page("The board is back since Monday, it told the town.")
    report = turn(watch, store)
    assert report and report.pages == 1
    assert watch.register.state(f"{site.address}/gone").freshness(clock.at, 60) == "fresh"


@pytest.mark.parametrize("location", ["http://[", "file:///etc/hosts", "http://a:b/", ""])
def test_a_redirect_to_nowhere_is_one_line(location: str, site: Site, store: Store) -> None:
    """What a server makes up as an address does not end the watch."""
    site.answers["/tin"] = (302, {"Location": location})
    watch, _ = watching(site, store, "tin")
    report = turn(watch, store)
    assert report and len(report.skipped) == 1 and "\n" not in report.skipped[0].line


def test_gone_is_final(site: Site, store: Store) -> None:
    """The answer 410 stops a source at once; its pages stay."""
    site.pages["/tin"] = page("The tin board met on Monday in the old town hall.")
    watch, clock = watching(site, store, "tin")
    turn(watch, store)
    site.pages["/tin"], site.answers["/tin"] = "", (410, {})
    clock.at += timedelta(hours=1)
    turn(watch, store)
    assert watch.register.state(f"{site.address}/tin").stopped
    assert store.pages_at(f"{site.address}/tin")


def test_a_clock_that_was_ahead_does_not_silence_a_source(site: Site, store: Store) -> None:
    """A due moment written by a clock ten years on is not waited for."""
    site.pages["/tin"] = page("The tin board met on Monday in the old town hall.")
    watch, clock = watching(site, store, "tin")
    clock.at += timedelta(days=3650)
    turn(watch, store)
    clock.at = START
    assert turn(watch, store) is not None


def test_a_watch_that_is_stopped_asks_again_and_reads_nothing_twice(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a source told is kept only after its pages are stored."""
    site.pages["/tin"] = site.pages["/zinc"] = page("The board met on Monday in the town hall.")
    site.pages["/zinc"] += "<!-- two -->"
    watch, clock = watching(site, store, "tin", "zinc")

    def interrupt(seconds: float) -> None:
        if "/tin" in site.asked:
            raise KeyboardInterrupt

    watch.sleep = interrupt
    with pytest.raises(StoppedError):
        turn(watch, store)
    assert watch.register.state(f"{site.address}/tin").answered is None
    watch.sleep = clock.sleep
    report = turn(watch, store)
    assert report and report.pages + report.known_before == 2
    assert sum(1 for _ in store.pages()) == 2


def test_a_broken_feed_is_an_error_and_asked_for_again(site: Site, store: Store) -> None:
    """What cannot be read leaves no mark, so that the next answer is whole; lists are refused."""
    site.pages["/tin"] = "<rss version='2.0'><channel></channel></rss>"
    site.pages["/map"] = "<urlset><url><loc>https://example.org/a</loc></url></urlset>"
    watch, _ = watching(site, store, "tin", "map")
    report = turn(watch, store)
    assert report and len(report.skipped) == 2 and "list of addresses" in report.skipped[1].line
    state = watch.register.state(f"{site.address}/tin")
    assert state.failures == 1 and state.tag is None and state.told


def test_the_commands(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`watch --once` reads one round, `sources` tells how each stands, errors with their line."""
    monkeypatch.setattr(flow, "open_stages", quick_stages)
    site.pages["/tin"] = page("The tin board met on Monday in the old town hall.")
    rows = (f'[[source]]\nname = "{n}"\naddress = "{site.address}/{n}"\n' for n in ("tin", "gone"))
    listed, ledger = tmp_path / "parley.toml", str(tmp_path / "desk.db")
    listed.write_text("".join(rows), "utf-8")
    assert cli.run(["watch", str(listed), "--once", "--ledger", ledger]) == 3
    assert "Read 1 new page" in capsys.readouterr().out
    assert cli.run(["watch", str(listed), "--once", "--ledger", ledger]) == 0
    assert "No source is due" in capsys.readouterr().out
    assert cli.run(["sources", str(listed), "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "fresh    tin" in out and "failing  gone" in out and "answered 404" in out


def test_the_starter_list_is_sound(tmp_path: Path) -> None:
    """Every source of the list that comes with Parley is readable, official ones first of all."""
    path = tmp_path / "parley.toml"
    path.write_text(starter(), "utf-8")
    listed = read_sources(path)
    assert len(listed) >= 10 and {s.kind for s in listed} >= {"official", "paper"}
    assert all(s.address.startswith("https://") for s in listed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "source = 1",
        "[[source]]\nname = 'a'",
        "[[source]]\nname = 'a'\naddress = 'file:///etc'",
        "[[source]]\nname = 'a'\naddress = 'https://a.org'\nevery = 0",
        "[[source]]\nname = 'a'\naddress = 'https://a.org'\nkind = 'blog'",
        "[[source]]\nname = 'a'\naddress = 'https://a.org'\npace = 3",
        "[[source]]\nname = 'a'\naddress = 'https://a.org'\n" * 2,
        "[[source",
    ],
)
def test_bad_lists_are_one_line(text: str, tmp_path: Path) -> None:
    """Each fault of the file is wrong use, told in one line with its place."""
    path = tmp_path / "parley.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_sources(path)
    assert "parley.toml" in caught.value.line() and "\n" not in caught.value.line()


def feed(*names: str) -> str:
    """A feed whose entries bring a line each and lead to pages of the site."""
    items = (
        f"<item><title>{n}</title><link>{n}</link><description>Short.</description></item>" for n in names
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{''.join(items)}</channel></rss>"


def test_the_pages_of_a_feed_are_followed_where_asked(site: Site, store: Store) -> None:
    """Each linked page is read once; what fails for a while is asked for again, what is refused is not."""
    links = [f"{site.address}/{n}" for n in ("tin", "zinc", "gone", "shut")]
    site.pages |= {"/tin": page("The tin board met."), "/shut": page("Shut.")}
    site.pages["/feed"] = feed(*links)
    site.answers |= {
        "/feed": (200, {"Content-Type": "application/rss+xml"}), "/zinc": (503, {}), "/gone": (404, {}),
    }  # fmt: skip
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /shut\n"
    watch, clock = watching(site, store)
    watch.sources = (Source("wire", f"{site.address}/feed", follow=True),)
    report = turn(watch, store)
    assert report and report.pages == 1 and len(report.skipped) == 3
    assert [p.address for p in store.pages()] == [f"{site.address}/tin"]
    assert "/shut" not in site.asked
    site.answers.pop("/zinc")
    site.pages["/zinc"] = page("The zinc board met.")
    site.asked.clear()
    clock.at += timedelta(hours=1)
    report = turn(watch, store)
    assert report and report.pages == 1 and site.asked == ["/feed", "/zinc", "/gone"]
    site.asked.clear()
    clock.at += timedelta(hours=1)
    turn(watch, store)
    assert site.asked == ["/feed"] and site.conditions[-1] is not None


def test_a_page_that_vanished_stays_citable(site: Site, store: Store) -> None:
    """A changed page is a new version at its address; when it is gone, both are there, word for word."""
    site.pages["/tin"] = page("The duty on tin is 12 percent.")
    watch, clock = watching(site, store, "tin")
    turn(watch, store)
    site.pages["/tin"] = page("The duty on tin is 13 percent.")
    clock.at += timedelta(hours=1)
    turn(watch, store)
    site.pages.pop("/tin")
    clock.at += timedelta(hours=1)
    report = turn(watch, store)
    assert report and len(report.skipped) == 1
    ids = store.pages_at(f"{site.address}/tin")
    texts = [found.text for i in ids if (found := store.page(i))]
    assert len(texts) == 2 and "12 percent" in texts[0] and "13 percent" in texts[1]


@pytest.mark.parametrize("rate", range(12, 16))
def test_a_page_that_changed_is_a_version_of_the_one_before_with_the_difference(
    rate: int, site: Site, store: Store
) -> None:
    """Worked in or made anew, the later one is the newer though no day is told; the change is named."""
    text = "The harbour board of Norvia set a duty of {} percent on tin from the lower valleys on Monday, and"
    text += " said that smelters would pay it at the gate until the new scales are there."
    site.pages["/tin"] = page(text.format(rate))
    watch, clock = watching(site, store, "tin")
    stages = replace(flow.settling_stages(), clean=clean)
    watch.round(store, stages)
    site.pages["/tin"] = page(text.format(rate + 7))
    clock.at += timedelta(hours=1)
    watch.round(store, stages)
    ids = store.pages_at(f"{site.address}/tin")
    (edge,) = store.edges()
    assert (edge.kind, edge.old, edge.new) == ("version", *(f"{i}/0" for i in ids))
    assert [p.change for p in edge.pairs] == [f"number altered: {rate} to {rate + 7}"]
    assert traced(store.articles(), store.seen())[0] == store.edges()
