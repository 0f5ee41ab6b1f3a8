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


def page_of(title: str, body: str, head: str = "") -> Page:
    return html(body, f"<title>{title}</title>{head}")


def test_headline_and_outlet_without_metadata() -> None:
    """The title element names the site, the heading above the text is the headline, tables only lay out."""
    rows = "<h2>Board puts off its fees</h2><small>4 May 2021 | Source: Alder Wire</small>"
    rows += f"<p>{P1}</p><p>{P2}</p></td><td>Tides: 7:10</td>"
    body = f"<table><tr><td>QUAY POST</td></tr></table><table><tr><td>{rows}</tr></table>"
    head = '<meta property="og:title" content="Quay Post - Tides, nets, letters">'
    article = one(page_of("Quay Post", body + "<p>Write to desk@quay-post.example</p>", head))
    assert (article.title, article.outlet) == ("Board puts off its fees", "Quay Post")
    assert (article.published, article.agencies) == ("2021-05-04", ("Alder Wire",))


def test_the_site_is_cut_off_the_title() -> None:
    """The piece of the title element that the address names too is the outlet."""
    link = '<link rel="canonical" href="https://www.quay-post.example/fees">'
    body = f"<div><p>{P1}</p><p>{P2}</p><p>{P3}</p></div>"
    article = one(page_of("Board puts off fees - Quay Post", body, link))
    assert (article.title, article.outlet) == ("Board puts off fees", "Quay Post")


def test_the_outlet_keeps_its_article_and_organisations_are_no_people() -> None:
    """ "The" belongs to a name that the site gives itself; an organisation as author is the agency."""
    said = {
        "@type": "NewsArticle",
        "author": [
            {"@type": "Organization", "name": "Alder Dispatches"},
            {"@type": "Person", "name": "Ada Fell"},
        ],
    }
    head = '<meta property="og:site_name" content="The Quay Post">'
    head += f'<script type="application/ld+json">{json.dumps(said)}</script>'
    article = one(html(story(P1, P2, P3), head))
    assert (article.outlet, article.agencies) == ("The Quay Post", ("Alder Dispatches",))
    assert article.authors == ("Ada Fell",)


def test_notes_around_the_text_are_read() -> None:
    """A correction that the extractor leaves out is still told, and dropped by its name."""
    note = "This story was corrected on 5 May. An earlier version said that the vote was on Sunday."
    body = story(P1, P2, P3).replace("</article>", f"</article><div class='note'>{note}</div>")
    source = html(body)
    article = one(source)
    assert article.correction == note and note not in article.text
    check_map(source)


def test_paragraphs_in_a_second_container_of_the_same_kind_are_taken() -> None:
    """Sites cut a story around adverts; what stands in the same kind of place belongs to it."""
    first = "".join(f"<p>{p} The first half has the number {i}.</p>" for i, p in enumerate((P1, P2, P3) * 3))
    second = f"<p>{P1} The second half begins here and says more.</p><p>{P2} It ends with this.</p>"
    body = f"<main><div class='b'>{first}</div><aside>Buy nets</aside><div class='b'>{second}</div></main>"
    article = one(html(f"<h1>Board puts off fees</h1>{body}"))
    assert "second half begins here" in article.text and "It ends with this." in article.text


def test_runs_of_links_and_lines_for_programs_are_dropped() -> None:
    """Headlines of other stories behind the text, time stamps and addresses are not text."""
    links = "".join(
        f"<li><a href='/{i}'>Mill number {i} reopens after long repairs</a></li>" for i in range(4)
    )
    extra = f"<p>2021-05-04T06:07:08+02:00</p><p>https://quay.example/fees</p><ul>{links}</ul>"
    article = one(html(story(P1, P2, P3).replace("</article>", f"{extra}</article>")))
    assert [b.text for b in article.blocks if b.kind != "title"] == [P1, P2, P3]


def post(number: int, day: int = 4) -> str:
    time = f"<time datetime='2021-05-{day:02}T1{number}:00:00Z'>1{number}:00</time>"
    return (
        f"<article><h2>Post {number} of the long day</h2>{time}"
        f"<p>{P1} This is number {number}.</p><p>{P2}</p></article>"
    )


def test_stories_in_their_own_elements_are_articles() -> None:
    """A second full story with a headline and a time; and the posts of a live report, each with its own."""
    main = f"<article><h1>Board puts off fees</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{P3} {P1}</p></article>"
    first, second = clean(html(main + post(1)))
    assert (first.title, second.title) == ("Board puts off fees", "Post 1 of the long day")
    assert (second.index, second.published) == (1, "2021-05-04T11:00+00:00")
    assert "number 1" in second.text and "number 1" not in first.text
    live = f"<article><h1>The day at the port</h1><p>{P3}</p>{''.join(post(i) for i in range(4))}</article>"
    assert [a.title for a in clean(html(live))][1:] == [f"Post {i} of the long day" for i in range(4)]


def test_cards_of_other_stories_are_no_articles() -> None:
    """A headline with a line below it leads elsewhere."""
    cards = "".join(
        f"<article><h3><a href='/{i}'>Mill {i} shut</a></h3><p>A line.</p></article>" for i in range(5)
    )
    assert len(clean(html(story(P1, P2, P3) + cards))) == 1
