"""Codes, marks, settlement and corrections through the actions."""

import threading
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from lms.cohorts.actions.attendance import mark_attendance, open_check_in
from lms.cohorts.actions.attendance_amend import amend_attendance
from lms.cohorts.actions.check_in import WRONG_CODES, redeem_code
from lms.cohorts.actions.leave import decide_leave, request_leave
from lms.cohorts.actions.problems import CohortProblem
from lms.cohorts.actions.settlement import settle_overdue, settle_slot
from lms.cohorts.domain.check_in import code_for, code_step
from lms.cohorts.models import Attendance, AttendanceRedemption, Cohort, Enrolment, Slot
from lms.cohorts.queries.attendance import alarms_for, attendance_grid, todays_slots
from lms.cohorts.queries.check_in import open_check_in_for
from lms.evidence.models import Evidence
from lms.evidence.queries import standing_rows
from lms.notices.models import Notice
from lms.people.models import Organisation
from lms.policies.actions import set_policy_value
from tests.clock import SHANGHAI, server_time
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff

START = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
END = START + timedelta(hours=3)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def code_at(slot: Slot, moment: datetime) -> str:
    return code_for(Slot.objects.get(pk=slot.pk).check_in_secret, code_step(moment, 30))


@pytest.fixture
def cohort(bank: Organisation) -> Cohort:
    return make_cohort(bank)


@pytest.fixture
def slot(cohort: Cohort) -> Slot:
    return make_slot(cohort, starts_at=START)


@pytest.fixture
def enrolment(cohort: Cohort, cast) -> Enrolment:
    return make_enrolment(cohort, cast.trainee, seat_number=1)


@pytest.fixture
def opened(slot: Slot) -> Slot:
    return open_check_in(slot=slot, actor_key="teacher", now=at(-10))


def marks(slot: Slot) -> dict[int, str]:
    return dict(Attendance.objects.filter(slot=slot).values_list("enrolment_id", "state"))


def facts(slot: Slot) -> list[Evidence]:
    return list(standing_rows(Evidence.objects.filter(source_kind="slot", source_id=slot.public_id)).order_by("id"))


# ------------------------------------------------------------------------------------------------------------- check-in


def test_opening_gives_a_secret_once(slot: Slot) -> None:
    first = open_check_in(slot=slot, actor_key="teacher", now=at(-10))
    again = open_check_in(slot=slot, actor_key="other", now=at(5))
    assert (first.state, len(first.check_in_secret)) == ("open", 64)
    assert (again.check_in_secret, again.opened_at) == (first.check_in_secret, at(-10))


@pytest.mark.parametrize(("minutes", "code"), [(-21, "early"), (180, "over")])
def test_a_check_in_opens_only_in_its_window(slot: Slot, minutes: int, code: str) -> None:
    with pytest.raises(CohortProblem) as refused:
        open_check_in(slot=slot, actor_key="teacher", now=at(minutes))
    assert refused.value.code == code


@pytest.mark.parametrize(("minutes", "state"), [(-5, "present"), (5, "present"), (6, "late"), (179, "late")])
def test_a_code_makes_present_or_late_by_the_servers_clock(opened: Slot, enrolment: Enrolment, minutes: int, state: str) -> None:
    answer = redeem_code(user=enrolment.user, code=code_at(opened, at(minutes)), now=at(minutes))
    assert (answer.outcome, answer.state) == ("accepted", state)
    mark = Attendance.objects.get()
    assert (mark.slot, mark.enrolment, mark.state, mark.method, mark.at) == (opened, enrolment, state, "code", at(minutes))


def test_the_code_before_is_still_good_the_one_before_that_is_not(opened: Slot, enrolment: Enrolment) -> None:
    old = code_at(opened, at(0))
    assert redeem_code(user=enrolment.user, code=old, now=at(0) + timedelta(seconds=60)).outcome == "wrong"
    assert redeem_code(user=enrolment.user, code=old, now=at(0) + timedelta(seconds=59)).outcome == "accepted"


def test_a_code_counts_once_per_person_and_session(opened: Slot, enrolment: Enrolment) -> None:
    code = code_at(opened, at(0))
    assert redeem_code(user=enrolment.user, code=code, now=at(0)).outcome == "accepted"
    again = redeem_code(user=enrolment.user, code=code, now=at(0.4))
    assert (again.outcome, again.state) == ("already", "present")
    assert (Attendance.objects.count(), AttendanceRedemption.objects.count()) == (1, 1)


