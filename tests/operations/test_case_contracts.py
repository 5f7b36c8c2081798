"""Loan office and customer ledger are one book: a loan paid out here stands there, its checks are noted once, both remind."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lms.notices.models import Notice
from lms.operations.actions import close_case
from lms.operations.actions.case_contracts import contract_of_payout, settle_contract
from lms.operations.actions.contracts import import_contracts
from lms.operations.actions.customers import add_tie
from lms.operations.actions.folder import save_payout
from lms.operations.actions.monitoring import do_overdue_step, mark_overdue, record_check
from lms.operations.actions.remind import remind_of_due
from lms.operations.models import CaseFolder, Contract, LoanCase
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import AMOUNT, into_mode, make_folder
from tests.factories.ledgers import contract_row, make_contract
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
WORDS = {"purpose": "进货", "business": "正常", "family": "正常", "finding": "normal"}


@pytest.fixture
def lead(cast: Cast, bank: Organisation, clock: Clock) -> User:
    into_mode(bank, "full", cast.leader)
    return make_user(bank, Role.TRAINEE, name="周主调")


def paid_out(cast: Cast, bank: Organisation, lead: User) -> LoanCase:
    """Approved, paid out today and running; not in the customer ledger yet."""
    case = make_folder(bank, cast.hr, lead, make_user(bank, name="吴协办"))
    CaseFolder.objects.filter(case=case).update(resolution="approved", approved_amount=AMOUNT, admission={"identity": "yes", "age": "no"})
    save_payout(case=case, paid_on=timezone.localdate(), paid_amount=AMOUNT, pay_method="own", actor=cast.hr)
    close_case(case=case, state="running", reason="", actor=cast.hr, by_milestone=True)
    return LoanCase.objects.get(pk=case.pk)


def into_the_ledger(case: LoanCase) -> Contract | None:
    return contract_of_payout(case, case.folder, actor_key="k", now=timezone.now())


def test_the_books_bring_number_and_rate_and_make_no_second_contract(cast: Cast, bank: Organisation, lead: User, clock: Clock) -> None:
    case = paid_out(cast, bank, lead)
    made = into_the_ledger(case)
    assert made is not None
    assert into_the_ledger(case) == made
    today = timezone.localdate()
    row = contract_row(
        lead, number="HT-77", customer=case.folder.customer.number, amount=AMOUNT, balance=AMOUNT, paid_on=today,
        due_on=case.folder.matures_on, as_of=today,
    )  # fmt: skip
    import_contracts(bank=bank, rows=[row], actor_key=cast.hr.key)
    contract = Contract.objects.get()
    assert (contract.pk, contract.number, contract.rate, contract.case) == (made.pk, "HT-77", Decimal("7.2"), case)
    settle_contract(case, actor_key="k", now=timezone.now())
    contract.refresh_from_db()
    assert contract.balance == AMOUNT, "what the books know by its own number is theirs"


def test_a_contract_that_was_imported_first_is_linked(cast: Cast, bank: Organisation, lead: User, clock: Clock) -> None:
    case = paid_out(cast, bank, lead)
    fields = {"customer": case.folder.customer.number, "paid_on": timezone.localdate(), "as_of": timezone.localdate()}
    contract = make_contract(lead, **fields)
    assert contract.case == case
    Contract.objects.update(case=None)
    assert into_the_ledger(case) == contract
    assert Contract.objects.get().case == case


def test_a_recorded_check_is_no_longer_asked_for_in_the_ledger(cast: Cast, bank: Organisation, lead: User, clock: Clock) -> None:
    case = paid_out(cast, bank, lead)
    into_the_ledger(case)
    first, second = case.checks.all()[:2]
    clock.advance(days=15)
    assert remind_of_due(now=clock.now) == 1
    notice = Notice.objects.get(user=lead, kind="loan_checks")
    assert "1" in str(notice.title), "folder and contract are one loan: one check"
    record_check(check=first, done_on=timezone.localdate(), actor=lead, **WORDS)
    contract = Contract.objects.get()
    assert (contract.checked_on, contract.next_check_on) == (timezone.localdate(), second.due_on)
    clock.advance(days=1)
    assert remind_of_due(now=clock.now) == 0


def test_every_day_of_an_overdue_loans_timetable_reminds_its_lead(cast: Cast, bank: Organisation, lead: User, clock: Clock) -> None:
    case = paid_out(cast, bank, lead)
    clock.advance(days=3)
    steps = mark_overdue(case=case, since=timezone.localdate(), actor=cast.hr)
    assert remind_of_due(now=clock.now) == 0
    clock.advance(days=1)
    assert (remind_of_due(now=clock.now), remind_of_due(now=clock.now)) == (1, 0)
    assert Notice.objects.get(user=lead, kind="collection").url == reverse("case-folder", args=[case.public_id])
    do_overdue_step(step=steps[0], note="电话已通", actor=lead)
    clock.advance(days=1)
    assert remind_of_due(now=clock.now) == 0
    clock.advance(days=1)
    assert remind_of_due(now=clock.now) == 1


def test_page_and_workbook_say_who_and_what_stands_behind_the_loan(
    cast: Cast, bank: Organisation, lead: User, clock: Clock, sign_in
) -> None:
    case = paid_out(cast, bank, lead)
    add_tie(case=case, kind="co_borrower", name="李小红", actor=lead)
    add_tie(case=case, kind="guarantor", name="钱守义", actor=lead)
    contract = into_the_ledger(case)
    assert contract is not None
    Contract.objects.update(referral="城关支行", check_months=2)
    browser = sign_in(cast.leader)
    page = browser.get(reverse("contract-detail", args=[contract.public_id])).content.decode()
    for said in (case.number, "周主调", "吴协办", "李**", "钱**", "200,000"):
        assert said in page
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("contract-export")).getvalue()))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    line = next(row for row in rows if case.number in row)
    for said in ("周主调", "吴协办", "李**", "城关支行", 2, float(AMOUNT)):
        assert said in line
    assert any("钱**" in str(cell) for cell in line)
    assert "钱守义" not in str(rows)
    assert "李小红" not in str(rows)
