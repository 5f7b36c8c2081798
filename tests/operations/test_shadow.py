"""A case in shadow mode: entered, given to people only as far as their authority goes, moved on, closed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lms.operations.actions import CaseProblem, assign_case, change_case, close_case, move_case
from lms.operations.models import CaseEvent
from lms.people.actions import suspend_authority
from lms.people.enums import Entrustment
from lms.people.models import Organisation
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust, make_case


@pytest.fixture(autouse=True)
def today(clock: Clock) -> Clock:
    return clock


def test_a_case_is_given_to_two_people_who_may(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor)
    entrust(cast.trainee, level=Entrustment.TOGETHER)
    case = make_case(bank, cast.hr, node="investigation")
    case = assign_case(case=case, lead=cast.mentor, second=cast.trainee, actor=cast.hr)
    assert (case.lead, case.second, case.version) == (cast.mentor, cast.trainee, 1)
    kept = CaseEvent.objects.get(case=case, kind="assigned").details
    assert (kept["lead_answer"]["reason"], kept["second_answer"]["stage"]) == ("certified", "2a")


def test_a_lead_without_authority_is_refused_in_words(bank: Organisation, cast: Cast) -> None:
    entrust(cast.trainee, level=Entrustment.RECHECKED)
    case = make_case(bank, cast.hr, node="investigation")
    with pytest.raises(CaseProblem) as refused:
        assign_case(case=case, lead=cast.trainee, second=None, actor=cast.hr)
    assert refused.value.code == "authority_level"
    assert cast.trainee.name in refused.value.sentence
    assert "3a" in refused.value.sentence


def test_a_mentor_who_answers_lets_somebody_lead_below_certification(bank: Organisation, cast: Cast) -> None:
    entrust(cast.trainee, level=Entrustment.RECHECKED)
    case = make_case(bank, cast.hr, node="investigation")
    with pytest.raises(CaseProblem, match=cast.mentor.name):
        assign_case(case=case, lead=cast.trainee, second=None, supervisor=cast.mentor, actor=cast.hr)
    entrust(cast.mentor)
    case = assign_case(case=case, lead=cast.trainee, second=None, supervisor=cast.mentor, actor=cast.hr)
    assert case.supervisor == cast.mentor


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"amount_limit": Decimal(100_000)}, "authority_amount"),
        ({"products": ["mortgaged"]}, "authority_product"),
        ({"ends_on": date(2020, 1, 1)}, "authority_lapsed"),
    ],
)
def test_limits_of_the_authority_hold(bank: Organisation, cast: Cast, limits: dict, code: str) -> None:
    entrust(cast.mentor, **limits)
    case = make_case(bank, cast.hr, node="investigation", amount_band="to_30")
    with pytest.raises(CaseProblem) as refused:
        assign_case(case=case, lead=cast.mentor, second=None, actor=cast.hr)
    assert refused.value.code == code


def test_a_suspension_counts_at_the_next_question(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, "investigation", "report")
    case = assign_case(case=make_case(bank, cast.hr, node="investigation"), lead=cast.mentor, second=None, actor=cast.hr)
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    with pytest.raises(CaseProblem) as refused:
        move_case(case=case, node="report", actor=cast.hr)
    assert refused.value.code == "authority_suspended"


def test_lead_and_second_are_two_people_whatever_the_certificate(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, level=Entrustment.SUPERVISES)
    with pytest.raises(CaseProblem) as refused:
        assign_case(case=make_case(bank, cast.hr, node="investigation"), lead=cast.mentor, second=cast.mentor, actor=cast.hr)
    assert refused.value.code == "two_people"


def test_nobody_of_another_bank_is_given_a_case(bank: Organisation, cast: Cast, strangers: Cast) -> None:
    entrust(strangers.mentor)
    with pytest.raises(CaseProblem) as refused:
        assign_case(case=make_case(bank, cast.hr, node="investigation"), lead=strangers.mentor, second=None, actor=cast.hr)
    assert refused.value.code == "person"


def test_a_number_stands_once_in_a_bank(bank: Organisation, cast: Cast, strangers: Cast) -> None:
    make_case(bank, cast.hr, number="A-1")
    make_case(strangers.bank, strangers.hr, number="A-1")
    with pytest.raises(CaseProblem) as refused:
        make_case(bank, cast.hr, number="A-1")
    assert refused.value.code == "twice"


def test_details_change_and_are_kept_in_the_history(bank: Organisation, cast: Cast) -> None:
    case = make_case(bank, cast.hr)
    case = change_case(case=case, actor=cast.hr, amount=Decimal("350000"), kinds=["refused"], industry="retail")
    assert (case.amount_band, case.kinds) == ("to_50", ["refused"])
    assert CaseEvent.objects.get(case=case, kind="changed").details == {"fields": ["amount", "amount_band", "kinds"]}
    with pytest.raises(CaseProblem):
        change_case(case=case, actor=cast.hr, kinds=["secret"])


def test_a_case_is_closed_with_a_reason_and_a_refused_one_opens_again(bank: Organisation, cast: Cast) -> None:
    case = make_case(bank, cast.hr)
    with pytest.raises(CaseProblem) as refused:
        close_case(case=case, state="refused", reason=" ", actor=cast.hr)
    assert refused.value.code == "reason"
    with pytest.raises(CaseProblem) as refused:
        close_case(case=case, state="settled", reason="x", actor=cast.hr)
    assert refused.value.code == "state"
    case = close_case(case=case, state="refused", reason="还款来源不足", actor=cast.hr)
    assert (case.state, case.closed_on, case.kinds) == ("refused", timezone.localdate(), ["refused"])
    with pytest.raises(CaseProblem) as refused:
        assign_case(case=case, lead=None, second=cast.trainee, actor=cast.hr)
    assert refused.value.code == "closed"
    case = close_case(case=case, state="open", reason="", actor=cast.hr)
    assert (case.state, case.closed_on, case.closed_reason, case.kinds) == ("open", None, "", [])


def test_the_future_is_refused(bank: Organisation, cast: Cast) -> None:
    with pytest.raises(CaseProblem) as refused:
        make_case(bank, cast.hr, opened_on=timezone.localdate() + timedelta(days=1))
    assert refused.value.code == "future"


def test_new_terms_are_a_question_about_whoever_holds_the_case(bank: Organisation, cast: Cast) -> None:
    entrust(cast.mentor, "acceptance", amount_limit=Decimal(100_000), products=["credit"])
    case = make_case(bank, cast.hr, amount=Decimal(80_000), lead=cast.mentor)
    for changes, code in (({"amount": Decimal(5_000_000)}, "amount"), ({"product": "mortgaged"}, "product")):
        with pytest.raises(CaseProblem) as refused:
            change_case(case=case, actor=cast.hr, **changes)
        assert refused.value.code == f"authority_{code}"
    case.refresh_from_db()
    assert (case.amount, case.product) == (Decimal(80_000), "credit")
    assert change_case(case=case, actor=cast.hr, amount=Decimal(90_000)).amount == Decimal(90_000)
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    assert change_case(case=case, actor=cast.hr, industry="crops").industry == "crops"


def test_the_mentor_who_answers_is_asked_again_when_the_case_moves(bank: Organisation, cast: Cast) -> None:
    entrust(cast.trainee, "investigation", "report", level=Entrustment.RECHECKED)
    entrust(cast.mentor, "investigation", "report", amount_limit=Decimal(300_000))
    case = make_case(bank, cast.hr, node="investigation", lead=cast.trainee, supervisor=cast.mentor)
    with pytest.raises(CaseProblem) as refused:
        change_case(case=case, actor=cast.hr, amount=Decimal(5_000_000))
    assert refused.value.code == "authority_amount"
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    with pytest.raises(CaseProblem) as refused:
        move_case(case=case, node="report", actor=cast.hr)
    assert refused.value.code == "authority_suspended"
