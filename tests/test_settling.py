"""What must hold of every ledger, whatever is read, in whatever order and batches."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from builders import article, claim, percent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_builders import NOW, new_ledger, unnumbered

from parley import amending, answers, closing, flow
from parley.derive import derive
from parley.known import Inputs
from parley.ledger import Ledger
from parley.model import Article, Claim, Curated, Entry, Grouping, Page, When
from parley.near import Near
from parley.resolve import resolve
from parley.resolve.part import Part, part
from parley.settling import whole
from parley.shelves import Known
from parley.store import PageReading, Store, open_store
from parley.store.stands import Asked
from parley.weigh import weigh
from parley.write import Ask, What, compose

DAYS = [f"2025-0{month}-{day:02d}" for month in range(3, 8) for day in (2, 9, 21)]
NAMES = ("Howard Lutnick", "Li Chenggang", None, "anonymous", "Jane Doe")
days, sides = st.sampled_from(DAYS), st.sampled_from([("US", "CN"), ("CN", "US"), ("US", "EU"), ("EU", "CN")])


UNDATED = st.none()  # the day of a page without one


@st.composite
def told(draw: st.DrawFn, page: str, known: str | None) -> Claim:
    """A claim of any kind about one of a few things, so that most of them meet others."""
    kind = draw(st.sampled_from(["measure", "meeting", "agreement", "commitment", "deadline", "accusation"]))
    actor, target = draw(sides)
    actions = {
        "measure": ["announced", "imposed", "suspended", "raised", "lowered", "threatened", "kept"],
        "meeting": ["planned", "held", "cancelled"],
        "agreement": ["agreed_in_principle", "agreed", "signed", "extended", "rejected"],
        "commitment": ["pledged", "offered", "fulfilled"],
        "deadline": ["planned"],
        "accusation": ["alleged"],
    }
    both = kind in ("meeting", "agreement")
    mutual = both or (kind == "measure" and draw(st.integers(0, 3)) == 0)
    fields = {
        "article": f"{page}/0",
        "known": known,
        "on": draw(st.none() | days),
        "actors": (actor, target) if mutual else (actor,),
        "targets": () if mutual else (target,),
        "speaker": draw(st.sampled_from(NAMES)),
        "certainty": draw(st.sampled_from(["reported", "attributed", "planned", "hedged", "denied"])),
        "place": draw(st.sampled_from(["London", "Geneva", None])) if both else None,
        "goods": draw(st.sampled_from([(), ("steel",), ("rare earths",)])) if not both else (),
        "instrument": draw(st.sampled_from(["tariff", "export_control", None])) if not both else None,
        "values": draw(st.sampled_from([(), (percent(10),), (percent(25), percent(10, "from"))])),
        "expires": draw(st.none() | days) if kind in ("measure", "agreement") else None,
        "words": draw(
            st.sampled_from(["The Geneva truce.", "Tariffs on steel.", "A framework to implement it."])
        ),
        "links": draw(st.sampled_from([(), (("in_response_to", "the tariff on steel"),)])),
    }
    return claim(kind, draw(st.sampled_from(actions[kind])), **fields)


@st.composite
def coverage(draw: st.DrawFn) -> list[tuple[Article, tuple[Claim, ...]]]:
    """Two to six articles of one to five claims each."""
    made = []
    for number in range(draw(st.integers(2, 6))):
        page, known = f"p{number}", draw(UNDATED | days)
        claims = {c.id: c for c in draw(st.lists(told(page, known), min_size=1, max_size=5))}
        published = draw(st.sampled_from([known, known, None]))
        made.append((article(page, published), tuple(claims.values())))
    return made


def record(store: Store, pages: Sequence[tuple[Article, tuple[Claim, ...]]]) -> None:
    """Store the articles at once and settle the ledger."""
    stages = flow.settling_stages()
    readings = [
        PageReading(Page(a.page, f"{a.page}.txt", NOW, b"x", "x", "utf-8", "text/plain"), (a,), c)
        for a, c in pages
    ]
    store.record(readings, at=NOW, versions=stages.versions)
    flow.settle(store, stages, at=NOW)


def plain(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with their claims in one order: the store gives them as they became known."""
    return [replace(e, claims=tuple(sorted(e.claims)), joins=tuple(sorted(e.joins))) for e in entries]


