"""The status is in the verb: one sentence for each kind of entry and status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from write_fixture import DAY, FakeBooks, ask, day, entry, findings_of, state

from parley.model import Entry, Link, State, Value, When
from parley.write import compose, write
from parley.write.grounds import grounds
from parley.write.lines import Desk, with_teller
from parley.write.phrases import shortened, table
from parley.write.sentences import SLOTS, deed, status
from parley.write.sources import Sources

WORDS = "Somebody said something about it, and leaders must approve."
MAY = When("2031-05-01", "2031-05-31", "month")


def books_with(**slots: Any) -> tuple[FakeBooks, str]:
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    slots.setdefault("date", day("2031-03-01"))
    return books, books.say("page", WORDS, slots.pop("kind", "measure"), **slots)


def said(one: Entry, books: FakeBooks) -> str:
    findings = findings_of([one], books)
    return status(one, findings.assessment.verdicts[0], findings, ask())


def tariff(held: State, **more: Any) -> Entry:
    slots: dict[str, Any] = {
        "actors": ("US",),
        "targets": ("CA",),
        "instrument": "tariff",
        "goods": ("timber",),
    }
    return entry("t", "measure", "duties", [held], **{**slots, **more})


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("considered", "The US is considering tariffs of 25 % on timber from Canada"),
        ("threatened", "The US has threatened tariffs of 25 % on timber from Canada"),
        ("in force", "US tariffs of 25 % on timber from Canada have been in force since 1 March 2031"),
        ("suspended", "The US suspended tariffs of 25 % on timber from Canada on 1 March 2031"),
        ("lifted", "The US lifted tariffs of 25 % on timber from Canada on 1 March 2031"),
        ("struck down", "US tariffs of 25 % on timber from Canada were struck down on 1 March 2031"),
    ],
)
def test_a_measure_says_its_status_in_the_verb(name: str, sentence: str) -> None:
    """Threatened, in force and over never read alike."""
    books, claim = books_with()
    assert said(tariff(state(name, day("2031-03-01"), [claim], rate=25.0)), books) == sentence


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        ("announced", "lowered", "The US is to lower tariffs on timber from Canada to 25 %"),
        ("announced", "suspended", "The US is to suspend tariffs of 25 % on timber from Canada"),
        ("threatened", "lifted", "The US may lift tariffs of 25 % on timber from Canada"),
        ("announced", "imposed", "The US has announced tariffs of 25 % on timber from Canada"),
        ("threatened", "threatened", "The US has threatened tariffs of 25 % on timber from Canada"),
    ],
)
def test_relief_to_come_is_no_threat(name: str, action: str, sentence: str) -> None:
    """A cut that is announced reads as a cut, not as new tariffs."""
    books, claim = books_with(action=action)
    assert said(tariff(state(name, day("2031-03-01"), [claim], rate=25.0)), books) == sentence


@pytest.mark.parametrize(("last", "verb"), [("lifted", "call off"), ("delayed", "delay")])
def test_what_was_announced_and_taken_back_is_told_so(last: str, verb: str) -> None:
    """With no day on which it would come."""
    books, first = books_with(action="imposed", date=day("2031-05-01"))
    second = books.say("page", "Somebody said something about it", "measure", action=last)
    one = tariff(state("announced", day("2031-03-01"), [first, second], rate=25.0), when=day("2031-05-01"))
    assert said(one, books) == f"The US is to {verb} tariffs of 25 % on timber from Canada"


def test_a_deadline_is_told_in_the_words_of_its_page() -> None:
    """What ends on the day stands there; of several pages the shortest words do."""
    books = FakeBooks()
    books.add_page(
        "page",
        "The pause ends on 1 May. Both say that the pause, which is short, ends on 1 May.\n",
        "Quay Post",
    )
    claims = [
        books.say("page", words, "deadline", date=day("2031-05-01"))
        for words in ("Both say that the pause, which is short, ends on 1 May.", "The pause ends on 1 May.")
    ]
    one = entry(
        "d",
        "deadline",
        "d",
        [state("pending", day("2031-05-01"), claims)],
        actors=("US",),
        when=day("2031-05-01"),
    )
    assert said(one, books) == (
        "A deadline for the US falls on 1 May 2031, as written: “The pause ends on 1 May”"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The truce, which would have ended on 1 May, will be prolonged by a year.", True),
        ("The truce ends on 1 May unless it has been extended by then.", False),
        ("The truce ends on 1 May.", False),
    ],
)
def test_word_of_an_extension_stands_beside_the_end_that_it_puts_off(words: str, told: bool) -> None:
    """Who reads that a truce ends reads at once that a page says it will go on."""
    books = FakeBooks()
    books.add_page("page", words + "\n", "Quay Post")
    end = day("2031-05-01")
    claim = books.say("page", words, "deadline", date=end)
    sides: dict[str, Any] = {"actors": ("US", "CA")}
    truce = entry(
        "truce",
        "agreement",
        "Truce of Bern",
        [state("agreed", day("2031-01-05"), [claim], until=end)],
        **sides,
    )
    other = entry("d", "deadline", "d", [state("pending", end, [claim])], when=end, **sides)
    lines = compose("deadlines", ask(), findings_of([truce, other], books)).sections[0].lines
    line = next(line for line in lines if line.entry == "truce")
    assert [s.text for s in line.sentences[1:]] == ([f"But, as written: “{words[:-1]}”."] if told else [])


def test_a_day_that_no_page_gives_is_not_said() -> None:
    """The day of the report is not the day of the act."""
    books, claim = books_with(date=None)
    held = state("in force", day(DAY), [claim])
    assert said(tariff(held), books) == "US tariffs on timber from Canada are in force"
    lifted = state("lifted", day(DAY), [claim])
    assert said(tariff(lifted), books) == "The US has lifted tariffs on timber from Canada"


def test_an_old_rate_is_not_told_as_the_new_one() -> None:
    """`from 10 %` is what stood before."""
    books, claim = books_with()
    old = (Value(10.0, "percent", "from: current baseline"),)
    held = state("announced", day("2031-03-01"), [claim], rate=10.0, values=old, until=day("2031-04-01"))
    assert said(tariff(held), books) == (
        "The US has announced tariffs (10 % before) on timber from Canada, from 1 April 2031"
    )


def test_a_date_that_passed_makes_due_not_in_force() -> None:
    """What was announced for a day is due on it until a page says that it happened."""
    books, claim = books_with()
    held = state("due", day("2031-03-01"), [claim])
    assert said(tariff(held), books) == (
        "US tariffs on timber from Canada were due on 1 March 2031; no page held says that it has happened"
    )


def test_who_said_it_stands_before_what_nobody_says() -> None:
    """A speaker of the plan does not say that no page tells of its outcome."""
    books, claim = books_with(speaker="Anna Rowe", attribution=("Anna Rowe", "Quay Post"))
    held = state("due", day("2031-03-01"), [claim])
    told = " ".join(write("state", ask(), findings_of([tariff(held)], books)).split())
    assert "were due on 1 March 2031, Anna Rowe said; no page held says that it has happened. [1]" in told


@pytest.mark.parametrize(
    "told",
    [
        "A was due~; no page held says that it has happened",
        "The pause of “reciprocal” duties ran out~; it is back",
        "A pledged something, as written: “wine first; then fish”~",
        "A has taxed B's wine~",
    ],
)
def test_the_teller_stands_in_no_quotation(told: str) -> None:
    """A semicolon of quoted words does not part them."""
    assert with_teller(told.replace("~", ""), ", B said") == told.replace("~", ", B said")


def test_words_of_day_and_rate_are_cited_beside_the_teller() -> None:
    """A line stands on the claims that give its day and its rate, where its first witness gives neither."""
    books, (first, then) = FakeBooks(), ("A duty is charged.", "Since March it is 12 percent.")
    books.add_page("page", f"{first} {then}", "Quay Post")
    teller = books.say("page", first, "measure")
    giver = books.say("page", then, "measure", date=day("2031-03-01"), values=(Value(12, "percent"),))
    held = replace(state("in force", day("2031-03-01"), [teller, giver]), rate=12.0)
    verdict = findings_of([tariff(held)], books).assessment.verdicts[0]
    heard = books.claim(teller)
    assert grounds(verdict, [heard], books) == (books.claim(giver),)
    assert grounds(verdict, [heard, books.claim(giver)], books) == ()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("agreed in principle", "The Cedar accord was agreed in principle on 1 March 2031"),
        (
            "awaiting approval",
            "The Cedar accord was agreed in principle on 1 March 2031"
            " and has yet to be approved by the leaders",
        ),
        ("in force", "The Cedar accord has been in force since 1 March 2031 until May 2031"),
        ("extended", "The Cedar accord was extended on 1 March 2031 until May 2031"),
        ("rejected", "The Cedar accord was rejected on 1 March 2031"),
    ],
)
def test_an_agreement_says_how_far_it_is(name: str, sentence: str) -> None:
    """In principle, awaiting approval and in force are different things."""
    books, claim = books_with(kind="agreement")
    until = MAY if name in ("in force", "extended") else None
    one = entry("a", "agreement", "Cedar accord", [state(name, day("2031-03-01"), [claim], until=until)])
    assert said(one, books) == sentence


@pytest.mark.parametrize(
    ("words", "does"),
    [
        ("Canada will loosen its grip on maple exports.", "ease its export controls on maple syrup"),
        ("Canada made a promise on maple exports.", ""),
        ("Canada would tighten maple exports.", ""),
    ],
)
def test_a_deed_is_named_only_where_the_page_tells_its_direction(words: str, does: str) -> None:
    """No easing is made of a bare promise."""
    books = FakeBooks()
    books.add_page("page", words, "Quay Post")
    claim = books.claim(books.say("page", words, "commitment"))
    held = state("pledged", None, [claim.id])
    slots: dict[str, Any] = {"actors": ("CA",), "instrument": "export_control", "goods": ("maple syrup",)}
    one = entry("c", "commitment", "maple", [held], **slots)
    assert deed(one, [claim]) == does
    if not does:
        assert said(one, books) == (
            "Canada has given an undertaking on export controls on maple syrup, as written: "
            f"“{words.rstrip('.')}”"
        )


def test_an_undertaking_without_an_instrument_is_told_in_its_words() -> None:
    """`Measures` that no page names are not taken back."""
    words = "Canada will lift its spirits and open a window."
    books = FakeBooks()
    books.add_page("page", words, "Quay Post")
    claim = books.say("page", words, "commitment")
    one = entry("c", "commitment", "x", [state("pledged", None, [claim])], actors=("CA",), instrument="other")
    assert said(one, books) == f"Canada has given an undertaking, as written: “{words[:-1]}”"
    words = "Canada will lift its countermeasures."
    books.add_page("more", words, "Quay Post")
    claim = books.say("more", words, "commitment")
    one = entry("c", "commitment", "x", [state("pledged", None, [claim])], actors=("CA",), instrument="other")
    assert said(one, books) == "Canada is to take back its measures"


@pytest.mark.parametrize(
    ("known", "status", "told"),
    [
        ("2030-05-14", "threatened", True),
        ("2031-02-14", "threatened", False),
        ("2030-05-14", "lifted", False),
    ],
)
def test_what_is_open_and_old_says_when_it_was_last_told(known: str, status: str, told: bool) -> None:
    """A threat of last year is not read as one of today; what is over needs no such word."""
    books, claim = books_with(known=known)
    held = state(status, day(known), [claim])
    text = " ".join(write("state", ask(), findings_of([tariff(held)], books)).split())
    assert ("last told in May 2030" in text) == told


def test_the_name_of_a_sum_stands_with_its_rate_only() -> None:
    """`Tariffs of 30 % in all`, but no `tariffs in all`."""
    books, claim = books_with()
    for rate, words in ((None, "tariffs on timber"), (30.0, "tariffs of 30 % in all on timber")):
        one = replace(tariff(state("in force", day("2031-03-01"), [claim], rate=rate)), name="Total tariff")
        assert words in said(one, books)


def test_a_list_of_goods_is_vouched_for_by_those_who_name_it() -> None:
    """An official who speaks of controls in general is no witness of the list of unnamed sources."""
    books = FakeBooks()
    general = "Anna Rowe said the controls would be eased."
    listing = "Controls on saws, planes and glue would be eased, people at the table told Quay Post."
    books.add_page("page", f"{general} {listing}", "Quay Post")
    rowe = books.say("page", general, "commitment", speaker="Anna Rowe", attribution=("Anna Rowe",))
    goods = ("glue", "planes", "saws")
    unnamed = books.say(
        "page",
        listing,
        "commitment",
        speaker="anonymous",
        attribution=("people at the table", "Quay Post"),
        goods=goods,
    )
    slots: dict[str, Any] = {"actors": ("US",), "instrument": "export_control", "goods": goods}
    one = entry("c", "commitment", "tools", [state("offered", None, [rowe, unnamed])], **slots)
    text = " ".join(write("state", ask(), findings_of([one], books, c="one side")).split())
    assert "glue, planes and saws, people at the table told Quay Post. [1] (unnamed sources only)" in text


def test_a_meeting_that_one_side_announces_says_who_is_not_heard() -> None:
    """Planned by one side, and the other is silent on the pages."""
    books, claim = books_with(kind="meeting")
    held = state("planned", day("2031-03-01"), [claim], by=("US",))
    one = entry("m", "round", "Summit", [held], instrument="in_person", when=day("2031-04-02"))
    text = " ".join(write("brief", ask(), findings_of([one], books)).split())
    assert (
        "The US and Canada are to meet on 2 April 2031 (announced by the US, not confirmed by Canada on the"
        " pages held)." in text
    )


def test_an_accusation_names_what_is_said_to_be_broken() -> None:
    """The link leads to the agreement."""
    books, claim = books_with(kind="accusation")
    accord = entry("a", "agreement", "Cedar accord", [state("agreed", day("2031-03-01"), [claim])])
    link = Link("accuses_breach_of", "a", (claim,))
    quarrel = entry(
        "us-canada", "dispute", "quarrel", [state("accused", None, [claim], by=("CA",))], links=(link,)
    )
    text = " ".join(write("brief", ask(), findings_of([accord, quarrel], books)).split())
    assert "Canada said that the US had broken the Cedar accord." in text


def test_the_end_of_a_truce_brings_back_what_was_lowered_under_it() -> None:
    """Relief of the same parties on the same instrument; a duty on others stays out of it."""
    books, claim = books_with(action="lowered")
    begun = day("2031-03-01")
    slots: dict[str, Any] = {"instrument": "tariff"}
    truce = entry(
        "truce", "agreement", "Truce of Bern", [state("in force", begun, [claim], until=MAY)], **slots
    )
    own = entry("own", "measure", "duties", [state("in force", begun, [claim])], **slots)
    other = entry("other", "measure", "duties", [state("in force", begun, [claim])], targets=("EU",), **slots)
    text = " ".join(write("lapse", ask(), findings_of([truce, own, other], books)).split())
    assert "The truce of Bern ends in May 2031 unless somebody extends it." in text
    assert "The tariffs that the US and Canada lowered on 1 March 2031 would return." in text
    assert "EU" not in text


def test_what_is_overdue_stands_first_among_what_is_due() -> None:
    """A day that passed without word is not forgotten."""
    books, claim = books_with()
    late = tariff(state("due", day("2031-03-01"), [claim]))
    coming = entry(
        "soon",
        "measure",
        "duties",
        [state("threatened", day("2031-03-02"), [claim])],
        actors=("CA",),
        instrument="tariff",
        when=day("2031-03-20"),
    )
    lines = compose("deadlines", ask(), findings_of([coming, late], books)).sections[0].lines
    assert [(line.entry, line.lead) for line in lines] == [("t", "Overdue"), ("soon", "20 March 2031")]
    assert lines[1].tail == "about two weeks left"


def test_a_round_leads_the_briefing_when_it_is_the_newest() -> None:
    """The truce in force and the next threat stand beside it."""
    books, claim = books_with()
    truce = entry("truce", "agreement", "Truce of Bern", [state("extended", day("2031-01-05"), [claim])])
    talks = entry(
        "talks",
        "round",
        "Lisbon talks",
        [state("held", day("2031-03-04"), [claim])],
        instrument="in_person",
        place="Lisbon",
        when=day("2031-03-04"),
    )
    threat = tariff(state("threatened", day("2031-03-02"), [claim], rate=100.0), when=day("2031-03-20"))
    lines = compose("brief", ask(), findings_of([truce, talks, threat], books)).sections[0].lines
    assert [line.entry for line in lines] == ["talks", "truce", "t"]
    assert lines[0].sentences[0].strong


def test_every_status_of_the_phrases_can_be_said() -> None:
    """No pattern names a slot that its kind does not fill."""
    books, claim = books_with()
    for kind in SLOTS:
        for name in table(kind):
            held = state(name, day("2031-03-01"), [claim], by=("US",))
            text = said(entry("x", kind, "Thing", [held], instrument="tariff"), books)
            assert "{" not in text
            assert text


def test_an_unknown_status_is_printed_as_it_is() -> None:
    """A later version of the ledger does not break an earlier writer."""
    books, claim = books_with()
    assert said(tariff(state("frozen solid", None, [claim])), books).endswith(": frozen solid")


def test_marks_of_a_desk_are_shared() -> None:
    """The same words have one number in the whole document."""
    books, claim = books_with()
    desk = Desk(ask(), findings_of([], books), Sources(books))
    assert desk.sources.claims([claim]) == desk.sources.claims([claim]) == (1,)
    assert len(desk.sources.marks) == 1


def test_long_words_are_cut_where_the_day_stays() -> None:
    """What a deadline is told with keeps its day, wherever in the sentence it stands."""
    begin = "The two orders cut one duty on timber to half of what it was, and keep the other one suspended"
    words = f"{begin} until 10 May 2031, which both sides had asked for in their letters"
    assert shortened(words, 200) == words
    assert shortened(words, 100, day("2031-05-10")) == f"[...] {words[15 : words.index(',', 100)]} [...]"
    assert shortened(words, 100) == f"{begin} [...]"
    assert shortened(words, 150, day("2031-05-10")).startswith(begin)


def test_an_agreement_that_waits_is_told_where_a_later_one_leads() -> None:
    """What was agreed in principle and never approved has its own place; what leads is not told twice."""
    books, words = FakeBooks(), ("They agreed in principle.", "A pact was signed.")
    books.add_page("p", " ".join(words), "Quay Post")
    ids = [books.say("p", w, "agreement") for w in words]
    waits = state("agreed in principle", day("2031-03-01"), ids[:1])
    signed = state("signed", day("2031-03-04"), ids[1:])
    one = entry("outline", "agreement", "Timber outline", [waits], place="Lisbon")
    two = entry("pact", "agreement", "Fish pact", [signed], place="Oslo")
    sections = {s.title: s for s in compose("brief", ask(), findings_of([one, two], books)).sections}
    assert [n.entry for n in sections["AGREEMENTS NOT YET CONCLUDED"].lines] == ["outline"]
    assert "AGREEMENTS NOT YET CONCLUDED" not in {
        s.title for s in compose("brief", ask(), findings_of([one], books)).sections
    }


def test_verbs_of_what_is_considered_do_what_the_lexicon_says() -> None:
    """Lists that are short, so that answers need not load the lexicon, say the same as it."""
    from parley.record.words import actions
    from parley.resolve.tables import table as joining

    told = {verb: deed for deed, verbs in table("weighed").items() for verb in verbs}
    told |= dict.fromkeys(joining()["moves"]["down"], "lowered")
    assert {verb: actions().stages.get(verb) for verb in told} == told


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("measure: object drop", "The US may lift tariffs on timber from Canada"),
        ("measure: object charge", "The US is considering tariffs on timber from Canada"),
    ],
)
def test_what_is_considered_says_which_way_it_goes(rule: str, sentence: str) -> None:
    """ "Is expected to drop its duty" considers no new duty: the verb of the claim's rule tells."""
    books, claim = books_with(action="considered", rule=rule)
    assert said(tariff(state("considered", None, [claim])), books).startswith(sentence)
