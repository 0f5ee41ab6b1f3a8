"""Stories and threads: who joins whom, the same whatever the batch, and what a person decided stays."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import claim
from derive_stories import ORIGINAL, REWRITE, article
from sample_reading import coverage

from parley.flow import read_into
from parley.model import Article, Claim, Grouping, Story
from parley.resolve.pins import Pins
from parley.resolve.stories import stories

FERRY = """The night ferry between Quill Bay and Osterholm is to stop in autumn, the harbour board said.
Fewer than forty passengers a night have sailed since the bridge opened, said its chair, Runa Falk.
The crew of the Cormorant will be offered places on the freight lines.
"""
FERRY_LATER = """Passengers of the Cormorant met in Quill Bay to protest against the end of the night ferry.
The harbour board stands by its plan for autumn, its chair Runa Falk told them on the quay.
Osterholm has asked for a hearing before the freight lines take over the crew.
"""
TIMBER_TALKS = {"actors": ("NO", "SE"), "place": "Haldersund"}


def told(name: str, day: str | None, text: str, **fields: object) -> Article:
    return replace(article(text, name, title=None), published=day, **fields)  # type: ignore[arg-type]


ARTICLES = (
    told("t1", "2031-04-08", ORIGINAL, title="Outline of timber accord agreed"),
    told("f1", "2031-04-08", FERRY, title="Night ferry to stop in autumn"),
    told("t2", "2031-04-09", REWRITE, title="Norvia and Castellan settle on timber"),
    told("f2", "2031-04-10", FERRY_LATER, title="Protest against the end of the ferry"),
    told("t3", "2031-07-02", REWRITE, title="Timber once more"),
)
CLAIMS = tuple(
    claim("meeting", article=f"{name}/0", on=day, actors=("NO", "SE"), place="Haldersund", words=name)
    for name, day in (("t1", "2031-04-07"), ("t2", "2031-04-07"), ("t3", "2031-07-01"))
)


def groups(found: tuple[Story, ...]) -> list[list[str]]:
    return [[a.removesuffix("/0") for a in story.articles] for story in found]


def decided(kind: str, one: str, other: str, level: str = "story", at: str = "2031-05-01") -> Grouping:
    named = [tuple(f"{name}/0" for name in group.split()) for group in (one, other)]
    return Grouping(at, "ada", kind, level, *named)  # type: ignore[arg-type]


def test_articles_about_one_event_of_the_same_days_are_one_story() -> None:
    """A rewrite joins its original; another event founds a story, and so do the same words months later."""
    found = stories(ARTICLES, CLAIMS)
    assert groups(found) == [["t1", "t2"], ["f1", "f2"], ["t3"]]
    assert found[0].id == "2031-04-08-outline-timber-accord-agreed"
    assert (found[0].since, found[0].until) == ("2031-04-08", "2031-04-09")
    assert found[0].joins[0] == ("t1/0", "founded it")
    assert "like t1/0" in found[0].joins[1][1]


def test_stories_and_their_reasons_are_the_same_in_any_process() -> None:
    """Whatever order the interpreter gives its sets: equally weighty words are named in one order."""
    code = "import test_resolve_stories as t; print(t.stories(t.ARTICLES, t.CLAIMS))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1


def test_what_comes_later_moves_nothing_that_came_before() -> None:
    """The stories of the first n articles are the same, id and all, whatever follows them."""
    whole = stories(ARTICLES, CLAIMS)
    for count in range(len(ARTICLES)):
        ids = {a.id for a in ARTICLES[:count]}
        kept = [[a for a in s.articles if a in ids] for s in whole]
        first = stories(ARTICLES[:count], CLAIMS)
        assert [list(s.articles) for s in first] == [k for k in kept if k]
        assert [s.id for s in first] == [s.id for s in whole][: len(first)]


def test_two_stories_of_one_founding_headline_have_two_ids() -> None:
    """Ids are readable and still apart."""
    twice = [
        told(name, "2031-04-08", text, title="News in brief")
        for name, text in (("a", FERRY), ("b", ORIGINAL))
    ]
    assert [s.id for s in stories(twice, ())] == ["2031-04-08-news-brief", "2031-04-08-news-brief-2"]


def test_an_article_without_a_day_or_a_headline_finds_its_story() -> None:
    """Without a day more likeness is asked for; the first words stand for a headline."""
    undated = told("t9", None, ORIGINAL)
    found = stories([*ARTICLES[:2], undated], CLAIMS)
    assert groups(found) == [["t1", "t9"], ["f1"]]
    assert stories([undated], ())[0].id.startswith("undated-trade-ministers-norvia")
    assert stories([], ()) == ()


def test_stories_between_the_same_parties_are_one_thread_for_months() -> None:
    """April and July are one thread of Norway and Sweden; the ferry, about which no party deals, is none."""
    april, ferry, july = stories(ARTICLES, CLAIMS)
    assert april.thread == july.thread == "norway-sweden-2031-04"
    assert april.parties == ("NO", "SE")
    assert ferry.thread == ferry.id


def test_a_thread_ends_when_nothing_is_told_for_months() -> None:
    """After 120 days of silence the same parties begin a thread anew; other parties always do."""
    late = replace(ARTICLES[4], published="2031-12-01")
    other = replace(CLAIMS[2], actors=("NO", "FI"))
    assert stories([*ARTICLES[:3], late], CLAIMS)[2].thread == "norway-sweden-2031-12"
    assert stories(ARTICLES, [*CLAIMS[:2], other])[2].thread != "norway-sweden-2031-04"


def test_the_first_article_that_names_parties_brings_its_story_into_a_thread() -> None:
    """A founder without claims leaves the thread open; once joined, a story stays in it."""
    late = [CLAIMS[1], replace(CLAIMS[1], article="t3/0", actors=("NO", "FI"), id="x")]
    found = stories(ARTICLES[:3], late)
    assert found[0].thread == "norway-sweden-2031-04"


def test_what_a_person_merged_is_one_story_from_the_start() -> None:
    """The later story's articles join the earlier one, and articles like either follow."""
    merged = stories(ARTICLES, CLAIMS, [decided("merge", "t1 t2", "f1")])
    assert groups(merged) == [["t1", "f1", "t2", "f2"], ["t3"]]
    assert dict(merged[0].joins)["f1/0"] == "a person put it here"


