"""The desk in a real browser: every page, narrow and wide, light and dark, and by keyboard."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from demo_run import demo
from playwright.sync_api import Browser, Page, sync_playwright

from parley import cli
from parley.library import Library
from parley.serve import Door, application
from parley.store import open_store
from parley.watchlists import Watch

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
PATHS = (
    *("/", "/state", "/timeline", "/changes?since=2025-06-01", "/deadlines", "/disputes", "/brief", "/lapse"),
    "/brief?watch=chips&since=2025-05-01",
    *(
        "/exposure",
        "/stories",
        "/search?q=truce",
        "/search?q=nothing-holds-this",
        "/sources",
        "/api",
        "/review",
    ),
)
# Contrast changes with the scheme, order and size with the width: these two see all of it.
CHECKED = {(1280, "light"), (390, "dark")}

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def served(path: Path) -> Iterator[str]:
    """The desk over a ledger on a free port of this machine."""
    with open_store(path, create=False) as store:
        door = Door(watches=(Watch("chips", words=("chip",)),))
        config = uvicorn.Config(application(Library(store), door), port=0, log_level="error", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The desk over the ledger of the demo."""
    yield from served(demo()[1])


def opened(browser: Browser, width: int, scheme: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page of a size and colour scheme, and what the console and the network complain of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("request", lambda r: complaints.append(r.url) if "127.0.0.1" not in r.url else None)
    page.on("dialog", lambda d: complaints.append(f"dialog: {d.message}"))
    yield page, complaints
    context.close()


def first_link(page: Page, start: str) -> str:
    href = page.locator(f'main a[href^="{start}"]').first.get_attribute("href")
    assert href
    return href


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_every_page_is_sound_accessible_and_fits(
    browser: Browser, desk: str, width: int, scheme: str
) -> None:
    """No console error, no foreign request, no axe violation, nothing wider than the window."""
    for page, complaints in opened(browser, width, scheme):
        page.goto(f"{desk}/stories")
        lineage = first_link(page, "/lineage/")
        page.goto(f"{desk}/sources")
        article = first_link(page, "/article/")
        page.goto(desk)
        entry = first_link(page, "/entry/")
        others = (article.replace("/article/", "/news/"), entry.replace("/entry/", "/correct/"))
        for path in (*PATHS, lineage, article, entry, *others):
            page.goto(f"{desk}{path}")
            if (width, scheme) in CHECKED:
                found = Axe().run(page)
                assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{path} is {wide} px wider than the window"
        assert complaints == []


def test_the_keyboard_reaches_the_text_and_the_day(browser: Browser, desk: str) -> None:
    """The first stop is the link to the text; the menu, the form and the sources follow."""
    for page, _ in opened(browser, 1280, "light"):
        page.goto(desk)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the text"
        reached = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
            )
        assert {"Timeline", "as_of", "Show"} <= reached


def test_on_paper_there_is_dark_ink_and_a_picture_on_one_sheet(browser: Browser, desk: str) -> None:
    """Whatever the screen's scheme: no menu, no forms, black on white, and no picture longer than a sheet."""
    for page, _ in opened(browser, 1280, "dark"):
        page.goto(f"{desk}/timeline")
        page.emulate_media(media="print", color_scheme="dark")
        for what in (".top ul", "form.ask", "footer", ".open"):
            assert not page.locator(what).first.is_visible(), what
        colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
        assert page.eval_on_selector("body", colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        ink = page.eval_on_selector(".chart text", "e => getComputedStyle(e).fill")
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 80
        heights = page.eval_on_selector_all(".chart", "all => all.map(e => e.getBoundingClientRect().height)")
        assert heights
        assert max(heights) <= 225 * 96 / 25.4 + 1


def test_the_slider_moves_the_day_and_asks_at_once(browser: Browser, desk: str) -> None:
    """With script: the day follows the slider, and the page is asked for that day."""
    for page, complaints in opened(browser, 1280, "light"):
        page.goto(desk)
        slider = page.locator("input[data-for=as_of]")
        slider.focus()
        with page.expect_navigation():
            page.keyboard.press("Home")
        assert page.locator("#as_of").input_value() == slider.get_attribute("data-first")
        assert "as_of=" in page.url
        assert complaints == []


def test_without_script_the_form_asks_for_a_day(browser: Browser, desk: str) -> None:
    """The slider is hidden, and the button does it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk)
    assert not page.locator("input[data-for=as_of]").is_visible()
    page.fill("#as_of", "2025-06-12")
    page.click("text=Show")
    assert "as_of=2025-06-12" in page.url
    assert "12 June 2025" in page.inner_text("main")
    context.close()


def test_a_mark_leads_to_the_words_and_on_to_their_page(browser: Browser, desk: str) -> None:
    """From a sentence to its source, and from there into the article, where the words are marked."""
    for page, _ in opened(browser, 1280, "light"):
        page.goto(desk)
        page.locator("sup a").first.click()
        assert page.locator("li:target").count() == 1
        page.locator("li:target a").click()
        assert "/article/" in page.url
        assert page.locator("mark :target, mark:target").count() == 1


def test_a_hostile_page_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    """Tags, handlers and script addresses of a page stay text in Chromium too."""
    story = tmp_path / "evil.txt"
    story.write_text(
        "China to lift <script>alert(1)</script> tariffs on barley\nGazette\n2025-03-04\n\n"
        "China will lift its tariffs of 80% on Australian barley on 1 April, "
        '"><svg onload=alert(2)><img src=x onerror=alert(3)> said Trade Minister Don Farrell on Tuesday.\n\n'
        "“We have an agreement <a href='javascript:alert(4)'>in principle</a> with China,” Farrell said.\n",
        encoding="utf-8",
    )
    assert cli.run(["read", str(story), "--ledger", str(tmp_path / "evil.db")]) == 0
    for address in served(tmp_path / "evil.db"):
        for page, complaints in opened(browser, 1280, "light"):
            for path in ("/", "/timeline", "/brief", "/sources", "/search?q=barley", "/stories", "/disputes"):
                page.goto(f"{address}{path}")
            page.goto(f"{address}/sources")
            page.goto(f"{address}{first_link(page, '/article/')}")
            assert "alert(1)" in page.inner_text("main")
            assert complaints == []
