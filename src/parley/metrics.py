"""What the desk counts about itself and the ledger, in the text form of Prometheus (docs/operations.md)."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from parley import __version__, health
from parley.errors import LedgerError
from parley.flow import TRIES
from parley.library import Library
from parley.sources import State

KIND = CONTENT_TYPE_LATEST
STATES = ("new", "fresh", "late", "failing", "stopped")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counters of one desk; `text` is what `/metrics` answers."""

    def __init__(self, library: Library, soundness: health.Soundness) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "parley_requests",
            "Requests answered, by route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "parley_request_seconds",
            "Seconds from a request to its answer.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(_Held(library, soundness))

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer; `route` is a template, as `/entry/{entry}`, so that there are few."""
        self._requests.labels(method if method in ("GET", "HEAD", "POST") else "other", route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All metrics as they are now."""
        return generate_latest(self._registry)


class _Held(Collector):
    """What is held and how it stands, looked up when it is asked for."""

    def __init__(self, library: Library, soundness: health.Soundness) -> None:
        self._library, self._soundness = library, soundness

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: else the ledger would be read before anybody asks."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The gauges; of a ledger that cannot be read only that it cannot."""
        yield InfoMetricFamily("parley_build", "The program that serves.", value={"version": __version__})
        checks = health.ready(self._library.store, self._soundness)
        yield _gauge(
            "parley_ready", "Whether the ledger can be read and is sound.", not any(c.line for c in checks)
        )
        try:
            yield from self._ledger()
        except LedgerError:
            return
        yield from _sources(health.sources(self._library.store), health.present())

    def _ledger(self) -> Iterator[Metric]:
        store, now = self._library.store, self._library.now()
        fresh = now.freshness
        sizes = {
            "pages": fresh.pages,
            "articles": fresh.articles,
            "claims": len(now.claim_order),
            "entries": len(now.entries),
        }
        for name, size in sizes.items():
            yield _gauge(f"parley_ledger_{name}", f"How many {name} answers rest on.", size)
        yield _gauge("parley_ledger_served_recording", "The recording that answers rest on.", now.at)
        yield _gauge("parley_ledger_behind", "Whether pages wait to be worked in.", store.behind())
        last, settled = store.last_written(), store.last_settling()
        if last:
            yield _gauge("parley_ledger_recording", "The last recording.", last.id)
            yield _moment("parley_ledger_written", "When the ledger was last written to", last.at)
        if settled:
            yield _moment("parley_ledger_settled", "When pages were last worked in", settled.at)
        failures = store.failures()
        aside = sum(f.tries >= TRIES for f in failures)
        yield _gauge("parley_pages_set_aside", "Pages left alone after three failures.", aside)
        yield _gauge("parley_pages_failing", "Pages to be tried again.", len(failures) - aside)


def _sources(states: Iterable[State], now: datetime) -> Iterator[Metric]:
    states = tuple(states)
    tally = Tally(s.freshness(now, s.pace) for s in states)
    by_state = GaugeMetricFamily("parley_sources", "Watched sources by how they stand.", labels=("state",))
    for name in STATES:
        by_state.add_metric((name,), tally[name])
    yield by_state
    failures = GaugeMetricFamily("parley_source_failures", "Failures in a row.", labels=("source",))
    for state in states:
        failures.add_metric((state.address,), state.failures)
    yield failures
    for name, help_, field in (
        ("parley_source_answered", "When it last answered", "answered"),
        ("parley_source_news", "When it last had news", "changed"),
    ):
        moments = GaugeMetricFamily(
            f"{name}_timestamp_seconds", f"{help_}, in seconds since 1970.", labels=("source",)
        )
        for state in states:
            if moment := getattr(state, field):
                moments.add_metric((state.address,), _seconds(moment))
        yield moments


def _gauge(name: str, help_: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_, value=value)


def _moment(name: str, help_: str, moment: str) -> Metric:
    return _gauge(f"{name}_timestamp_seconds", f"{help_}, in seconds since 1970.", _seconds(moment))


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