def test_wrong_codes_and_classes_one_is_not_in_get_the_same_answer(opened: Slot, enrolment: Enrolment, cast, strangers) -> None:
    right = code_at(opened, at(0))
    make_slot(make_cohort(strangers.bank), starts_at=START)
    for person in (cast.mentor, strangers.trainee):
        assert (redeem_code(user=person, code=right, now=at(0)).outcome, redeem_code(user=person, code="1", now=at(0)).outcome) == (
            "wrong",
            "wrong",
        )
    wrong = redeem_code(user=enrolment.user, code="000000" if right != "000000" else "000001", now=at(0))
    assert wrong.outcome == "wrong"
    assert marks(opened) == {}


def test_a_code_of_another_session_opens_nothing(cohort: Cohort, opened: Slot, enrolment: Enrolment) -> None:
    """A code from the morning is of no use in the afternoon, and a later session can't be claimed ahead."""
    afternoon = make_slot(cohort, starts_at=START + timedelta(hours=5))
    code = code_at(opened, at(0))
    redeem_code(user=enrolment.user, code=code, now=at(0))
    open_check_in(slot=afternoon, actor_key="teacher", now=at(300))
    assert redeem_code(user=enrolment.user, code=code, now=at(300)).outcome == "wrong"
    assert marks(afternoon) == {}


@pytest.mark.parametrize(("minutes", "outcome"), [(-60, "early"), (181, "over")])
def test_too_early_and_too_late_are_said(opened: Slot, enrolment: Enrolment, minutes: int, outcome: str) -> None:
    assert redeem_code(user=enrolment.user, code="123456", now=at(minutes)).outcome == outcome


def test_guessing_is_slowed_down_per_person(opened: Slot, enrolment: Enrolment, cohort: Cohort) -> None:
    right, neighbour = code_at(opened, at(0)), make_enrolment(cohort)
    for _try in range(WRONG_CODES):
        assert redeem_code(user=enrolment.user, code="12", now=at(0)).outcome == "wrong"
    assert redeem_code(user=enrolment.user, code=right, now=at(0)).outcome == "slow_down"
    assert redeem_code(user=neighbour.user, code=right, now=at(0)).outcome == "accepted"


def test_leave_for_the_first_hour_makes_nobody_late(opened: Slot, enrolment: Enrolment, cast) -> None:
    leave = request_leave(enrolment=enrolment, kind="sick", starts_at=at(-60), ends_at=at(60), reason="看牙", actor_key="t", now=at(-600))
    decide_leave(leave=leave, approve=True, decided_by=cast.hr, now=at(-500))
    assert redeem_code(user=enrolment.user, code=code_at(opened, at(62)), now=at(62)).state == "present"


def test_the_teachers_mark_stands_against_a_code(opened: Slot, enrolment: Enrolment) -> None:
    mark_attendance(slot=opened, states={enrolment.pk: "absent"}, actor_key="teacher", now=at(10))
    answer = redeem_code(user=enrolment.user, code=code_at(opened, at(20)), now=at(20))
    assert (answer.outcome, answer.state) == ("already", "absent")
    assert AttendanceRedemption.objects.get().at == at(20)


def test_open_check_in_is_for_who_sits_in_the_class(opened: Slot, enrolment: Enrolment, cast, strangers) -> None:
    found = open_check_in_for(enrolment.user, at(0))
    assert found is not None and found.slot == opened
    assert open_check_in_for(enrolment.user, at(-30)) is None
    assert open_check_in_for(cast.hr, at(0)) is None
    assert open_check_in_for(strangers.trainee, at(0)) is None
    redeem_code(user=enrolment.user, code=code_at(opened, at(0)), now=at(0))
    assert open_check_in_for(enrolment.user, at(1)) is None


def test_todays_slots_are_those_one_sees(opened: Slot, enrolment: Enrolment, cohort: Cohort, cast, strangers) -> None:
    make_slot(cohort, starts_at=START + timedelta(days=1))
    assert todays_slots(enrolment.user, now=at(0)) == [opened]
    assert todays_slots(cast.hr, now=at(0)) == [opened]
    assert todays_slots(strangers.hr, now=at(0)) == []