PROPERTY = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@PROPERTY
@given(coverage(), st.randoms(use_true_random=False))
def test_news_worked_in_gives_what_making_all_anew_gives(
    pages: list[tuple[Article, tuple[Claim, ...]]], rng: random.Random
) -> None:
    """Whatever the order and batches, the store holds what resolve and weigh make of all claims at once.

    However little is remembered meanwhile.
    """
    order = list(pages)
    rng.shuffle(order)
    room = rng.choice((1, 2000))
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        new_ledger(Path(folder)) as store,
    ):
        patch.setattr(amending, "Known", lambda: Known(room))
        while order:
            size = rng.randint(1, len(order))
            record(store, order[:size])
            order = order[size:]
        claims, articles = store.claims(), store.articles()
        edges = derive(articles)
        entries = resolve(claims, articles, edges)
        assessment = weigh(entries, claims, articles, edges)
        assert plain(store.entries()) == plain(entries)
        assert set(store.assessment().verdicts) == set(assessment.verdicts)
        assert set(store.assessment().disagreements) == set(assessment.disagreements)
        assert whole(claims, articles, edges)[:2] == (entries, assessment)


@PROPERTY
@given(coverage())
def test_what_holds_of_every_entry(pages: list[tuple[Article, tuple[Claim, ...]]]) -> None:
    """No state without a claim; on one day nobody believes two states of a thing at one time."""
    claims = tuple(c for _, told in pages for c in told)
    for entry in resolve(claims, tuple(a for a, _ in pages), ()):
        known = {d for s in entry.states for d in (s.known_from, s.known_to) if d}
        assert all(s.claims and set(s.claims) <= set(entry.claims) for s in entry.states)
        for day in known:
            believed = sorted((s for s in entry.states if s.believed(day)), key=begin)
            assert all(a.valid_to is not None and a.valid_to[:10] <= begin(b) for a, b in pairwise(believed))


def begin(state: object) -> str:
    when = getattr(state, "valid_from", None)
    return when.start[:10] if when else ""


@PROPERTY
@given(coverage(), days, days)
def test_what_was_known_by_a_day_rests_on_what_was_told_by_then(
    pages: list[tuple[Article, tuple[Claim, ...]]], one: str, other: str
) -> None:
    """No belief is older than a claim that it rests on; what was known by a day stays in the books."""
    claims = {c.id: c for _, told in pages for c in told}
    entries = resolve(tuple(claims.values()), tuple(a for a, _ in pages), ())
    first, last = sorted((one, other))
    for entry in entries:
        for state in entry.states:
            assert all((claims[i].known or "")[:10] <= state.known_from for i in state.claims)
            assert state.known_to is None or state.known_from < state.known_to
    early, late = ({(e.id, s) for e in entries for s in e.states if s.known_from <= k} for k in (first, last))
    assert early <= late


def dossier(claims: Sequence[Claim]) -> tuple[Article, tuple[Claim, ...]]:
    """Some claims as facts of a dossier, each of an entry that it names."""
    facts = {}
    for number, one in enumerate(claims):
        name = f"fact-{one.kind}-{'-'.join(one.actors)}-{number % 2}"  # of one entry one party acts
        curated = Curated("d", name, ("https://a.example",), "2025-05-01")
        fact = replace(one, id=f"fact{number}", article="d/0", curated=curated, certainty="reported")
        facts[fact.id] = replace(fact, date=fact.date or When("2025-03-02", "2025-03-02", "day"))
    return article("d", None), tuple(facts.values())


def decide(store: Store, rng: random.Random) -> None:
    """A person joins two entries of a kind, or sets one claim of an entry apart, where there are any."""
    made = [
        e for e in store.entries() if e.kind == rng.choice(("measure", "agreement", "round")) and e.claims
    ]
    kind: Literal["merge", "split"] = "merge" if rng.random() < 0.5 else "split"
    chosen = [e.claims for e in made] if kind == "merge" else [(c,) for e in made for c in e.claims]
    if len(chosen) > 1:
        one, other = rng.sample(chosen, 2)
        store.decide(Grouping(NOW, "Ana", kind, "entry", one, other))
        closing.decided(store, at=NOW)


