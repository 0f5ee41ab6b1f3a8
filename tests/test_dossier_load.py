"""Loading dossiers into a ledger: once, twice, in a newer version, and beside news; the commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dossier_ledger import NOW, tea
from ledger_builders import new_ledger, page

from parley import cli, dossiers
from parley.errors import InputError, UsageError
from parley.exchange import to_json
from parley.flow import reread, settle, settling_stages
from parley.ledger import Ledger
from parley.model import Article, Claim, Report, Span, Value
from parley.store import PageReading, Store, open_store


def load(store: Store, path: Path) -> Report:
    found = dossiers.opened(str(path))
    return dossiers.load(store, found, fetched=NOW, progress=lambda stage, done, total: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tea.toml"
    path.write_text(tea(), "utf-8")
    return path


def test_a_dossier_is_read_once(tmp_path: Path, file: Path) -> None:
    """What was found sound is what is loaded, whatever becomes of the file in between."""
    found = dossiers.opened(str(file))
    file.write_text("no dossier at all", "utf-8")
    with new_ledger(tmp_path) as store:
        told = dossiers.load(store, found, fetched=NOW, progress=lambda stage, done, total: None)
        assert told.articles == 3
        (held,) = dossiers.held(store)
    assert held == found.dossier


def test_loading_twice_changes_nothing(tmp_path: Path, file: Path) -> None:
    """The second time no row is added to any table, and the report says that all was known."""
    with new_ledger(tmp_path) as store:
        assert load(store, file).articles == 3
        before = store.counts()
        assert load(store, file) == Report(known_before=1)
        assert store.counts() == before


def test_a_newer_version_takes_the_place_of_the_one_held(tmp_path: Path, file: Path) -> None:
    """Its facts are the held ones, the old ones stay readable as an earlier recording left them."""
    with new_ledger(tmp_path) as store:
        load(store, file)
        old = store.last_recording()
        file.write_text(tea().replace("rate = 20", "rate = 25"), "utf-8")
        load(store, file)
        assert {s.rate for s in Ledger(store).entry("jp-tariff-tea-in-2031").states} == {8, 25, 5, 12}
        assert 20 in {s.rate for s in Ledger(store, old).entry("jp-tariff-tea-in-2031").states}
        assert len(list(dossiers.held(store))) == 1


def test_an_older_version_can_be_put_back(tmp_path: Path, file: Path) -> None:
    """Loading what was held before the last version holds it again."""
    with new_ledger(tmp_path) as store:
        for text in (tea(), tea().replace("rate = 20", "rate = 25"), tea()):
            file.write_text(text, "utf-8")
            load(store, file)
        assert 20 in {s.rate for s in Ledger(store).entry("jp-tariff-tea-in-2031").states}


def test_reading_all_anew_keeps_the_facts_of_the_latest_version(tmp_path: Path, file: Path) -> None:
    """A re-reading takes no dossier for an article and revives no older version."""
    with new_ledger(tmp_path) as store:
        load(store, file)
        file.write_text(tea().replace("rate = 20", "rate = 25"), "utf-8")
        load(store, file)
        before = store.claims()
        report = reread(store, fetched=NOW)
        assert (store.claims(), report.skipped) == (before, ())


def test_a_faulty_dossier_leaves_the_ledger_as_it_is(tmp_path: Path, file: Path) -> None:
    """The first fault is told with its line, and nothing is recorded."""
    file.write_text(tea().replace('"raised"', '"razed"'), "utf-8")
    with new_ledger(tmp_path) as store:
        with pytest.raises(InputError, match=r"tea\.toml:\d+: there is no action 'razed'"):
            load(store, file)
        assert store.last_recording() == 0


def test_a_dossier_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    """The line names the dossiers that come with Parley."""
    with new_ledger(tmp_path) as store, pytest.raises(UsageError, match="us-china"):
        load(store, tmp_path / "none.toml")


def kyoto() -> PageReading:
    """A page of news on the duty of the dossier, and on another one, with its claims."""
    found = page("Kyoto\n2031-04-03\nTokyo's tariff on tea rose to 20 percent.\nDelhi taxes umbrellas.\n")
    article = Article(found.id, 0, "Kyoto", "Kyoto Post", (), published="2031-04-03")
    told = Claim(
        id="rose",
        article=article.id,
        kind="measure",
        support=(Span(found.id, 17, 58),),
        words="Tokyo's tariff on tea rose to 20 percent.",
        rule="measure: verb",
        certainty="reported",
        actors=("JP",),
        targets=("IN",),
        instrument="tariff",
        action="raised",
        goods=("tea",),
        values=(Value(20, "percent"),),
        known="2031-04-03",
    )
    other = replace(
        told, id="umbrellas", words="Delhi taxes umbrellas.", goods=("umbrellas",), actors=("IN",)
    )
    return PageReading(found, (article,), (told, replace(other, targets=("JP",))))


def test_the_order_of_dossier_and_news_does_not_matter(tmp_path: Path, file: Path) -> None:
    """News worked into a dossier, and a dossier worked into news, are the same ledger."""
    stages = settling_stages()

    def read_news(store: Store) -> None:
        store.record((kyoto(),), at=NOW, versions=stages.versions)
        settle(store, stages, at=NOW)

    made = []
    for name, first_news in (("one", True), ("other", False)):
        (tmp_path / name).mkdir()
        with new_ledger(tmp_path / name) as store:
            steps: list[Callable[[Store], object]] = [read_news, lambda held: load(held, file)]
            for step in steps if first_news else reversed(steps):
                step(store)
            made.append((store.entries(), store.assessment()))
    assert made[0] == made[1]
    duty = next(e for e in made[0][0] if e.id == "jp-tariff-tea-in-2031")
    assert "rose" in duty.claims and "umbrellas" not in duty.claims


def test_facts_are_exported_as_curated_with_their_sources(tmp_path: Path, file: Path) -> None:
    """The exchange format says on what a claim rests: read from a page, or curated from pages."""
    with new_ledger(tmp_path) as store:
        load(store, file)
        rows = [to_json(claim, "dossier:tea") for claim in store.claims()]
    assert {row["basis"] for row in rows} == {"curated"}
    assert all(row["curated"]["sources"] == ["https://tea.example/1"] for row in rows)


def test_facts_are_no_stories_and_nobody_copies_them(tmp_path: Path, file: Path) -> None:
    """A dossier adds neither lineage nor stories."""
    with new_ledger(tmp_path) as store:
        load(store, file)
        assert store.edges() == ()
        assert store.stories() == ()


def test_a_faulty_dossier_makes_no_ledger(tmp_path: Path) -> None:
    """The command looks at the file before it makes a ledger for it."""
    (tmp_path / "tea.toml").write_text("[dossier]\n", encoding="utf-8")
    ledger = tmp_path / "ledger.db"
    assert cli.run(["dossier", "load", str(tmp_path / "tea.toml"), "--ledger", str(ledger)]) == 3
    assert not ledger.exists()


def test_the_commands_load_list_and_check(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says in a line what it did; a faulty file is exit code 1, with every fault on the output."""
    ledger = str(tmp_path / "ledger.db")
    assert cli.run(["dossier", "load", str(file), "--ledger", ledger]) == 0
    assert "The dossier tea is loaded: 1 entry, 3 facts" in capsys.readouterr().out
    assert cli.run(["dossier", "list", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "loaded, compiled 2031-12-31" in out
    assert "us-china" in out and "not loaded" in out
    assert cli.run(["dossier", "check", str(file)]) == 0
    assert "sound; tea, 1 entry, 3 facts" in capsys.readouterr().out
    file.write_text(tea().replace("rate", "rat"), "utf-8")
    assert cli.run(["dossier", "check", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out.count("did you mean `rate`?") == 3
    assert "3 problems" in err


def test_a_loaded_dossier_answers_from_the_first_minute(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The timeline has the curator's words, marked as curated, with the sources' addresses."""
    ledger = tmp_path / "ledger.db"
    with open_store(ledger) as store:
        load(store, file)
    assert cli.run(["timeline", "--ledger", str(ledger)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "1 April 2031 Tokyo charges 20 on tea. [2] (curated)" in out
    assert "(announced, for 1 March 2031)" in out
    assert "curated from https://tea.example/1" in out