# ---------------------------------------------------------------------------------------------------------------- marks


def test_marks_are_set_changed_and_taken_back(slot: Slot, enrolment: Enrolment, cohort: Cohort) -> None:
    other = make_enrolment(cohort)
    assert mark_attendance(slot=slot, states={enrolment.pk: "present", other.pk: "late"}, actor_key="a", now=at(1)) == 2
    assert mark_attendance(slot=slot, states={enrolment.pk: "present", other.pk: ""}, actor_key="b", now=at(2)) == 1
    assert marks(slot) == {enrolment.pk: "present"}
    assert mark_attendance(slot=slot, states={enrolment.pk: "on_leave"}, actor_key="b", method="sheet", now=at(3)) == 1
    row = Attendance.objects.get()
    assert (row.state, row.method, row.recorded_by_key) == ("on_leave", "sheet", "b")


@pytest.mark.parametrize("states", [{0: "present"}, {-1: "there"}])
def test_marks_for_strangers_or_in_other_words_are_refused_whole(slot: Slot, enrolment: Enrolment, states: dict[int, str]) -> None:
    wanted = {enrolment.pk: "present", **{(enrolment.pk if pk == -1 else pk): state for pk, state in states.items()}}
    with pytest.raises(CohortProblem):
        mark_attendance(slot=slot, states=wanted, actor_key="a", now=at(1))
    assert marks(slot) == {}


def test_nobody_is_marked_before_the_session(slot: Slot, enrolment: Enrolment) -> None:
    with pytest.raises(CohortProblem):
        mark_attendance(slot=slot, states={enrolment.pk: "present"}, actor_key="a", now=at(-30))


def test_nothing_is_taken_in_a_cancelled_session(cohort: Cohort, enrolment: Enrolment) -> None:
    slot = make_slot(cohort, starts_at=START, state="cancelled")
    with pytest.raises(CohortProblem) as refused:
        mark_attendance(slot=slot, states={enrolment.pk: "present"}, actor_key="a", now=at(1))
    assert refused.value.code == "cancelled"
    assert settle_overdue(now=at(999)) == 0


# ----------------------------------------------------------------------------------------------------------- settlement


def test_settlement_marks_the_rest_and_writes_the_ledger_once(opened: Slot, enrolment: Enrolment, cohort: Cohort, cast) -> None:
    on_leave, absent, late = make_enrolment(cohort), make_enrolment(cohort), make_enrolment(cohort)
    left = make_enrolment(cohort)
    Enrolment.objects.filter(pk=left.pk).update(state="withdrawn", left_on="2026-03-02")
    leave = request_leave(enrolment=on_leave, kind="official", starts_at=at(0), ends_at=at(180), reason="开会", actor_key="t", now=at(-600))
    decide_leave(leave=leave, approve=True, decided_by=cast.hr, now=at(-500))
    redeem_code(user=enrolment.user, code=code_at(opened, at(0)), now=at(0))
    redeem_code(user=late.user, code=code_at(opened, at(17)), now=at(17))
    for server in (at(300), at(600)):
        with server_time(server):
            settle_slot(slot=opened, actor_key="teacher", now=at(185))
    assert marks(opened) == {enrolment.pk: "present", on_leave.pk: "on_leave", absent.pk: "absent", late.pk: "late"}
    rows = {row.person_key: row for row in facts(opened)}
    assert {key: (row.status, row.raw, row.maximum) for key, row in rows.items()} == {
        enrolment.user.key: ("scored", Decimal(1), Decimal(1)),
        late.user.key: ("scored", Decimal(1), Decimal(1)),
        absent.user.key: ("scored", Decimal(0), Decimal(1)),
        on_leave.user.key: ("excused", None, None),
    }
    assert rows[late.user.key].details == {"state": "late", "late": True, "method": "code", "minutes_late": 17}
    assert {row.happened_at for row in rows.values()} == {START}
    assert {row.recorded_at for row in rows.values()} == {at(300)}
    assert Evidence.objects.filter(kind="attendance").count() == 4
    assert set(Attendance.objects.values_list("evidence_id", flat=True)) == {row.public_id for row in rows.values()}


