"""Scraped plain text: what is kept, what is dropped and why, and that every character has its place."""

from __future__ import annotations

import pytest
from clean_pages import P1, P2, P3, check_map, page
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.clean import clean
from parley.model import Article


def one(text: str) -> Article:
    (article,) = clean(page(text))
    return article


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.blocks]


def reasons(text: str, article: Article) -> dict[str, str]:
    return {text[span.start : span.end]: reason for span, reason in article.dropped}


def test_title_byline_date_and_body() -> None:
    """The head becomes data, the rest blocks."""
    text = f"# Board puts off crane fees\n\nBy Ada Fell and Bo Marsh\n\n4 May 2021\n\n{P1}\n\n{P2}\n"
    article = one(text)
    assert (article.title, article.authors) == ("Board puts off crane fees", ("Ada Fell", "Bo Marsh"))
    assert (article.published, article.published_basis) == ("2021-05-04", "date bar")
    assert kinds(article) == [("title", "Board puts off crane fees"), ("paragraph", P1), ("paragraph", P2)]


def test_the_three_line_header() -> None:
    """Title, outlet and ISO date or nothing, then an empty line; offsets count from the file's start."""
    for day, published in (("2021-05-04", "2021-05-04"), ("2021-05-04T00:00:00", "2021-05-04"), ("", None)):
        text = f"Board puts off crane fees\nQuay News\n{day}\n\n{P1}\n\n{P2}"
        article = one(text)
        assert (article.title, article.outlet, article.published) == (
            "Board puts off crane fees", "Quay News", published,
        )  # fmt: skip
        start, end = article.blocks[1].locate(0, len(P1))
        assert text[start:end] == P1


def test_a_title_with_a_full_stop_is_set_off_by_space() -> None:
    """A short first sentence with more space below it than the paragraphs have is the title."""
    assert (
        one(f"The board puts off its crane fees.\n\n{P1}\n{P2}\n{P3}").title
        == "The board puts off its crane fees."
    )
    assert one(f"{P1}\n{P2}\n{P3}").title is None


@pytest.mark.parametrize(
    ("opening", "place", "outlet"),
    [
        ("PORT ALDER: ", "Port Alder", None),
        ("PORT ALDER, May 4 (Reuters) - ", "Port Alder", "Reuters"),
        ("PORT ALDER (AP) — ", "Port Alder", "AP"),
        ("Port Alder\nQNN —\n", "Port Alder", "QNN"),
        ("Port Alder / QNN — ", "Port Alder", "QNN"),
    ],
)
def test_datelines(opening: str, place: str, outlet: str | None) -> None:
    """The dateline is a block of its own and gives place and source; the paragraph begins behind it."""
    article = one(f"Board puts off crane fees\n{opening}{P1}\n{P2}")
    assert (article.place, article.outlet) == (place, outlet)
    assert [kind for kind, _ in kinds(article)] == ["title", "dateline", "paragraph", "paragraph"]
    assert article.blocks[2].text == P1


def test_a_paragraph_broken_by_a_caption_is_one_block() -> None:
    """The sentence goes on behind the picture; the segments skip what interrupts it."""
    half, rest = P3.split(", but ")
    caption = "Dockers wait for the board at the gate of the port."
    credit = "Photograph: Ada Fell/AP"
    text = f"Board puts off crane fees\n\n{P1}\n\n{half}\n\n{caption}\n\n{credit}\n\nbut {rest}\n"
    article = one(text)
    assert kinds(article)[2:] == [("paragraph", f"{half} but {rest}"), ("caption", caption)]
    assert reasons(text, article)[credit] == "photo credit"
    at = article.blocks[2].text.index("but")
    assert text[slice(*article.blocks[2].locate(at, at + 3))] == "but"


def test_a_caption_that_says_nothing_goes_with_its_credit() -> None:
    """A name and a date are no sentence."""
    text = f"Board puts off crane fees\n\n{P1}\n\nAda Fell on May 4. Photographer: Bo Marsh/Quay\n\n{P2}"
    article = one(text)
    assert [kind for kind, _ in kinds(article)] == ["title", "paragraph", "paragraph"]
    assert reasons(text, article)["Ada Fell on May 4."] == "caption without a sentence"


def test_inline_markup_is_stripped_and_mapped() -> None:
    """Underlines, stars, links, entities: clean text, and the way back to the raw characters."""
    raw = "The <u>harbour</u> board *put off* its [vote](https://x.example/v) on fees &amp; dues, it said."
    article = one(f"Board puts off crane fees\n\n{raw}\n\n{P2}")
    text = f"Board puts off crane fees\n\n{raw}\n\n{P2}"
    body = article.blocks[1]
    assert body.text == "The harbour board put off its vote on fees & dues, it said."
    for word in ("harbour", "put off", "vote", "dues"):
        at = body.text.index(word)
        assert text[slice(*body.locate(at, at + len(word)))] == word
    at = body.text.index("&")
    assert text[slice(*body.locate(at, at + 1))] == "&amp;"


