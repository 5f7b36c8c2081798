"""Whoever reads events on from a mark misses none, however late one is committed and whatever moment it names."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lms.decisions.enums import DecisionState
from lms.decisions.models import Decision
from lms.exchange.actions import publish_event
from lms.exchange.enums import EventKind
from lms.exchange.models import ClientSystem, Event
from lms.exchange.queries import events_after
from lms.people.models import Organisation
from lms.toolkit import settled
from tests.cast import Cast
from tests.clock import server_time
from tests.factories.decisions import make_class, make_draft, publish

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def published(bank: Organisation, at: datetime, happened: datetime | None = None) -> str:
    with server_time(at):
        return publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={}, now=happened or at).public_id


def after(bank: Organisation, mark: str, before: datetime) -> list[str]:
    found = events_after(bank.pk, after=mark, size=10, before=before)
    assert found is not None
    return [one.public_id for one in found]


def test_when_it_was_written_counts_and_not_when_it_happened(bank: Organisation) -> None:
    """A whole night's work names one moment, long before its last rows are written."""
    published(bank, NOW, happened=NOW - timedelta(hours=2))
    assert Event.objects.get().recorded_at == NOW
    assert after(bank, "", NOW - timedelta(seconds=1)) == []
    assert len(after(bank, "", NOW)) == 1


def test_nothing_passes_one_that_is_not_settled(bank: Organisation) -> None:
    """The clocks of two machines differ: a later number may carry an earlier stamp."""
    first, second, third = (published(bank, NOW + timedelta(seconds=late)) for late in (0, 9, 1))
    assert after(bank, "", NOW + timedelta(seconds=5)) == [first]
    assert after(bank, first, NOW + timedelta(seconds=5)) == []
    assert after(bank, first, NOW + timedelta(seconds=9)) == [second, third]


@pytest.mark.parametrize(
    ("began", "before"),
    [
        (None, NOW - settled.APART),
        (NOW - timedelta(minutes=3), NOW - timedelta(minutes=3) - settled.APART),
        (NOW + timedelta(seconds=1), NOW - settled.APART),
    ],
)
def test_the_oldest_who_still_writes_says_what_is_settled(began: datetime | None, before: datetime) -> None:
    with mock.patch.object(settled, "oldest_writer", lambda: began):
        assert settled.settled_before(NOW) == before


def test_the_interface_waits_for_whoever_still_writes(
    bank: Organisation, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on PostgreSQL: one that began ten minutes ago will commit a smaller number than those that are there."""
    now = timezone.now()
    early, late = published(bank, now - timedelta(minutes=11)), published(bank, now - timedelta(minutes=9))

    def asked() -> list[str]:
        return [one["id"] for one in call("GET", "/events").json()["events"]]

    monkeypatch.setattr(settled, "oldest_writer", lambda: now - timedelta(minutes=10))
    assert asked() == [early]
    monkeypatch.setattr(settled, "oldest_writer", lambda: None)
    assert asked() == [early, late]


@pytest.fixture
def slow_writer(transactional_db: None) -> Iterator[Callable[[Organisation], Callable[[], None]]]:
    """Somebody who publishes, and commits only when told to."""
    threads: list[threading.Thread] = []

    def begin(bank: Organisation) -> Callable[[], None]:
        written, go_on = threading.Event(), threading.Event()

        def write() -> None:
            try:
                with transaction.atomic():
                    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={"who": "slow"})
                    written.set()
                    go_on.wait(30)
            finally:
                connection.close()

        thread = threading.Thread(target=write)
        threads.append(thread)
        thread.start()
        assert written.wait(30)

        def commit() -> None:
            go_on.set()
            thread.join()

        return commit

    yield begin
    for thread in threads:
        thread.join()


@pytest.mark.worker
def test_a_slow_transaction_is_not_skipped(
    bank: Organisation, slow_writer: Callable[[Organisation], Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would have the second writer wait, so there the order is the database's own."""
    if connection.vendor != "postgresql":
        assert settled.oldest_writer() is None
        return
    monkeypatch.setattr(settled, "APART", timedelta(0))
    before = timezone.now()
    commit = slow_writer(bank)
    quick = publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={"who": "quick"})
    writer = settled.oldest_writer()
    assert writer is not None and before <= writer <= timezone.now()
    assert after(bank, "", settled.settled_before(timezone.now())) == []
    commit()
    assert settled.oldest_writer() is None
    seen = after(bank, "", settled.settled_before(timezone.now()))
    assert (len(seen), seen[1]) == (2, quick.public_id)


def test_decisions_wait_as_events_do(cast: Cast, system: ClientSystem, call: Callable[..., Any]) -> None:
    cohort, enrolments = make_class(cast.bank, 2)
    decision = publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])

    def asked(final: timedelta) -> list[str]:
        Decision.objects.filter(pk=decision.pk).update(state=DecisionState.FINAL, final_at=timezone.now() - final)
        return [one["id"] for one in call("GET", "/decisions").json()["decisions"]]

    assert asked(timedelta(0)) == []
    assert asked(settled.APART) == [decision.public_id]
