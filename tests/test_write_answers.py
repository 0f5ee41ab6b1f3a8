"""What the answers say, over a small made-up ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import claim
from write_fixture import DAY, ask, timber

from parley.errors import UsageError
from parley.write import Ask, Document, What, compose, page_document, write
from parley.write.talks import leaders

ANSWERS: tuple[What, ...] = ("brief", "state", "timeline", "disputes", "deadlines", "lapse", "changes")


def text(what: What, question: Ask) -> str:
    findings, _ = timber()
    return " ".join(write(what, question, findings).split())


def answer(what: What, question: Ask) -> Document:
    return compose(what, question, timber()[0])


@pytest.mark.parametrize("what", [*ANSWERS, "show"])
def test_every_sentence_has_a_mark_that_leads_to_words_on_a_page(what: What) -> None:
    """Nothing is said without its words: each mark's text is what stands at its spans."""
    findings, books = timber()
    document = compose(what, ask(subject="outline"), findings)
    sources = {m.number: m for m in document.marks}
    lines = [line for section in document.sections for line in section.lines]
    assert lines
    for line in lines:
        assert line.sentences
        for sentence in line.sentences:
            assert sentence.marks, sentence.text
            for number in sentence.marks:
                mark = sources[number]
                assert mark.words == " ".join(books.words(s) for s in mark.spans)


def test_marks_are_numbered_in_the_order_of_the_sentences() -> None:
    """A reader meets [1] before [2], and no number is missing."""
    document = answer("brief", ask())
    met = list(
        dict.fromkeys(
            n
            for section in document.sections
            for line in section.lines
            for s in line.sentences
            for n in s.marks
        )
    )
    assert met == sorted(met) == [m.number for m in document.marks]


def test_the_headline_is_a_whole_sentence_with_each_voice() -> None:
    """The newest agreement leads, then who says what of it in which words."""
    said = text("brief", ask())
    assert "The timber outline was agreed in principle on 5 March 2031" in said
    assert "Jules Martel said that it was agreed in principle: “in principle only”. [1]" in said
    assert "Anna Rowe said that it was agreed: “the thing is finished business”." in said
    assert "! disputed: status" in said


def test_talks_name_days_place_venue_round_and_leaders() -> None:
    """One line tells the whole round."""
    said = text("brief", ask())
    assert "The US and Canada met in Lisbon on 4-5 March 2031." in said
    assert "The venue was Alcazar Hotel." in said
    assert "It was the third round." in said
    assert "For the US: Anna Rowe (lead); for Canada: Jules Martel (lead)." in said


def test_who_is_named_after_the_head_of_a_side_leads_nothing() -> None:
    """Only the first of a side leads it, also where that person is not among those who took part."""
    people = (("Anna Rowe", "US"), ("Ben Okafor", "US"), ("Jules Martel", "CA"))
    words = "Headed by Carl Meyer, with Anna Rowe and Ben Okafor, the team met one led by Jules Martel."
    roles = (("Carl Meyer", "Treasury Secretary", "US"), ("Jules Martel", "Minister", "CA"))
    told = claim("meeting", "held", words=words, actors=("US", "CA"), roles=roles)
    assert leaders(people, (told,)) == {"Jules Martel"}
    own = claim("meeting", "held", words="The team was led by Rowe and Ben Okafor.", actors=("US", "CA"))
    assert leaders(people, (own,)) == {"Anna Rowe"}


def test_undertakings_say_who_is_to_do_what_on_whose_word() -> None:
    """An official's pledge and an unnamed source's hint read differently."""
    said = text("brief", ask())
    assert "Canada is to lift its export ban on raw logs, Jules Martel said." in said
    assert "Condition, as written: “if parliament votes for it”." in said
    assert "The US may lower its tariffs on plywood, officials close to the talks told Quay Post." in said
    assert "unnamed sources only" in said


def test_a_threat_is_due_and_not_in_force() -> None:
    """The verb carries the status, and the section follows it."""
    document = answer("brief", ask())
    sections = {s.title: s for s in document.sections}
    assert "shingles" not in [line.entry for line in sections["IN FORCE"].lines]
    due = next(line for line in sections["DUE"].lines if line.entry == "shingles")
    assert due.sentences[0].text == (
        "The US has threatened tariffs of 40 % on shingles from Canada, from 1 May 2031."
    )
    assert due.lead == "1 May 2031"