@PROPERTY
@given(coverage(), st.lists(told("d", "2025-04-02"), max_size=3), st.randoms(use_true_random=False))
def test_news_decisions_and_a_dossier_in_any_order_give_what_all_at_once_gives(
    pages: list[tuple[Article, tuple[Claim, ...]]], facts: list[Claim], rng: random.Random
) -> None:
    """Page after page, by a program that remembers or by another one, with decisions in between."""
    order = [*pages, dossier(facts)] if facts else list(pages)
    rng.shuffle(order)
    with TemporaryDirectory() as folder, new_ledger(Path(folder)) as store:
        for one in order:
            if rng.random() < 0.3:
                with open_store(Path(folder) / "ledger.db") as other:
                    record(other, [one])
            else:
                record(store, [one])
            if rng.random() < 0.4:
                decide(store, rng)
        claims, articles = store.claims(), store.articles()
        edges = derive(tuple(a for a in articles if a.page != "d"))
        entries, assessment, traces = whole(claims, articles, edges, closing.standing(store))
        assert plain(store.entries()) == plain(entries)
        assert set(store.assessment().verdicts) == set(assessment.verdicts)
        assert set(store.assessment().disagreements) == set(assessment.disagreements)
        refs = {ref for ref, pairs in traces.items() if pairs}
        with store.reading() as held:
            assert refs == set(held.keys_of(refs | {f"claim:{c.id}" for c in claims}))


@settings(PROPERTY, max_examples=8)
@given(coverage(), days, days)
def test_a_page_of_the_past_is_read_without_the_rest(
    pages: list[tuple[Article, tuple[Claim, ...]]], known: str, as_of: str
) -> None:
    """The state as known on a day, of a dispute or of all, says what it says where all is weighed."""
    with TemporaryDirectory() as folder, new_ledger(Path(folder)) as store:
        record(store, pages)
        for dispute in (None, *sorted({e.dispute for e in store.entries()})):
            ask = Ask(as_of, known=known, dispute=dispute, over=False)
            alone = answers.document("state", ask, Ledger(store))
            whole_books = answers.findings(ask, Ledger(store))
            assert alone == compose("state", ask, whole_books)


@pytest.mark.parametrize("known", ["2025-06-10", "2025-07-30"])
def test_a_dispute_alone_is_told_as_beside_all_others(store: Store, known: str) -> None:
    """What one dispute is asked is told from its entries and the next ends elsewhere as from all."""
    sides = ({"actors": ("US",), "targets": (c,)} for c in ("CN", "EU", "MX", "KR"))
    duties = [
        claim(
            "measure", action, article=f"{page}/0", known=day, instrument="tariff", expires=end, on=day, **who
        )
        for page, (who, action, day, end) in enumerate(
            (who, action, day, end)
            for who in sides
            for action, day, end in (
                ("suspended", "2025-06-02", "2025-08-12"),
                ("threatened", known, "2025-09-01"),
            )
        )
    ]
    record(store, [(article(c.article[:-2], c.known or ""), (c,)) for c in duties])
    books = Ledger(store)
    whole_view = answers.findings(Ask("2025-07-01"), books)
    told: tuple[What, ...] = ("brief", "board", "headline", "timeline", "changes", "disputes")
    for what in told:
        for day in ("2025-06-15", "2025-08-20"):
            ask = Ask(day, dispute="us-china")
            assert answers.document(what, ask, Ledger(store)) == compose(what, ask, whole_view), what


