"""Forms of news pages: live reports, pictures, tables, candidates for dates, and what is not the story."""

from __future__ import annotations

import json

import pytest
from clean_pages import P1, P2, P3, check_map, page

from parley.clean import clean
from parley.model import Article, Evidence, Page

TITLE = "Board puts off fees"


def html(body: str, head: str = "") -> Page:
    source = f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return page(source, "text/html")


def one(source: Page) -> Article:
    check_map(source)
    (article,) = clean(source)
    return article


def story(inside: str) -> str:
    return f"<article><h1>{TITLE}</h1><p>{P1}</p>{inside}<p>{P2}</p><p>{P3}</p></article>"


def reasons(article: Article, source: Page) -> dict[str, str]:
    return {source.text[s.start : s.end]: why for s, why in article.dropped}


def candidates(article: Article) -> dict[str, Evidence]:
    return {e.value: e for e in article.evidence if e.field == "published"}


def test_captions_of_a_gallery_are_blocks_and_their_credits_are_not() -> None:
    """By their element or the label of it; the text around them stays whole."""
    pictures = "".join(
        f"<figure><img src='{i}.jpg'><figcaption>Dockers wait at gate {i} of the port.{credit}</figcaption>"
        "</figure>"
        for i, credit in enumerate((" Photograph: Ada Fell/Orchard Pictures", " (Ada Fell/AP)", ""))
    )
    pictures += "<div class='media-caption'>A crane stands still at dawn.</div>"
    source = html(story(pictures))
    article = one(source)
    assert [b.text for b in article.blocks if b.kind == "caption"] == [
        "Dockers wait at gate 0 of the port.",
        "Dockers wait at gate 1 of the port.",
        "Dockers wait at gate 2 of the port.",
        "A crane stands still at dawn.",
    ]
    assert [b.text for b in article.blocks if b.kind == "paragraph"] == [P1, P2, P3]
    assert reasons(article, source)["(Ada Fell/AP)"] == "photo credit"


def test_tables_keep_their_cells_and_layout_tables_are_none() -> None:
    """Each row a block, cells parted by tabs that lead back to the page."""
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for a, b, c in (("Goods", "Old rate", "New rate"), ("Hard coal", "5.5%", "7%"))
    )
    source = html(story(f"<table>{rows}</table>"))
    found = [block for block in one(source).blocks if block.kind == "table"]
    assert [block.text.split("\t") for block in found] == [
        ["Goods", "Old rate", "New rate"],
        ["Hard coal", "5.5%", "7%"],
    ]
    at = found[1].text.index("7%")
    assert source.text[slice(*found[1].locate(at, at + 2))] == "7%"
    laid = html(f"<table><tr><td><h1>{TITLE}</h1><p>{P1}</p><p>{P2}</p></td></tr></table>")
    assert "table" not in {block.kind for block in one(laid).blocks}


def test_words_outside_the_story_say_where_they_stand() -> None:
    """Menu, comments, links to other stories, footer and whatever has no name."""
    source = html(
        "<nav><a href='/'>Tides</a></nav>"
        + story("")
        + "<div id='comments-list'><p>What nonsense, says I.</p></div>"
        "<div class='related-posts'><a href='/m'>Mill reopens in June</a></div>"
        "<div>Lorem of the site</div><footer>Pier Road 1</footer>"
    )
    found = reasons(one(source), source)
    assert found["Tides"] == "menu" and found["What nonsense, says I."] == "comments"
    assert found["Mill reopens in June"] == "link to another story"
    assert found["Lorem of the site"] == "outside the main text"
    assert found["Pier Road 1"] == "footer of the page"


def test_another_article_of_the_page_is_named_as_such() -> None:
    """The main story drops the second one's text, which is a body of its own."""
    second = (
        f"<article><h2>Mill reopens</h2><time datetime='2021-05-04'>x</time><p>{P2}</p><p>{P3}</p></article>"
    )
    source = html(story(f"<p>{P3} {P1}</p>") + second)
    main, other = clean(source)
    assert other.title == "Mill reopens"
    assert reasons(main, source)["Mill reopens"] == "another article of the page"


LIVE = "Live: the day at the port\nQuay Post\n2021-05-04\n\n"


@pytest.mark.parametrize(
    ("marks", "moments"),
    [
        (("16:40 Talks end", "14:05 Talks begin", "09:05 Good morning"), ("T16:40", "T14:05", "T09:05")),
        (("4.40pm BST", "2.05pm BST", "9.05am BST"), ("T16:40+01:00", "T14:05+01:00", "T09:05+01:00")),
        (("09:05 – Gates open", "14:05 – Talks", "16:40 – End"), ("T09:05", "T14:05", "T16:40")),
    ],
)
def test_posts_of_a_live_report_in_plain_text_are_dated(
    marks: tuple[str, ...], moments: tuple[str, ...]
) -> None:
    """Up or down the page, with a headline behind the time or without; what stands above has no moment."""
    posts = "\n\n".join(f"{mark}\n\n{text}" for mark, text in zip(marks, (P1, P2, P3), strict=True))
    article = one(
        page(f"{LIVE}Follow the day here with our reporters at the gates of the harbour.\n\n{posts}\n")
    )
    posted = {block.text: block.posted for block in article.blocks}
    assert [posted[text] for text in (P1, P2, P3)] == [f"2021-05-04{moment}" for moment in moments]
    assert posted["Live: the day at the port"] is None


