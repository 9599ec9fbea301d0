"""The interface for programs does what its description says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from commonweal.config.programs import description
from commonweal.config.wsgi import application
from commonweal.rights.models import Role
from factories import give
from factories_partners import world
from programs import Program

described = schemathesis.openapi.from_dict(description())
described.app = application
OPERATIONS = [one.ok() for one in described.get_all_operations()]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A call in this process would close the connection that holds the test's rows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def program(db: None, settings: Any) -> Program:
    settings.API_PER_MINUTE = settings.API_ADDS_PER_MINUTE = 100_000
    person = world().coordinator
    give(person, role=Role.OVERSIGHT)
    return Program(person)


def test_every_route_is_described() -> None:
    assert len(OPERATIONS) == 9


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_it_answers_as_described(operation: Any, program: Program) -> None:
    statuses = set()
    # A form with an empty file is a file to the description, and none to Django.
    excluded = [positive_data_acceptance] if operation.method == "post" else []

    @settings(max_examples=10, deadline=None, derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        answer = case.call_and_validate(headers=program.headers, excluded_checks=excluded)
        statuses.add(answer.status_code)

    ask()
    assert statuses & {200, 202, 404}


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_it_refuses_as_described_what_it_does_not_take(operation: Any, program: Program) -> None:
    @settings(max_examples=10, deadline=None, derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        # The key is sent even where a header was left out, so that such a request is rightly answered.
        case.call_and_validate(headers=program.headers, excluded_checks=[negative_data_rejection])

    ask()


@pytest.mark.usefixtures("_one_connection", "db")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_without_a_key_it_answers_401_as_described(operation: Any) -> None:
    @settings(max_examples=3, deadline=None, derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        case.headers.pop("Authorization", None)
        answer = case.call()
        case.validate_response(answer)
        assert answer.status_code == 401

    ask()