def test_what_a_person_split_stays_apart_whatever_its_likeness() -> None:
    """The article founds its own story; a later copy of it goes with it, not with the old story."""
    copy = told("t4", "2031-04-09", REWRITE, title="Norvia and Castellan settle on timber")
    found = stories([*ARTICLES, copy], CLAIMS, [decided("split", "t2", "t1")])
    assert groups(found) == [["t1"], ["f1", "f2"], ["t2", "t4"], ["t3"]]


def test_a_later_decision_outranks_an_earlier_one() -> None:
    """Merged and split again, or split and merged again: the last word counts."""
    merge, split = decided("merge", "t1 t2", "f1"), decided("split", "f1", "t1 t2", at="2031-06-01")
    assert groups(stories(ARTICLES, CLAIMS, [split, merge])) == [["t1", "t2"], ["f1", "f2"], ["t3"]]
    again = decided("merge", "f1", "t1 t2", at="2031-07-01")
    assert len(stories(ARTICLES, CLAIMS, [merge, split, again])[0].articles) == 4


def test_three_groups_that_were_split_one_after_the_other_all_stay_apart() -> None:
    """A second split does not forget the first."""
    pins = Pins([decided("split", "a", "b c"), decided("split", "b", "c")])
    labels = {name: pins.label(f"{name}/0") for name in "abc"}
    for one, other in ("ab", "ac", "bc"):
        assert pins.apart(labels[one], {labels[other] or 0})
    assert not pins.apart(None, {1}) and not pins.apart(labels["a"], {labels["a"] or 0})


def test_threads_are_merged_and_split_by_their_founding_articles() -> None:
    """A split thread's stories have a thread of their own; the ferry can be put into the timber's thread."""
    split = stories(ARTICLES, CLAIMS, [decided("split", "t3", "t1", "thread")])
    assert split[2].thread == "norway-sweden-2031-07" != split[0].thread
    merged = stories(ARTICLES, CLAIMS, [decided("merge", "f1", "t1", "thread")])
    assert merged[1].thread == merged[0].thread


