"""HTML pages: main text with raw offsets, metadata, and hostile markup."""

from __future__ import annotations

import json

import pytest
from clean_pages import P1, P2, P3, check_map, page
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.clean import clean, tokens
from parley.model import Article, Page


def html(body: str, head: str = "") -> Page:
    return page(
        f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>", "text/html"
    )


def one(source: Page) -> Article:
    (article,) = clean(source)
    return article


MENU = "<nav><ul>" + "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(12)) + "</ul></nav>"


def story(*paragraphs: str) -> str:
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return f"{MENU}<article><h1>Board puts off fees</h1>{body}</article><footer>About us</footer>"


def test_main_text_with_raw_offsets() -> None:
    """Tags inside a paragraph and references are stepped over; each word leads back to its place."""
    marked = P1.replace("harbour board", "<b>harbour</b> <a href='/x?a=1&amp;b=2'>board</a>")
    marked = marked.replace("crane fees", "crane&nbsp;fees &amp; dues<!-- no -->")
    source = html(story(marked, P2, P3))
    article = one(source)
    body = next(block for block in article.blocks if "harbour board" in block.text)
    assert "put off its vote on the crane fees & dues" in body.text
    for word in ("harbour", "board", "dues", "talks"):
        at = body.text.index(word)
        assert source.text[slice(*body.locate(at, at + len(word)))] == word
    at = body.text.index("&")
    assert source.text[slice(*body.locate(at, at + 1))] == "&amp;"
    assert article.title == "Board puts off fees" and article.blocks[0].kind == "title"
    assert "Section" not in article.text and "About us" not in article.text
    check_map(source)


def test_metadata_of_json_ld_come_first() -> None:
    """Headline, people, outlet, both dates, language and the canonical address."""
    said = {
        "@graph": [
            {"@type": "WebPage", "name": "x"},
            {
                "@type": "NewsArticle",
                "headline": "Board puts off fees",
                "author": [{"@type": "Person", "name": "Ada Fell"}, {"name": "Bo Marsh"}],
                "publisher": {"name": "Quay News Ltd"},
                "datePublished": "2021-05-04T06:07:08+02:00",
                "dateModified": "2021-05-05",
            },
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    head += '<link rel="canonical" href="https://quay.example/fees">'
    head += '<meta property="article:published_time" content="2020-01-01">'
    article = one(html(story(P1, P2, P3), head))
    assert (article.authors, article.outlet) == (("Ada Fell", "Bo Marsh"), "Quay News")
    assert (article.published, article.updated) == ("2021-05-04T06:07+02:00", "2021-05-05")
    assert (article.published_basis, article.language) == ("metadata", "en")
    assert article.address == "https://quay.example/fees"


def test_broken_json_ld_is_passed_over() -> None:
    """Meta elements serve where the script is broken or nests without end."""
    for script in ('{"@type": "NewsArticle", ', "[" * 5000, '{"@type": 7, "author": 3}'):
        head = f'<script type="application/ld+json">{script}</script><meta name="date" content="2021-05-04">'
        assert one(html(story(P1, P2, P3), head)).published == "2021-05-04"


def test_furniture_inside_the_main_text_is_dropped() -> None:
    """What the extractor leaves in is judged by the same passes as plain text."""
    source = html(story(P1, "Advertisement", P2, "Read more: <a href='/y'>Why the quay is shut</a>", P3))
    assert [block.text for block in one(source).blocks if block.kind == "paragraph"] == [P1, P2, P3]


def test_scripts_styles_and_comments_are_never_text() -> None:
    """Nor is a tag inside a comment or a script."""
    words = tokens.read(
        "<p>a<script>var b = '<p>c</p>';</script><!-- <p>d</p> --><style>e</style>f &lt;g&gt;</p>"
    )
    assert words.squeezed == "af<g>"


def test_block_tags_part_words_and_inline_tags_do_not() -> None:
    """`a<b>b</b>` is one word, `<td>a</td><td>b</td>` are two."""
    words = tokens.read("<p>o<b>ne</b></p><table><tr><td>two</td><td>three</td></tr></table>")
    assert words.text(0, len(words.squeezed)).text == "one two three"


@pytest.mark.parametrize("depth", [300, 3000, 50_000])
def test_deep_nesting_loses_no_text(depth: int) -> None:
    """Tree builders drop what is nested too deeply; then the words of the page itself are taken."""
    source = html("<div>" * depth + f"<p>{P1}</p>" + "</div>" * depth)
    assert P1 in one(source).text


@pytest.mark.parametrize("piece", ["<", "<a '", "<!--", "<p", "&amp;", "&#x110000;", "<b>x", "]]>", "<td>1"])
def test_hostile_markup_is_read_in_seconds(piece: str) -> None:
    """Time grows with the size of the page, not with its square."""
    source = html(f"<p>{P1}</p>" + piece * 20_000)
    assert P1[:40] in "".join(article.text for article in clean(source))


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<b>", "</b>", "<br>", "&amp;", "&nbsp;", "&#0;",
     "<!-- c -->",
     "<script>", "</script>", "<a href='x'>", "</a>", "<li>", " ", "\n", P1, P2, "By Ada Fell",
     "Advertisement",
     "<",
     '"', "'", ">", "\ufeff", "<table><tr><td>", "</table>", "<title>t</title>", "\x00", "Photo: Ada Fell"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_markup_is_accounted_for(pieces: list[str]) -> None:
    """Whatever the markup, no crash and a true map."""
    check_map(html("".join(pieces)))
