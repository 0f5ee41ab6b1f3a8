"""Which kind of edge stands between two articles, in which direction, and on what evidence."""

from __future__ import annotations

import time

import pytest
from derive_stories import BRIEFING_A, BRIEFING_B, ORIGINAL, REWRITE, article, lines

from parley.derive import derive
from parley.model import Article, Edge, Span


def only(*articles: Article) -> Edge:
    edges = derive(articles)
    assert len(edges) == 1, edges
    return edges[0]


def words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def test_the_same_text_and_headline_is_an_exact_copy_of_the_one_published_first() -> None:
    """Case, marks and spacing do not matter; the earlier day is the older."""
    copy = article(ORIGINAL.replace("'", "’"), "p0", published="2031-04-09")
    edge = only(copy, article(ORIGINAL, "p1", published="2031-04-08"))
    assert (edge.kind, edge.old, edge.new, edge.score) == ("exact", "p1/0", "p0/0", 1.0)
    assert "the newer was published on a later day" in edge.reasons
    assert all(pair.change is None for pair in edge.pairs)
    assert len(edge.pairs) == 12 and not edge.adds and not edge.altered_quotes


def test_the_same_text_under_another_headline_is_a_reprint() -> None:
    """A reprint is told from an exact copy by its headline, where no agency is credited."""
    edge = only(
        article(ORIGINAL, "p1", published="2031-04-08"),
        article(ORIGINAL, "p2", published="2031-04-09", title="Sawmills breathe again"),
    )
    assert edge.kind == "reprint"
    assert "headline differs" in edge.reasons


def test_house_style_in_a_few_words_is_still_a_reprint() -> None:
    """Light edits by another outlet do not make a new version, and each edit of a number is told."""
    edited = ORIGINAL.replace("Haldersund.\n", "Haldersund (NPA).\n").replace(
        "closed 11 mills", "closed 12 mills"
    )
    edge = only(
        article(ORIGINAL, "p1", published="2031-04-08", outlet="Norvian Press"),
        article(edited, "p2", published="2031-04-08", outlet="Harbour Post", agencies=("Norvian Press",)),
    )
    assert (edge.kind, edge.old) == ("reprint", "p1/0")
    assert "the newer credits the outlet of the older" in edge.reasons
    assert [p.change for p in edge.pairs if p.change and "number" in p.change] == ["number altered: 11 to 12"]


def test_a_text_cut_after_a_few_paragraphs_is_an_excerpt_of_the_whole() -> None:
    """The cut copy is the newer, even where its site's clock runs an hour ahead."""
    whole = article(ORIGINAL, "p1", published="2031-04-08T10:00Z", outlet="Norvian Press")
    cut = article(lines(ORIGINAL, 4), "p2", published="2031-04-08T09:10Z", outlet="Harbour Post")
    edge = only(cut, whole)
    assert (edge.kind, edge.old, edge.new, edge.score) == ("excerpt", "p1/0", "p2/0", 1.0)
    assert "the newer is a beginning of the older" in edge.reasons
    assert "against: the older was published at a later hour" in edge.reasons


def test_new_words_for_the_same_facts_in_the_same_order_are_a_rewrite() -> None:
    """The rewrite is found without a common word run, its additions and its altered quotation are told."""
    edge = only(
        article(ORIGINAL, "p1", published="2031-04-08", outlet="Haldersund Courier"),
        article(REWRITE, "p2", published="2031-04-08", title="Norvia and Castellan reach outline"),
    )
    assert (edge.kind, edge.old, edge.new) == ("rewrite", "p1/0", "p2/0")
    assert 0.6 < edge.score < 0.95
    assert "subheads inherited: mills under pressure" in edge.reasons
    assert "the newer leaves out that the outlet of the older was told so itself" in edge.reasons
    assert [words(REWRITE, span)[:13] for span in edge.adds] == ["Environmental", "A spokeswoman"]
    assert [words(REWRITE, pair.new)[:24] for pair in edge.altered_quotes] == ["“We have a text that bot"]


