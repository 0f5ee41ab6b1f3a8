"""The top of a page: masthead and menu, headline, bylines with and without a label, agencies and outlet."""

from __future__ import annotations

import pytest
from clean_pages import P1, P2, P3, check_map, page

from parley.clean import bylines, clean, imprint
from parley.model import Article, Page

TITLE = "Board puts off its crane fees until spring"


def one(text: str, address: str = "a.txt") -> Article:
    source = Page("0" * 64, address, "2024-05-06T07:08:09Z", text.encode(), text, "utf-8", "text/plain")
    check_map(source)
    (article,) = clean(source)
    return article


@pytest.mark.parametrize(
    ("top", "foot", "outlet"),
    [
        ("ALDER COURIER\nNews | Sport | Letters | Games", "", "Alder Courier"),
        ("ALDER COURIER - Founded 1880 -", "", "Alder Courier"),
        ("Alder Courier | Coast edition", "", "Alder Courier"),
        ("Menu  Search  Archive  E-paper\n\nAlder Courier", "Copyright 2021 Alder Courier.", "Alder Courier"),
        ("ALDER COURIER", "© 2021 Alder Courier Ltd.", "Alder Courier"),
        ("Alder Courier", "Write to desk@alder-courier.example", "Alder Courier"),
        ("The Alder Courier", "Write to desk@alder-courier.example", "The Alder Courier"),
        ("Skip to content\n\nALDER COURIER", "", "Alder Courier"),
    ],
)
def test_masthead_and_menu_are_not_the_headline(top: str, foot: str, outlet: str) -> None:
    """A short name before the headline, told by form or by what the page says elsewhere, is the outlet."""
    article = one(f"{top}\n\n{TITLE}\n\nBy Ada Fell\n\n{P1}\n\n{P2}\n\n{foot}\n")
    assert (article.title, article.outlet, article.authors) == (TITLE, outlet, ("Ada Fell",))
    assert [block.text for block in article.blocks] == [TITLE, P1, P2]


@pytest.mark.parametrize(
    "title",
    ["Analysis | Why the quay is shut", "Ministers - and owners - meet in Oslo", "US - China talks resume"],
)
def test_a_headline_with_a_mark_stays_one(title: str) -> None:
    """A section, a pause or two parties before a mark do not make a masthead."""
    standfirst = "The board of the port has been asked to explain itself to the council by the end of May"
    article = one(f"{title}\n\n{standfirst}\n\nBy Ada Fell\n\n{P1}\n\n{P2}\n")
    assert (article.title, article.outlet) == (title, None)


def test_the_name_of_the_file_or_host_tells_the_site() -> None:
    """`alder-courier` in the address makes "Alder Courier" the outlet, in the headline's line too."""
    for address in ("x/2021-05-04_alder-courier.txt", "https://www.alder-courier.example/a"):
        assert one(f"Alder Courier\n\n{TITLE}\n\n{P1}\n\n{P2}", address).outlet == "Alder Courier"
        article = one(f"{TITLE} | Alder Courier\n\n{TITLE}\n\n{P1}\n\n{P2}", address)
        assert (article.title, article.outlet) == (TITLE, "Alder Courier")
        assert article.text.count(TITLE) == 1


def test_a_name_and_motto_below_a_marked_headline() -> None:
    """Blogs put the site below the headline: name, dash, what it is about."""
    article = one(f"## {TITLE}\n\nAlder Port Letter — news for crews and owners\n\n{P1}\n\n{P2}")
    assert (article.title, article.outlet) == (TITLE, "Alder Port Letter")


@pytest.mark.parametrize(
    ("lines", "authors", "day"),
    [
        ("Ada Fell\nTuesday, May 4, 2021", ("Ada Fell",), "2021-05-04"),
        ("Ada Fell and Bo Marsh\nTuesday, May 4, 2021", ("Ada Fell", "Bo Marsh"), "2021-05-04"),
        ("Ada Fell", ("Ada Fell",), None),
        ("Posted on May 4, 2021 by Ada Fell", ("Ada Fell",), "2021-05-04"),
        ("By Ada Fell | 4 May 2021 | 3 min read", ("Ada Fell",), "2021-05-04"),
        ("By our shipping staff\n4 May 2021", (), "2021-05-04"),
        ("By Tamsin Alder", ("Tamsin Alder",), None),
    ],
)
def test_bylines_in_their_forms(lines: str, authors: tuple[str, ...], day: str | None) -> None:
    """With a label or beside the date or right above the text; alone or on one line with the date."""
    article = one(f"{TITLE}\n\n{lines}\n\n{P1}\n\n{P2}")
    assert (article.title, article.authors, article.published) == (TITLE, authors, day)
    assert [block.text for block in article.blocks] == [TITLE, P1, P2]


def test_a_sentence_with_a_name_is_no_imprint() -> None:
    """Imprint lines hold nothing else."""
    assert imprint.read("By May 4, 2021 the mill had closed and the crews were gone.") is None
    assert imprint.read("Ada Fell | a life") is None
    assert bylines.unlabelled("Fees rise in May") is None


