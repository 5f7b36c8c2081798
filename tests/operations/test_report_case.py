"""Cases as the bank's system reports them: late, twice, out of order, without authority."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lms.operations.actions import CaseProblem, report_case
from lms.operations.models import LoanCase
from lms.people.actions import suspend_authority
from lms.people.models import Organisation
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust

FIRST = {"industry": "retail", "product": "credit", "amount": Decimal(80_000)}


@pytest.fixture(autouse=True)
def today(clock: Clock) -> Clock:
    return clock


def report(bank: Organisation, *, ago: int = 0, **fields: object):
    return report_case(bank=bank, number="S-1", reported_at=timezone.now() - timedelta(minutes=ago), actor_key="system", **fields)


def test_the_first_report_makes_the_case_the_next_brings_it_up_to_date(bank: Organisation) -> None:
    made = report(bank, ago=10, **FIRST)
    assert (made.outcome, made.case.source, made.case.amount_band) == ("created", "system", "to_10")
    moved = report(bank, ago=5, node="investigation", kinds=["first_loan"])
    assert (moved.outcome, moved.case.node, moved.case.kinds) == ("updated", "investigation", ["first_loan"])


def test_an_older_or_repeated_report_changes_nothing(bank: Organisation) -> None:
    report(bank, ago=10, **FIRST)
    report(bank, ago=2, node="report")
    assert report(bank, ago=5, node="investigation").outcome == "stale"
    assert report(bank, ago=2, node="report").outcome == "same"
    assert report(bank, ago=1, node="report").outcome == "same"
    assert LoanCase.objects.get().node == "report"


def test_of_two_reports_of_one_second_the_later_to_come_counts(bank: Organisation) -> None:
    report(bank, ago=10, **FIRST)
    report(bank, ago=2, node="investigation")
    assert report(bank, ago=2, node="report").outcome == "updated"
    assert LoanCase.objects.get().node == "report"


def test_a_report_may_have_missed_the_payout(bank: Organisation) -> None:
    report(bank, ago=10, **FIRST)
    settled = report(bank, ago=1, state="settled")
    assert (settled.case.state, settled.case.closed_reason != "") == ("settled", True)


def test_an_uncertified_assignment_is_refused_and_leaves_nothing(bank: Organisation, cast: Cast) -> None:
    with pytest.raises(CaseProblem) as refused:
        report(bank, lead=cast.trainee, **FIRST)
    assert refused.value.code == "authority_no_authority"
    assert not LoanCase.objects.exists()
    entrust(cast.trainee, "acceptance")
    assert report(bank, lead=cast.trainee, **FIRST).case.lead == cast.trainee


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "industry"),
        ({**FIRST, "industry": "moon"}, "industry"),
        ({**FIRST, "opened_on": timezone.localdate() + timedelta(days=3650)}, "opened_on"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(bank: Organisation, fields: dict, name: str) -> None:
    with pytest.raises(CaseProblem) as refused:
        report(bank, **fields)
    assert name in refused.value.message_dict


def test_a_report_from_the_future_is_refused(bank: Organisation) -> None:
    with pytest.raises(CaseProblem):
        report(bank, ago=-60, **FIRST)


def test_a_later_report_does_not_get_round_a_limit(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, "acceptance", amount_limit=Decimal(100_000))
    report(bank, ago=10, lead=cast.mentor, **FIRST)
    for ago, people in ((8, {"lead": cast.mentor}), (7, {})):
        with pytest.raises(CaseProblem) as refused:
            report(bank, ago=ago, amount=Decimal(5_000_000), **people)
        assert refused.value.code == "authority_amount"
    with pytest.raises(CaseProblem) as refused:
        report(bank, ago=7, amount_band="above_100")
    assert refused.value.code == "authority_amount_unknown"
    assert LoanCase.objects.get().amount == Decimal(80_000)
    assert report(bank, ago=6, lead=cast.mentor).outcome == "same"


def test_a_report_that_names_a_suspended_lead_again_is_refused(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, "acceptance")
    report(bank, ago=10, lead=cast.mentor, **FIRST)
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    with pytest.raises(CaseProblem) as refused:
        report(bank, ago=8, lead=cast.mentor)
    assert refused.value.code == "authority_suspended"
    assert report(bank, ago=7, difficulty="hard").outcome == "updated"
    assert report(bank, ago=6, lead=cast.mentor, state="withdrawn").case.state == "withdrawn"


def test_new_terms_come_with_the_person_who_may(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, "acceptance", amount_limit=Decimal(100_000))
    entrust(cast.trainee, "acceptance")
    report(bank, ago=10, lead=cast.mentor, **FIRST)
    case = report(bank, ago=8, lead=cast.trainee, amount=Decimal(5_000_000)).case
    assert (case.lead, case.amount) == (cast.trainee, Decimal(5_000_000))
