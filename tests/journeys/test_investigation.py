"""Mock investigations in browsers: a pair and a liar, an honest customer, somebody who believes, and what the instructor sees of it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lms.cohorts.models import Cohort
from lms.people.models import User
from simulations.enums import Pairing
from simulations.models import Investigation
from simulations.queries.visit import load_visit
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.investigations import do_perfectly, made_case, make_exercise, make_investigation

from .device import DESK, PHONE, Device

pytestmark = pytest.mark.journey
VIEW = "结论：客户瞒下一笔民间借款，应有权益小于实有权益，每月五日整数转出，用途单据也不足，建议不予放款。"


@pytest.fixture
def cohort(cast: Cast) -> Cohort:
    found = make_cohort(cast.bank)
    make_staff(found, cast.instructor, "instructor")
    return found


@pytest.fixture
def people(cohort: Cohort) -> Sequence[User]:
    return [make_enrolment(cohort).user for _ in range(2)]


def enter(device: Device, investigation: Investigation, **query: str) -> None:
    device.open("investigation-room", investigation.public_id, query="?" + "&".join(f"{name}={value}" for name, value in query.items()))


def ask(device: Device, channel: str, topic: str) -> None:
    before = device.page.locator(".visit-talks li").count()
    device.fill("ask", channel=channel, topic=topic)
    device.page.locator(f".visit-talks li >> nth={before}").wait_for(state="attached")


def look(device: Device, piece: str) -> None:
    device.page.locator(f"[data-act='look-{piece}'] button").click()
    device.page.locator(f"a[data-open=piece][href*='piece={piece}']").first.wait_for()


def note(device: Device, line: str, value: str) -> None:
    device.fill("read", line=line, value=value)
    device.page.locator(f"[data-act='unread-{line}']").wait_for()


def row(investigation: Investigation) -> Investigation:
    return Investigation.objects.get(pk=investigation.pk)


def check(lead: Device, investigation: Investigation, key: str, closed: str) -> None:
    """From what was told and seen: the result lies far below what it is held against, and the verdict stands with its reason."""
    stated = next(one for one in investigation.case["checks"] if one["id"] == f"C_{key}")
    enter(lead, investigation, tab="checks", check=key)
    inputs = {name: "+".join(value) if isinstance(value, list) else value for name, value in stated["inputs"].items()}
    lead.fill(f"check-{key}", **inputs, benchmark=stated["benchmark"], passed="no", closed=closed)
    lead.page.locator(".is-me .tag").wait_for()
    found = load_visit(row(investigation)).state.checks[key]
    assert found.deviation is not None and found.deviation < -10
    assert found.result < Decimal(stated["benchmark"])


def test_a_pair_finds_the_private_loan_of_a_wholesaler(cohort: Cohort, people: Sequence[User], cast: Cast, device: Any, db: None) -> None:
    """Less should be there than is; round sums leave on one day of the month; the papers prove too little need."""
    case = made_case("hardware_wholesale", 7, 2, "hidden_private_loan", "wrong_purpose")
    now = timezone.now()
    exercise = make_exercise(
        cohort,
        cast.instructor,
        people,
        pairing=Pairing.PAIRS,
        opens_at=now - timedelta(hours=1),
        due_at=now + timedelta(days=1),
        case=case,
    )
    investigation = exercise.investigations.get()
    lead, second = device(people[0], DESK), device(people[1], PHONE)
    enter(lead, investigation)
    enter(second, investigation)
    hint = load_visit(investigation).catalogue["spouse_loans"].text
    lead.fill("consent")
    lead.page.locator("[data-act='look-credit_report']").wait_for()
    lead.page.locator("[data-act='go'] button").click()
    lead.page.locator("[data-act='ask']").wait_for()
    second.page.locator("[data-act='ask']").wait_for()
    assert second.page.locator("[data-act='ask'] option[value='customer']").count() == 0
    ask(lead, "customer", "loans")
    ask(lead, "customer", "history")
    for piece in ("credit_report", "bank_flow", "purpose_papers", "history_papers"):
        look(lead, piece)
    enter(lead, investigation, piece="bank_flow", by="party")
    days = lead.page.locator(".visit-paper tbody tr", has=lead.page.locator("td", has_text=re.compile(r"^5$")))
    assert days.count() >= 1
    lead.picture("investigation-flow-lead-1366")
    lead.clean()
    assert hint not in lead.heard() and hint not in second.heard()
    look(second, "stock_count")
    note(second, "inventory", "17.4万")
    ask(second, "spouse", "loans")
    assert hint in second.heard()
    second.picture("investigation-field-second-360")
    second.clean()
    # What one of the two found is soon in the other's hands.
    lead.page.locator(f".visit-talks >> text={hint[:8]}").first.wait_for(timeout=20_000)
    check(lead, investigation, "equity", "应有＜实有，差额与李某的往来相近")
    check(lead, investigation, "purpose", "单据只够申请额的六成，其余没有去处")
    lead.picture("investigation-check-lead-1366")
    enter(lead, investigation, tab="doubts")
    lead.page.locator("details:has([data-act='flag']) > summary").click()
    lead.page.locator("[data-act='flag'] .visit-cite summary").click()
    lead.fill("flag", code="hidden_private_loan", words="每月五日整数转出，配偶也提到借钱", evidence="bank_flow")
    lead.page.locator(".visit-flags li").wait_for()
    enter(lead, investigation, tab="report")
    lead.fill("offer", result="refuse", reasons="隐瞒民间借款，还款意愿靠不住")
    lead.page.locator("[data-act='go'] button").click()
    lead.page.locator("[data-act='sign']").wait_for()
    hand_in(lead, investigation)
    second.page.locator("[data-act='ask']").wait_for(state="detached")
    enter(second, investigation, tab="report")
    hand_in(second, investigation)
    second.page.wait_for_url("**/score/")
    second.picture("investigation-score-second-360")
    second.clean()
    assert second.page.locator("tr", has_text="民间借款").locator("text=找到").count() + second.page.locator(".tag.good").count() >= 1
    assert row(investigation).score["debrief"]["revealed"][0]["found"] is True
    teacher = device(cast.instructor, DESK)
    teacher.open("exercise-detail", exercise.public_id)
    teacher.picture("investigation-exercise-1366")
    teacher.clean()
    teacher.open("investigation-replay", investigation.public_id)
    assert teacher.page.locator("tbody tr").count() >= 15
    teacher.picture("investigation-replay-1366")
    teacher.clean()


def write_view(person: Device, text: str) -> None:
    """Typed and left alone: it is kept by itself."""
    with person.page.expect_response(lambda answer: "/act/view/" in answer.url and answer.ok):
        person.page.locator("[data-act='view'] textarea").fill(text)


def hand_in(person: Device, investigation: Investigation) -> None:
    write_view(person, VIEW)
    with person.page.expect_response(lambda answer: "/act/sign/" in answer.url):
        person.fill("sign")


def test_an_honest_customer_gets_the_loan(cohort: Cohort, people: Sequence[User], device: Any, db: None) -> None:
    """Two people whose work misses nothing sign it in their browsers."""
    investigation = make_investigation(cohort, people, case=made_case("hardware_wholesale", 11, 1))
    do_perfectly(investigation, sign=False)
    devices = [device(people[0], PHONE), device(people[1], DESK)]
    for one in devices:
        enter(one, investigation, tab="report")
        one.fill("sign")
        one.page.wait_for_timeout(500)
    devices[1].page.wait_for_url("**/score/")
    devices[1].picture("investigation-honest-1366")
    devices[1].clean()
    assert (row(investigation).total, row(investigation).passed) == (100, True)
    assert row(investigation).score["debrief"]["revealed"] == []


def test_whoever_believes_a_liar_fails_and_reads_why(cohort: Cohort, people: Sequence[User], device: Any, db: None) -> None:
    """One trainee on a phone takes the customer's word for everything."""
    investigation = make_investigation(cohort, people[:1], case=made_case("hardware_wholesale", 7, 1, "hidden_private_loan"))
    phone = device(people[0], PHONE)
    enter(phone, investigation)
    phone.picture("investigation-preparation-360")
    phone.page.locator("[data-act='go'] button").click()
    phone.page.locator("[data-act='ask']").wait_for()
    for topic in ("sales", "loans", "purpose"):
        ask(phone, "customer", topic)
    enter(phone, investigation, tab="statements")
    for line, value in (("sales", "184万"), ("inventory", "17万"), ("cash", "18万")):
        phone.page.locator(f"[data-act='enter-{line}'] [name=value]").fill(value)
        phone.page.locator(f"[data-act='enter-{line}'] [name=reason]").fill("客户说")
        phone.page.locator(f"[data-act='enter-{line}'] [name=reason]").press("Tab")
        phone.page.locator("[data-saved]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    phone.picture("investigation-statements-360")
    phone.clean()
    enter(phone, investigation, tab="report")
    plea = investigation.case["shown"]["request"]
    phone.fill(
        "offer", result="lend", amount=plea["amount"], term=str(plea["term_months"]), repayment=plea["repayment"], reasons="客户诚信"
    )
    phone.page.locator("text=覆盖倍数").first.wait_for()
    phone.page.locator("[data-act='go'] button").click()
    phone.page.locator("[data-act='sign']").wait_for()
    write_view(phone, "结论：客户经营正常，同意按申请额度发放贷款，按月还款没有问题。")
    phone.fill("sign")
    phone.page.wait_for_url("**/score/")
    assert "59" in phone.page.content() and "民间借款" in phone.page.content()
    phone.picture("investigation-believed-360")
    phone.clean()
    assert row(investigation).passed is False
