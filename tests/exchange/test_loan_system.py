"""Both directions with a loan system that is really another process: told, asked, slow, garbled, replayed, reordered, dead."""

import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lms.exchange.actions import change_client, deliver_due, retry_delivery, webhook_secret
from lms.exchange.actions.deliver import message
from lms.exchange.domain.signature import headers
from lms.exchange.enums import TOLD_KINDS, DeliveryState, Scope
from lms.exchange.models import ClientSystem, Delivery
from lms.operations.models import LoanCase
from lms.people.actions.authority import grant_authority, suspend_authority
from lms.people.enums import Entrustment, Role
from lms.people.models import Organisation, User
from tests.factories.exchange import make_system, token_for
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.people import make_user
from tests.loan_system.client import Duzuo, Refused
from tests.loan_system.processes import LoanSystem, Site
from tests.worker import WorkerProcess, wait_until

pytestmark = pytest.mark.worker


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "site.log")
    made.up()
    yield made
    made.kill()


@pytest.fixture
def loans(transactional_db: None, tmp_path: Path) -> Iterator[LoanSystem]:
    made = LoanSystem(tmp_path / "loans.log")
    yield made
    made.kill()


@pytest.fixture
def system(bank: Organisation, loans: LoanSystem) -> ClientSystem:
    return make_system(bank, url=loans.webhook)


@pytest.fixture
def person(bank: Organisation) -> User:
    return make_user(bank, Role.TRAINEE)


def certify(person: User, level: Entrustment = Entrustment.CERTIFIED) -> None:
    grant_authority(user=person, node="investigation", level=level, actor_key="x")


def states(system: ClientSystem) -> list[str]:
    return list(Delivery.objects.filter(system=system).order_by("pk").values_list("state", flat=True))


def test_it_asks_before_each_assignment(site: Site, loans: LoanSystem, system: ClientSystem, person: User) -> None:
    loans.up(duzuo=site.address, token=token_for(system), secret=webhook_secret(system))
    assert loans.assign("DK1", person.employee_number) == {"allowed": False, "reason": "no_authority"}
    certify(person)
    assert loans.assign("DK1", person.employee_number) == {"allowed": True, "reason": "certified"}
    # A red line suspends at once; the next question says no.
    suspend_authority(user=person, reason="红线", actor_key="x")
    assert loans.assign("DK2", person.employee_number) == {"allowed": False, "reason": "suspended"}
    assert loans.book()["assigned"] == {"DK1": person.employee_number}


def test_no_answer_means_no(site: Site, loans: LoanSystem, system: ClientSystem, person: User) -> None:
    """Frozen, dead, and with a token that was revoked meanwhile."""
    certify(person)
    loans.up(duzuo=site.address, token=token_for(system), secret=webhook_secret(system))
    assert loans.assign("DK1", person.key)["allowed"]
    site.signal(signal.SIGSTOP)
    assert loans.assign("DK2", person.key) == {"allowed": False, "reason": "unreachable"}
    site.signal(signal.SIGCONT)
    wait_until(lambda: loans.assign("DK3", person.key)["allowed"], 20)
    site.kill()
    assert loans.assign("DK4", person.key) == {"allowed": False, "reason": "unreachable"}
    system.tokens.update(revoked_at=timezone.now())
    site.up()
    assert loans.assign("DK5", person.key) == {"allowed": False, "reason": "unreachable"}
    assert set(loans.book()["assigned"]) == {"DK1", "DK3"}


def test_it_is_told_by_a_worker(
    site: Site, loans: LoanSystem, system: ClientSystem, person: User, celery_worker_process: WorkerProcess
) -> None:
    from lms.exchange.tasks import deliver

    loans.up(duzuo=site.address, token="none", secret=webhook_secret(system))
    certify(person)
    # Two at once: each message goes to one of them.
    for _number in range(2):
        deliver.delay()
    wait_until(lambda: states(system) == [DeliveryState.DELIVERED], 30, celery_worker_process.tail)
    book = loans.book()
    assert [(one["kind"], one["data"]["person"], one["data"]["node"]) for one in book["events"]] == [
        ("authority.changed", person.key, "investigation")
    ]
    assert (book["doubled"], book["refused"]) == (0, [])