def test_the_sample_has_the_stories_that_a_reader_sees_in_it() -> None:
    """The London talks are one story of nine outlets and days, the truce of 2025 is one thread."""
    found = stories(coverage().articles, coverage().claims)
    of = {coverage().file_of(a.rpartition("/")[0]): story for story in found for a in story.articles}
    london = {file: story for file, story in of.items() if "london-framework" in file}
    assert len({story.id for story in london.values()}) == 1
    assert (
        of["2025-08-11_extension_kestrel-courier.txt"]
        == of["2025-08-12_extension-corrected_harbour-ledger.html"]
    )
    months = {s.since[:7] for s in found if s.thread == "us-china-2025-04" and s.since}
    assert {"2025-04", "2025-06", "2025-08", "2025-11"} <= months


def test_articles_of_the_same_words_in_another_order_of_arrival_make_the_same_groups() -> None:
    """On the sample the groups do not hang on who came first, only their names do."""
    articles, claims = list(coverage().articles), coverage().claims
    expected = {frozenset(s.articles) for s in stories(articles, claims)}
    random.Random(7).shuffle(articles)
    shuffled = {frozenset(s.articles) for s in stories(articles, claims)}
    assert len(expected & shuffled) >= 0.8 * len(expected)


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_a_ledger_has_the_same_stories_whatever_the_batch(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages read in any batches and in several runs: stories are those of the order of arrival."""
    from ledger_builders import NOW, stages, toy

    from parley.store import open_store

    pages = [
        toy(f"2025-06-{n:02}", f"steel: {n}", title=f"Talks on day {n}", address=f"{n}")
        for n in range(10, 17)
    ]
    monkeypatch.setattr("parley.flow.BATCH", batch)
    with open_store(tmp_path / f"{batch}.db") as store:
        read_into(store, [], fetched=NOW, stages=stages(pages[:4]))
        read_into(store, [], fetched=NOW, stages=stages(pages[4:]))
        found = store.stories()
        assert store.arrived() == tuple(p.id for p in pages)
        assert [a for s in found for a in s.articles] == [f"{p.id}/0" for p in pages]


@pytest.mark.parametrize("values", [0, 10_000])
def test_stories_go_on_from_what_is_remembered_as_from_what_is_read(
    values: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles that come one by one are put among those before, however little a program keeps of these."""
    from ledger_builders import NOW

    from parley import flow
    from parley.model import Page
    from parley.store import PageReading, open_store

    monkeypatch.setattr("parley.store.warm.VALUES", values)
    made = flow.settling_stages()
    with open_store(tmp_path / "l.db") as store:
        for one in ARTICLES:
            page = Page(one.page, one.page, NOW, one.text.encode(), one.text, "utf-8", "text/plain")
            own = tuple(c for c in CLAIMS if c.article == one.id)
            store.record([PageReading(page, (one,), own)], at=NOW, versions=made.versions)
            flow.settle(store, made, at=NOW)
        assert store.stories() == stories(ARTICLES, CLAIMS)


def test_a_person_s_decision_is_kept_with_who_and_when_and_outlives_later_reading(tmp_path: Path) -> None:
    """The decision and the stories are recorded together; the next reading keeps the groups."""
    from ledger_builders import NOW, stages, toy

    from parley.ledger import Ledger
    from parley.model import Person
    from parley.store import open_store
    from parley.storyline import merged, regroup

    one, two = toy("2025-06-10", "steel: announced"), toy("2025-07-01", "chips: agreed", title="Evening wire")
    with open_store(tmp_path / "l.db") as store:
        read_into(store, [], fetched=NOW, stages=stages([one, two]))
        first, second = store.stories()
        by = Person("2025-07-02T10:00:00+00:00", "ada", "one event")
        changed = list(regroup(Ledger(store), merged(first.id, second.id, Ledger(store), by)))
        assert changed == [f"{first.id}: 2 articles, thread {first.thread}"]
        before = store.last_recording()
        read_into(
            store, [], fetched=NOW, stages=stages([toy("2025-08-01", "tea: agreed", title="Late wire")])
        )
        assert store.stories()[0].articles == (f"{one.id}/0", f"{two.id}/0")
        assert len(store.stories(before)) == 1
        assert [(g.who, g.at, g.kind, g.note) for g in store.groupings()] == [
            ("ada", "2025-07-02T10:00:00+00:00", "merge", "one event")
        ]


def test_a_claim_of_another_article_does_not_count() -> None:
    """Claims are looked up by their own article."""
    stray: Claim = replace(CLAIMS[0], article="nobody/0")
    assert stories(ARTICLES[:1], [stray])[0].parties == ()
