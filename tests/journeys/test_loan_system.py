"""The bank's loan system, a process of its own, asks before each assignment; what a browser stops holds at the next question."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lms.exchange.actions import deliver_due, webhook_secret
from lms.exchange.actions.deliver import message
from lms.exchange.domain.signature import headers
from lms.exchange.models import Delivery
from lms.operations.models import LoanCase
from lms.people.enums import Entrustment, Role
from lms.people.models import Organisation, User
from tests.factories.casework import entrust, into_mode
from tests.factories.exchange import make_system, token_for
from tests.factories.observation import card_for, make_part
from tests.factories.people import make_user
from tests.loan_system.client import Duzuo
from tests.loan_system.processes import LoanSystem, Site

from .device import DESK, PHONE, Device
from .office import says, send

pytestmark = pytest.mark.journey


@pytest.fixture
def running(db: None, tmp_path: Path) -> Iterator[tuple[Site, LoanSystem]]:
    """Duzuo as the loan system finds it, and the loan system."""
    site, loans = Site(tmp_path / "site.log"), LoanSystem(tmp_path / "loans.log")
    site.up()
    yield site, loans
    site.kill()
    loans.kill()


class Bank:
    """Two who are certified, one of them under a mentor; one who is not."""

    def __init__(self, bank: Organisation) -> None:
        self.bank = bank
        self.hr = make_user(bank, Role.HR, name="何敏")
        self.leader = make_user(bank, Role.LEADER, name="钟行长")
        self.mentor = make_user(bank, Role.MENTOR, name="李向阳")
        self.solo = make_user(bank, Role.TRAINEE, name="王芳")
        self.other = make_user(bank, Role.TRAINEE, name="孙大为")
        self.newcomer = make_user(bank, Role.TRAINEE, name="周小舟")
        entrust(self.mentor, "investigation", level=Entrustment.SUPERVISES)
        for person in (self.solo, self.other):
            entrust(person, "investigation")


def reported(site: Site, token: str, desk: Device, people: Bank) -> None:
    """A case comes in by the interface, twice, and is one; the pages for typing step back."""
    body = {"number": "DK-0001", "reported_at": timezone.now().isoformat(), "industry": "retail", "product": "credit", "amount": "1000"}
    client = Duzuo(site.address, token)
    for _again in range(2):
        client.send("/cases", body, key="message-1")
    assert LoanCase.objects.get().source == "system"
    into_mode(people.bank, "outside", people.leader)
    desk.open("case-list")
    desk.picture("cases-outside-1366")
    desk.clean()
    desk.open("case-new")
    says(desk, "这里不再录入")
    desk.picture("case-new-outside-1366")
    desk.clean()


def stop_in_the_office(desk: Device, person: User) -> None:
    """HR, at once and alone, with a reason."""
    desk.open("suspension-new", person.key)
    desk.picture("suspension-new-1366")
    desk.clean()
    send(desk, cause="complaint", reason="客户投诉收受礼品，核查期间停止独立办理（DK-0001）")
    says(desk, person.name)
    desk.picture("suspensions-1366")
    desk.clean()


def red_line_on_a_card(phone: Device, people: Bank) -> None:
    """The mentor's card on the phone: a red line, chosen from the list."""
    part = make_part(LoanCase.objects.get(), people.other, people.mentor, role="lead")
    card, page = card_for(part), phone.page
    phone.open("card-give", part.public_id)
    marks = [f"[name='b_{code.partition('.')[2]}'][value='{mark}']" for code, mark in card.behaviours.items()]
    for tap in ("[name=level]", "[name=level_ahead][value='1']", *marks, "[name=red_line][value=yes]"):
        page.locator(f".pick:has({tap})").last.tap()
    page.locator("[name=red_line_kind]").select_option("not_there")
    page.locator("[name=sentence]").fill("没有到店却写了到店，回去后我们当面谈。")
    phone.picture("card-red-line-360")
    phone.clean()
    page.locator("[data-card] .btn-primary").click()
    # The card goes through the phone's outbox; the page follows once it has arrived.
    page.wait_for_url(lambda url: "/give/" not in url)
    page.get_by_text("当面谈").first.wait_for()


def doubled(loans: LoanSystem, secret: str) -> None:
    """The same message once more, rightly signed with a new nonce: believed, and without a second effect."""
    delivery = Delivery.objects.filter(event__kind="authority.changed").select_related("event").latest("pk")
    body, known = message(delivery), loans.book()
    signed = headers(secret, timestamp=int(time.time()), nonce="again", body=body, event="e", kind="k")
    assert loans.post("/webhook", body, signed)[0] == 200
    assert loans.post("/webhook", body, signed)[0] == 401
    assert loans.post("/webhook", body.replace(b"investigation", b"approval"), signed)[0] == 401
    book = loans.book()
    assert (book["events"], book["doubled"]) == (known["events"], known["doubled"] + 1)
    assert book["refused"] == ["replay", "signature"]


def test_the_loan_system_asks_and_is_told(bank: Organisation, running: tuple[Site, LoanSystem], device: Any) -> None:
    (site, loans), people = running, Bank(bank)
    system = make_system(bank, url=loans.webhook)
    token, secret = token_for(system), webhook_secret(system)
    loans.up(duzuo=site.address, token=token, secret=secret)
    desk, phone = device(people.hr, DESK), device(people.mentor, PHONE)
    reported(site, token, desk, people)
    assert loans.assign("DK-0001", people.solo.employee_number) == {"allowed": True, "reason": "certified"}
    assert loans.assign("DK-0002", people.other.employee_number) == {"allowed": True, "reason": "certified"}
    assert loans.assign("DK-0003", people.newcomer.employee_number) == {"allowed": False, "reason": "no_authority"}
    # Stopped by HR: the very next question says no, before any message is sent; then the message comes.
    deliver_due()
    stop_in_the_office(desk, people.solo)
    assert loans.assign("DK-0004", people.solo.employee_number) == {"allowed": False, "reason": "suspended"}
    assert loans.assign("DK-0005", people.other.employee_number)["allowed"]
    heard = len(loans.book()["events"])
    assert deliver_due() == 1
    told = loans.book()["events"][heard:]
    assert [(one["kind"], one["data"]["person"], one["data"]["node"]) for one in told] == [
        ("authority.changed", people.solo.key, "investigation")
    ]
    assert people.solo.name not in json.dumps(told, ensure_ascii=False)
    # A red line on the mentor's card does the same.
    red_line_on_a_card(phone, people)
    phone.picture("card-red-line-given-360")
    assert loans.assign("DK-0006", people.other.employee_number) == {"allowed": False, "reason": "suspended"}
    assert deliver_due() >= 1
    assert people.other.key in {one["data"].get("person") for one in loans.book()["events"]}
    doubled(loans, secret)
    # The interface is stopped: no answer means no, for the certified mentor, too.
    assert loans.assign("DK-0007", people.mentor.employee_number)["allowed"]
    site.kill()
    assert loans.assign("DK-0008", people.mentor.employee_number) == {"allowed": False, "reason": "unreachable"}
    assert set(loans.book()["assigned"]) == {"DK-0001", "DK-0002", "DK-0005", "DK-0007"}
    assert desk.wrong == phone.wrong == []
