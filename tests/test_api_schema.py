"""The API against its own description: Schemathesis makes up requests and checks each answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from demo_run import demo
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from parley.library import Library
from parley.serve import Door, application
from parley.store import open_store


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.BaseSchema]:
    """The description of the API of the application over the demo's ledger."""
    names = frozenset({"testserver", "127.0.0.1", "localhost"})  # as the client of an ASGI application asks
    with open_store(demo()[1], create=False) as store:
        app = application(Library(store), Door(names=names))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_no_request_breaks_the_api(described: schemathesis.BaseSchema) -> None:
    """No 500, no undescribed status or content, and every answer fits its schema, for every operation."""
    tried = 0
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def ask(case: schemathesis.Case[Any]) -> None:
            # A cursor that is none of ours is a text like any other: no schema can tell it from one of ours.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        ask()
        tried += 1
    assert tried >= 12
