"""The outbox: who is told, what is tried again, when it is given up, and where nothing is ever sent."""

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from lms.exchange.actions import deliver as deliver_module
from lms.exchange.actions import deliver_due, publish_event, retry_delivery, switch_client
from lms.exchange.enums import DeliveryState, EventKind, Scope
from lms.exchange.models import ClientSystem, Delivery, DeliveryAttempt, Event
from lms.notices.models import Notice
from lms.people.actions.authority import end_authority, grant_authority, lift_suspension, suspend_authority
from lms.people.enums import AuthorityEnd, Entrustment, Role
from lms.people.models import Organisation
from lms.toolkit.pinned_post import Posted, TargetRefused, post_pinned
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.exchange import make_system
from tests.factories.people import make_bank, make_user

URL = "https://loans.example/duzuo"


@pytest.fixture
def system(bank: Organisation) -> ClientSystem:
    return make_system(bank, url=URL)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[str]]:
    """What the other side answers; the network itself is tested with processes. Returns the list of what was sent."""

    def answer_with(given: Any) -> list[str]:
        sent: list[str] = []

        def post(url: str, body: bytes, headers: dict[str, str], **more: Any) -> Posted:
            sent.append(headers["Duzuo-Event"])
            if isinstance(given, Exception):
                raise given
            return Posted(given, b"")

        monkeypatch.setattr(deliver_module, "post_pinned", post)
        return sent

    return answer_with


def test_every_change_of_authority_is_told(bank: Organisation, system: ClientSystem) -> None:
    user = make_user(bank, Role.TRAINEE)
    grant_authority(user=user, node="report", level=Entrustment.CERTIFIED, actor_key="x")
    suspend_authority(user=user, reason="红线", actor_key="x")
    lift_suspension(user=user, node="report", reason="评审会", actor_key="x")
    end_authority(user=user, node="report", how=AuthorityEnd.REVOKED, reason="撤销", actor_key="x")
    told = {"person": user.key, "employee_number": user.employee_number, "node": "report", "certificate": ""}
    assert list(Event.objects.values_list("kind", "payload")) == [(EventKind.AUTHORITY_CHANGED, told)] * 4
    assert Delivery.objects.filter(system=system).count() == 4


def test_what_was_rolled_back_is_not_told(bank: Organisation, system: ClientSystem) -> None:
    user = make_user(bank)
    with transaction.atomic(), pytest.raises(ZeroDivisionError), transaction.atomic():
        grant_authority(user=user, node="report", level=Entrustment.CERTIFIED, actor_key="x")
        raise ZeroDivisionError
    assert not Event.objects.exists()


def test_only_systems_of_the_bank_that_want_it_are_told(bank: Organisation, system: ClientSystem) -> None:
    make_system(make_bank(), url=URL)
    make_system(bank)
    off = make_system(bank, url=URL)
    switch_client(system=off, active=False, actor=off.made_by)
    other = make_system(bank, url=URL)
    ClientSystem.objects.filter(pk=other.pk).update(webhook_kinds=[EventKind.DECISION_FINAL])
    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    assert list(Delivery.objects.values_list("system", flat=True)) == [system.pk]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (500, "500"),
        (302, "302"),
        (410, "410"),
        (OSError(), "OSError"),
        (TimeoutError(), "TimeoutError"),
        (TargetRefused("private"), "target private"),
        (socket.gaierror(), "gaierror"),
    ],
)
def test_whatever_is_no_yes_is_tried_again(
    bank: Organisation, system: ClientSystem, clock: Clock, answer: Callable[[Any], list[str]], given: Any, words: str
) -> None:
    answer(given)
    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    assert deliver_due() == 0
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_status, row.due_at - clock.now) == (DeliveryState.WAITING, 1, words, timedelta(minutes=1))
    assert deliver_due() == 0
    assert DeliveryAttempt.objects.count() == 1  # not before its time
    answer(204)
    clock.advance(minutes=1)
    assert deliver_due() == 1
    assert list(DeliveryAttempt.objects.order_by("pk").values_list("number", "outcome")) == [(1, words), (2, "204")]


