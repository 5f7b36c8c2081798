"""A visit becomes a case on the phone, a colleague reviews its report, and the loan is renewed before it ends."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lms.operations.actions import assign_case
from lms.operations.actions.folder import save_payout
from lms.operations.actions.steps import finish_step
from lms.operations.models import CaseFolder, LoanCase, Milestone
from lms.people.enums import Role
from lms.people.models import Organisation
from tests.clock import Clock
from tests.factories.casework import closing_figures, entrust, into_mode, until
from tests.factories.ledgers import make_visit
from tests.factories.people import make_user

from .device import PHONE, Device
from .loan_desks import Office, look
from .office import says, send

pytestmark = pytest.mark.journey
TERMS = {"product": "credit", "amount": "12万", "purpose": "进货", "term_months": "12", "repayment": "equal_payment"}


def the_visit_becomes_a_case(office: Office) -> None:
    lead = office.lead
    visit = make_visit(lead.user, at=timezone.now(), operator="李小红", phone="13900001111", merchant="南街服装店")
    lead.open("visit-detail", visit.public_id)
    look(lead, "visit-detail-360")
    lead.page.get_by_role("link", name="转为案件").first.click()
    look(lead, "visit-case-360")
    send(lead, number="XD-2026-0101", **TERMS)
    assert lead.page.locator("[aria-invalid='true']").count(), "a case needs its customer"
    look(lead, "visit-case-refused-360")
    send(lead, number="XD-2026-0101", customer_number="KH-0101", **TERMS)
    says(lead, "李**")
    look(lead, "visit-case-folder-360")


def a_colleague_reviews(office: Office, colleague: Device) -> None:
    case = office.case
    assign_case(case=case, lead=office.lead.user, second=office.second.user, supervisor=None, actor=office.hr.user)
    until(case, "review", office.lead.user)
    CaseFolder.objects.filter(case=case).update(
        report="结论：建议放款十二万元。", proposed_amount=Decimal(120_000), second_view="邻铺说法一致", figures=closing_figures()
    )
    hr = office.step("hr", "review")
    look(hr, "review-name-1366")
    send(hr, "/reviewer/", reviewer=colleague.user.key)
    says(hr, colleague.user.name)
    assert hr.page.locator("form[action$='/done/']").count() == 0
    look(hr, "review-named-1366")
    colleague.open("notices")
    says(colleague, "待您交叉复核")
    colleague.open("case-step", case.public_id, "review")
    says(colleague, "建议放款十二万元")
    says(colleague, "邻铺说法一致")
    look(colleague, "review-360")
    colleague.page.locator("form[action$='/back/'] [name=to]").select_option("draft")
    send(colleague, "/back/", reason="毛利来源没有写明")
    assert Milestone.objects.get(case=case, code="draft").returned == 1
    until(case, "review", office.lead.user)
    colleague.open("case-step", case.public_id, "review")
    send(colleague, "/done/", note="已补明毛利来源，同意上会")
    assert Milestone.objects.get(case=case, code="review").state == "done"
    look(colleague, "review-done-360")


def the_loan_is_renewed(office: Office) -> None:
    case = until(office.case, "payout", office.hr.user)
    folder = CaseFolder.objects.get(case=case)
    folder.resolution, folder.approved_amount = "approved", Decimal(120_000)
    folder.save()
    save_payout(case=case, paid_on=timezone.localdate(), paid_amount=Decimal(120_000), pay_method="own", actor=office.hr.user)
    finish_step(case=case, code="payout", actor=office.hr.user)
    lead = office.lead
    lead.open("case-folder", case.public_id)
    look(lead, "folder-running-360")
    lead.page.get_by_role("link", name="办理续贷").click()
    look(lead, "renewal-360")
    send(lead, number="XD-2026-0102", **TERMS | {"amount": "15万"})
    made = LoanCase.objects.get(number="XD-2026-0102")
    assert (made.renews, made.lead) == (case, lead.user)
    look(lead, "renewed-360")
    office.hr.open("case-folder", case.public_id)
    says(office.hr, "XD-2026-0102")
    look(office.hr, "folder-renewed-1366")
    office.hr.open("case-renew", case.public_id)
    says(office.hr, "已在办理续贷")
    look(office.hr, "renewal-refused-1366")
    office.hr.open("case-folder", case.public_id)
    send(office.hr, "/repaid/", on=str(timezone.localdate()))
    look(office.hr, "folder-repaid-1366")
    send(office.hr, "/repaid/undo/", reason="录错件")
    says(office.hr, "已撤销登记")


def test_a_loan_from_the_street_to_its_renewal(bank: Organisation, clock: Clock, device: Any, tmp_path: Path) -> None:
    office = Office(bank, device, tmp_path)
    into_mode(bank, "full", office.boss.user)
    reviewer = make_user(bank, Role.TRAINEE, name="孙复核")
    entrust(reviewer, "report", amount_limit=Decimal(300_000))
    the_visit_becomes_a_case(office)
    a_colleague_reviews(office, device(reviewer, PHONE))
    the_loan_is_renewed(office)