def test_of_much_that_falls_due_elsewhere_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more falls due than is read, the lines are the same, and the rest is not counted."""
    ends = [("CN", "2025-08-12"), ("EU", "2025-08-01"), ("MX", "2025-07-20"), ("KR", "2025-09-30")]
    told = [
        claim(
            "measure", "suspended", article=f"{who}/0", known="2025-06-02", instrument="tariff",
            actors=("US",), targets=(who,), on="2025-06-02", expires=end,
        )
        for who, end in ends
    ]  # fmt: skip
    monkeypatch.setattr(answers, "UPCOMING", 1)
    with new_ledger(tmp_path) as store:
        record(store, [(article(c.article[:-2], "2025-06-02"), (c,)) for c in told])
        made = answers.document("brief", Ask("2025-07-01", dispute="us-china"), Ledger(store))
    (due,) = (s for s in made.sections if s.title == "DUE")
    assert [dict(line.facts)["until"] for line in due.lines] == ["2025-07-20", "2025-08-12"]
    assert due.note == "Many more are in `parley deadlines`."


def test_pages_of_the_state_are_of_one_list(tmp_path: Path) -> None:
    """Whatever part is asked for, each tells how many there are; a round has its claims in their order."""
    met = {"place": "London", "actors": ("US", "CN")}
    told = (
        claim("meeting", "planned", article="a/0", known="2025-06-02", on="2025-06-09", **met),
        claim("meeting", "held", article="b/0", known="2025-06-11", on="2025-06-09", **met),
        *(
            claim("measure", "imposed", article="b/0", known="2025-06-11", actors=(who,), instrument="tariff")
            for who in ("US", "CN")
        ),
    )
    with new_ledger(tmp_path) as store:
        record(store, [(article("a", "2025-06-02"), told[:1]), (article("b", "2025-06-11"), told[1:])])
        books = Ledger(store)
        every = _page(books, 0, None)
        assert len(every[0]) == every[1] == 3
        for start in range(4):
            for most in (0, 1, 2, 3, None):
                part = every[0][start : None if most is None else start + most]
                assert _page(books, start, most) == (part, 3), (start, most)
        found = books.standing(Asked("2025-06-30"))
        whole = books.view(None).entries
    (talks,) = (e for e in (found[0].entries.values() if found else ()) if e.kind == "round")
    assert talks.claims == whole[talks.id].claims == (told[0].id, told[1].id)


def _page(books: Ledger, start: int, most: int | None) -> tuple[list[str], int]:
    """The entries of a part of the state of play, and how many are told to be in all of it."""
    found = books.standing(Asked("2025-06-30", start=start, most=most))
    assert found is not None
    return [v.entry for v in found[0].assessment.verdicts], found[1]


def test_a_page_of_the_past_weighs_only_what_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what nothing came to be known since a day, the verdicts of today hold: its pages are not read."""
    duty = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",)}
    steel = claim("measure", "imposed", article="a/0", known="2025-06-11", **duty)
    met = claim("meeting", "held", article="a/0", known="2025-06-11", place="London", on="2025-06-09")
    gone = claim("measure", "lifted", article="b/0", known="2025-06-22", **duty)
    read: list[set[str]] = []

    def noted(self: Near, entries: Sequence[Entry], held: object) -> Inputs:
        read.append({e.kind for e in entries})
        return kept(self, entries, held)  # type: ignore[arg-type]

    kept = Near.inputs
    monkeypatch.setattr(Near, "inputs", noted)
    with new_ledger(tmp_path) as store:
        record(store, [(article("a", "2025-06-11"), (steel, met)), (article("b", "2025-06-22"), (gone,))])
        found = Ledger(store).standing(Asked("2025-06-30", known="2025-06-15"))
    assert found is not None
    assert found[1] == 2
    assert {v.state.status for v in found[0].assessment.verdicts} == {"held", "in force"}
    assert read == [{"measure"}]


def test_a_migrated_ledger_lists_what_was_once_believed(tmp_path: Path) -> None:
    """A ledger of the schema before lists the same states as one that was settled by this program."""
    told = [
        claim("measure", action, article=f"{page}/0", known=day, expires=end, instrument="tariff", **who)
        for page, action, day, end in (
            ("a", "imposed", "2025-06-11", None),
            ("b", "suspended", "2025-06-22", "2025-08-12"),
        )
        for who in ({"actors": ("US",), "targets": ("CN",)}, {"actors": ("EU",), "targets": ("US",)})
    ]
    with new_ledger(tmp_path) as store:
        record(store, [(article(c.article[0], c.known or ""), (c,)) for c in told[::2]])
        record(store, [(article(f"{c.article[0]}2", c.known or ""), (c,)) for c in told[1::2]])
        path = store.path
    listed = "SELECT * FROM stands ORDER BY entry, position"
    falling_due = "SELECT entry, parties, due, begins, ends, told FROM dues ORDER BY entry, due"
    unnumbered(path)
    with sqlite3.connect(path) as connection:
        before = connection.execute(listed).fetchall()
        dues = connection.execute(falling_due).fetchall()
        connection.executescript(
            "DROP TABLE dues; DELETE FROM stands WHERE until != '~';"
            "DROP INDEX stands_in_dispute; DROP INDEX stands_in_order; DROP INDEX finds_day;"
            "ALTER TABLE stands DROP COLUMN until; UPDATE parley_schema SET version_num = '0007';"
            "CREATE INDEX stands_in_dispute ON stands (dispute, kind, told, known, entry);"
            "CREATE INDEX stands_in_order ON stands (kind, told, known, entry);"
        )
    connection.close()
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute(listed).fetchall() == before
        assert connection.execute(falling_due).fetchall() == dues
    connection.close()
    assert any(row[-1] != "~" for row in before)
    assert any(row[-1] == "~" for row in before)
    assert {"2025-08-12", "~"} >= {row[2] for row in dues} > set()