def test_lists_and_headings() -> None:
    """Marked items, and unmarked ones behind a colon; a heading between paragraphs stays."""
    rates = "The rates are:\n\n5% for grain\n\n7% for ore"
    text = f"Board puts off fees\n\n{P1}\n\n{rates}\n\n{P2}\n\nA long wait\n\n{P3}"
    assert [kind for kind, _ in kinds(one(text))] == [
        "title", "paragraph", "paragraph", "item", "item", "paragraph", "heading", "paragraph",
    ]  # fmt: skip


def test_hard_wrapped_text_is_joined() -> None:
    """Lines of equal length that break in mid-sentence are one paragraph."""
    wrapped = "The harbour board put off its vote on the crane fees\n"
    wrapped += "after a long night of talks with owners of the ships\n"
    wrapped += "and with the Dockers of the Northern Quay, who asked\nfor more time."
    assert one(f"Board puts off crane fees\n\n{wrapped}\n\n{P2}").blocks[1].text == wrapped.replace("\n", " ")


def test_repetition_is_dropped() -> None:
    """A cut teaser of the next paragraph, a pull quote and a caption at both ends stand once."""
    teaser = P2[:60] + "..."
    text = f"Board puts off crane fees\n\n{teaser}\n\n{P2}\n\n“{P1}”\n\n“{P1}” — Ada Fell, the chair\n\n{P3}"
    article = one(text)
    assert sorted(set(reasons(text, article).values())) == ["pull quote", "teaser of the text"]
    assert article.text.count("put off its vote") == 1


def pasted(source: str, title: str, body: str) -> str:
    return f"\n\n{source}\n3 hours ago\n- {source}\n{title}\n{body}\n"


def test_pasted_stories_are_articles_of_their_own() -> None:
    """Source, age and headline open another article with its own outlet, author and end."""
    run_in = f"Ada Fell {'The' + P1[3:]} {P2} {P3} read more Ore prices rise News Quay shut Sport Cup final"
    text = f"Board puts off crane fees\n{P1}\n{P2}\nComments\nNo comments yet\nRelated Articles\n"
    text += pasted("Quay News", "Mill reopens after the flood - Business", run_in)
    text += pasted("See - Alder Post", "Second story of the day", f"{P2} {P3} {P1}")
    main, second, third = clean(page(text))
    assert [block.text for block in main.blocks][-1] == P2
    assert (second.title, second.outlet, second.authors) == (
        "Mill reopens after the flood", "Quay News", ("Ada Fell",),
    )  # fmt: skip
    assert second.blocks[-1].text == f"{P1} {P2} {P3}"
    assert (third.index, third.outlet, third.title) == (2, "Alder Post", "Second story of the day")
    check_map(page(text))


def test_outlet_of_the_copyright_line_and_correction() -> None:
    """Furniture gives data before it goes."""
    note = "Correction: An earlier version gave the wrong day of the vote."
    article = one(
        f"Board puts off crane fees\n\n{P1}\n\n{P2}\n\n{note}\n\n©2021 Quay News Ltd. All Rights Reserved."
    )
    assert (article.outlet, article.correction) == ("Quay News", note)
    assert article.blocks[-1].text == P2


def test_nothing_in_nothing_out() -> None:
    """An empty page has no article."""
    assert clean(page("")) == clean(page(" \n\ufeff\n")) == ()


LINES = st.sampled_from(
    [P1, P2, P3, P3[:60], "but it waits", "By Ada Fell", "4 May 2021", "Photo: Ada Fell", "3 hours ago",
     "Quay News",
     "# A heading", "- an item", "*a star*", "<u>b</u> &amp; c", "Advertisement", "Read more: the rest",
     "", "",
     "a",
     "Related Articles", "PORT ALDER: " + P1, "\ufeff", "\u200b", "“" + P1 + "”", "x" * 500, "1:23",
     "©2021 Quay Ltd"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]))
def test_any_order_of_lines_is_accounted_for(lines: list[str], newline: str) -> None:
    """Whatever a scraper puts in whatever order, the map holds."""
    check_map(page(newline.join(lines)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_accounted_for(text: str) -> None:
    """Never a crash, never a span outside the page."""
    check_map(page(text))


def test_the_agency_at_the_end_makes_no_caption_of_the_last_paragraph() -> None:
    """A bare name behind the last of several paragraphs credits the story, and no picture."""
    paragraphs = (P1, P2, P3, "The port of Alder said it would appeal against the levy at the court.")
    story = one("\n\n".join(("Alder waits", *paragraphs, "AFP")))
    assert [kind for kind, _ in kinds(story)][1:] == ["paragraph"] * 4