@pytest.mark.parametrize(
    ("head", "opening", "foot"),
    [
        ("Alder Wire\n4 May 2021", "PORT ALDER (Alder Wire) — ", ""),
        ("By Alder Wire", "", ""),
        ("4 May 2021 | Source: Alder Wire", "", ""),
        ("By Ada Fell", "PORT ALDER, May 4 (Alder Wire) - ", ""),
        ("By Ada Fell", "", "This story was supplied by Alder Wire and has not been edited."),
        ("By Ada Fell", "", "© 2021 Quay News. Portions copyright Alder Wire."),
    ],
)
def test_an_agency_is_credited_and_no_author(head: str, opening: str, foot: str) -> None:
    """Dateline, byline, source line, credit and copyright line name the agency; the paper is the outlet."""
    text = f"QUAY NEWS\n\n{TITLE}\n\n{head}\n\n{opening}{P1}\n\n{P2}\n\n{foot}\n\n© 2021 Quay News Ltd."
    article = one(text)
    assert (article.outlet, article.agencies) == ("Quay News", ("Alder Wire",))
    assert article.authors == (("Ada Fell",) if "Ada" in head else ())


def test_an_agency_is_the_outlet_of_its_own_page() -> None:
    """The name in the dateline's brackets is no credit where the page is the agency's."""
    article = one(f"ALDER WIRE\n\n{TITLE}\n\nBy Ada Fell\n\nPORT ALDER (Alder Wire) — {P1}\n\n{P2}")
    assert (article.outlet, article.agencies, article.place) == ("Alder Wire", (), "Port Alder")
    assert one(f"{TITLE}\n\nPORT ALDER (Alder Wire) — {P1}\n\n{P2}").outlet == "Alder Wire"


def test_known_agencies_among_contributors() -> None:
    """Names that everybody knows count wherever helpers are thanked."""
    article = one(f"{TITLE}\n\n{P1}\n\n{P2}\n\nReuters and AFP contributed to this report.")
    assert article.agencies == ("Reuters", "AFP")


def test_a_picture_note_with_its_own_words_leaves_the_paragraph_before_alone() -> None:
    """The words in the brackets are the caption, not the text above them."""
    article = one(f"{TITLE}\n\n{P1}\n\n{P2}\n\n[Photo: The quay at dawn. Credit: Ada Fell/Quay News]\n\n{P3}")
    assert [b.text for b in article.blocks if b.kind == "paragraph"] == [P1, P2, P3]


RULE = "-" * 40


def test_a_story_behind_a_ruled_line_is_another_article() -> None:
    """A long rule, a headline and a paragraph; the outlet is the page's, its text is not the main story's."""
    tail = f"{RULE}\n\nRowers find a bell in the mud\n\n{P3} {P3}"
    text = f"QUAY NEWS\n\n{TITLE}\n\n{P1} {P1}\n\n{P2} {P2}\n\n{tail}"
    check_map(page(text))
    main, other = clean(page(text))
    assert (main.title, main.outlet, main.blocks[-1].text) == (TITLE, "Quay News", f"{P2} {P2}")
    assert (other.title, other.outlet) == ("Rowers find a bell in the mud", "Quay News")


@pytest.mark.parametrize(
    "tail", [f"{RULE}\n\nAbout us\n\n{P3} {P3}", f"* * *\n\nRowers find a bell in mud\n\n{P3} {P3}"]
)
def test_section_breaks_are_no_new_story(tail: str) -> None:
    """Stars, and a rule with a label below it, stand inside one story."""
    assert len(clean(page(f"{TITLE}\n\n{P1} {P1}\n\n{P2} {P2}\n\n{tail}"))) == 1


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("Continue reading", True),
        ("To read the full story, log in or subscribe to Quay News", True),
        ("Read the rest of this article with a reader's pass\n\nTides\n\nMarkets", True),
        ("...", True),
        ("The owners, who had asked for a longer delay in the spring and for a lower fee for grain…", True),
        ("The owners, who had asked for a longer delay in the spring and for a lower fee, told the", True),
        (
            "The owners had asked for a longer delay in the spring and for a lower fee. [+310 chars]",
            True,
        ),
        ("Subscribe to Quay News", False),
        ("“And so we wait…”", False),
        ("", False),
    ],
)
def test_stories_cut_short_are_marked(end: str, cut: bool) -> None:
    """A wall behind the text, an ellipsis, a broken sentence; a promotion below a whole text is no sign."""
    article = one(f"{TITLE}\n\n{P1}\n\n{P2}\n\n{end}")
    assert bool(article.incomplete) == cut, article.incomplete


def test_an_offer_inside_the_text_does_not_make_it_a_stub() -> None:
    """Text goes on behind it."""
    assert one(f"{TITLE}\n\n{P1}\n\nContinue reading\n\n{P2}\n\n{P3}").incomplete is None


def test_an_amended_version_says_so() -> None:
    """The note need not begin with the word correction."""
    note = "This article was amended on 4 May 2021. An earlier version gave the fee as 3 per cent."
    assert one(f"{TITLE}\n\n{P1}\n\n{P2}\n\n{note}").correction == note


def test_a_page_without_the_moment_of_fetching() -> None:
    """Nothing is inferred, and nothing breaks."""
    lead = "The board met on Tuesday, May 4th, in its hall by the river, its chair told reporters."
    text = f"{TITLE}\n\n{lead}\n\n{P2}"
    (article,) = clean(Page("0" * 64, "a.txt", "", text.encode(), text, "utf-8", "text/plain"))
    assert article.published is None
