"""Sentences that would be false or badly said: lower rates under a truce, levels, several owners."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from write_fixture import FakeBooks, ask, day, entry, findings_of, state

from parley.model import Difference, Disagreement, Entry, Side, Value
from parley.write import compose
from parley.write.due import due
from parley.write.lines import Desk, flag, state_sentence
from parley.write.phrases import FOLDER, _known, owners
from parley.write.sentences import status
from parley.write.show import _joined
from parley.write.sources import Sources

WORDS = "The duty stays at 20 % until the truce ends."


def test_several_owners_are_told_by_adjectives() -> None:
    """Not "US and China's"."""
    assert owners(("US", "CN")) == "US and Chinese"
    assert owners(("CN",)) == "China's"


def test_a_rate_is_lowered_to_its_level() -> None:
    """Not "lowered tariffs of 20 %"; a sum of several says that it is one."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="lowered", date=day("2031-03-01"))
    held = state("in force", day("2031-03-01"), [told], rate=20.0, values=(Value(20, "percent"),))
    sides = {"actors": ("US",), "targets": ("CA",)}
    one = entry("t", "measure", "Tariff", [held], instrument="tariff", goods=("timber",), **sides)
    findings = findings_of([one], books)
    said = status(one, findings.assessment.verdicts[0], findings, ask())
    assert said == "The US lowered tariffs on timber from Canada to 20 % on 1 March 2031"
    findings = findings_of([replace(one, name="Total tariff")], books)
    said = status(findings.entries["t"], findings.assessment.verdicts[0], findings, ask())
    assert said == "The US lowered tariffs on timber from Canada to 20 % in all on 1 March 2031"


def test_a_lower_rate_is_not_over_while_its_truce_was_extended() -> None:
    """Then the sentence says so, and nothing is overdue; without a truce it is."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="kept")
    word = books.say("page", WORDS, "agreement", action="extended", actors=("US", "CA"))
    over = replace(
        state("lapsed", day("2031-02-01"), [told]), reason="derived: the time of the lower rate is over"
    )
    duty = entry("t", "measure", "Tariff", [over], actors=("US",), targets=("CA",), instrument="tariff")
    longer = state("extended", day("2031-01-20"), [word], until=day("2031-08-01"), known_from="2031-01-21")
    truce = entry("d", "agreement", "Lisbon truce (United States and Canada)", [longer], place="Lisbon")
    findings = findings_of([duty, truce], books)
    verdict = next(v for v in findings.assessment.verdicts if v.entry == "t")
    told_now = status(duty, verdict, findings, ask())
    assert "but the Lisbon truce was extended until 1 August 2031" in told_now
    later, _ = due(Desk(ask(), findings, Sources(books)), None)
    assert [line.lead for line in later.lines if line.lead == "Overdue"] == []
    alone = findings_of([duty], books)
    assert "no page held extends it" in status(duty, alone.assessment.verdicts[0], alone, ask())
    assert [line.lead for line in due(Desk(ask(), alone, Sources(books)), None)[0].lines] == ["Overdue"]


def test_a_truce_extended_again_is_told_with_the_end_that_it_has_on_the_day() -> None:
    """A lower rate over in February: in March the first extension stands, in July the second one."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="kept")
    word = books.say("page", WORDS, "agreement", action="extended", actors=("US", "CA"))
    over = replace(
        state("lapsed", day("2031-02-01"), [told]), reason="derived: the time of the lower rate is over"
    )
    duty = entry("t", "measure", "Tariff", [over], actors=("US",), targets=("CA",), instrument="tariff")
    first = state("extended", day("2031-01-20"), [word], until=day("2031-06-01"), known_from="2031-01-21")
    second = state("extended", day("2031-05-20"), [word], until=day("2032-06-01"), known_from="2031-05-21")
    truce = entry(
        "d", "agreement", "Lisbon truce", [replace(first, valid_to="2031-05-20"), second], place="Lisbon"
    )
    findings = findings_of([duty, truce], books)
    verdict = next(v for v in findings.assessment.verdicts if v.entry == "t")

    def said(as_of: str, known: str | None = None) -> str:
        return status(duty, verdict, findings, replace(ask(), as_of=as_of, known=known))

    assert said("2031-03-01").endswith("but the Lisbon truce was extended until 1 June 2031")
    assert said("2031-07-01").endswith("but the Lisbon truce was extended until 1 June 2032")
    assert said("2031-07-01", "2031-05-01").endswith("but the Lisbon truce was extended until 1 June 2031")