def test_given_up_after_three_days_and_said_once_a_day(
    bank: Organisation, cast: Cast, system: ClientSystem, clock: Clock, answer: Callable[[Any], list[str]]
) -> None:
    answer(503)
    for _number in range(2):
        publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    administrator = cast.admin
    for _half_day in range(200):
        deliver_due()
        clock.advance(hours=1)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.GIVEN_UP}
    assert Delivery.objects.order_by("pk")[0].attempts == 14
    notices = Notice.objects.filter(user=administrator, kind="exchange")
    assert 1 <= notices.count() <= 2
    assert system.name in notices[0].title
    answer(200)
    assert retry_delivery(delivery=Delivery.objects.order_by("pk")[0], actor=administrator)
    assert deliver_due() == 1
    assert not retry_delivery(delivery=Delivery.objects.order_by("pk")[0], actor=administrator)


def test_two_senders_never_send_the_same(
    bank: Organisation, system: ClientSystem, answer: Callable[[Any], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one starts while the first is sending."""
    sent = answer(200)
    post = deliver_module.post_pinned

    def slow(*args: Any, **more: Any) -> Posted:
        answer_now = post(*args, **more)
        if len(sent) < 4:
            deliver_due()
        return answer_now

    monkeypatch.setattr(deliver_module, "post_pinned", slow)
    for _number in range(3):
        publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    deliver_due()
    assert sorted(sent) == sorted(Event.objects.values_list("public_id", flat=True))


def test_switched_off_stops_what_is_on_its_way(bank: Organisation, system: ClientSystem, answer: Callable[[Any], list[str]]) -> None:
    sent = answer(200)
    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    switch_client(system=system, active=False, actor=system.made_by)
    assert (deliver_due(), sent, Delivery.objects.get().state) == (0, [], DeliveryState.GIVEN_UP)


def test_without_a_key_nothing_leaves(bank: Organisation, system: ClientSystem, answer: Callable[[Any], list[str]]) -> None:
    sent = answer(200)
    ClientSystem.objects.filter(pk=system.pk).update(webhook_secret="lost")
    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    assert (deliver_due(), sent, Delivery.objects.get().last_status) == (0, [], "no_key")


# ------------------------------------------------------------------------------------------------------------ what it may know


def without_decisions(system: ClientSystem) -> None:
    ClientSystem.objects.filter(pk=system.pk).update(scopes=[Scope.AUTHORITY])


def test_what_a_system_may_not_ask_it_is_not_told(bank: Organisation, system: ClientSystem) -> None:
    without_decisions(system)
    publish_event(bank=bank, kind=EventKind.DECISION_FINAL, payload={"decision": "d"})
    assert not Delivery.objects.exists()
    publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    assert Delivery.objects.get().system_id == system.pk


def test_a_right_that_was_taken_away_stops_what_waits(bank: Organisation, system: ClientSystem, answer: Callable[[Any], list[str]]) -> None:
    sent = answer(200)
    publish_event(bank=bank, kind=EventKind.DECISION_FINAL, payload={"decision": "d"})
    after = publish_event(bank=bank, kind=EventKind.AUTHORITY_CHANGED, payload={})
    without_decisions(system)
    while deliver_due():
        pass
    assert sent == [after.public_id]
    assert list(Delivery.objects.order_by("pk").values_list("state", "last_status")) == [("given_up", "scope"), ("delivered", "200")]


# ------------------------------------------------------------------------------------------------------------ the network


def refuse_private(address: str) -> str:
    return "" if address.startswith("203.0.113.") else "private"


def test_a_name_is_resolved_once_and_what_was_judged_is_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer of the name server (DNS rebinding) is never asked for."""
    asked: list[str] = []
    dialled: list[tuple[str, int]] = []

    def resolve(host: str, port: int, **_more: Any) -> list[Any]:
        asked.append(host)
        address = "203.0.113.7" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def dial(address: tuple[str, int], **_more: Any) -> None:
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(ConnectionRefusedError):
        post_pinned("https://loans.example/x", b"", {}, refuse=refuse_private)
    assert (asked, dialled) == (["loans.example"], [("203.0.113.7", 443)])


def test_one_private_address_among_several_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("203.0.113.7", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(TargetRefused):
        post_pinned("https://loans.example/x", b"", {}, refuse=refuse_private)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_under_any_name(host: str, settings: Any) -> None:
    """However it is written, what it leads to is judged."""
    settings.WEBHOOK_LOOPBACK = settings.WEBHOOK_PRIVATE = False
    with pytest.raises((TargetRefused, OSError)) as refused:
        post_pinned(f"http://{host}:9/", b"", {}, refuse=deliver_module._refuse)
    assert not isinstance(refused.value, ConnectionError)