def test_a_quotation_that_is_only_cut_is_not_altered() -> None:
    """The miller's words are shortened, not changed, and show that the fuller text came first."""
    edge = only(article(ORIGINAL, "p2"), article(REWRITE, "p1"))
    assert edge.old == "p2/0"
    assert "quotations are cut in the newer" in edge.reasons
    assert not any("Marsk" in words(REWRITE, pair.new) for pair in edge.altered_quotes)


def test_most_sentences_of_a_rewrite_find_their_source() -> None:
    """Each reworded sentence is paired with the one it retells."""
    edge = only(article(ORIGINAL, published="2031-04-08"), article(REWRITE, "p2", published="2031-04-09"))
    told = {(words(ORIGINAL, p.old)[:12], words(REWRITE, p.new)[:12]) for p in edge.pairs}
    expected = {
        ("The trade mi", "Norvia and C"),
        ("Castellan im", "Shipments th"),
        ("Its farm min", "Farm ministe"),
        ("The dispute ", "Along the Te"),
        ("Norvia answe", "In March Nor"),
        ("A joint pane", "Complaints w"),
    }
    assert expected <= told


def test_a_longer_text_of_the_same_outlet_on_a_later_hour_is_a_version() -> None:
    """An outlet that adds paragraphs to its own story updates it; the short first text is no excerpt."""
    edge = only(
        article(ORIGINAL, "p1", published="2031-04-08T18:30Z", outlet="Norvian Press"),
        article(lines(ORIGINAL, 4), "p2", published="2031-04-08T16:05Z", outlet="Norvian Press"),
    )
    assert (edge.kind, edge.old, edge.new) == ("version", "p2/0", "p1/0")
    assert len(edge.adds) == 8


def test_an_outlet_that_carries_an_agency_by_its_short_name_is_the_newer() -> None:
    """`Norvian Press Agency` is known by the credit `Norvian Press`; that outweighs the clock."""
    edge = only(
        article(ORIGINAL, "p1", published="2031-04-08T12:00Z", outlet="Norvian Press Agency"),
        article(
            ORIGINAL, "p2", published="2031-04-08T09:00Z", agencies=("Norvian Press",), outlet="Lake Herald"
        ),
    )
    assert (edge.old, edge.new) == ("p1/0", "p2/0")


def test_a_carrier_of_an_agency_s_other_version_is_a_reprint_of_it() -> None:
    """Half the words are another version's, but `(Norvian)` below says whose they are."""
    later = (
        lines(ORIGINAL, 7) + "Talks resumed on Friday over the wording of two annexes, a clerk said.\n" * 3
    )
    carried = lines(ORIGINAL, 9) + "The mill at Orm closed. (Norvian)\n"
    agency = article(later, "p1", outlet="Norvian News Agency", published="2031-04-08T09:00")
    paper = article(carried, "p2", outlet="Haldersund Courier", published="2031-04-08T08:00")
    (edge,) = derive([agency, paper])
    assert (edge.kind, edge.old, edge.new) == ("reprint", "p1/0", "p2/0")
    assert "the newer credits the outlet of the older" in edge.reasons


def test_a_story_half_kept_is_a_version_at_home_and_a_rewrite_elsewhere() -> None:
    """Where both outlets are known to differ, new words around old ones are another reporter's work."""
    later = lines(ORIGINAL, 8) + BRIEFING_A + lines(BRIEFING_B, 1)
    first = article(ORIGINAL, "p1", published="2031-04-08", outlet="Norvian Press")
    kinds = [
        only(first, article(later, "p2", published="2031-04-09", outlet=outlet)).kind
        for outlet in ("Norvian Press", None, "Harbour Post")
    ]
    assert kinds == ["version", "version", "rewrite"]


def test_a_note_of_correction_makes_a_correction_and_the_direction() -> None:
    """The note outweighs missing dates; the altered number stands in the pair."""
    wrong = ORIGINAL.replace("closed 11 mills", "closed 21 mills")
    right = ORIGINAL + "Correction: 11 mills have closed, not 21 as this report first had it.\n"
    edge = only(
        article(wrong, "p9", outlet="Norvian Press"),
        article(right, "p1", outlet="Norvian Press"),
    )
    assert (edge.kind, edge.old, edge.new) == ("correction", "p9/0", "p1/0")
    assert "number altered: 21 to 11" in {pair.change for pair in edge.pairs}


