"""Witnesses and standing: copies count once, speakers and reporters apart, and one word with its rule."""

from __future__ import annotations

from typing import Any

import pytest
from builders import article, claim

from parley.model import Claim, Edge, Verdict
from parley.resolve import resolve
from parley.weigh import weigh

CAST = [article("a"), article("b"), article("c"), article("d")]


def verdict(*claims: Claim, edges: tuple[Edge, ...] = (), articles: list[Any] | None = None) -> Verdict:
    """The verdict on the state that is believed last, of the one entry that the claims make."""
    held = articles or CAST
    entries = resolve(claims, held, edges)
    found = [v for v in weigh(entries, claims, held, edges).verdicts if v.state.known_to is None]
    return found[-1]


def deal(**fields: Any) -> Claim:
    return claim(
        "agreement", fields.pop("action", "agreed"), **{"on": "2025-06-11", "words": "a pact", **fields}
    )


def rewrite(old: str, new: str) -> Edge:
    return Edge("rewrite", f"{old}/0", f"{new}/0", 0.9, ("test",))


def test_nine_copies_of_one_text_are_one_witness() -> None:
    """Copies add outlets, not witnesses."""
    names = "abcdefghi"
    claims = [deal(article=f"{name}/0") for name in names]
    edges = tuple(Edge("exact", "a/0", f"{name}/0", 1.0, ("test",)) for name in names[1:])
    found = verdict(*claims, edges=edges, articles=[article(name) for name in names])
    assert (found.speakers, found.reporters, len(found.witnesses)) == (1, 1, 1)
    assert len(found.witnesses[0].outlets) == 9
    assert found.standing == "single report"


def test_two_outlets_with_one_speaker_are_one_speaker_and_two_reporters() -> None:
    """Independent reporters of one briefing: both counts are shown."""
    found = verdict(deal(speaker="Howard Lutnick"), deal(speaker="Howard Lutnick", article="b/0"))
    assert (found.speakers, found.reporters) == (1, 2)
    assert {w.party for w in found.witnesses} == {"US"}


def test_a_rewrite_adds_no_reporter_to_what_it_repeats_but_its_own_speaker_counts() -> None:
    """A rewrite that adds another speaker adds that speaker, not a second reporter."""
    found = verdict(
        deal(speaker="Howard Lutnick"),
        deal(speaker="Howard Lutnick", article="b/0"),
        deal(speaker="Li Chenggang", article="b/0"),
        edges=(rewrite("a", "b"),),
    )
    assert (found.speakers, found.reporters) == (2, 1)


def test_an_outlet_that_cites_an_agency_held_is_no_second_reporter() -> None:
    """Reuters is held; another outlet that gives Reuters as its source goes with it."""
    wire, paper = article("w", outlet="Reuters"), article("p", outlet="Daily")
    found = verdict(
        deal(article="w/0", attribution=("Howard Lutnick", "Reuters"), speaker="Howard Lutnick"),
        deal(article="p/0", attribution=("Howard Lutnick", "Reuters", "Daily"), speaker="Howard Lutnick"),
        articles=[wire, paper],
    )
    assert (found.speakers, found.reporters) == (1, 1)
    assert found.witnesses[0].reporter == "w/0"


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([{"speaker": "Howard Lutnick"}, {"speaker": "Li Chenggang"}], "both sides"),
        ([{"speaker": "Howard Lutnick"}, {"article": "b/0"}], "one side"),
        ([{}, {"article": "b/0"}, {"article": "c/0", "speaker": "Howard Lutnick"}], "several reports"),
        ([{}], "single report"),
        ([{"speaker": "anonymous", "certainty": "anonymous"}], "anonymous"),
        ([{"article": "d/0", "speaker": "White House"}], "one side"),
    ],
)
def test_standing_follows_who_says_so(claims: list[dict[str, Any]], standing: str) -> None:
    """Each word of standing has its rule, and the verdict says which."""
    found = verdict(*[deal(**fields) for fields in claims])
    assert found.standing == standing
    assert found.reason


def test_an_official_text_of_a_party_that_acts_makes_what_it_enacts_official() -> None:
    """A government's own text outranks reports of what it enacts."""
    from parley.lexicon import lexicon

    outlet = next(o for o in lexicon().outlets.values() if o.kind == "official" and o.party == "US")
    found = verdict(
        claim("measure", "imposed", actors=("US",), targets=("CN",), instrument="tariff", article="g/0"),
        articles=[article("g", outlet=outlet.name)],
    )
    assert found.standing == "official"


