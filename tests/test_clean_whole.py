"""Pages that are very deep, very long or cut off: read whole, or marked as incomplete."""

from __future__ import annotations

import time

import pytest
from clean_pages import P1, P2, P3, check_map, page

from parley.clean import clean, whole

HEAD = "<!doctype html><html><head><title>Board puts off fees</title></head><body>"
STORY = f"<article><h1>Board puts off fees</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p></article>"
FULL = f"{HEAD}<div>{STORY}</div></body></html>"


def test_text_at_each_of_two_thousand_levels_is_read() -> None:
    """No paragraph is lost, whatever the tree builder keeps."""
    levels = "".join(f"<div><p>This is level {i} of it, and the crane stands.</p>" for i in range(2000))
    source = page(f"{HEAD}{levels}{'</div>' * 2000}</body></html>", "text/html")
    (article,) = clean(source)
    assert all(f"This is level {i} of it," in article.text for i in range(0, 2000, 50))
    assert article.text.count("This is level") == 2000 and article.incomplete is None


@pytest.mark.parametrize("tag", ["div", "span", "section", "blockquote"])
def test_a_deep_part_of_a_story_is_read(tag: str) -> None:
    """Also where the rest of it lies flat, and where inline elements nest."""
    deep = f"<{tag}>" * 2000 + f"<p>{P3}</p>" + f"</{tag}>" * 2000
    source = page(
        f"{HEAD}<article><h1>Board</h1><p>{P1}</p><p>{P2}</p>{deep}</article></body></html>", "text/html"
    )
    check_map(source)
    assert P3 in clean(source)[0].text


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_text_of_eleven_megabytes_is_marked(kind: str) -> None:
    """The first 125,000 characters are read, the rest is dropped with its reason, in seconds."""
    text = f"{P1} " * 118_000
    source = page(f"{HEAD}<p>{text}</p></body></html>" if kind == "text/html" else text, kind)
    assert len(source.text) > 10_900_000
    began = time.process_time()
    (article,) = clean(source)
    assert time.process_time() - began < 40
    assert 0.99 * whole.LONGEST < len(article.text) <= whole.LONGEST
    assert article.incomplete == "only the first 125,000 characters of the page were read"
    last, reason = article.dropped[-1]
    assert last.end == len(source.text) and reason == "behind the first 125,000 characters"
    assert article.body[-1].end <= last.start


@pytest.mark.parametrize(
    "bulk", ["<script>{}</script>", "<style>{}</style>", "<img src='{}'>", "<!-- {} -->"]
)
def test_eleven_megabytes_that_nobody_sees_hide_nothing(bulk: str) -> None:
    """The story behind them is read whole."""
    (article,) = clean(
        page(FULL.replace("<article>", bulk.format("x" * 11_000_000) + "<article>"), "text/html")
    )
    assert [b.text for b in article.blocks if b.kind == "paragraph"] == [P1, P2, P3]
    assert article.incomplete is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (FULL, None),
        (f"<h1>Board puts off fees</h1><p>{P1}</p><p>{P2}</p>", None),
        (FULL[: FULL.index(P3) + 40], "breaks off"),
        (FULL[: FULL.rindex("</p>") + 2], "inside a tag"),
        (FULL[: FULL.rindex("</article>")], "elements still open"),
        (FULL[: FULL.rindex("</article>")] + "<a href='https://quay.exam", "inside a tag"),
        (FULL[: FULL.rindex("</article>")] + "<script>var x = '<p>", "inside a script"),
        (FULL.replace("</article>", "<!-- more"), "inside a comment"),
        (FULL[: FULL.rindex("</div>")] + f"<footer>{P1 * 5}", None),
    ],
)
def test_pages_that_break_off_are_marked(source: str, said: str | None) -> None:
    """By what stands open at their end; not where much else follows the story."""
    article = clean(page(source, "text/html"))[0]
    assert bool(said) == bool(article.incomplete) and (said or "") in (article.incomplete or "")


def test_an_unclosed_script_shows_no_code() -> None:
    """What a cut-off page has of its script is no text."""
    (article,) = clean(page(FULL.replace("</article>", "<script>if (a < b) { call('quay')"), "text/html"))
    assert "call" not in article.text


def test_simple_pages_keep_their_words() -> None:
    """The flat form of a page shows the same words, with its title and what programs read."""
    data = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    flat = whole.simple(
        f"<html><head><title>Fees</title>{data}<script>no</script></head><body>{'<div>' * 300}<p>{P1}"
    )
    assert flat.count("<div>") == whole.DEEPEST and P1 in flat
    assert "<title>Fees</title>" in flat and data in flat and "no</script>" not in flat


def test_noise_of_many_short_lines_is_read_in_linear_time() -> None:
    """Twice the lines take about twice the time."""
    spent = []
    for count in (1_000, 4_000):
        source = page("ab cd.\nef\n" * count)
        began = time.process_time()
        clean(source)
        spent.append(time.process_time() - began)
    assert spent[1] < 10 * max(spent[0], 0.1)


def test_a_page_of_cells_too_short_to_be_read_is_cut_without_harm() -> None:
    """What is left of it is an article without words, marked as incomplete."""
    cells = "<td>1</td>" * (whole.LONGEST + 1000)
    source = page(f"{HEAD}<table><tr>{cells}</tr></table>{STORY}</body></html>", "text/html")
    (article,) = clean(source)
    assert article.blocks == () and article.incomplete is not None
