"""The briefing over the five real pages, from the claims that careful readers found in them.

The reader has no part in this: what is tested is what becomes of right claims on their way to words.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from write_fixture import PageBooks

from parley.acquire import acquire
from parley.clean import clean
from parley.derive import derive
from parley.exchange import from_json
from parley.model import Article, Claim, Page
from parley.resolve import resolve
from parley.weigh import weigh
from parley.write import Ask, Findings, What, compose, write

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold" / "seeds.jsonl"
# Two of the pages give no date; the days on which they came out.
DAYS = {"003": "2025-10-26", "004": "2025-06-10"}

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the annotated pages are not here")


@pytest.fixture(scope="module")
def findings() -> Findings:
    """What resolve and weigh make of the gold claims."""
    pages: list[Page] = []
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        found = acquire([str(path)], fetched="2025-12-01T00:00:00+00:00", date=DAYS.get(path.name[:3]))
        pages += [page for page in found if isinstance(page, Page)]
    articles = [article for page in pages for article in clean(page)]
    claims = gold(pages, articles)
    edges = derive(tuple(articles))
    entries = resolve(claims, articles, edges)
    books = PageBooks(pages, articles, claims)
    return Findings({e.id: e for e in entries}, weigh(entries, claims, articles, edges), books)


def gold(pages: list[Page], articles: list[Article]) -> list[Claim]:
    """The annotated claims on articles that were found, with their words and the day of their article."""
    by_name = {Path(page.address).name: page for page in pages}
    dates = {article.id: article.published for article in articles}
    claims = []
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        page = by_name[row["document"]]
        article = f"{page.id}/{row['article']}"
        if article in dates:
            row["words"] = " ".join(page.text[s["start"] : s["end"]] for s in row["support"])
            row["known"] = (dates[article] or "")[:10] or None
            claims.append(from_json(row, page.id))
    return claims


def brief(findings: Findings, day: str) -> str:
    return " ".join(write("brief", Ask(day, dispute="us-china"), findings).split())


def test_june_tells_the_framework_and_who_has_yet_to_approve_it(findings: Findings) -> None:
    """Agreed in principle and awaiting approval, with the one voice that calls it done."""
    said = brief(findings, "2025-06-12")
    headline = said[: said.index("TALKS")]
    assert "London framework was agreed in principle on 11 June 2025 and has yet to be approved" in headline
    assert "Donald Trump said that it was agreed: “Our deal with China is done”" in headline
    assert "disputed: status" in headline


def test_june_tells_the_round_in_london(findings: Findings) -> None:
    """Days, house, and who led each side."""
    said = brief(findings, "2025-06-12")
    assert "The US and China met in London on 9-10 June 2025." in said
    assert "The venue was Lancaster House." in said
    assert "He Lifeng (lead)" in said
    assert "Scott Bessent (lead)" in said


def test_june_tells_what_each_side_is_to_do_and_on_whose_word(findings: Findings) -> None:
    """Officials for the exchange, unnamed sources for the list of goods."""
    said = brief(findings, "2025-06-12")
    assert "China is to ease its export controls on rare earths and rare earth magnets" in said
    assert "Donald Trump: “in a balanced way”" in said
    assert "and nuclear materials, people familiar with the matter told Bloomberg" in said
    assert "unnamed sources only" in said


def test_june_tells_the_truce_its_end_and_what_else_is_due(findings: Findings) -> None:
    """Time left is reckoned from the day that is asked about."""
    said = brief(findings, "2025-06-12")
    assert "Geneva truce has been in force since 12 May 2025 until mid-August 2025 (90 days)." in said
    assert "(about nine weeks left)" in said
    assert "9 July 2025" in said[said.index(" DUE ") : said.index("FIGURES")]
    assert "China's exports to the US fell by 34.5 % in May 2025" in said


def test_june_knows_nothing_of_october(findings: Findings) -> None:
    """A later page does not leak into an earlier day."""
    said = brief(findings, "2025-06-12")
    assert "Kuala Lumpur" not in said
    assert "100 %" not in said


def test_what_was_not_known_yet_names_nobody(findings: Findings) -> None:
    """As known on the tenth, the people are those of the pages of that day."""
    said = " ".join(write("brief", Ask("2025-06-12", known="2025-06-10"), findings).split())
    assert "Wang Wentao" not in said
    assert "London framework was agreed" not in said


def test_october_tells_round_truce_threat_and_the_meeting_of_leaders(findings: Findings) -> None:
    """The fifth round leads, and the meeting is announced by one side only."""
    said = brief(findings, "2025-10-27")
    headline = said[: said.index("TALKS")]
    assert "met in Kuala Lumpur on 25-26 October 2025." in headline
    assert "It was the fifth round." in headline
    assert "Geneva truce was extended in August 2025." in headline
    assert "tariffs of 100 % on Chinese goods, from 1 November 2025." in headline
    assert "30 October 2025 (announced by the US, not confirmed by China on the pages held)" in headline


def test_every_sentence_over_real_pages_leads_to_their_words(findings: Findings) -> None:
    """Each mark's spans hold words of the page that it names."""
    questions: tuple[What, ...] = ("brief", "state", "timeline", "disputes", "deadlines", "lapse", "changes")
    for what in questions:
        document = compose(what, Ask("2025-10-27"), findings)
        for section in document.sections:
            for line in section.lines:
                assert all(s.marks for s in line.sentences), line
        for mark in document.marks:
            assert all(findings.books.words(span).strip() for span in mark.spans)
            assert mark.words.split()[0] in findings.books.words(mark.spans[0])
