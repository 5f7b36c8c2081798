"""After the payout: who may record what, how a loan ends before or without its due day, what is left of a case that has ended."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.operations.actions import CaseProblem, close_case
from lms.operations.actions.early_end import note_repaid, undo_repaid
from lms.operations.actions.folder import save_archive
from lms.operations.actions.monitoring import do_overdue_step, mark_overdue, mark_paid_up, record_check
from lms.operations.actions.sitting import meet_condition
from lms.operations.actions.steps import finish_step, skip_step
from lms.operations.enums import ArchiveItem
from lms.operations.models import CaseCondition, LoanCase, Milestone, MonitoringCheck, OverdueStep
from lms.operations.queries.control import late_things
from lms.people.actions import suspend_authority
from lms.people.models import Authority, Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import make_case, make_folder, make_running, until

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("full_mode")
WORDS = {"purpose": "货已到店", "business": "与调查时一致", "family": "夫妻在店", "finding": "normal"}


@pytest.fixture
def loan(bank: Organisation, cast: Cast) -> LoanCase:
    return make_running(bank, cast.hr, cast.mentor, cast.trainee)


def refusal(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(CaseProblem) as refused:
        call(**arguments)
    return str(refused.value.code)


def states(case: LoanCase) -> dict[str, str]:
    return dict(Milestone.objects.filter(case=case).values_list("code", "state"))


def check_today(case: LoanCase, actor: User, **changes: str) -> MonitoringCheck:
    row = MonitoringCheck.objects.filter(case=case, done_on__isnull=True).first()
    assert row is not None
    return record_check(check=row, done_on=timezone.localdate(), actor=actor, **{**WORDS, **changes})


def overdue(case: LoanCase, clock: Clock, actor: User) -> OverdueStep:
    clock.advance(days=40)
    return mark_overdue(case=case, since=timezone.localdate() - timedelta(days=1), actor=actor)[0]


def test_checks_and_conditions_are_asked_for_at_their_moment(loan: LoanCase, cast: Cast) -> None:
    CaseCondition.objects.create(case=loan, position=1, text="补保证", owner="主办", due="")
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    first = MonitoringCheck.objects.filter(case=loan).first()
    on = {"check": first, "done_on": timezone.localdate(), **WORDS}
    assert refusal(record_check, actor=cast.mentor, **on) == "authority_suspended"
    assert refusal(record_check, actor=cast.hr, **on) == "authority_no_authority"
    assert refusal(record_check, actor=cast.instructor, **on) == "not_yours"
    assert refusal(meet_condition, case=loan, position=1, note="已落实", actor=cast.mentor) == "authority_suspended"
    assert meet_condition(case=loan, position=1, note="已落实", actor=cast.hr).met_at is not None


def test_the_overdue_timetable_is_done_though_nobody_is_certified_for_collection(loan: LoanCase, cast: Cast, clock: Clock) -> None:
    Authority.objects.filter(node="collection").update(ended_at=timezone.now(), ended_how="lapsed")
    step = overdue(loan, clock, cast.mentor)
    assert do_overdue_step(step=step, note="电话联系", actor=cast.mentor).done_by == cast.mentor
    other = OverdueStep.objects.get(case=loan, day=3)
    clock.advance(days=3)
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    assert refusal(do_overdue_step, step=other, note="上门", actor=cast.mentor) == "authority_suspended"
    assert do_overdue_step(step=other, note="上门", actor=cast.hr).done_by == cast.hr


def test_where_somebody_leads_collection_it_is_asked_for(loan: LoanCase, cast: Cast, clock: Clock) -> None:
    Authority.objects.filter(node="collection", user=cast.mentor).update(ended_at=timezone.now(), ended_how="lapsed")
    step = overdue(loan, clock, cast.mentor)
    assert refusal(do_overdue_step, step=step, note="电话联系", actor=cast.mentor) == "authority_no_authority"


def test_nobody_clears_their_own_overdue_loan(loan: LoanCase, cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    overdue(loan, clock, cast.mentor)
    assert refusal(mark_paid_up, case=loan, actor=cast.mentor) == "not_yours"
    assert refusal(note_repaid, case=loan, on=timezone.localdate(), actor=cast.mentor) == "not_yours"
    paid, folder = (reverse(name, args=[loan.public_id]) for name in ("case-paid-up", "case-folder"))
    assert [paid in sign_in(user).get(folder).content.decode() for user in (cast.mentor, cast.hr)] == [False, True]
    mark_paid_up(case=loan, actor=cast.hr)
    assert LoanCase.objects.get(pk=loan.pk).folder.overdue_since is None


def test_a_warning_that_was_handled_opens_again(loan: LoanCase, cast: Cast, clock: Clock) -> None:
    check_today(loan, cast.mentor)
    finish_step(case=loan, code="first_check", actor=cast.mentor)
    skip_step(case=loan, code="warning", reason="无预警", actor=cast.hr)
    clock.advance(days=60)
    check_today(loan, cast.mentor, finding="warning")
    row = Milestone.objects.get(case=loan, code="warning")
    assert (row.state, row.due_on) == ("open", timezone.localdate() + timedelta(days=30))
    finish_step(case=loan, code="warning", actor=cast.hr)
    mark_overdue(case=loan, since=timezone.localdate(), actor=cast.mentor)
    assert states(loan)["warning"] == "open"


def test_a_short_loan_waits_for_no_routine_check_but_for_the_first(bank: Organisation, cast: Cast, clock: Clock) -> None:
    loan = make_running(bank, cast.hr, cast.mentor, cast.trainee, term_months=2)
    assert (states(loan)["routine"], states(loan)["first_check"], states(loan)["maturity"]) == ("skipped", "open", "waiting")
    assert loan.node == "post_loan"
    check_today(loan, cast.mentor)
    finish_step(case=loan, code="first_check", actor=cast.mentor)
    assert refusal(finish_step, case=loan, code="maturity", actor=cast.mentor) == "needs_due_date"
    clock.advance(days=62)
    finish_step(case=loan, code="maturity", actor=cast.mentor)


def test_a_loan_is_repaid_early(loan: LoanCase, cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    check_today(loan, cast.mentor)
    finish_step(case=loan, code="first_check", actor=cast.mentor)
    clock.advance(days=40)
    day, address = str(timezone.localdate()), reverse("case-repaid", args=[loan.public_id])
    assert sign_in(cast.mentor).post(address, {"on": day}).status_code == 422
    assert sign_in(cast.hr).post(address, {"on": day}).status_code == 302
    assert not MonitoringCheck.objects.filter(case=loan, done_on__isnull=True).exists()
    assert (states(loan)["routine"], states(loan)["maturity"]) == ("skipped", "open")
    for code in ("maturity", "settlement"):
        finish_step(case=loan, code=code, actor=cast.mentor)
    assert LoanCase.objects.get(pk=loan.pk).state == "settled"


@pytest.mark.parametrize("stands", ["open", "running"])
def test_payout_and_repayment_of_a_folder_are_never_set_by_hand(bank: Organisation, cast: Cast, sign_in: SignIn, stands: str) -> None:
    make = make_folder if stands == "open" else make_running
    case = make(bank, cast.hr, cast.mentor, cast.trainee)
    to = {"open": "running", "running": "settled"}[stands]
    assert refusal(close_case, case=case, state=to, reason="x", actor=cast.hr) == "folder"
    answer = sign_in(cast.hr).post(reverse("case-close", args=[case.public_id]), {"state": to, "reason": "x"})
    assert (answer.status_code, LoanCase.objects.get(pk=case.pk).state) == (422, stands)
    page = sign_in(cast.hr).get(reverse("case-detail", args=[case.public_id])).content.decode()
    assert ('value="withdrawn"' in page, 'value="written_off"' in page) == (stands == "open", stands == "running")


def test_a_folder_is_withdrawn_and_taken_up_again(bank: Organisation, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    case = until(make_folder(bank, cast.hr, cast.mentor, cast.trainee), "investigation", cast.mentor)
    answer = sign_in(cast.hr).post(reverse("case-close", args=[case.public_id]), {"state": "withdrawn", "reason": "客户撤回"})
    assert answer.status_code == 302
    assert set(states(case).values()) == {"done", "skipped"}
    clock.advance(days=60)
    assert late_things(cast.hr, timezone.localdate()) == []
    close_case(case=case, state="open", reason="", actor=cast.hr)
    assert (states(case)["investigation"], states(case)["draft"]) == ("open", "waiting")
    assert LoanCase.objects.get(pk=case.pk).node == "investigation"


def test_a_loan_written_off_is_archived_and_looked_back_at(loan: LoanCase, cast: Cast, clock: Clock) -> None:
    overdue(loan, clock, cast.mentor)
    close_case(case=loan, state="written_off", reason="核销", actor=cast.leader)
    assert {code for code, state in states(loan).items() if state in {"open", "waiting"}} == {"settlement", "archive", "look_back"}
    clock.advance(days=200)
    late = late_things(cast.hr, timezone.localdate())
    assert [(one.kind, one.code) for one in late] == [("milestone", "settlement")]
    finish_step(case=loan, code="settlement", actor=cast.mentor)
    assert LoanCase.objects.get(pk=loan.pk).state == "written_off"
    save_archive(case=loan, present=[item for item in ArchiveItem.values if item != "settlement"], actor=cast.mentor)
    finish_step(case=loan, code="archive", actor=cast.mentor)


def test_milestones_of_the_office_have_a_person(bank: Organisation, cast: Cast) -> None:
    case = until(make_folder(bank, cast.hr, cast.mentor, cast.trainee), "review", cast.mentor)
    assert Milestone.objects.get(case=case, code="review").responsible == cast.hr


def test_a_case_is_stuck_by_the_day_of_the_bank(bank: Organisation, cast: Cast, clock: Clock) -> None:
    """Half past seven in the morning here is the day before by universal time."""
    clock.set(clock.now.replace(hour=7, minute=30))
    make_case(bank, cast.hr, opened_on=timezone.localdate())
    clock.advance(days=15)
    assert [(one.kind, one.days) for one in late_things(cast.hr, timezone.localdate())] == [("stuck", 1)]


def test_a_folder_opened_with_more_than_the_lead_may_is_refused(bank: Organisation, cast: Cast) -> None:
    with pytest.raises(CaseProblem) as refused:
        make_folder(bank, cast.hr, cast.mentor, cast.trainee, amount=Decimal(5_000_000), limit=Decimal(300_000))
    assert refused.value.code == "authority_amount"


def test_an_early_repayment_entered_by_mistake_is_taken_back(loan: LoanCase, cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    planned = list(MonitoringCheck.objects.filter(case=loan).values_list("kind", "due_on"))
    before = states(loan)
    assert refusal(undo_repaid, case=loan, reason="录错件", actor=cast.hr) == "state"
    clock.advance(days=3)
    note_repaid(case=loan, on=timezone.localdate(), actor=cast.hr)
    assert (states(loan)["first_check"], states(loan)["maturity"], MonitoringCheck.objects.count()) == ("skipped", "open", 0)
    assert refusal(undo_repaid, case=loan, reason="录错件", actor=cast.mentor) == "not_yours"
    browser, address = sign_in(cast.hr), reverse("case-repaid-undo", args=[loan.public_id])
    assert address in browser.get(reverse("case-folder", args=[loan.public_id])).content.decode()
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "录错件，应为另一户"}).status_code == 302
    assert list(MonitoringCheck.objects.filter(case=loan).values_list("kind", "due_on")) == planned
    assert (states(loan), loan.events.last().reason) == (before, "录错件，应为另一户")