def test_two_reports_of_one_briefing_that_quote_the_same_words_are_not_linked() -> None:
    """Quotations belong to the speaker: three shared ones make neither a copy nor a rewrite."""
    first = article(BRIEFING_A, "p1", published="2031-04-08", title="Wendlund hails text")
    second = article(BRIEFING_B, "p2", published="2031-04-08", title="Relief in the valley")
    assert derive([first, second]) == ()


def test_a_note_of_a_few_sentences_is_a_copy_or_nothing() -> None:
    """Three sentences in other words are no rewrite; in nearly the same words they are a copy."""
    note = """Norvia's customs office in Haldersund opened a second lane for pulp lorries early on Monday, \
after drivers from Castellan had waited 14 hours at the gate of the port in the last week of March.
Petra Wendlund, who leads the talks, promised them 3 more inspectors before the month of May begins.
The lane is to stay open until both cabinets have read the outline of the accord, her office said."""
    told = """A second lane for lorries with pulp has been opened in Haldersund by the customs of Norvia.
In the last week of March waits of 14 hours had angered the drivers who come from Castellan.
Another 3 inspectors are to follow before May, Petra Wendlund said, and the lane stays for the time being."""
    first = article(note, "p1", published="2031-04-08")
    assert derive((first, article(told, "p2", published="2031-04-09"))) == ()
    edge = only(first, article(note.replace("early on", "on"), "p2", published="2031-04-09"))
    assert (edge.old, edge.new) == ("p1/0", "p2/0")


def test_reports_on_the_same_subject_are_not_linked_to_the_wire_story() -> None:
    """Names, numbers and a quotation in common are not enough."""
    wire = article(ORIGINAL, "p1", published="2031-04-08")
    assert derive([wire, article(BRIEFING_A, "p2", published="2031-04-08")]) == ()
    assert derive([wire, article(BRIEFING_B, "p3", published="2031-04-08")]) == ()


def test_a_retelling_long_after_is_not_looked_for() -> None:
    """Rewrites are sought within days of publication; exact copies at any distance."""
    old = article(ORIGINAL, "p1", published="2031-04-08")
    assert derive([old, article(REWRITE, "p2", published="2031-06-20")]) == ()
    assert only(old, article(ORIGINAL, "p3", published="2031-06-20")).kind == "exact"


def test_without_any_evidence_the_reason_says_so() -> None:
    """Undated equal texts are ordered by id, and nobody is told that this means anything."""
    edge = only(article(ORIGINAL, "p2"), article(ORIGINAL, "p1"))
    assert (edge.old, edge.new) == ("p1/0", "p2/0")
    assert edge.reasons == ("same words", "nothing tells which came first")


def test_a_notice_of_a_few_words_is_no_story() -> None:
    """Pages that share only a subscription line are not copies of each other."""
    notice = "Subscribe now to read the full story in tomorrow's paper.\n"
    assert derive([article(notice, "p1"), article(notice, "p2")]) == ()


@pytest.mark.parametrize("noise", ["A-", "Aa ", "'a'b ", " 'a", "“a ", "U.S. ", "x.Y", "(", "1,"])
def test_hostile_texts_take_no_longer_than_others(noise: str) -> None:
    """Long runs of marks, capitals and stops are read in linear time, and compared like any other text."""
    start = time.process_time()
    first = article(noise * 6000 + "\n" + ORIGINAL, "p1", published="2031-04-08")
    second = article(ORIGINAL + noise * 5000 + "\n", "p2", published="2031-04-09")
    assert all((edge.old, edge.new) == ("p1/0", "p2/0") for edge in derive([first, second]))
    assert time.process_time() - start < 3


def test_a_story_put_together_from_two_keeps_both_sources() -> None:
    """The better source comes first; the second stays because it explains sentences the first does not."""
    wire = article(ORIGINAL, "p1", published="2031-04-08")
    colour = article(BRIEFING_A, "p2", published="2031-04-08")
    both = article(ORIGINAL + BRIEFING_A, "p3", published="2031-04-09")
    edges = derive([both, colour, wire])
    assert [(e.old, e.new) for e in edges] == [("p1/0", "p3/0"), ("p2/0", "p3/0")]