def test_undated_pages_are_made_anew_only_where_the_last_day_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """News of a day that the ledger knows touches no page without a day; news of a later day does."""
    chosen: list[set[str]] = []

    def watched(told: Mapping[str, Claim], ids: Collection[str], *rest: Any) -> Part:
        chosen.append(set(ids))
        return part(told, ids, *rest)

    monkeypatch.setattr(amending, "part", watched)

    def of(page: str, known: str | None, actor: str) -> tuple[Article, tuple[Claim, ...]]:
        slots = {"actors": (actor,), "targets": ("CN",), "instrument": "tariff"}
        return article(page, None), (claim("measure", "imposed", article=f"{page}/0", known=known, **slots),)

    bare = [of(f"u{n}", None, "EU") for n in range(5)]
    loose = {c.id for _, claims in bare for c in claims}
    with new_ledger(tmp_path) as store:
        record(store, [of("first", "2025-05-02", "US"), *bare])
        record(store, [of("second", "2025-05-01", "IN")])
        assert chosen and not loose & set().union(*chosen)
        record(store, [of("third", "2025-05-09", "JP")])
        assert loose <= set().union(*chosen)
        assert (
            max(s.known_from for e in store.entries() for s in e.states if loose & {*s.claims})
            == "2025-05-09"
        )


def test_a_page_read_otherwise_takes_its_claims_back(tmp_path: Path) -> None:
    """When a page is read anew with other claims, entries that stood on the old ones alone are gone."""
    first = claim("measure", "imposed", article="a/0", instrument="tariff", actors=("US",), targets=("CN",))
    other = claim("meeting", "held", article="a/0", place="London", on="2025-06-09")
    with new_ledger(tmp_path) as store:
        record(store, [(article("a", "2025-06-11"), (first,))])
        assert {e.kind for e in store.entries()} == {"measure", "dispute"}
        record(store, [(article("a", "2025-06-11"), (other,))])
        assert {e.kind for e in store.entries()} == {"round", "dispute"}
        record(store, [(article("a", "2025-06-11"), ())])
        assert store.entries() == ()


def test_a_change_of_the_rules_settles_the_ledger_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fingerprint of the rules is part of the version, so under other rules the ledger is made anew."""
    told = claim("meeting", "held", place="London", on="2025-06-09")
    with new_ledger(tmp_path) as store:
        record(store, [(article("a", "2025-06-11"), (told,))])
        stages = flow.settling_stages()
        assert store.settled(stages.versions)
        assert store.settled_through(stages.versions) == store.last_reading()
        monkeypatch.setattr(flow, "program_version", lambda: "other rules")
        assert not store.settled(flow.settling_stages().versions)
        assert store.settled_through(flow.settling_stages().versions) is None


def test_what_is_known_of_a_part_is_what_the_whole_says_of_it(tmp_path: Path) -> None:
    """One entry, or one dispute, is read alone with the same states, verdicts, links and disagreements."""
    steel = claim("measure", "imposed", article="a/0", instrument="tariff", actors=("US",), targets=("CN",))
    met = claim("meeting", "held", article="a/0", place="London", on="2025-06-09")
    again = claim("meeting", "held", article="b/0", place="Geneva", on="2025-06-21")
    with new_ledger(tmp_path) as store:
        record(store, [(article("a", "2025-06-11"), (steel, met))])
        record(store, [(article("b", "2025-06-22"), (again,))])
        ledger = Ledger(store)
        whole_view = ledger.view(None)
        rounds = [e for e in whole_view.entries.values() if e.kind == "round"]
        for entry in whole_view.entries.values():
            part = ledger.part(entry.id)
            assert part is not None
            assert plain([part.entries[entry.id]]) == plain([entry])
            assert part.verdicts == {k: v for k, v in whole_view.verdicts.items() if k[0] == entry.id}
        near = ledger.part(rounds[0].id)
        assert near is not None
        assert {e.id for e in rounds} <= near.entries.keys()
        dispute = ledger.dispute("us-china", "2025-06-22")
        assert dispute is not None
        assert dispute.view.verdicts == whole_view.verdicts
        assert dispute.others == ("us-china",)
        assert ledger.part("nothing") is None
        assert ledger.dispute("nothing", "2025-06-22") is None
        assert ledger.last_day() == "2025-06-11"