def test_a_disagreement_is_open_until_the_day_on_which_something_settled_it() -> None:
    """Before the signature the line is marked, also as known before it; from then on it is not."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    word = books.say("page", WORDS, "agreement", action="agreed", actors=("US", "CA"))
    deal = entry("d", "agreement", "Lisbon deal", [state("agreed", day("2031-02-01"), [word])])
    sides = tuple(Side(says, word, None, None) for says in ("agreed", "rejected"))
    item = Disagreement("x", "status", True, "Lisbon deal", "d", sides, "2031-02-02")
    item = replace(item, resolved="signed from 2031-03-10")
    found = findings_of([deal], books)
    findings = replace(found, assessment=replace(found.assessment, disagreements=(item,)))

    def flagged(as_of: str, known: str | None = None) -> str:
        return flag(Desk(replace(ask(), as_of=as_of, known=known), findings, Sources(books)), "d")

    assert flagged("2031-03-09") == flagged("2031-04-01", "2031-03-09") == "disputed: status"
    assert flagged("2031-03-10") == flagged("2031-04-01") == ""


def test_a_level_of_all_tariffs_is_told_as_put_then_once_a_part_of_it_changed() -> None:
    """Before the change it is in force; after it, it is what somebody put it at on that day."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    level = books.say("page", WORDS, "measure", known="2031-02-01", values=(Value(35, "percent"),))
    act = books.say("page", WORDS, "measure", action="lowered", known="2031-02-20")
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    whole = entry("all", "measure", "Tariff (US)", [state("in force", None, [level], rate=35.0)], **sides)
    eased = state("in force", day("2031-02-20"), [act], rate=10.0)
    part = entry("part", "measure", "Reciprocal tariff (US)", [eased], **sides)
    findings = findings_of([whole, part], books)
    verdict = next(v for v in findings.assessment.verdicts if v.entry == "all")

    def said(as_of: str) -> str:
        desk = Desk(replace(ask(), as_of=as_of), findings, Sources(books))
        return state_sentence(desk, verdict).text

    told = "US tariffs on goods from Canada were put at 35 % on 1 February 2031; "
    assert said("2031-03-01") == f"{told}parts of them have changed since."
    assert said("2031-02-10") == "US tariffs of 35 % on goods from Canada are in force."
    steel = entry("part", "measure", "Tariff (US)", [eased], goods=("steel",), **sides)
    findings = findings_of([whole, steel], books)
    assert said("2031-03-01") == "US tariffs of 35 % on goods from Canada are in force."


