"""Customers stay masked but for a logged look; signals go to people and are closed by them; a teaching case has no customer."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.operations.actions import CaseProblem
from lms.operations.actions.customers import add_tie
from lms.operations.actions.signals import close_signal, raise_signals
from lms.operations.actions.teaching import make_teaching_case
from lms.operations.actions.visits import settle_visit
from lms.operations.models import CaseFolder, Customer, LoanCase, Signal
from lms.people.models import Organisation, User
from lms.records.models import Act
from simulations.models import TeachingCase
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import IDENTITY, attach, closing_figures, done_checks, make_case, make_customer, make_folder
from tests.factories.ledgers import make_visit

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("full_mode")


def test_the_database_holds_nothing_readable(bank: Organisation, cast: Cast) -> None:
    customer = make_customer(bank, cast.hr)
    row = str(Customer.objects.filter(pk=customer.pk).values().get())
    for telling in ("王小明", "13800001234", IDENTITY, "十二号"):
        assert telling not in row
    assert (customer.name_shown, customer.phone_shown) == ("王**", "138****1234")


def test_the_full_data_open_with_a_reason_that_is_logged(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    customer = make_customer(bank, cast.hr)
    browser, show = sign_in(cast.hr), reverse("customer-show", args=[customer.public_id])
    assert "王小明" not in browser.get(reverse("customer-detail", args=[customer.public_id])).content.decode()
    refused = browser.post(show, {"reason": ""})
    assert (refused.status_code, "王小明" in refused.content.decode()) == (422, False)
    shown = browser.post(show, {"reason": "核对合同姓名"})
    assert "王小明" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    act = Act.objects.get(object_kind="customer", verb="viewed")
    assert (act.actor_key, act.reason) == (cast.hr.key, "核对合同姓名")
    assert "王小明" not in str(act.details)
    assert browser.get(show).status_code == 405


def test_who_works_on_the_case_sees_its_customer_nobody_else(bank: Organisation, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    address = reverse("customer-detail", args=[CaseFolder.objects.get(case=case).customer.public_id])
    assert sign_in(cast.mentor).get(address).status_code == 200
    assert sign_in(cast.instructor).get(address).status_code == 404
    assert sign_in(strangers.hr).get(address).status_code == 404
    assert sign_in(cast.mentor).get(reverse("customer-list")).status_code == 403


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"id_number": "110105194912310021"}, "id_number"), ({"phone": "12"}, "phone"), ({"since_year": 2999}, "since_year")],
)
def test_wrong_data_are_named(bank: Organisation, cast: Cast, fields: dict, name: str) -> None:
    with pytest.raises(CaseProblem) as refused:
        make_customer(bank, cast.hr, **fields)
    assert name in refused.value.message_dict


def two_cases(bank: Organisation, cast: Cast) -> tuple[LoanCase, LoanCase]:
    first = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    second = make_folder(
        bank, cast.hr, cast.mentor, cast.trainee,
        customer=make_customer(bank, cast.hr, name="赵四", phone="13900005678", id_number="", address="北街一号"),
    )  # fmt: skip
    for case in (first, second):
        add_tie(case=case, kind="guarantor", name="钱五", phone="13700009999", actor=cast.hr)
    return first, second


def test_signals_are_raised_once_and_closed_by_a_person_with_a_note(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    first, second = two_cases(bank, cast)
    for case in (first, second):
        attach(case, "investigation", cast.mentor, name="shop.jpg", content=b"same")
    kinds = sorted(one.kind for one in raise_signals(bank=bank))
    assert kinds == ["same_guarantor", "same_phone", "same_photo"]
    assert raise_signals(bank=bank) == []
    browser = sign_in(cast.hr)
    page = browser.get(reverse("signal-list")).content.decode()
    assert first.number in page
    assert "钱五" not in page
    signal = Signal.objects.get(kind="same_photo")
    with pytest.raises(CaseProblem):
        close_signal(signal=signal, result="explained", note=" ", actor=cast.hr)
    assert (
        browser.post(reverse("signal-close", args=[signal.public_id]), {"result": "explained", "note": "同一市场大门"}).status_code == 302
    )
    signal.refresh_from_db()
    assert (signal.closed_by, signal.result) == (cast.hr, "explained")
    assert raise_signals(bank=bank) == []


def test_nobody_sees_a_signal_about_themselves_nor_another_banks(bank: Organisation, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    two_cases(bank, cast)
    raise_signals(bank=bank)
    Signal.objects.update(person=cast.leader)
    signal = Signal.objects.first()
    assert signal is not None
    for who in (cast.leader, strangers.hr):
        assert sign_in(who).get(reverse("signal-close", args=[signal.public_id])).status_code == 404
    assert sign_in(cast.auditor).get(reverse("signal-close", args=[signal.public_id])).status_code == 403
    assert sign_in(cast.mentor).get(reverse("signal-list")).status_code == 403


def finished(bank: Organisation, cast: Cast) -> LoanCase:
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    CaseFolder.objects.filter(case=case).update(
        report="王小明 2026年1月5日 申请 200,000 元，主调周某。", second_view="与邻铺核对一致",
        proposed_amount=Decimal(180_000), resolution="approved",
        figures=closing_figures(), checks=done_checks(), admission={"identity": "yes"},
    )  # fmt: skip
    LoanCase.objects.filter(pk=case.pk).update(state="settled", closed_on=timezone.localdate())
    case.refresh_from_db()
    return case


def test_a_finished_case_becomes_a_teaching_case_without_its_customer(bank: Organisation, cast: Cast) -> None:
    case = finished(bank, cast)
    kept = make_teaching_case(case=case, title="服装店备秋装", customer="林记服装", factor=Decimal("1.2"), story="按期还清", actor=cast.hr)
    text = str(kept.file) + kept.title + kept.source
    for telling in ("王小明", "王**", case.number, cast.mentor.name, "13800001234"):
        assert telling not in text
    assert kept.file["application"]["amount"] == "240000"


def test_the_shop_and_its_owner_as_the_marketing_ledger_knows_them_go_too(bank: Organisation, cast: Cast) -> None:
    case = finished(bank, cast)
    visit = make_visit(cast.trainee, merchant="顺达五金", operator="孙老板", address="南门街八号")
    settle_visit(visit=visit, case=case, no_case="", actor=cast.trainee)
    CaseFolder.objects.filter(case=case).update(report="顺达五金在南门街八号，孙老板常年经营。")
    kept = make_teaching_case(case=case, title="五金店备货", customer="林记", factor=Decimal("1.2"), story="按期还清", actor=cast.hr)
    assert not [one for one in ("顺达五金", "孙老板", "南门街") if one in str(kept.file)]


def test_what_would_be_kept_is_read_before_it_is_kept(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    case, browser = finished(bank, cast), sign_in(cast.hr)
    address = reverse("case-teaching", args=[case.public_id])
    said = {"title": "服装店备秋装", "customer": "林记服装", "factor": "1.2", "story": "按期还清"}
    looked = browser.post(address, said)
    assert looked.status_code == 200
    assert "林记服装 某日 申请 240,000 元" in looked.content.decode()
    assert not TeachingCase.objects.exists()
    assert browser.post(address, said | {"keep": "1"}).status_code == 302
    assert TeachingCase.objects.get().title == "服装店备秋装"


def test_a_title_that_tells_or_a_running_case_is_refused(bank: Organisation, cast: Cast) -> None:
    case = finished(bank, cast)
    with pytest.raises(CaseProblem) as refused:
        make_teaching_case(case=case, title="王小明", customer="林记", factor=Decimal("1.2"), story="x", actor=cast.hr)
    assert refused.value.code == "name"
    running = make_folder(bank, cast.hr, cast.mentor, cast.trainee, customer=make_customer(bank, cast.hr, name="赵四"))
    with pytest.raises(CaseProblem) as refused:
        make_teaching_case(case=running, title="某店", customer="林记", factor=Decimal("1.2"), story="x", actor=cast.hr)
    assert refused.value.code == "state"


def test_node_control_shows_what_is_late_and_goes_out_as_excel(bank: Organisation, cast: Cast, full_mode: Clock, sign_in: SignIn) -> None:
    folder, shadow = make_folder(bank, cast.hr, cast.mentor, cast.trainee), make_case(bank, cast.hr)
    browser = sign_in(cast.hr)
    assert folder.number not in browser.get(reverse("node-control")).content.decode()
    full_mode.advance(days=20)
    browser = sign_in(cast.hr)
    page = browser.get(reverse("node-control")).content.decode()
    assert folder.number in page
    assert shadow.number in page
    assert browser.get(reverse("node-control"), {"format": "xlsx"}).headers["Content-Type"].endswith("sheet")
    assert folder.number in sign_in(cast.mentor).get(reverse("node-control")).content.decode()
    assert folder.number not in sign_in(cast.instructor).get(reverse("node-control")).content.decode()
