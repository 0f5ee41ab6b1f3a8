"""The doors for those who run the desk: alive, ready, fresh, counted; and what they tell to whom."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from ledger_builders import NOW, VERSIONS, new_ledger, reading, stages, toy
from prometheus_client.parser import text_string_to_metric_families

from parley import flow, health
from parley.acquire.fetch import Mark
from parley.library import Library
from parley.serve import Door, application
from parley.sources import Register, State
from parley.store import Store
from parley.store.revisions import HEAD

BASE = "http://127.0.0.1:8000"
PAGES = [toy(f"2025-06-{day:02}", f"good {day}: announced", address=f"{day}.txt") for day in (10, 11)]
TOKEN = {"Authorization": "Bearer open-please"}


@contextmanager
def asked(store: Store, door: Door | None = None) -> Iterator[TestClient]:
    with TestClient(application(Library(store), door or Door()), base_url=BASE) as client:
        yield client


def metrics(client: TestClient, **given: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """All samples by name and labels, as a Prometheus server would take them in."""
    answer = client.get("/metrics", **given)  # type: ignore[arg-type]
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for f in families for s in f.samples}


def watched(store: Store) -> None:
    """Three sources: one that has news, one that fails, one that is stopped."""
    register = Register(store.place.beside(".sources"))
    now = datetime.now(UTC)
    good = State("https://example.org/a").told_of(Mark("1"), now - timedelta(minutes=3), 60, changed=True)
    bad = State("https://example.org/b").failed("answered 500", now, 60)
    gone = State("https://example.org/c", failures=8, told="answered 410")
    for state in (good, bad, gone):
        register.keep(state)


def test_a_desk_over_a_sound_ledger_is_alive_and_ready(store: Store) -> None:
    """Both engines: each check is named, and nothing on the way keeps the answer."""
    with asked(store) as client:
        assert client.get("/health/live").json() == {"status": "alive"}
        answer = client.get("/health/ready")
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
        checks = {"ledger": "ok", "schema": "ok", "sound": "ok"}
        assert answer.json() == {"status": "ready", "checks": checks}
        assert metrics(client)["parley_ready", ()] == 1


def test_a_ledger_that_is_gone_is_not_ready_but_alive(tmp_path: Path) -> None:
    """Ready is 503 with one line, metrics go on without it, and all is well again when it is back."""
    with new_ledger(tmp_path) as store, asked(store) as client:
        away = store.path.rename(tmp_path / "away.db")
        answer = client.get("/health/ready")
        assert answer.status_code == 503 and "cannot be opened" in answer.json()["checks"]["ledger"]
        assert client.get("/health/live").status_code == 200
        found = metrics(client)
        assert found["parley_ready", ()] == 0 and ("parley_ledger_pages", ()) not in found
        away.rename(store.path)
        assert client.get("/health/ready").status_code == 200


def test_a_ledger_of_another_schema_is_not_ready(tmp_path: Path) -> None:
    """Another program migrated it meanwhile: the line names both schemas."""
    with new_ledger(tmp_path) as store, asked(store) as client:
        with store._engine.writing() as connection:
            connection.run("UPDATE parley_schema SET version_num = '0999'", {})
        line = client.get("/health/ready").json()["checks"]["schema"]
        assert "0999" in line and HEAD in line


def test_a_damaged_ledger_is_found_by_the_hourly_check(tmp_path: Path) -> None:
    """The check runs beside the answers; what it found is told until a later one finds nothing."""
    moment = [0.0]
    with new_ledger(tmp_path) as store:
        store.record([reading(p) for p in PAGES], at=NOW, versions=VERSIONS)
        soundness = health.Soundness(store, clock=lambda: moment[0])
        whole = store.path.read_bytes()
        store.path.write_bytes(whole[:-8192] + b"\xff" * 8192)
        assert soundness.line() == ""  # not yet an hour since the start
        moment[0] = health.EVERY
        assert ended(soundness, "damaged")
        store.path.write_bytes(whole)
        assert ended(soundness, "")


def ended(soundness: health.Soundness, wanted: str) -> bool:
    """Whether the check comes to tell what is wanted within ten seconds."""
    for _ in range(1000):
        line = soundness.line()
        if (wanted in line) if wanted else not line:
            return True
        time.sleep(0.01)
    return False


def test_freshness_tells_the_age_of_the_ledger_and_of_each_source(store: Store) -> None:
    """Per source its state, its last news and its error; of the ledger its last write and settling."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    watched(store)
    with asked(store) as client:
        told = client.get("/health/freshness").json()
    ledger, (good, bad, gone) = told["ledger"], told["sources"]
    assert ledger["at"] == NOW and ledger["settled_at"] == NOW and not ledger["behind"]
    age = (datetime.fromisoformat(told["now"]) - datetime.fromisoformat(NOW)).total_seconds()
    assert abs(ledger["age_seconds"] - max(0, age)) < 5
    assert (good["state"], bad["state"], gone["state"]) == ("fresh", "failing", "stopped")
    assert 175 < good["news_age_seconds"] < 240 and bad["news_at"] is None and bad["failures"] == 1
    assert bad["error"] == "answered 500"