def test_a_live_report_over_midnight() -> None:
    """Where the clock goes round, the day changes."""
    posts = "\n\n".join(
        f"{mark}\n\n{text}" for mark, text in (("00:20 Late", P1), ("23:50 Night", P2), ("21:00 Eve", P3))
    )
    posted = {block.text: block.posted for block in one(page(f"{LIVE}{posts}\n")).blocks}
    assert (posted[P1], posted[P2]) == ("2021-05-04T00:20", "2021-05-03T23:50")


def test_posts_of_a_live_page_without_article_elements() -> None:
    """Time elements date the blocks behind them; so do the posts that metadata list."""
    posts = "".join(
        f"<div class='post'><time datetime='2021-05-04T1{i}:00:00Z'>x</time>"
        f"<h2>Post {i} here</h2><p>{text}</p></div>"
        for i, text in enumerate((P1, P2, P3))
    )
    article = one(html(f"<main><h1>{TITLE}</h1>{posts}</main>"))
    posted = {block.text: block.posted for block in article.blocks}
    assert (posted[P1], posted[P3]) == ("2021-05-04T10:00+00:00", "2021-05-04T12:00+00:00")
    assert posted["Post 1 here"] == "2021-05-04T11:00+00:00"
    said = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [
            {"headline": f"Post {i} here", "datePublished": f"2021-05-0{i + 1}T10:00:00Z"} for i in range(3)
        ],
    }
    bare = "".join(f"<h2>Post {i} here</h2><p>{text}</p>" for i, text in enumerate((P1, P2, P3)))
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    article = one(html(f"<main><h1>{TITLE}</h1>{bare}</main>", head))
    assert {b.text: b.posted for b in article.blocks}[P2] == "2021-05-02T10:00+00:00"


@pytest.mark.parametrize("line", ["Trains leave at 14:05 and 16:40.", "10.25 percent of it", "12:30"])
def test_times_in_a_story_make_no_live_report(line: str) -> None:
    """One time, or times in sentences."""
    article = one(page(f"{TITLE}\n\n{P1}\n\n{line}\n\n{P2}\n"))
    assert not any(block.posted for block in article.blocks)


def test_all_dates_are_candidates_and_few_can_be_taken() -> None:
    """Days to come, in the footer, below the text and beside other stories are told, and never taken."""
    head = '<meta name="date" content="2031-01-01"><meta name="dc.date" content="2024-05-04">'
    body = story("") + (
        "<aside class='related'><time datetime='2024-04-01'>x</time></aside>"
        "<p>© 2024 Quay Post</p><footer><time datetime='2024-05-01'>1 May 2024</time></footer>"
    )
    article = one(html(body, head))
    assert (article.published, article.published_basis) == ("2024-05-04", "metadata")
    found = candidates(article)
    assert found["2031-01-01"].rejected == "later than the page was fetched"
    assert found["2024-05-01"].rejected and found["2024-04-01"].rejected
    assert found["2024-05-04"].rejected is None and found["2024-05-04"].where == "meta dc.date"


@pytest.mark.parametrize(
    "body",
    [
        f"{TITLE}\n\n{P1}\n\n{P2}\n\n© Quay Post, 5 May 2024\n",
        f"{TITLE}\n\n{P1}\n\n{P2}\n\nLast updated: 5 May 2024\n",
        f"{TITLE}\n\n6 May 2031\n\n{P1}\n\n{P2}\n",
    ],
)
def test_no_date_is_better_than_a_wrong_one(body: str) -> None:
    """In plain text too: a foot and a day to come leave the page undated, and are told."""
    article = one(page(body))
    assert article.published is None
    assert [e for e in article.evidence if e.field in ("published", "updated") and e.rejected]


def test_every_field_has_its_place() -> None:
    """Title, outlet, agency, both dates, zone, place, language and address, each with its evidence."""
    said = {
        "@type": "NewsArticle", "headline": TITLE, "author": {"name": "Ada Fell"},
        "publisher": {"name": "Quay Post"}, "datePublished": "2024-05-04T08:00:00+02:00",
        "dateModified": "2024-05-05T09:00:00+02:00",
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    head += '<link rel="canonical" href="https://quay.example/fees">'
    body = (
        f"<article><h1>{TITLE}</h1><p>By Ada Fell</p><p>OSLO, May 4 (Reuters) - {P1}</p><p>{P2}</p></article>"
    )
    source = html(body, head)
    article = one(source)
    taken = {e.field: e for e in article.evidence if not e.rejected}
    assert {f: e.value for f, e in taken.items() if f not in ("title", "author")} == {
        "outlet": "Quay Post", "agency": "Reuters", "published": "2024-05-04T08:00+02:00",
        "updated": "2024-05-05T09:00+02:00", "zone": "+02:00", "place": "Oslo", "language": "en",
        "address": "https://quay.example/fees",
    }  # fmt: skip
    span = taken["place"].span
    assert span and source.text[span.start : span.end] == "OSLO, May 4 (Reuters) -"
    assert taken["published"].where == "JSON-LD datePublished" and taken["published"].sure == "high"


def test_a_masthead_in_a_large_heading_is_no_headline() -> None:
    """The site's name as the only h1; the headline is the heading above the text."""
    head = '<meta property="og:site_name" content="Quay Post">'
    article = one(
        html(f"<h1>Quay Post</h1><h2>{TITLE} until spring</h2><p>{P1}</p><p>{P2}</p><p>{P3}</p>", head)
    )
    assert article.title == f"{TITLE} until spring"


def test_the_address_that_a_browser_saved() -> None:
    """Stands in a comment at the top of a saved page."""
    text = f"<!-- saved from url=(0026)https://quay.example/fees -->\n<html><body>{story('')}</body></html>"
    assert one(page(text, "text/html")).address == "https://quay.example/fees"
