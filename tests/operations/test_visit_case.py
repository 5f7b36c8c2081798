"""A visit becomes a case of the visitor's own; whoever stands behind a case is reached with a reason; customers are put right."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.operations.actions.customers import correct_customer, show_customer
from lms.operations.models import CaseFolder, CaseTie, Customer, LoanCase, Visit
from lms.people.models import Organisation, User
from lms.records.models import Act
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust, into_mode, make_customer, make_folder
from tests.factories.ledgers import make_visit

SignIn = Callable[[User], Client]
ASKED = {"number": "DK-1", "product": "credit", "amount": "12万"}
FOLDER = {"customer_number": "KH-1", "purpose": "进货", "term_months": 12, "repayment": "equal_payment"}


@pytest.fixture(autouse=True)
def today(clock: Clock) -> Clock:
    return clock


def visit_of(user: User, **fields: object) -> Visit:
    return make_visit(user, at=timezone.now(), **{"operator": "李小红", "phone": "13900001111"} | fields)


def test_in_shadow_mode_the_visitor_leads_the_case(cast: Cast, sign_in: SignIn) -> None:
    entrust(cast.mentor, "acceptance", amount_limit=Decimal(200_000))
    visit = visit_of(cast.mentor)
    browser, page = sign_in(cast.mentor), reverse("visit-case", args=[visit.public_id])
    assert "visit-case" not in browser.get(page).content.decode()
    assert browser.post(page, ASKED | {"amount": "50万"}).status_code == 422
    assert not LoanCase.objects.exists()
    assert browser.post(page, ASKED).status_code == 302
    case, visit = LoanCase.objects.get(), Visit.objects.get()
    assert (case.lead, case.node, case.amount, case.industry, visit.case) == (cast.mentor, "acceptance", 120_000, visit.industry, case)
    assert not Customer.objects.exists()
    assert browser.post(page, ASKED | {"number": "DK-2"}).status_code == 422


def test_in_full_mode_customer_and_folder_come_with_it(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    into_mode(bank, "full", cast.leader)
    entrust(cast.mentor, "acceptance")
    browser = sign_in(cast.mentor)
    first, again, other = visit_of(cast.mentor), visit_of(cast.mentor), visit_of(cast.mentor, phone="13900002222")
    for visit in (first, again, other):
        data = ASKED | FOLDER | {"number": f"DK-{visit.pk}"}
        assert browser.post(reverse("visit-case", args=[visit.public_id]), data).status_code == (302 if visit != other else 422)
    customer = Customer.objects.get()
    assert (customer.name_shown, CaseFolder.objects.filter(customer=customer).count()) == ("李**", 2)
    assert show_customer(customer=customer, reason="电话核实", actor=cast.mentor)["phone"] == "13900001111"


def test_who_may_not_lead_makes_no_case_and_nobody_makes_one_of_anothers_visit(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    visit = visit_of(cast.trainee)
    page = reverse("visit-case", args=[visit.public_id])
    assert sign_in(cast.trainee).post(page, ASKED).status_code == 422
    assert sign_in(cast.hr).post(page, ASKED).status_code == 403
    assert sign_in(strangers.mentor).post(page, ASKED).status_code == 404
    assert not LoanCase.objects.exists()


def test_outside_mode_steps_back(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    visit = visit_of(cast.mentor)
    into_mode(bank, "outside", cast.leader)
    browser = sign_in(cast.mentor)
    assert browser.post(reverse("visit-case", args=[visit.public_id]), ASKED).status_code == 409
    assert (
        reverse("visit-case", args=[visit.public_id]) not in browser.get(reverse("visit-detail", args=[visit.public_id])).content.decode()
    )


def test_the_guarantor_is_reached_with_a_reason_by_whom_works_on_the_case(
    bank: Organisation, cast: Cast, strangers: Cast, sign_in: SignIn
) -> None:
    into_mode(bank, "full", cast.leader)
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    browser = sign_in(cast.mentor)
    browser.post(reverse("case-tie", args=[case.public_id]), {"kind": "guarantor", "name": "陈大海", "phone": "13700009999"})
    page = reverse("case-tie-show", args=[case.public_id, CaseTie.objects.get().pk])
    assert page in browser.get(reverse("case-folder", args=[case.public_id])).content.decode()
    for told in (browser.get(page), browser.post(page, {"reason": "x"})):
        assert "13700009999" not in told.content.decode()
    told = browser.post(page, {"reason": "逾期第 3 天联系保证人"})
    assert ("13700009999" in told.content.decode(), "no-store" in told.headers["Cache-Control"]) == (True, True)
    assert Act.objects.filter(object_kind="case_tie", verb="viewed", reason="逾期第 3 天联系保证人").count() == 1
    assert sign_in(cast.auditor).post(page, {"reason": "例行检查"}).status_code == 403
    assert sign_in(strangers.hr).get(page).status_code == 404


def test_a_correction_writes_what_was_given_and_keeps_the_rest_sealed(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    into_mode(bank, "full", cast.leader)
    customer = make_customer(bank, cast.hr)
    page = reverse("customer-edit", args=[customer.public_id])
    browser = sign_in(cast.hr)
    assert "13800001234" not in browser.get(page).content.decode()
    assert browser.post(page, {"phone": "123", "industry": "retail"}).status_code == 422
    assert browser.post(page, {"phone": "13811112222", "industry": "catering", "since_year": "2018"}).status_code == 302
    values = show_customer(customer=Customer.objects.get(), reason="回访核实", actor=cast.hr)
    assert (values["name"], values["phone"], Customer.objects.get().industry) == ("王小明", "13811112222", "catering")
    written = Act.objects.get(object_kind="customer", verb="changed")
    assert written.details == {"fields": ["industry", "phone", "since_year"]}
    correct_customer(customer=customer, actor=cast.hr, industry="catering", since_year=2018)
    assert Act.objects.filter(object_kind="customer", verb="changed").count() == 1
    assert sign_in(cast.trainee).get(page).status_code == 404
