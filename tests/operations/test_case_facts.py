"""What a case's course means for the people on it: work keeps authority alive, and what becomes of the case reaches its cards."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lms.decisions.actions.lapse import lapse_authorities
from lms.decisions.queries.certification_facts import record_of
from lms.evidence.actions import erase_note
from lms.evidence.models import Evidence, EvidenceNote
from lms.operations.actions import assign_case, change_case, close_case, move_case, report_case
from lms.operations.actions.cards import correct_card
from lms.operations.actions.case_facts import renew_kinds
from lms.operations.actions.folder import save_payout
from lms.operations.actions.monitoring import do_overdue_step, mark_overdue, record_check
from lms.operations.actions.steps import return_step
from lms.operations.enums import CaseState, MilestoneState, OperationsMode, Resolution
from lms.operations.models import CasePart, LoanCase, Milestone
from lms.people.models import Authority, Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories import observation
from tests.factories.casework import AMOUNT, entrust, into_mode, make_case, make_folder
from tests.factories.observation import card_for, make_card, make_part
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock: Clock) -> Clock:
    return clock


def used(user: User, node: str = "investigation") -> date | None:
    return Authority.objects.get(user=user, node=node, ended_at__isnull=True).used_on


def a_case(cast: Cast, bank: Organisation, **fields: object) -> LoanCase:
    """Led and seconded by two who are certified for the investigation and the report."""
    for person in (cast.mentor, cast.trainee):
        entrust(person, "investigation", "report", disuse_days=90)
    return make_case(bank, cast.hr, node="investigation", lead=cast.mentor, second=cast.trainee, **fields)


def test_whoever_moves_a_case_on_has_done_the_work_it_leaves(cast: Cast, bank: Organisation, clock: Clock) -> None:
    case = a_case(cast, bank)
    assert used(cast.mentor) is None
    clock.advance(days=80)
    move_case(case=case, node="report", actor=cast.hr)
    assert used(cast.mentor) == used(cast.trainee) == timezone.localdate()
    assert used(cast.mentor, "report") is None
    clock.advance(days=80)
    lapse_authorities(now=clock.now)
    standing = Authority.objects.filter(ended_at__isnull=True, level="4")
    assert sorted(standing.values_list("node", flat=True)) == ["investigation"] * 2


def test_closing_a_case_is_work_of_the_day_it_was_closed(cast: Cast, bank: Organisation, clock: Clock) -> None:
    case, closed_on = a_case(cast, bank), timezone.localdate() - timedelta(days=2)
    close_case(case=case, state=CaseState.REFUSED, reason="现金流不足", on=closed_on, actor=cast.hr)
    assert used(cast.mentor) == used(cast.trainee) == closed_on


def test_given_to_others_further_on_is_work_of_those_who_had_it(cast: Cast, bank: Organisation) -> None:
    case, other = a_case(cast, bank), make_user(bank)
    entrust(other, "report")
    assign_case(case=case, lead=other, second=None, node="report", actor=cast.hr)
    assert used(cast.mentor) == timezone.localdate()
    assert used(other, "report") is None


def test_what_the_banks_system_reports_is_work_too(cast: Cast, bank: Organisation, clock: Clock) -> None:
    case = a_case(cast, bank)
    report_case(bank=bank, number=case.number, reported_at=timezone.now(), actor_key="system", industry="catering")
    assert used(cast.mentor) is None
    clock.advance(minutes=5)
    report_case(bank=bank, number=case.number, reported_at=timezone.now(), actor_key="system", node="report")
    assert used(cast.mentor) == timezone.localdate()
    clock.advance(days=1)
    report_case(bank=bank, number=case.number, reported_at=timezone.now(), actor_key="system", state="withdrawn")
    assert used(cast.mentor, "report") == timezone.localdate()


@pytest.fixture
def running(cast: Cast, bank: Organisation) -> LoanCase:
    """A loan of full mode that is paid out."""
    into_mode(bank, OperationsMode.FULL, cast.leader)
    lead, second = make_user(bank, name="甲"), make_user(bank, name="乙")
    case = make_folder(bank, cast.hr, lead, second)
    case.folder.resolution, case.folder.approved_amount = Resolution.APPROVED, AMOUNT
    case.folder.save()
    save_payout(case=case, paid_on=timezone.localdate(), paid_amount=AMOUNT, pay_method="own", actor=cast.hr)
    return close_case(case=case, state=CaseState.RUNNING, reason="", actor=cast.hr, by_milestone=True)


def test_a_check_and_a_step_of_collection_keep_authority_alive(running: LoanCase, cast: Cast, clock: Clock) -> None:
    assert used(running.lead, "acceptance") is None, "in full mode the milestones say who did what"
    clock.advance(days=10)
    words = {"purpose": "进货", "business": "正常", "family": "正常", "finding": "normal"}
    record_check(check=running.checks.first(), done_on=timezone.localdate(), actor=running.second, **words)
    assert (used(running.second, "post_loan"), used(running.lead, "post_loan")) == (timezone.localdate(), None)
    (first, *_rest) = mark_overdue(case=running, since=timezone.localdate(), actor=cast.hr)
    do_overdue_step(step=first, note="电话已通，周五还款", actor=running.lead)
    assert used(running.lead, "collection") == timezone.localdate()


@pytest.fixture
def part(cast: Cast) -> CasePart:
    observation.entrust(cast.mentor, "5")
    observation.entrust(cast.trainee, "1")
    return make_part(observation.make_case(cast.bank), cast.trainee, cast.mentor)


def counted(part: CasePart) -> list[tuple[frozenset[str], date, str]]:
    """What certification reads of the trainee's cards."""
    found = record_of(part.trainee, timezone.now()).observations
    return [(one.kinds, one.happened_on, one.mentor) for one in found if not one.superseded]