def test_a_level_of_all_tariffs_does_not_follow_what_is_assumed_of_a_part() -> None:
    """It says so, among what the assumption changes and where it stands; a part's own rate does not."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    word = books.say("page", WORDS, "measure", known="2031-02-01")
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    ids = {"all": "Total tariff (US)", "border": "Border tariff (US)", "part": "Reciprocal tariff (US)"}
    held = {
        i: state("in force", day("2031-02-01"), [word], rate=r)
        for i, r in zip(ids, (35.0, 25.0, 10.0), strict=True)
    }
    gone = replace(held["part"], status="lifted", reason="assumed: lifted from 2031-03-01")
    entries = [entry(i, "measure", ids[i], [gone if i == "part" else held[i]], **sides) for i in ids]
    found = findings_of(entries, books)
    findings = replace(found, differences=(Difference(entries[2], held["part"], gone),))
    asked = replace(ask(), assumed=("part=lifted@2031-03-01",))
    changed, *_, measures = compose("state", asked, findings).sections
    apart = "This level of all tariffs together does not follow the assumption."
    assert [(line.lead, line.entry) for line in changed.lines] == [
        ("lifted at 10 %", "part"),
        ("not followed", "all"),
    ]
    assert {line.entry: line.sentences[-1].text == apart for line in measures.lines} == {
        "all": True,
        "border": False,
        "part": False,
    }
    without = compose("state", ask(), found).sections[-1].lines
    assert apart not in [s.text for line in without for s in line.sentences]


def test_the_entry_of_one_party_is_as_in_the_whole_lexicon() -> None:
    """Names are read one by one; a code that is none is no party."""
    text = (FOLDER.parent / "lexicon" / "data" / "parties.toml").read_text("utf-8")
    every = tomllib.loads(text)["parties"]
    assert {code: _known(code) for code in every} == every
    assert _known("meta") is None
    assert _known("Quayside") is None


def deal_and_deadline(books: FakeBooks) -> tuple[Entry, Entry]:
    """A truce until 1 May, which on 20 April is extended by a year, and the deadline of 1 May."""
    books.add_page("page", WORDS + "\n", "Quay Post")
    word = books.say("page", WORDS, "agreement", action="extended", actors=("US", "CA"))
    end, later = day("2031-05-01"), day("2032-05-01")
    first = state("in force", day("2031-01-05"), [word], until=end)
    second = state("extended", day("2031-04-20"), [word], until=later, known_from="2031-04-20")
    sides = {"actors": ("US", "CA")}
    truce = entry("d", "agreement", "Lisbon truce", [replace(first, valid_to="2031-04-20"), second], **sides)
    told = books.say("page", WORDS, "deadline", date=end)
    ends = entry(
        "e", "deadline", "e", [state("pending", day("2031-01-05"), [told], until=end)], when=end, **sides
    )
    return truce, ends


def test_a_deadline_that_was_put_off_is_told_as_such_and_falls_due_no_more() -> None:
    """Before the extension it falls due; after it the state says until when the truce goes on."""
    books = FakeBooks()
    findings = findings_of(list(deal_and_deadline(books)), books)
    (verdict,) = [v for v in findings.assessment.verdicts if v.entry == "e"]

    def asked(on: str) -> Desk:
        return Desk(replace(ask(), as_of=on), findings, Sources(books))

    assert state_sentence(asked("2031-04-25"), verdict).text == (
        "A deadline for the US and Canada was to fall on 1 May 2031; "
        "the Lisbon truce was extended until 1 May 2032."
    )
    assert "falls on 1 May 2031" in state_sentence(asked("2031-03-25"), verdict).text
    assert [line.entry for line in due(asked("2031-04-25"), None)[0].lines] == ["d"]


def test_an_end_before_which_another_state_is_told_is_not_due() -> None:
    """A suspension that a later one carries on ends with that one; an announced level is told as coming."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    word = books.say("page", WORDS, "measure", action="suspended")
    first = state("suspended", day("2031-01-05"), [word], until=day("2031-05-01"))
    second = state("suspended", day("2031-04-20"), [word], until=day("2032-05-01"), known_from="2031-04-20")
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    rests = entry("m", "measure", "m", [replace(first, valid_to="2031-04-20"), second], **sides)
    level = replace(
        state("in force", day("2031-01-05"), [word], until=day("2031-05-01"), rate=20.0),
        reason="in force; change to 10 % announced for 2031-05-01",
    )
    falls = entry("n", "measure", "n", [level], **sides)
    findings = findings_of([rests, falls], books)
    lines = due(Desk(replace(ask(), as_of="2031-04-10"), findings, Sources(books)), None)[0].lines
    assert [line.entry for line in lines] == ["n"]
    assert "with a change to 10 % announced for 1 May 2031" in lines[0].sentences[0].text


def test_what_is_announced_is_told_with_its_own_day_though_later_acts_have_another() -> None:
    """Controls announced for May and suspended in April: from May, not from April; an ease keeps its verb."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="announced", date=day("2031-05-01"))
    eased = books.say("page", WORDS, "measure", action="eased", date=day("2031-04-02"))
    again = books.say("page", WORDS, "measure", action="imposed")
    held = replace(
        state("announced", day("2031-03-01"), [told], until=day("2031-05-01")), valid_to="2031-04-20"
    )
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "export_control"}
    one = entry("m", "measure", "m", [held], when=day("2031-04-20"), **sides)
    findings = findings_of([one], books)
    assert status(one, findings.assessment.verdicts[0], findings, ask()).endswith(", from 1 May 2031")
    two = entry("n", "measure", "n", [state("in force", day("2031-04-02"), [eased, again])], **sides)
    findings = findings_of([two], books)
    told_of_two = status(two, findings.assessment.verdicts[0], findings, ask())
    assert told_of_two.startswith("The US eased export controls")


def test_an_average_is_told_as_one() -> None:
    """Whether it stands or is to come."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="lowered")
    coming = state("announced", day("2031-03-01"), [told], rate=47.0, values=(Value(47, "percent"),))
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    one = entry("m", "measure", "Average tariff (United States to Canada)", [coming], **sides)
    findings = findings_of([one], books)
    said = status(one, findings.assessment.verdicts[0], findings, ask())
    assert said == "The US is to lower average tariffs on goods from Canada to 47 %"


def test_why_a_claim_is_here_is_told_as_what_happened() -> None:
    """Not "joined by joined by a person", nor "joined by first mention"."""
    assert _joined("same rate, same targets") == "; joined by same rate, same targets"
    assert _joined("set apart by a person") == "; set apart by a person"
    assert _joined("first mention, undated") == "; first mention, undated"
    assert _joined("") == ""
