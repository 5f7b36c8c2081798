"""The order in which a system is told, dead and revived; and what a dead one costs the others."""

from collections.abc import Callable
from typing import Any

import pytest

from lms.exchange.actions import deliver as deliver_module
from lms.exchange.actions import deliver_due, ping_client, publish_event, retry_delivery
from lms.exchange.enums import DeliveryState, EventKind
from lms.exchange.models import ClientSystem, Delivery, DeliveryAttempt
from lms.people.models import Organisation
from lms.toolkit.pinned_post import Posted
from tests.clock import Clock
from tests.factories.exchange import make_system

URL = "https://loans.example/duzuo"


@pytest.fixture
def system(bank: Organisation) -> ClientSystem:
    return make_system(bank, url=URL)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Each system answers as it is told to, by its address; returns the list of what arrived or was tried."""

    def answers(given: dict[str, Any]) -> list[str]:
        tried: list[str] = []

        def post(url: str, body: bytes, headers: dict[str, str], **_more: Any) -> Posted:
            tried.append(headers["Duzuo-Event"])
            status = given[url]
            if isinstance(status, Exception):
                raise status
            return Posted(status(headers["Duzuo-Event"]) if callable(status) else status, b"")

        monkeypatch.setattr(deliver_module, "post_pinned", post)
        return tried

    return answers


def three(bank: Organisation) -> list[str]:
    return [publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={}).public_id for _number in range(3)]


def test_a_system_that_was_dead_is_told_in_order(
    bank: Organisation, system: ClientSystem, clock: Clock, line: Callable[..., list[str]]
) -> None:
    status: dict[str, Any] = {URL: TimeoutError()}
    tried, events = line(status), three(bank)
    for _pass in range(30):  # five minutes: the first alone is tried, and no more often than its pauses say
        deliver_due()
        clock.advance(seconds=10)
    assert tried == events[:1] * 3
    status[URL] = 200
    clock.advance(minutes=10)
    assert deliver_due() == 3
    assert tried[3:] == events


def test_a_dead_system_costs_the_others_one_attempt_for_each_of_its_pauses(
    bank: Organisation, system: ClientSystem, clock: Clock, line: Callable[..., list[str]]
) -> None:
    alive = make_system(bank, url="https://alive.example/")
    tried = line({URL: TimeoutError(), alive.webhook_url: 200})
    for _hour in range(24 * 6):
        publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
        deliver_due()
        clock.advance(hours=1)
    assert not Delivery.objects.filter(system=alive).exclude(state=DeliveryState.DELIVERED).exists()
    lost = DeliveryAttempt.objects.filter(delivery__system=system).count()
    assert lost < 100, lost  # six days with a pass each hour: not even one for each of its 144 messages
    assert len(tried) == lost + 24 * 6


def test_a_message_that_is_not_wanted_holds_no_other(
    bank: Organisation, system: ClientSystem, clock: Clock, line: Callable[..., list[str]]
) -> None:
    """The system answers, and says no to this one: the next are news that it must have."""
    events = three(bank)
    line({URL: lambda event: 400 if event == events[0] else 200})
    deliver_due()
    clock.advance(seconds=10)
    deliver_due()
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [DeliveryState.WAITING, DeliveryState.DELIVERED, DeliveryState.DELIVERED]


def test_a_test_message_passes_the_rest_and_waits_but_once(
    bank: Organisation, system: ClientSystem, clock: Clock, line: Callable[..., list[str]]
) -> None:
    status: dict[str, Any] = {URL: TimeoutError()}
    tried, events = line(status), three(bank)
    for _attempt in range(6):
        deliver_due()
        clock.advance(hours=1)
    pings = {ping_client(system=system).event.public_id for _number in range(3)}
    assert len(pings) == 1
    for _pass in range(2):
        deliver_due()
        clock.advance(seconds=10)
    assert pings < set(tried)
    del tried[:]
    status[URL] = 200
    ping_client(system=system)
    clock.advance(seconds=10)
    while deliver_due():
        pass
    assert tried == [*pings, *events] or tried == [*events, *pings]
    assert {ping_client(system=system).event.public_id} != pings


def test_sent_again_means_the_system_is_tried_now(
    bank: Organisation, system: ClientSystem, clock: Clock, line: Callable[..., list[str]]
) -> None:
    status: dict[str, Any] = {URL: TimeoutError()}
    tried, events = line(status), three(bank)
    for _attempt in range(6):
        deliver_due()
        clock.advance(minutes=40)
    del tried[:]
    status[URL] = 200
    assert retry_delivery(delivery=Delivery.objects.order_by("pk")[2], actor=system.made_by)
    assert deliver_due() == 3
    assert tried == events