def test_an_official_text_outranks_any_number_of_reports_of_what_it_enacts() -> None:
    """Three reports of a measure in force give way to the gazette that suspends it on that day."""
    from parley.lexicon import lexicon

    outlet = next(o for o in lexicon().outlets.values() if o.kind == "official" and o.party == "US")
    act: dict[str, Any] = {"actors": ("US",), "targets": ("CN",), "goods": ("tin",), "on": "2025-06-10"}
    act["instrument"] = "tariff"
    reports = [claim("measure", "imposed", article=f"{name}/0", **act) for name in "bcd"]
    texts = [article("g", "2025-06-11", outlet=outlet.name), *(article(n, "2025-06-11") for n in "bcd")]
    told = (*reports, claim("measure", "suspended", article="g/0", **act))
    [entry] = [e for e in resolve(told, texts, ()) if e.kind == "measure"]
    [state] = [s for s in entry.states if s.known_to is None]
    assert state.status == "suspended" and "official text" in state.reason
    promise = claim("measure", "suspended", article="g/0", certainty="planned", **act)
    [entry] = [e for e in resolve((*reports, promise), texts, ()) if e.kind == "measure"]
    assert [s.status for s in entry.states if s.known_to is None][-1] == "in force"


def test_an_official_text_does_not_make_a_promise_official() -> None:
    """What such a text only promises stands as the word of one side."""
    from parley.lexicon import lexicon

    outlet = next(o for o in lexicon().outlets.values() if o.kind == "official" and o.party == "US")
    found = verdict(
        claim("commitment", "pledged", actors=("US",), targets=("CN",), instrument="tariff", article="g/0",
              speaker="White House"),
        articles=[article("g", outlet=outlet.name)],
    )  # fmt: skip
    assert found.standing == "one side"


def test_a_status_that_another_voice_excludes_is_disputed() -> None:
    """The loser of the weighing is the witness against."""
    found = verdict(
        deal(action="agreed_in_principle", speaker="Li Chenggang"),
        deal(action="awaiting_approval", speaker="Howard Lutnick"),
        deal(action="agreed", speaker="Donald Trump", article="b/0"),
    )
    assert found.standing == "disputed"
    assert [w.speaker for w in found.against] == ["Donald Trump"]
    assert "Donald Trump" in found.reason


def test_a_rewrite_is_no_witness_against_its_origin() -> None:
    """Where a rewrite words a status otherwise, without a speaker of its own, nothing is disputed."""
    both = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff", "on": "2025-05-12"}
    found = verdict(
        claim("measure", "lowered", **both),
        claim("measure", "lifted", article="b/0", **both),
        edges=(rewrite("a", "b"),),
    )
    assert found.against == ()
    assert found.standing == "single report"


def test_every_state_has_a_verdict() -> None:
    """One verdict for each state, closed beliefs included."""
    both = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff"}
    claims = [
        claim("measure", "threatened", known="2025-06-01", on="2025-06-01", **both),
        claim("measure", "imposed", known="2025-06-20", on="2025-06-05", **both),
    ]
    entries = resolve(claims, CAST, ())
    found = weigh(entries, claims, CAST, ()).verdicts
    assert [(v.entry, v.state) for v in found] == [(e.id, s) for e in entries for s in e.states]


def test_a_later_voice_is_not_against_what_was_believed_before_it() -> None:
    """The belief of a past day is weighed by what was known then."""
    claims = [
        deal(action="awaiting_approval", speaker="Howard Lutnick"),
        deal(action="agreed", speaker="Donald Trump", article="b/0", known="2025-06-13"),
    ]
    entries = resolve(claims, CAST, ())
    old, new = weigh(entries, claims, CAST, ()).verdicts[:2]
    assert (old.state.known_to, old.against) == ("2025-06-13", ()) or old.state.known_to is None
    assert new is not None


def test_two_outlets_that_cite_one_agency_are_one_reporter() -> None:
    """Reuters is not held; who cites it has it from there, so both papers are one reporter by its name."""
    found = verdict(
        deal(article="p/0", attribution=("Howard Lutnick", "Reuters", "Daily"), speaker="Howard Lutnick"),
        deal(article="q/0", attribution=("Howard Lutnick", "Reuters", "Gazette"), speaker="Howard Lutnick"),
        articles=[article("p", outlet="Daily"), article("q", outlet="Gazette")],
    )
    assert (found.speakers, found.reporters) == (1, 1)
    assert found.witnesses[0].reporter == "Reuters"


def test_papers_that_credit_one_agency_for_their_texts_are_one_reporter() -> None:
    """The credit of the whole text is a link of the chain like a citation."""
    found = verdict(
        deal(article="p/0"),
        deal(article="q/0"),
        articles=[
            article("p", outlet="Daily", agencies=("AFP",)),
            article("q", outlet="Post", agencies=("AFP",)),
        ],
    )
    assert found.reporters == 1


def test_an_outlet_that_cites_an_agency_is_no_witness_against_it() -> None:
    """A paper that gives Reuters as its source and tells another status is in error, not a second voice."""
    lutnick = {"speaker": "Howard Lutnick", "action": "agreed_in_principle"}
    against = {"speaker": "Donald Trump", "action": "agreed", "article": "p/0"}
    articles = [article("w", outlet="Reuters"), article("p", outlet="Daily")]
    cited = verdict(
        deal(article="w/0", **lutnick),
        deal(attribution=("Donald Trump", "Reuters", "Daily"), **against),
        articles=articles,
    )
    assert cited.against == () and cited.standing != "disputed"
    own = verdict(deal(article="w/0", **lutnick), deal(**against), articles=articles)
    assert [w.speaker for w in own.against] == ["Donald Trump"]
