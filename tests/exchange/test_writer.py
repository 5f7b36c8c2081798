"""Counts are written beside the questions, not by them."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from lms.exchange.actions import METER, calls, write_counts
from lms.exchange.models import ClientCall, ClientDay, ClientSystem
from tests.worker import wait_until

QUESTION = {"person": "a1", "node": "report", "role": "lead"}


@pytest.fixture
def writer(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[calls.Writer]:
    settings.EXCHANGE_COUNTS_WRITTEN = True
    made = calls.Writer()
    monkeypatch.setattr(calls, "WRITER", made)
    yield made
    made.stop()


def test_even_the_first_question_writes_nothing(system: ClientSystem, call: Callable[..., Any], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert call("GET", "/authority", **QUESTION).status_code == 200
    with django_assert_num_queries(1):
        assert call("GET", "/authority", **QUESTION, x="1").status_code == 422
    assert not ClientDay.objects.exists() and not ClientCall.objects.exists()


def test_a_busy_database_gets_the_figures_later(system: ClientSystem, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    call("GET", "/authority", **QUESTION)
    call("GET", "/authority", **QUESTION, x="1")

    def busy(*_given: Any) -> None:
        raise DatabaseError("database is locked")

    with monkeypatch.context() as locked:
        locked.setattr(calls, "_write_days", busy)
        write_counts(now=timezone.now())
    assert not ClientDay.objects.exists()
    write_counts(now=timezone.now())
    assert ClientDay.objects.get().asked == 1
    assert ClientCall.objects.get().status == 422
    assert system.tokens.get().used_on == timezone.localdate()


@pytest.mark.worker
def test_a_thread_writes_them_and_the_rest_at_the_end(
    writer: calls.Writer, system: ClientSystem, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "WRITE_EVERY", 0.05)
    call("GET", "/authority", **QUESTION)
    wait_until(lambda: ClientDay.objects.filter(asked=1).exists())
    monkeypatch.setattr(calls, "WRITE_EVERY", 60.0)
    assert writer.thread is not None and writer.thread is not threading.current_thread()
    wait_until(lambda: not METER.days)
    for _number in range(3):
        call("GET", "/authority", **QUESTION, x="1")
        call("GET", "/authority", **QUESTION)
    writer.stop()
    assert not writer.thread.is_alive()
    assert ClientDay.objects.get().asked == 4
    assert sum(row.details.get("times", 1) for row in ClientCall.objects.all()) == 3