def test_a_message_is_believed_once_and_untouched_only(loans: LoanSystem, system: ClientSystem, person: User) -> None:
    """Replayed, late, with another body, with another bank's secret, without a signature."""
    secret = webhook_secret(system)
    loans.up(duzuo="http://127.0.0.1:1", token="none", secret=secret)
    certify(person)
    delivery = Delivery.objects.select_related("event").get()
    body, now = message(delivery), int(time.time())

    def signed(nonce: str, *, key: str = secret, at: int = now) -> dict[str, str]:
        return headers(key, timestamp=at, nonce=nonce, body=body, event="e", kind="k")

    sent = [
        (body, signed("n1")),
        (body, signed("n1")),
        (body.replace(b"investigation", b"approval"), signed("n2")),
        (body, signed("n3") | {"Duzuo-Nonce": "n4"}),
        (body, signed("n5", at=now - 301)),
        (body, signed("n6", at=now + 301)),
        (body, signed("n7", key="another bank's")),
        (body, {}),
        (b"\xff\x00garbage", signed("n8")),
    ]
    answers = [loans.post("/webhook", content, given)[0] for content, given in sent]
    assert answers == [200, 401, 401, 401, 401, 401, 401, 401, 401]
    book = loans.book()
    assert book["refused"] == ["replay", "signature", "signature", "time", "time", "signature", "malformed", "signature"]
    assert len(book["events"]) == 1


def test_slow_garbled_failing_and_dead_are_tried_again(loans: LoanSystem, system: ClientSystem, person: User) -> None:
    certify(person)
    assert deliver_due() == 0  # nobody listens yet
    loans.up(duzuo="http://127.0.0.1:1", token="none", secret=webhook_secret(system), mode="slow")
    later = timezone.now()
    for number, mode in enumerate(("slow", "garbage", "error"), 2):
        loans.post("/mode", mode)
        later += timedelta(hours=1)
        began = time.monotonic()
        assert deliver_due(now=later) == 0
        assert time.monotonic() - began < 8, mode
        assert Delivery.objects.get().attempts == number
    loans.post("/mode", "good")
    # Its signature says an hour that the other side's clock doesn't: the message is refused, and comes again in its own time.
    assert deliver_due(now=later + timedelta(hours=1)) == 0
    assert loans.book()["refused"] == ["time"]
    assert retry_delivery(delivery=Delivery.objects.get(), actor=system.made_by)
    assert deliver_due() == 1
    outcomes = list(Delivery.objects.get().tries.order_by("pk").values_list("outcome", flat=True))
    assert (outcomes[0], outcomes[-3:]) == ("ConnectionRefusedError", ["503", "401", "200"])


def test_a_dead_system_keeps_its_order_and_delays_nobody(
    bank: Organisation, loans: LoanSystem, system: ClientSystem, person: User, tmp_path: Path
) -> None:
    other = LoanSystem(tmp_path / "other.log")
    alive = make_system(bank, url=other.webhook)
    other.up(duzuo="http://127.0.0.1:1", token="none", secret=webhook_secret(alive))
    try:
        for node in ("acceptance", "investigation", "report"):
            grant_authority(user=person, node=node, level=Entrustment.CERTIFIED, actor_key="x")
        assert deliver_due() == 3
        assert (states(alive), states(system)) == ([DeliveryState.DELIVERED] * 3, [DeliveryState.WAITING] * 3)
        nodes = ["acceptance", "investigation", "report"]
        assert [one["data"]["node"] for one in other.book()["events"]] == nodes
        # Revived before the first is due again: the later ones do not overtake it.
        loans.up(duzuo="http://127.0.0.1:1", token="none", secret=webhook_secret(system))
        soon = timezone.now() + timedelta(seconds=10)
        assert deliver_due(now=soon) == 0
        assert deliver_due(now=soon + timedelta(minutes=1)) == 3
        assert [one["data"]["node"] for one in loans.book()["events"]] == nodes
    finally:
        other.kill()


