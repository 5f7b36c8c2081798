"""Leave: asked, decided by whom it falls to, reaching back, made up."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.cohorts.actions.attendance import mark_attendance
from lms.cohorts.actions.leave import decide_leave, record_make_up, request_leave, withdraw_leave
from lms.cohorts.actions.problems import CohortProblem
from lms.cohorts.actions.settlement import settle_slot
from lms.cohorts.models import Attendance, Cohort, Enrolment, Leave
from lms.cohorts.queries.leave import leave_waiting_for, leaves_visible_to
from lms.evidence.models import Evidence
from lms.notices.models import Notice
from lms.people.models import Organisation, User
from tests.clock import SHANGHAI, Clock
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]
START = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def before_class(clock: Clock) -> Clock:
    return clock


@pytest.fixture
def cohort(bank: Organisation, cast) -> Cohort:
    cohort = make_cohort(bank)
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_staff(cohort, cast.instructor, "instructor")
    return cohort


@pytest.fixture
def enrolment(cohort: Cohort, cast) -> Enrolment:
    return make_enrolment(cohort, cast.trainee)


def ask(enrolment: Enrolment, *, days: int = 1, start: datetime = START, kind: str = "sick", reason: str = "看牙") -> Leave:
    end = start + timedelta(days=days - 1, hours=8)
    return request_leave(enrolment=enrolment, kind=kind, starts_at=start, ends_at=end, reason=reason, actor_key=enrolment.user.key)


def test_a_short_request_goes_to_the_class_teacher_a_long_one_to_personnel(cohort: Cohort, enrolment: Enrolment, cast) -> None:
    assert leave_waiting_for(cast.hr) == []
    short = ask(enrolment)
    assert [one.leave for one in leave_waiting_for(cast.class_teacher)] == [short]
    assert leave_waiting_for(cast.hr) == []
    long = ask(enrolment, days=3, start=START + timedelta(days=7))
    assert [one.leave for one in leave_waiting_for(cast.class_teacher)] == [short]
    assert [(one.leave, one.days) for one in leave_waiting_for(cast.hr)] == [(long, 3)]
    told = Notice.objects.filter(kind="leave", needs_decision=True).values_list("user_id", flat=True)
    assert sorted(told) == sorted([cast.class_teacher.pk, cast.hr.pk])


def test_without_a_class_teacher_everything_goes_to_personnel(bank: Organisation, cast) -> None:
    personnel = cast.hr
    leave = ask(make_enrolment(make_cohort(bank)))
    assert [one.leave for one in leave_waiting_for(personnel)] == [leave]
    assert Notice.objects.get(kind="leave").user == personnel


def test_personnel_of_another_branch_hears_nothing(bank: Organisation) -> None:
    here, there = make_branch(bank), make_branch(bank)
    ours, theirs, head = make_user(bank, "hr", at=here), make_user(bank, "hr", at=there), make_user(bank, "hr")
    ask(make_enrolment(make_cohort(here)))
    assert set(Notice.objects.filter(kind="leave").values_list("user_id", flat=True)) == {ours.pk, head.pk}
    assert leave_waiting_for(theirs) == []


@pytest.mark.parametrize(
    ("start", "end", "reason", "code"),
    [
        (START, START, "看牙", "order"),
        (START, START + timedelta(hours=1), "  ", "reason"),
        (START, START + timedelta(days=200), "看牙", "too_long"),
        (START - timedelta(days=5), START, "看牙", "outside"),
        (START + timedelta(days=200), START + timedelta(days=201), "看牙", "outside"),
    ],
)
def test_odd_requests_are_refused(enrolment: Enrolment, start: datetime, end: datetime, reason: str, code: str) -> None:
    with pytest.raises(CohortProblem) as refused:
        request_leave(enrolment=enrolment, kind="sick", starts_at=start, ends_at=end, reason=reason, actor_key="t")
    assert (refused.value.code, Leave.objects.count()) == (code, 0)


def test_two_requests_for_the_same_time_are_one_too_many(enrolment: Enrolment) -> None:
    first = ask(enrolment)
    with pytest.raises(CohortProblem) as refused:
        ask(enrolment)
    assert refused.value.code == "overlap"
    withdraw_leave(leave=first, actor_key="t")
    assert ask(enrolment).state == "requested"


def test_approved_leave_settles_as_leave_and_not_as_absence(cohort: Cohort, enrolment: Enrolment, cast) -> None:
    inside, outside = make_slot(cohort, starts_at=START), make_slot(cohort, starts_at=START + timedelta(days=1))
    decide_leave(leave=ask(enrolment), approve=True, decided_by=cast.class_teacher)
    for slot in (inside, outside):
        settle_slot(slot=slot, now=slot.ends_at)
    assert [row.state for row in Attendance.objects.order_by("slot__starts_at")] == ["on_leave", "absent"]


def test_leave_granted_afterwards_corrects_the_ledger(cohort: Cohort, enrolment: Enrolment, cast, clock: Clock) -> None:
    settled = make_slot(cohort, starts_at=START)
    settle_slot(slot=settled, now=settled.ends_at)
    running = make_slot(cohort, starts_at=START + timedelta(hours=5))
    clock.set(START + timedelta(hours=6))
    mark_attendance(slot=running, states={enrolment.pk: "absent"}, actor_key="t")
    decide_leave(leave=ask(enrolment), approve=True, decided_by=cast.class_teacher)
    assert {row.slot_id: row.state for row in Attendance.objects.all()} == {settled.pk: "on_leave", running.pk: "on_leave"}
    first, second = Evidence.objects.filter(kind="attendance").order_by("id")
    assert (second.supersedes, second.status, bool(second.reason)) == (first, "excused", True)


def test_who_was_there_in_spite_of_leave_stays_present(cohort: Cohort, enrolment: Enrolment, cast, clock: Clock) -> None:
    slot = make_slot(cohort, starts_at=START)
    leave = ask(enrolment)
    clock.set(START)
    mark_attendance(slot=slot, states={enrolment.pk: "present"}, actor_key="t")
    decide_leave(leave=leave, approve=True, decided_by=cast.class_teacher)
    settle_slot(slot=slot, now=slot.ends_at)
    assert Attendance.objects.get().state == "present"


def test_a_request_is_answered_once_and_a_refusal_says_why(enrolment: Enrolment, cast) -> None:
    leave = ask(enrolment)
    with pytest.raises(CohortProblem) as refused:
        decide_leave(leave=leave, approve=False, decided_by=cast.class_teacher)
    assert refused.value.code == "note"
    decide_leave(leave=leave, approve=False, decided_by=cast.class_teacher, note="当天考试")
    with pytest.raises(CohortProblem) as refused:
        decide_leave(leave=leave, approve=True, decided_by=cast.hr)
    assert refused.value.code == "state"
    assert Notice.objects.filter(user=enrolment.user, kind="leave").count() == 1


def test_make_up_is_noted_once_where_it_was_asked_for(enrolment: Enrolment, cast) -> None:
    leave = ask(enrolment)
    with pytest.raises(CohortProblem):
        record_make_up(leave=leave, note="补看录像", actor_key="t")
    decide_leave(leave=leave, approve=True, decided_by=cast.class_teacher, make_up_needed=True)
    with pytest.raises(CohortProblem) as refused:
        record_make_up(leave=leave, note=" ", actor_key="t")
    assert refused.value.code == "note"
    assert record_make_up(leave=leave, note="补看录像", actor_key="t").make_up_note == "补看录像"
    with pytest.raises(CohortProblem) as refused:
        record_make_up(leave=leave, note="再来", actor_key="t")
    assert refused.value.code == "done"


def test_leave_that_has_begun_is_not_taken_back(enrolment: Enrolment, cast, clock: Clock) -> None:
    leave = ask(enrolment)
    decide_leave(leave=leave, approve=True, decided_by=cast.class_teacher)
    clock.set(START)
    with pytest.raises(CohortProblem):
        withdraw_leave(leave=leave, actor_key="t")


def test_reasons_are_for_few_eyes(enrolment: Enrolment, cast, strangers) -> None:
    leave = ask(enrolment)
    sees = [part for part in ("trainee", "class_teacher", "hr", "leader", "auditor") if leave in leaves_visible_to(getattr(cast, part))]
    assert sees == ["trainee", "class_teacher", "hr", "leader", "auditor"]
    assert [leave in leaves_visible_to(person) for person in (cast.instructor, cast.mentor, strangers.hr)] == [False] * 3


# ---------------------------------------------------------------------------------------------------------------- pages


def test_from_the_form_to_the_answer(sign_in: SignIn, enrolment: Enrolment, cast) -> None:
    trainee, teacher = sign_in(cast.trainee), sign_in(cast.class_teacher)
    data = {"kind": "personal", "starts_at": "2026-03-03T09:00", "ends_at": "2026-03-03T12:00", "reason": "家中有事"}
    wrong = trainee.post(reverse("leave-add"), {**data, "ends_at": "2026-03-03T08:00"})
    assert (wrong.status_code, Leave.objects.count()) == (422, 0)
    page = trainee.post(reverse("leave-add"), data)
    leave = Leave.objects.get()
    assert (page.url, leave.starts_at) == (reverse("leave-detail", args=[leave.public_id]), START)
    assert trainee.get(page.url).context["may_decide"] is False
    assert teacher.get(page.url).context["may_decide"] is True
    decide = reverse("leave-decide", args=[leave.public_id])
    assert teacher.post(decide, {"answer": "refuse"}).status_code == 422
    assert teacher.post(decide, {"answer": "approve", "make_up_needed": "on"}).url == reverse("leave-list")
    leave.refresh_from_db()
    assert (leave.state, leave.decided_by, leave.make_up_needed) == ("approved", cast.class_teacher, True)
    teacher.post(reverse("leave-make-up", args=[leave.public_id]), {"note": "补看录像"})
    leave.refresh_from_db()
    assert leave.make_up_note == "补看录像"


def test_who_may_not_decide_does_not(sign_in: SignIn, enrolment: Enrolment, cast, strangers) -> None:
    short, long = ask(enrolment), ask(enrolment, days=3, start=START + timedelta(days=7))

    def answer(person: User, leave: Leave) -> int:
        return sign_in(person).post(reverse("leave-decide", args=[leave.public_id]), {"answer": "approve"}).status_code

    assert {part: answer(getattr(cast, part), short) for part in ("trainee", "leader", "auditor", "instructor")} == {
        "trainee": 403,
        "leader": 403,
        "auditor": 403,
        "instructor": 404,
    }
    assert answer(cast.class_teacher, long) == 403
    assert answer(strangers.hr, long) == 404
    assert answer(cast.hr, long) == 302
    assert set(Leave.objects.values_list("state", flat=True)) == {"requested", "approved"}


@pytest.mark.parametrize("name", ["leave-withdraw", "leave-make-up"])
def test_taking_back_is_the_persons_and_making_up_the_class_teachers(
    name: str, sign_in: SignIn, enrolment: Enrolment, cast, strangers
) -> None:
    url = reverse(name, args=[ask(enrolment).public_id])
    refused = cast.class_teacher if name == "leave-withdraw" else cast.trainee
    assert sign_in(refused).post(url, {"note": "补"}).status_code == 403
    assert sign_in(strangers.trainee).post(url, {"note": "补"}).status_code == 404
    assert sign_in(cast.trainee).get(url).status_code == 405


def test_only_who_sits_in_a_class_asks(sign_in: SignIn, enrolment: Enrolment, cast) -> None:
    assert sign_in(cast.trainee).get(reverse("leave-add")).status_code == 200
    assert sign_in(cast.hr).get(reverse("leave-add")).status_code == 403


def test_the_list_filters_and_costs_the_same_for_1_and_3(sign_in: SignIn, enrolment: Enrolment, cohort: Cohort, cast) -> None:
    client = sign_in(cast.class_teacher)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("leave-list")).status_code == 200
        return len(captured)

    first = ask(enrolment)
    queries()
    few = queries()
    others = [ask(make_enrolment(cohort), kind="official") for _number in range(3)]
    assert queries() == few
    decide_leave(leave=first, approve=True, decided_by=cast.class_teacher, make_up_needed=True)
    for filters, expected in (
        ({"state": "approved"}, [first]),
        ({"state": "make_up"}, [first]),
        ({"kind": "official"}, others),
        ({"q": cast.trainee.name}, [first]),
        ({"state": "nonsense"}, [first, *others]),
    ):
        assert {leave for leave, _days in client.get(reverse("leave-list"), filters).context["lines"]} == set(expected)