def test_a_case_refused_on_friday_counts_for_mondays_card(part: CasePart, cast: Cast, clock: Clock) -> None:
    monday = timezone.localdate()
    row = make_card(part)
    assert counted(part) == [(frozenset(), monday, part.mentor.key)]
    clock.advance(days=4)
    close_case(case=part.case, state=CaseState.REFUSED, reason="贷审会未通过", actor=cast.hr)
    assert counted(part) == [(frozenset({"refused"}), monday, part.mentor.key)]
    newest = Evidence.objects.get(kind="observation", superseded_by__isnull=True)
    assert (newest.source_id, newest.level, newest.note.text) == (row.public_id, row.level, "先看货再问账，问得细。")
    assert newest.reason
    assert newest.details == {**row.evidence.details, "kinds": ["refused"]}
    assert renew_kinds(LoanCase.objects.get()) == 0
    assert Evidence.objects.filter(kind="observation").count() == 2


def test_a_case_that_goes_on_after_all_is_no_refused_one(part: CasePart, cast: Cast) -> None:
    make_card(part)
    close_case(case=part.case, state=CaseState.REFUSED, reason="贷审会未通过", actor=cast.hr)
    close_case(case=part.case, state=CaseState.OPEN, reason="补充材料后再议", actor=cast.hr)
    assert [kinds for kinds, _day, _mentor in counted(part)] == [frozenset()]


def test_kinds_entered_later_reach_the_card(part: CasePart, cast: Cast, clock: Clock) -> None:
    make_card(part)
    change_case(case=part.case, actor=cast.hr, difficulty="hard")
    assert Evidence.objects.filter(kind="observation").count() == 1
    change_case(case=part.case, actor=cast.hr, kinds=["returned"])
    assert [kinds for kinds, _day, _mentor in counted(part)] == [frozenset({"returned"})]
    report_case(bank=cast.bank, number=part.case.number, reported_at=timezone.now(), actor_key="system", state="refused")
    assert [kinds for kinds, _day, _mentor in counted(part)] == [frozenset({"refused", "returned"})]


def test_a_case_sent_back_in_full_mode_reaches_the_card(cast: Cast, bank: Organisation) -> None:
    into_mode(bank, OperationsMode.FULL, cast.leader)
    lead, second = make_user(bank, name="甲"), make_user(bank, name="乙")
    case = make_folder(bank, cast.hr, lead, second)
    observation.entrust(cast.mentor, "5")
    observation.entrust(cast.trainee, "1")
    part = make_part(case, cast.trainee, cast.mentor)
    make_card(part)
    Milestone.objects.filter(case=case, code="acceptance").update(state=MilestoneState.DONE)
    return_step(case=case, code="admission", to="acceptance", reason="缺营业执照", actor=lead)
    assert [kinds for kinds, _day, _mentor in counted(part)] == [frozenset({"returned"})]


def test_a_renewed_card_can_be_corrected_and_its_words_erased(part: CasePart, cast: Cast, clock: Clock) -> None:
    row = make_card(part)
    close_case(case=part.case, state=CaseState.REFUSED, reason="贷审会未通过", on=timezone.localdate(), actor=cast.hr)
    newer = correct_card(observation=row, mentor=part.mentor, card=card_for(part, level_ahead="2b"), reason="点错了")
    assert newer.evidence.supersedes.supersedes == row.evidence
    assert counted(part) == [(frozenset({"refused"}), timezone.localdate(), part.mentor.key)]
    erase_note(note=newer.evidence.note, reason="学员要求", actor_key=cast.hr.key)
    assert not EvidenceNote.objects.exclude(text="").exists()