def test_a_source_that_has_not_answered_for_two_of_its_paces_is_late() -> None:
    """The pace is that of its last answer."""
    moment = datetime(2025, 6, 12, tzinfo=UTC)
    state = State("https://example.org/a").told_of(Mark(), moment, 10, changed=False)
    assert state.pace == 10
    told = [state.freshness(moment + timedelta(minutes=m), state.pace) for m in (19, 21)]
    assert told == ["fresh", "late"]


def test_metrics_are_what_the_ledger_and_its_sources_say(store: Store) -> None:
    """Parsed by Prometheus' own parser: counts, moments, states of sources, pages set aside."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    watched(store)
    for tries, page in ((1, PAGES[0]), (3, PAGES[1])):
        for _ in range(tries):
            store.failed(page, "the reader failed", NOW)
    with asked(store) as client:
        found = metrics(client)
    assert found["parley_ledger_pages", ()] == 2 and found["parley_ledger_claims", ()] == 2
    assert found["parley_ledger_entries", ()] == len(store.entries())
    seconds = datetime.fromisoformat(NOW).timestamp()
    assert found["parley_ledger_settled_timestamp_seconds", ()] == seconds
    assert found["parley_ledger_written_timestamp_seconds", ()] == seconds
    states = {labels[0][1]: value for (name, labels), value in found.items() if name == "parley_sources"}
    assert states == {"new": 0, "fresh": 1, "late": 0, "failing": 1, "stopped": 1}
    assert found["parley_source_failures", (("source", "https://example.org/c"),)] == 8
    assert ("parley_source_news_timestamp_seconds", (("source", "https://example.org/b"),)) not in found
    assert (found["parley_pages_set_aside", ()], found["parley_pages_failing", ()]) == (1, 1)
    assert found["process_resident_memory_bytes", ()] > 10**7


def test_requests_are_counted_by_route_and_status(tmp_path: Path) -> None:
    """The route is a template and the method one of few, so that nobody can make metrics without end."""
    with new_ledger(tmp_path) as store, asked(store) as client:
        flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
        for name in ("one", "two"):
            client.get(f"/entry/{name}")
        client.get("/no/such/page")
        client.request("BREW", "/health/live")
        found = metrics(client)
    route = ("route", "/entry/{entry}")
    assert found["parley_requests_total", (("method", "GET"), route, ("status", "404"))] == 2
    assert found["parley_request_seconds_count", (route,)] == 2
    assert found["parley_request_seconds_bucket", (("le", "+Inf"), route)] == 2
    assert found["parley_requests_total", (("method", "GET"), ("route", "none"), ("status", "404"))] == 1
    assert {m for (name, labels), _ in found.items() for k, m in labels if k == "method"} == {"GET", "other"}


def test_with_a_token_only_alive_and_ready_are_open_and_tell_nothing_more(tmp_path: Path) -> None:
    """Freshness and metrics name sources: they want the token; so do the reasons of what is not ready."""
    with new_ledger(tmp_path) as store, asked(store, Door(token="open-please")) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").json() == {"status": "ready"}
        assert [client.get(p).status_code for p in ("/health/freshness", "/metrics", "/")] == [401] * 3
        assert "checks" in client.get("/health/ready", headers=TOKEN).json()
        assert client.get("/health/freshness", headers=TOKEN).status_code == 200
        assert metrics(client, headers=TOKEN)["parley_ready", ()] == 1  # type: ignore[arg-type]


def test_probes_are_answered_under_any_host_name_and_pages_only_under_those_given(tmp_path: Path) -> None:
    """A balancer asks by number; a page is given under the names of `--name` alone."""
    door = Door(token="open-please", names=frozenset({"desk.example.org"}))
    with new_ledger(tmp_path) as store, asked(store, door) as client:
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        assert client.get("/health/ready", headers={"Host": "10.1.2.3:8000"}).json() == {"status": "ready"}
        told = [
            client.get("/api/v1/health", headers={**TOKEN, "Host": host}).status_code
            for host in ("10.1.2.3:8000", "desk.example.org")
        ]
        assert told == [421, 200]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_the_doors_are_not_in_the_description_of_the_api(path: str, tmp_path: Path) -> None:
    """They are for those who run it and may grow; the API is a promise."""
    with new_ledger(tmp_path) as store, asked(store) as client:
        assert path not in client.get("/api/v1/openapi.json").json()["paths"]