def test_what_was_missed_can_be_asked_for(site: Site, loans: LoanSystem, system: ClientSystem, person: User) -> None:
    client = Duzuo(site.address, token_for(system))
    certify(person)
    told = {"webhook_url": "", "webhook_kinds": TOLD_KINDS, "calls_per_minute": 99}
    change_client(system=system, name="x", scopes=(Scope.DECISIONS,), actor=system.made_by, **told)
    assert client.all_of("/events", "events") == []  # not its business any longer
    ClientSystem.objects.filter(pk=system.pk).update(scopes=[Scope.AUTHORITY, Scope.CASES, Scope.PEOPLE])
    wait_until(lambda: len(client.all_of("/events", "events")) == 1, 20)
    assert person.key in {one["key"] for one in client.all_of("/people", "people")}


def test_a_case_sent_again_because_the_answer_was_lost_counts_once(site: Site, system: ClientSystem, person: User) -> None:
    client = Duzuo(site.address, token_for(system), seconds=0.7)
    body = {"number": "DK1", "reported_at": timezone.now().isoformat(), "industry": "retail", "product": "credit", "amount": "1000"}
    site.signal(signal.SIGSTOP)  # the message arrives, the answer doesn't
    with pytest.raises(OSError):
        client.send("/cases", body, key="message-1", tries=2, pause=0.01)
    site.signal(signal.SIGCONT)
    assert client.send("/cases", body, key="message-1")["outcome"] == "created"
    assert LoanCase.objects.count() == 1
    with pytest.raises(Refused) as refused:
        client.send("/cases", body | {"number": "DK2"}, key="message-1")
    assert refused.value.status == 409


def test_a_red_line_on_a_card_is_told_once(
    site: Site, loans: LoanSystem, system: ClientSystem, person: User, celery_worker_process: WorkerProcess
) -> None:
    """The next question says no before anybody is told; the worker's message comes once, and doubled it counts once."""
    from lms.exchange.tasks import deliver

    mentor = make_user(system.bank, Role.MENTOR)
    secret = webhook_secret(system)
    # First the listener: a worker that still finds a task of an earlier test would otherwise send too soon, and pause.
    loans.up(duzuo=site.address, token=token_for(system), secret=secret)
    certify(mentor, Entrustment.SUPERVISES)
    certify(person)
    deliver.delay()
    wait_until(lambda: len(loans.book()["events"]) == 2, 30, celery_worker_process.tail)
    part = make_part(make_case(system.bank), person, mentor, role="lead")
    assert loans.assign("DK1", person.employee_number)["allowed"]
    make_card(part, red_line=True, red_line_kind="falsified")
    assert loans.assign("DK2", person.employee_number) == {"allowed": False, "reason": "suspended"}
    for _number in range(2):
        deliver.delay()
    wait_until(lambda: set(states(system)) == {DeliveryState.DELIVERED}, 30, celery_worker_process.tail)
    told = [one["data"]["person"] for one in loans.book()["events"] if one["kind"] == "authority.changed"]
    assert sorted(told) == sorted([mentor.key, person.key, person.key])
    body = message(Delivery.objects.select_related("event").latest("pk"))
    assert loans.post("/webhook", body, headers(secret, timestamp=int(time.time()), nonce="n", body=body, event="e", kind="k"))[0] == 200
    book = loans.book()
    assert (len(book["events"]), book["doubled"], book["refused"]) == (len(states(system)), 1, [])
    assert set(book["assigned"]) == {"DK1"}