def test_the_first_settled_session_opens_everybodys_conduct_book(cohort: Cohort, slot: Slot, enrolment: Enrolment) -> None:
    settle_slot(slot=slot, now=at(181))
    settle_slot(slot=make_slot(cohort, starts_at=START + timedelta(days=1)), now=at(181) + timedelta(days=1))
    row = Evidence.objects.get(kind="conduct")
    assert (row.person_key, row.raw, row.maximum, row.happened_at) == (enrolment.user.key, Decimal(100), Decimal(100), START)


def test_a_session_is_not_settled_before_its_end(slot: Slot, enrolment: Enrolment) -> None:
    with pytest.raises(CohortProblem) as refused:
        settle_slot(slot=slot, actor_key="teacher", now=END - timedelta(seconds=1))
    assert refused.value.code == "not_over"
    assert facts(slot) == []


def test_forgotten_sessions_settle_by_themselves(slot: Slot, enrolment: Enrolment, cohort: Cohort) -> None:
    make_slot(cohort, starts_at=START + timedelta(days=1))
    make_slot(cohort, starts_at=START, needs_attendance=False)
    assert settle_overdue(now=at(180 + 119)) == 0
    assert settle_overdue(now=at(180 + 120)) == 1
    assert settle_overdue(now=at(180 + 121)) == 0
    slot.refresh_from_db()
    assert (slot.state, slot.settled_at, slot.settled_by_key) == ("settled", at(300), "")
    assert marks(slot) == {enrolment.pk: "absent"}


def test_reading_does_not_wait_for_the_worker(slot: Slot, enrolment: Enrolment, cohort: Cohort) -> None:
    before = attendance_grid(cohort, now=at(180 + 119)).rows[0]
    after = attendance_grid(cohort, now=at(180 + 120)).rows[0]
    assert (before.states, before.standing.share, before.standing.remaining) == ([""], None, 1)
    assert (after.states, after.standing.share, after.standing.remaining) == (["absent"], Decimal(0), 0)
    settle_overdue(now=at(300))
    assert attendance_grid(cohort, now=at(300)).rows[0].standing == after.standing


def test_the_banks_own_hours_count(slot: Slot, enrolment: Enrolment, bank: Organisation) -> None:
    set_policy_value(bank=bank, key="attendance.settle_after_hours", value=24, effective_on=START.date(), reason="规定", actor_key="hr")
    assert settle_overdue(now=at(180 + 23 * 60)) == 0
    assert settle_overdue(now=at(180 + 24 * 60)) == 1


def test_after_settlement_marks_and_codes_are_closed(opened: Slot, enrolment: Enrolment) -> None:
    settle_slot(slot=opened, now=END)
    with pytest.raises(CohortProblem) as refused:
        mark_attendance(slot=opened, states={enrolment.pk: "present"}, actor_key="a", now=END)
    assert refused.value.code == "settled"


# ---------------------------------------------------------------------------------------------------------- corrections


def test_a_correction_supersedes_with_its_reason(slot: Slot, enrolment: Enrolment) -> None:
    settle_slot(slot=slot, now=END)
    first = facts(slot)[0]
    now = END + timedelta(days=1)
    assert amend_attendance(slot=slot, states={enrolment.pk: "present"}, reason="签到表有签字", actor_key="teacher", now=now) == 1
    second = facts(slot)[0]
    assert (second.supersedes, second.raw, second.reason, second.rater_key) == (first, Decimal(1), "签到表有签字", "teacher")
    assert Attendance.objects.get().evidence_id == second.public_id
    assert Notice.objects.filter(user=enrolment.user, kind="attendance").count() == 1
    amend_attendance(slot=slot, states={enrolment.pk: "excused"}, reason="公务", actor_key="teacher", now=now)
    third = facts(slot)[0]
    assert (third.supersedes, third.status, third.raw) == (second, "excused", None)


@pytest.mark.parametrize(("state", "reason", "code"), [("present", " ", "reason"), ("absent", "因为", "same"), ("", "因为", "unknown")])
def test_a_correction_needs_a_reason_and_a_change(slot: Slot, enrolment: Enrolment, state: str, reason: str, code: str) -> None:
    settle_slot(slot=slot, now=END)
    with pytest.raises(CohortProblem) as refused:
        amend_attendance(slot=slot, states={enrolment.pk: state}, reason=reason, actor_key="teacher", now=END)
    assert refused.value.code == code
    assert len(Evidence.objects.filter(kind="attendance")) == 1