def test_figures_have_unit_period_and_source() -> None:
    """A fall is told as a fall, with its month and how many stand behind it."""
    said = text("brief", ask())
    assert "Canada's timber exports to the US fell by 12.5 % on the year in February 2031" in said
    assert "(one page, one witness)" in said


def test_a_suspension_says_how_long_is_left() -> None:
    """The end of a pause stands with the time that is left to it."""
    said = text("state", ask())
    assert "The US suspended tariffs on plywood from Canada on 1 February 2031" in said
    assert "until 30 April 2031" in said
    assert "about eight weeks left" in said


def test_lapse_tells_what_returns_and_what_hangs_on_it() -> None:
    """If nobody acts the suspension ends; nothing that ends after the horizon is listed."""
    said = text("lapse", ask())
    assert (
        "The suspension of tariffs on plywood from Canada ends, and the measure returns, on 30 April" in said
    )
    assert "hangs on a condition, as written: “if parliament votes for it”" in said
    assert "No state in the ledger has an end in that time." in text("lapse", ask(until="2031-04-01"))


def test_disputes_are_apart_from_what_only_looks_like_one() -> None:
    """Real ones first; the others with their reason; a side from the register joins the one before."""
    document = answer("disputes", ask())
    real, seeming = document.sections
    assert [line.lead for line in real.lines] == ["status", "office"]
    assert [line.lead for line in seeming.lines] == ["granularity"]
    assert real.lines[1].sentences[-1].text == (
        "Harbour Ledger: called envoy; register has no such office on that day."
    )
    assert seeming.lines[0].sentences[-1].text == "One day, told more and less exactly."


def test_changes_put_a_status_that_became_another_first() -> None:
    """What replaced a belief says what was believed before; the rest is new."""
    document = answer("changes", ask(since="2031-03-01"))
    changed, new = document.sections
    assert [(line.entry, line.tail) for line in changed.lines] == [("maple", "before: announced")]
    assert "outline" in [line.entry for line in new.lines]


def test_knowledge_of_an_earlier_day_leaves_out_what_came_later() -> None:
    """As known in December, only the announcement of December is there."""
    said = text("state", ask(as_of="2030-12-15", known="2030-12-15"))
    assert "Canada has announced export licensing for maple syrup" in said
    assert "Lisbon" not in said


def test_show_gives_states_witnesses_and_the_words_with_raw_offsets() -> None:
    """An entry can be followed down to the characters of its page."""
    findings, books = timber()
    span = books.span("harbour", "Anna Rowe said 'the thing is finished business'.")
    said = " ".join(write("show", ask(subject="outline"), findings, width=200).split())
    assert f"harbour.txt:{span.start}-{span.end}" in said
    assert "rests on two independent speakers and one independent reporter" in said
    assert "known since 6 March 2031, still" in said


def test_show_finds_an_entry_by_a_part_of_its_id_and_refuses_others() -> None:
    """A unique part is enough; anything else is one clear line with the nearest ids."""
    assert answer("show", ask(subject="shing")).title.endswith("shingle duties")
    with pytest.raises(UsageError, match="no such entry"):
        answer("show", ask(subject="li-bon"))


def test_a_page_shows_its_text_and_what_was_dropped_from_it() -> None:
    """Every dropped span stands there with its reason."""
    _, books = timber()
    document = page_document([books.article("post/0")], books)
    assert document.sections[1].lines[0].tail == "share widget"
    assert document.sections[1].lines[0].lead == "0-6"


def test_the_timeline_goes_month_by_month() -> None:
    """Headings are months, in order, up to the day that is asked about."""
    titles = [s.title for s in answer("timeline", ask()).sections]
    assert titles == ["December 2030", "January 2031", "February 2031", "March 2031"]


def test_the_same_question_gives_the_same_text() -> None:
    """Two runs agree to the letter, whatever the order of the entries."""
    findings, _ = timber()
    turned = replace(findings, entries=dict(reversed(list(findings.entries.items()))))
    for what in ANSWERS:
        assert write(what, ask(), findings) == write(what, ask(), turned)


def test_an_empty_ledger_says_so() -> None:
    """No entries: sections say in words that there is nothing, and nothing breaks."""
    findings, _ = timber()
    bare = replace(findings, entries={})
    for what in ANSWERS:
        assert write(what, ask(), bare)
    assert "holds no talks and no agreement" in write("brief", ask(), bare)


def test_a_default_day_is_said_aloud() -> None:
    """Where nobody gave the day, the answer says where it comes from."""
    assert "(the last day known)" in write("brief", Ask(DAY, basis="the last day known"), timber()[0])
