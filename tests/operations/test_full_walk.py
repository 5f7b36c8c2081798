"""A loan in full mode from the application to the look back, with everything that is refused on the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lms.operations.actions import CaseProblem, close_case
from lms.operations.actions.folder import save_archive, save_payout, save_sheet
from lms.operations.actions.monitoring import do_overdue_step, mark_overdue, mark_paid_up, record_check
from lms.operations.actions.sitting import call_sitting, meet_condition, take_resolution
from lms.operations.actions.steps import return_step, sign_in_on_site
from lms.operations.enums import ArchiveItem
from lms.operations.models import Contract, LoanCase, Milestone, MonitoringCheck, OverdueStep
from lms.people.actions import suspend_authority
from lms.people.enums import Role
from lms.people.models import Organisation
from simulations.actions.call_committee import cancel_committee
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import attach, entrust, make_folder
from tests.factories.loan_walk import Walk
from tests.factories.people import make_user


@pytest.fixture
def walk(bank: Organisation, cast: Cast, clock: Clock) -> Walk:
    return Walk(bank, cast, clock)


def test_the_whole_way(walk: Walk) -> None:
    assert walk.fresh.node == "acceptance"
    assert walk.refused("acceptance") == "needs_paper"
    assert walk.refused("admission") == "too_early"
    walk.until_investigation()
    assert walk.fresh.node == "investigation"
    sign_in_on_site(case=walk.case, user=walk.lead)
    attach(walk.case, "investigation", walk.lead, name="door.jpg", content=b"door")
    assert walk.refused("investigation") == "needs_both_there"
    walk.until_draft()
    assert walk.refused("draft") == "needs_report"
    committee = walk.until_sitting()
    with pytest.raises(CaseProblem) as refused:
        take_resolution(case=walk.case, actor=walk.office)
    assert refused.value.code == "not_yet"
    walk.hold(committee)
    assert take_resolution(case=walk.case, actor=walk.office) == "conditional"
    walk.done("resolution", walk.office)
    assert walk.refused("conditions") == "needs_conditions"
    meet_condition(case=walk.case, position=1, note="保证人已面签", actor=walk.lead)
    walk.done("conditions")
    attach(walk.case, "signing", walk.lead, name="contract.pdf")
    walk.done("signing")
    today = timezone.localdate()
    with pytest.raises(CaseProblem) as refused:
        save_payout(case=walk.case, paid_on=today, paid_amount=Decimal(160_000), pay_method="entrusted", actor=walk.office)
    assert refused.value.code == "amount"
    save_payout(case=walk.case, paid_on=today, paid_amount=Decimal(150_000), pay_method="entrusted", actor=walk.office)
    walk.done("payout", walk.office)
    assert (walk.fresh.state, walk.fresh.node) == ("running", "post_loan")
    assert Milestone.objects.get(case=walk.case, code="first_check").due_on == today + timedelta(days=15)
    contract = Contract.objects.get(case=walk.case)
    assert (contract.number, contract.manager, contract.balance, contract.rate) == (walk.case.number, walk.lead, Decimal(150_000), None)
    assert (contract.checked_on, contract.next_check_on) == (None, today + timedelta(days=15))
    _after_payout(walk)


def _after_payout(walk: Walk) -> None:
    words = {"purpose": "货已到店", "business": "与调查时一致", "family": "夫妻在店", "finding": "normal"}
    first, second = MonitoringCheck.objects.filter(case=walk.case)[:2]
    walk.clock.advance(days=10)
    record_check(check=first, done_on=timezone.localdate(), actor=walk.lead, **words)
    assert Contract.objects.get(case=walk.case).checked_on == timezone.localdate()
    assert Contract.objects.get(case=walk.case).next_check_on == second.due_on
    walk.done("first_check")
    assert Milestone.objects.get(case=walk.case, code="warning").due_on is None
    walk.clock.advance(days=60)
    mark_overdue(case=walk.case, since=timezone.localdate() - timedelta(days=1), actor=walk.office)
    steps = list(OverdueStep.objects.filter(case=walk.case))
    assert [one.day for one in steps] == [1, 3, 7, 30, 90]
    assert Milestone.objects.get(case=walk.case, code="warning").due_on == timezone.localdate() + timedelta(days=29)
    do_overdue_step(step=steps[0], note="电话，承诺明日还", actor=walk.lead)
    with pytest.raises(CaseProblem) as refused:
        do_overdue_step(step=steps[1], note="上门", actor=walk.lead)
    assert refused.value.code == "early"
    record_check(check=second, done_on=timezone.localdate(), actor=walk.lead, **words)
    walk.done("routine")
    walk.clock.advance(days=330)
    walk.done("maturity")
    assert walk.refused("settlement") == "needs_paid_up"
    mark_paid_up(case=walk.case, actor=walk.office)
    walk.done("settlement")
    assert walk.fresh.state == "settled"
    assert list(Contract.objects.get(case=walk.case).figures.values_list("balance", flat=True)) == [Decimal(150_000), Decimal(0)]
    save_archive(case=walk.case, present=ArchiveItem.values, actor=walk.lead)
    walk.done("archive")
    save_sheet(case=walk.case, step="look_back", values={"review": "回款与淡旺季吻合"}, actor=walk.lead)
    walk.done("look_back")
    assert list(Milestone.objects.filter(case=walk.case).exclude(state="done").values_list("code", "state")) == [("warning", "skipped")]


def test_a_refused_case_is_closed_and_counts_as_refused(walk: Walk) -> None:
    walk.until_investigation()
    walk.until_draft()
    walk.hold(walk.until_sitting(), "refuse", reason="债务不清", amount="", term_months=0, conditions=[])
    assert take_resolution(case=walk.case, actor=walk.office) == "refused"
    assert (walk.fresh.state, walk.fresh.kinds) == ("refused", ["refused"])


def test_a_case_that_comes_back_is_investigated_again_and_sits_again(walk: Walk) -> None:
    walk.until_investigation()
    walk.until_draft()
    walk.hold(walk.until_sitting(), "investigate", reason="补核民间借款", amount="", term_months=0, conditions=[])
    assert take_resolution(case=walk.case, actor=walk.office) == "returned"
    assert (walk.fresh.node, walk.fresh.kinds, walk.folder.committee_item) == ("investigation", ["returned"], None)
    row = Milestone.objects.get(case=walk.case, code="investigation")
    assert (row.state, row.returned, row.returned_reason) == ("open", 1, "补核民间借款")
    assert walk.refused("investigation") == "needs_both_there"
    walk.clock.advance(days=1)
    sign_in_on_site(case=walk.case, user=walk.lead)
    sign_in_on_site(case=walk.case, user=walk.second)
    assert walk.refused("investigation") == "needs_photo"
    attach(walk.case, "investigation", walk.lead, name="again.jpg", content=b"again")
    walk.done("investigation")
    for code, actor in (("statements", walk.lead), ("side_checks", walk.second), ("draft", walk.lead), ("review", walk.office)):
        walk.done(code, actor)
    call_sitting(case=walk.case, chair=walk.board[0], members=walk.board[1:], starts_at=timezone.now(), actor=walk.office)
    assert walk.folder.sittings == 2


def test_two_sign_ins_too_far_apart_are_no_two_person_visit(walk: Walk) -> None:
    walk.until_investigation()
    attach(walk.case, "investigation", walk.lead, name="shop.jpg")
    sign_in_on_site(case=walk.case, user=walk.lead)
    walk.clock.advance(minutes=121)
    sign_in_on_site(case=walk.case, user=walk.second)
    assert walk.refused("investigation") == "needs_both_there"


def test_two_sign_ins_at_two_places_are_no_two_person_visit(walk: Walk) -> None:
    walk.until_investigation()
    attach(walk.case, "investigation", walk.lead, name="shop.jpg")
    sign_in_on_site(case=walk.case, user=walk.lead, latitude=Decimal("30.27"), longitude=Decimal("120.16"))
    sign_in_on_site(case=walk.case, user=walk.second, latitude=Decimal("30.67"), longitude=Decimal("120.16"))
    assert walk.refused("investigation") == "needs_both_there"
    walk.clock.advance(minutes=30)
    sign_in_on_site(case=walk.case, user=walk.second, latitude=Decimal("30.28"), longitude=Decimal("120.16"))
    walk.done("investigation")


@pytest.mark.parametrize("way", ["back", "withdrawn"])
def test_a_sitting_that_has_not_begun_is_called_off_with_its_case(walk: Walk, way: str) -> None:
    walk.until_investigation()
    walk.until_draft()
    save_sheet(case=walk.case, step="draft", values={"report": "报告", "proposed_amount": Decimal(1000)}, actor=walk.lead)
    walk.done("draft")
    walk.done("review", walk.office)
    made = call_sitting(case=walk.case, chair=walk.board[0], members=walk.board[1:], starts_at=timezone.now(), actor=walk.office)
    if way == "back":
        return_step(case=walk.case, code="sitting", to="draft", reason="补担保", actor=walk.office)
    else:
        close_case(case=walk.case, state="withdrawn", reason="客户撤回", actor=walk.office)
    made.refresh_from_db()
    assert made.state == "cancelled"


def test_a_sitting_that_was_called_off_is_no_sitting(walk: Walk) -> None:
    walk.until_investigation()
    walk.until_draft()
    save_sheet(case=walk.case, step="draft", values={"report": "报告", "proposed_amount": Decimal(1000)}, actor=walk.lead)
    walk.done("draft")
    walk.done("review", walk.office)
    made = call_sitting(case=walk.case, chair=walk.board[0], members=walk.board[1:], starts_at=timezone.now(), actor=walk.office)
    cancel_committee(committee=made, actor=walk.office, reason="人数不足")
    assert walk.refused("sitting", walk.office) == "needs_sitting"


def test_the_mentor_who_answers_for_the_lead_is_asked_at_the_moment_of_acting(walk: Walk, cast: Cast) -> None:
    mentor = make_user(walk.bank, Role.MENTOR, name="带教师傅")
    entrust(mentor, "acceptance")
    LoanCase.objects.filter(pk=walk.case.pk).update(supervisor=mentor)
    attach(walk.case, "acceptance", walk.lead)
    suspend_authority(user=mentor, reason="投诉核查", actor_key="x")
    assert walk.refused("acceptance") == "authority_suspended"


def test_at_the_moment_of_acting_it_is_asked_again(walk: Walk) -> None:
    attach(walk.case, "acceptance", walk.lead)
    suspend_authority(user=walk.lead, reason="投诉核查", actor_key="x")
    assert walk.refused("acceptance") == "authority_suspended"


def test_a_milestone_is_done_by_whom_it_belongs_to(walk: Walk) -> None:
    attach(walk.case, "acceptance", walk.lead)
    assert walk.refused("acceptance", walk.second) == "not_yours"
    assert walk.refused("acceptance", walk.office) == "not_yours"


def test_a_step_sends_the_case_back_only_where_the_table_says(walk: Walk) -> None:
    walk.until_investigation()
    walk.until_draft()
    with pytest.raises(CaseProblem) as refused:
        return_step(case=walk.case, code="draft", to="acceptance", reason="x", actor=walk.lead)
    assert refused.value.code == "no_way_back"
    with pytest.raises(CaseProblem) as refused:
        return_step(case=walk.case, code="draft", to="statements", reason=" ", actor=walk.lead)
    assert refused.value.code == "reason"
    assert return_step(case=walk.case, code="draft", to="statements", reason="存货漏记", actor=walk.lead) == ["statements"]
    assert walk.refused("draft") == "too_early"


def test_nobody_votes_on_their_own_case(walk: Walk) -> None:
    walk.until_investigation()
    walk.until_draft()
    save_sheet(case=walk.case, step="draft", values={"report": "报告", "proposed_amount": Decimal(1000)}, actor=walk.lead)
    walk.done("draft")
    walk.done("review", walk.office)
    with pytest.raises(CaseProblem) as refused:
        call_sitting(case=walk.case, chair=walk.board[0], members=[walk.lead, walk.board[1]], starts_at=timezone.now(), actor=walk.office)
    assert refused.value.code == "own_case"


def test_full_mode_must_be_on(bank: Organisation, cast: Cast, clock: Clock) -> None:
    with pytest.raises(CaseProblem) as refused:
        make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    assert refused.value.code == "mode"


def test_a_sheet_is_written_by_whom_it_belongs_to(walk: Walk) -> None:
    walk.until_investigation()
    for actor in (walk.lead, walk.office):
        with pytest.raises(CaseProblem) as refused:
            save_sheet(case=walk.case, step="side_checks", values={"second_view": "代写"}, actor=actor)
        assert refused.value.code == "not_yours"
    with pytest.raises(CaseProblem) as refused:
        save_sheet(case=walk.case, step="draft", values={"report": "代写"}, actor=walk.second)
    assert refused.value.code == "not_yours"