def test_a_session_that_is_not_settled_is_not_corrected(slot: Slot, enrolment: Enrolment) -> None:
    with pytest.raises(CohortProblem) as refused:
        amend_attendance(slot=slot, states={enrolment.pk: "present"}, reason="因为", actor_key="teacher", now=END)
    assert refused.value.code == "not_settled"


def test_a_closed_cohort_is_a_file(slot: Slot, enrolment: Enrolment, cohort: Cohort) -> None:
    settle_slot(slot=slot, now=END)
    Cohort.objects.filter(pk=cohort.pk).update(state="closed")
    with pytest.raises(CohortProblem) as refused:
        amend_attendance(slot=slot, states={enrolment.pk: "present"}, reason="因为", actor_key="teacher", now=END)
    assert refused.value.code == "closed"


# --------------------------------------------------------------------------------------------------------------- alarms


def test_two_absences_in_a_row_alarm_teacher_and_trainee_once(cohort: Cohort, enrolment: Enrolment, cast) -> None:
    make_staff(cohort, cast.class_teacher, "class_teacher")
    for day in range(30):
        make_slot(cohort, starts_at=START + timedelta(days=day))
    slots = list(Slot.objects.order_by("starts_at"))

    def told(person) -> int:
        return Notice.objects.filter(user=person, kind="attendance_alarm").count()

    settle_slot(slot=slots[0], now=slots[0].ends_at)
    assert (told(cast.class_teacher), told(enrolment.user)) == (0, 0)
    settle_slot(slot=slots[1], now=slots[1].ends_at)
    assert (told(cast.class_teacher), told(enrolment.user)) == (1, 1)
    settle_slot(slot=slots[2], now=slots[2].ends_at)
    assert (told(cast.class_teacher), told(enrolment.user)) == (1, 1)
    alarms = alarms_for([cohort], now=slots[2].ends_at)
    assert [(alarm.kind, alarm.row.enrolment, alarm.row.standing.run) for alarm in alarms] == [("run", enrolment, 3)]
    settle_slot(slot=slots[3], now=slots[3].ends_at)
    assert [alarm.kind for alarm in alarms_for([cohort], now=slots[3].ends_at)] == ["run", "unreachable"]
    assert (told(cast.class_teacher), told(enrolment.user)) == (2, 2)


def test_alarms_of_many_classes_cost_the_same_queries(bank: Organisation, django_assert_num_queries) -> None:
    cohorts = [make_cohort(bank) for _number in range(3)]
    for cohort in cohorts:
        for _person in range(3):
            make_enrolment(cohort)
        make_slot(cohort, starts_at=START)
    for few in (cohorts[:1], cohorts):
        with django_assert_num_queries(5):
            alarms_for(few, now=END + timedelta(days=1))


# ---------------------------------------------------------------------------------------------------------------- races


@pytest.mark.worker
def test_the_same_code_redeemed_twice_at_once_is_one_row() -> None:
    from tests.factories.people import make_bank

    cohort = make_cohort(make_bank())
    enrolment, slot = make_enrolment(cohort), make_slot(cohort, starts_at=START)
    slot = open_check_in(slot=slot, actor_key="teacher", now=at(0))
    code, gate, answers = code_at(slot, at(0)), threading.Barrier(4), []

    def redeem() -> None:
        try:
            gate.wait()
            answers.append(redeem_code(user=enrolment.user, code=code, now=at(0)).outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=redeem) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["accepted", "already", "already", "already"]
    assert (Attendance.objects.count(), AttendanceRedemption.objects.count()) == (1, 1)


@pytest.mark.worker
def test_settled_twice_at_once_writes_the_ledger_once() -> None:
    from tests.factories.people import make_bank

    cohort = make_cohort(make_bank())
    make_enrolment(cohort)
    slot, gate = make_slot(cohort, starts_at=START), threading.Barrier(3)

    def settle() -> None:
        try:
            gate.wait()
            settle_slot(slot=slot, now=END)
        finally:
            connection.close()

    threads = [threading.Thread(target=settle) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Evidence.objects.filter(kind="attendance").count() == 1
    assert Attendance.objects.get().state == "absent"
