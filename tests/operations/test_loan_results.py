"""What became of a loan stands in the ledger of its lead: once per case, and once more if it turns bad."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lms.decisions.queries.certification_facts import record_of
from lms.evidence.models import Evidence
from lms.operations.actions import close_case, report_case
from lms.operations.actions.loan_results import note_running_loans
from lms.operations.models import Contract, LoanCase
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust, into_mode, make_case, make_folder
from tests.factories.ledgers import make_contract
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def rows(case: LoanCase) -> list[tuple[str, str, bool]]:
    """(person, result, still standing), oldest first."""
    found = Evidence.objects.filter(source_kind="loan", source_id=case.key).order_by("pk")
    return [(row.person_key, row.details["loan"], not hasattr(row, "superseded_by")) for row in found]


def led(bank: Organisation, cast: Cast, **fields: object) -> LoanCase:
    entrust(cast.mentor, "acceptance")
    return make_case(bank, cast.hr, lead=cast.mentor, **fields)


def test_the_end_of_a_loan_is_told_once_and_is_no_case_done(bank: Organisation, cast: Cast, clock: Clock) -> None:
    case = led(bank, cast)
    close_case(case=case, state="running", reason="", actor=cast.hr)
    assert rows(case) == []
    close_case(case=case, state="settled", reason="结清", actor=cast.hr)
    assert rows(case) == [(cast.mentor.key, "good", True)]
    row = Evidence.objects.get(source_kind="loan")
    assert (row.kind, row.competency.code, row.details) == ("business", "investigation", {"case": case.key, "loan": "good"})
    facts = record_of(cast.mentor, clock.now).facts
    assert (facts.performed, facts.events) == ({}, ())


def test_what_the_banks_system_reports_is_told_too(bank: Organisation, cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "acceptance")
    told = {"industry": "retail", "product": "credit", "amount": Decimal(80_000), "lead": cast.mentor}
    report_case(bank=bank, number="S-9", reported_at=clock.now, actor_key="system", **told)
    clock.advance(minutes=1)
    case = report_case(bank=bank, number="S-9", reported_at=clock.now, actor_key="system", state="written_off").case
    assert rows(case) == [(cast.mentor.key, "bad", True)]


def test_a_case_that_was_never_paid_out_or_has_no_lead_says_nothing(bank: Organisation, cast: Cast, clock: Clock) -> None:
    case = led(bank, cast)
    close_case(case=case, state="refused", reason="额度过高", actor=cast.hr)
    alone = make_case(bank, cast.hr)
    for state in ("running", "written_off"):
        close_case(case=alone, state=state, reason="核销", actor=cast.hr)
    assert rows(case) == rows(alone) == []


@pytest.fixture
def second(bank: Organisation) -> User:
    return make_user(bank, "mentor", name="协办乙")


def test_a_running_loan_is_good_after_ninety_days_and_bad_when_it_turns(bank: Organisation, cast: Cast, second: User, clock: Clock) -> None:
    into_mode(bank, "full", cast.hr)
    case = make_folder(bank, cast.hr, cast.mentor, second)
    LoanCase.objects.filter(pk=case.pk).update(state="running")
    type(case.folder).objects.filter(case=case).update(paid_on=clock.now.date())
    clock.advance(days=89)
    assert note_running_loans(bank=bank, now=clock.now) == 0
    clock.advance(days=1)
    assert note_running_loans(bank=bank, now=clock.now) == 1
    assert note_running_loans(bank=bank, now=clock.now) == 0
    type(case.folder).objects.filter(case=case).update(overdue_since=clock.now.date())
    clock.advance(days=30)
    assert note_running_loans(bank=bank, now=clock.now) == 1
    assert rows(case) == [(cast.mentor.key, "good", False), (cast.mentor.key, "bad", True)]


def test_the_books_tell_it_by_the_contract_of_the_case(bank: Organisation, cast: Cast, second: User, clock: Clock) -> None:
    into_mode(bank, "full", cast.hr)
    case = make_folder(bank, cast.hr, cast.mentor, second)
    LoanCase.objects.filter(pk=case.pk).update(state="running")
    paid_on = clock.now.date() - timedelta(days=50)
    type(case.folder).objects.filter(case=case).update(paid_on=paid_on)
    more = {"customer": case.folder.customer.number, "paid_on": paid_on, "as_of": clock.now.date()}
    contract = make_contract(cast.mentor, now=clock.now, overdue_days=31, category="attention", **more)
    assert Contract.objects.get(pk=contract.pk).case == case
    assert rows(case) == [(cast.mentor.key, "bad", True)]
