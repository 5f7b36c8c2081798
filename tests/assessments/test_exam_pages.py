"""Exams set, scheduled, watched, extended and cancelled; by those who run the class, for those who sit in it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.accommodate import extend_all, extend_one, grant_accommodation
from assessments.actions.exam_problems import ExamProblem
from assessments.actions.start_sitting import start_sitting
from assessments.actions.submit_sitting import submit_sitting
from assessments.enums import ExamPhase, ExamState
from assessments.models import Exam, ExamAccommodation, Sitting
from assessments.queries.exam_lists import my_exams
from assessments.queries.monitor import seats_of, tally
from lms.cohorts.enums import Duty
from lms.notices.models import Notice
from lms.people.models import User
from lms.policies.actions import set_policy_value
from lms.records.models import Act
from tests.assessments.conftest import Hall, make_hall, statements
from tests.cast import Cast
from tests.clock import MONDAY_MORNING, Clock
from tests.factories.cohorts import make_staff
from tests.factories.exams import make_exam, make_paper, make_sitting, put_answers

SignIn = Callable[[User], Client]


def page(name: str, exam: Exam) -> str:
    return reverse(name, args=[exam.public_id])


def fields(hall: Hall, **changes: object) -> dict[str, object]:
    return {
        "title": "第一次月考", "cohort": hall.cohort.public_id, "paper": hall.exam.paper.public_id, "kind": "exam",
        "opens_at": "2026-03-09T09:00", "closes_at": "2026-03-09T12:00", "duration_minutes": "60", "attempts_allowed": "1",
        "pass_mark": "60", "shuffle_questions": "on", "counts_for": "结训成绩的三成", "instructions": "独立完成",
    } | changes  # fmt: skip


def code_of(step: Callable[[], object]) -> str:
    with pytest.raises(ExamProblem) as caught:
        step()
    return caught.value.code


def test_an_instructor_sets_and_schedules_an_exam(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    client = sign_in(hall.instructor)
    response = client.post(reverse("exam-add"), fields(hall))
    exam = Exam.objects.get(title="第一次月考")
    assert response.url == page("exam-detail", exam)
    assert (exam.state, exam.bank, exam.created_by, exam.shuffle_options) == (ExamState.DRAFT, hall.cohort.bank, hall.instructor, False)
    trainee = sign_in(hall.trainee)
    assert trainee.get(page("exam-detail", exam)).status_code == 404
    client.post(page("exam-schedule", exam))
    assert trainee.get(page("exam-detail", exam)).status_code == 200
    told = Notice.objects.filter(dedupe_key=f"exam:{exam.public_id}").values_list("user", flat=True)
    assert set(told) == {user.pk for user in hall.trainees}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": "2026-03-09T08:00"}, "closes_at"),
        ({"duration_minutes": "600"}, "duration_minutes"),
        ({"pass_mark": "101"}, "pass_mark"),
        ({"title": ""}, "title"),
        ({"opens_at": "soon"}, "opens_at"),
        ({"attempts_allowed": "0"}, "attempts_allowed"),
    ],
)
def test_bad_input_says_which_field(hall: Hall, sign_in: SignIn, clock: Clock, changes: dict[str, object], field: str) -> None:
    response = sign_in(hall.instructor).post(reverse("exam-add"), fields(hall, **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Exam.objects.count() == 1


def test_papers_and_classes_of_another_bank_cannot_be_chosen(hall: Hall, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    theirs = make_hall(strangers, "single")
    client = sign_in(hall.instructor)
    for changes in ({"paper": theirs.exam.paper.public_id}, {"cohort": theirs.cohort.public_id}):
        assert client.post(reverse("exam-add"), fields(hall, **changes)).status_code == 422


def test_pass_mark_and_grace_come_from_the_policy(hall: Hall, cast: Cast) -> None:
    day = MONDAY_MORNING.date() - timedelta(days=10)
    for key, value in (("exam.pass_mark_percent", "72.5"), ("exam.grace_seconds", 90)):
        set_policy_value(bank=cast.bank, key=key, value=value, effective_on=day, actor_key=cast.hr.key, reason="试行")
    exam = make_exam(hall.cohort, hall.instructor, paper=hall.exam.paper)
    assert (exam.pass_mark, exam.grace_seconds) == (Decimal("72.5"), 90)


def test_who_may_set_exams(hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    allowed = {user: sign_in(user).get(reverse("exam-add")).status_code for user in (*cast.everyone(), *strangers.everyone())}
    assert {user for user, status in allowed.items() if status == 200} == {hall.instructor, cast.hr, cast.admin}
    assert {user for user, status in allowed.items() if status == 302} == {cast.consultant, strangers.consultant}  # undertaking first
    assert set(allowed.values()) == {200, 302, 404}


def test_only_those_who_run_the_exam_change_it(hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    posts = ["exam-schedule", "exam-cancel", "exam-extend", "exam-accommodate"]
    expected = {cast.leader: 403, cast.auditor: 403, cast.mentor: 404, hall.trainee: 404, strangers.hr: 404, strangers.instructor: 404}
    for user, status in expected.items():
        client = sign_in(user)
        assert [client.post(page(name, hall.exam)).status_code for name in posts] == [status] * 4
        assert client.get(page("exam-edit", hall.exam)).status_code == status
        assert client.get(page("exam-seats", hall.exam)).status_code == (200 if status == 403 else 404)


def test_what_has_begun_changes_in_words_only(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    clock.set(hall.exam.opens_at)
    client = sign_in(hall.instructor)
    same = fields(
        hall, title=hall.exam.title, opens_at="2026-03-02T09:00", closes_at="2026-03-02T12:00", shuffle_options="on",
        show_answers_after_release="on",
    )  # fmt: skip
    assert client.post(page("exam-edit", hall.exam), same).url == page("exam-detail", hall.exam)
    hall.exam.refresh_from_db()
    assert hall.exam.instructions == "独立完成"
    assert client.post(page("exam-edit", hall.exam), same | {"duration_minutes": "30"}).status_code == 422


def test_cancelling_needs_a_reason_and_an_empty_hall(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    client = sign_in(hall.instructor)
    client.post(page("exam-cancel", hall.exam), {"reason": "  "})
    hall.exam.refresh_from_db()
    assert hall.exam.state == ExamState.SCHEDULED
    client.post(page("exam-cancel", hall.exam), {"reason": "停电"})
    hall.exam.refresh_from_db()
    assert (hall.exam.state, hall.exam.cancelled_reason) == (ExamState.CANCELLED, "停电")
    assert "停电" in sign_in(hall.trainee).get(page("exam-detail", hall.exam)).content.decode()
    other = make_exam(hall.cohort, hall.instructor, "single")
    make_sitting(other, hall.trainee)
    client.post(page("exam-cancel", other), {"reason": "停电"})
    other.refresh_from_db()
    assert other.state == ExamState.SCHEDULED


def test_one_person_gets_more_time_at_once(hall: Hall) -> None:
    first, second = (make_sitting(hall.exam, user) for user in hall.trainees[:2])
    extend_one(exam=hall.exam, user=hall.trainee, minutes=10, actor=hall.instructor, reason="电脑故障")
    extend_one(exam=hall.exam, user=hall.trainee, minutes=5, actor=hall.instructor, reason="又一次")
    ends = {one.user_id: one.deadline_at for one in Sitting.objects.all()}
    assert ends == {first.user_id: first.deadline_at + timedelta(minutes=15), second.user_id: second.deadline_at}
    assert ExamAccommodation.objects.get().extra_minutes == 15
    assert [act.details["minutes"] for act in Act.objects.filter(verb="approved", object_id=hall.exam.public_id).order_by("pk")] == [10, 15]


def test_everybody_gets_more_time_who_sits_now_or_later(hall: Hall) -> None:
    now = make_sitting(hall.exam, hall.trainee)
    assert extend_all(exam=hall.exam, minutes=20, actor=hall.instructor, reason="广播通知") == 1
    later = make_sitting(hall.exam, hall.trainees[1], now=hall.exam.opens_at + timedelta(minutes=5))
    now.refresh_from_db()
    assert now.deadline_at == hall.exam.opens_at + timedelta(minutes=80)
    assert later.deadline_at == hall.exam.opens_at + timedelta(minutes=85)


def test_time_is_never_taken_away(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    given = {"exam": hall.exam, "user": hall.trainee, "actor": hall.instructor, "reason": "视力"}
    grant_accommodation(extra_percent=25, extra_minutes=10, **given)
    sitting.refresh_from_db()
    assert sitting.deadline_at == sitting.started_at + timedelta(minutes=85)
    assert code_of(lambda: grant_accommodation(extra_percent=10, extra_minutes=60, **given)) == "shorter"
    assert code_of(lambda: extend_all(exam=hall.exam, minutes=-5, actor=hall.instructor, reason="x")) == "nothing_granted"
    assert code_of(lambda: extend_all(exam=hall.exam, minutes=5, actor=hall.instructor, reason=" ")) == "reason_missing"
    assert code_of(lambda: grant_accommodation(extra_attempts=1, **given | {"user": hall.instructor})) == "not_in_class"


def test_why_somebody_gets_more_time_is_not_for_mentors_and_assessors(hall: Hall, cast: Cast, sign_in) -> None:
    grant_accommodation(exam=hall.exam, user=hall.trainee, actor=hall.instructor, reason="视力受限", extra_minutes=10)
    make_staff(hall.cohort, cast.mentor, Duty.MENTOR)
    make_staff(hall.cohort, cast.committee, Duty.ASSESSOR)
    pages = [reverse(name, args=[hall.exam.public_id]) for name in ("exam-detail", "exam-seats")]
    seen = {}
    for user in (cast.mentor, cast.committee, hall.instructor, cast.hr, cast.auditor):
        texts = [sign_in(user).get(page).content.decode() for page in pages]
        assert all("+10" in text for text in texts)
        seen[user] = ["视力受限" in text for text in texts]
    shown = {cast.mentor: False, cast.committee: False, hall.instructor: True, cast.hr: True, cast.auditor: True}
    assert seen == {user: [tells] * 2 for user, tells in shown.items()}


def test_another_attempt_is_granted_with_a_reason(hall: Hall) -> None:
    user, later = hall.trainee, hall.exam.opens_at + timedelta(minutes=10)
    submit_sitting(sitting_id=make_sitting(hall.exam, user).public_id, user=user, now=later)
    assert code_of(lambda: start_sitting(exam_id=hall.exam.public_id, user=user, now=later)) == "no_attempts_left"
    grant_accommodation(exam=hall.exam, user=user, actor=hall.instructor, reason="断网", extra_attempts=1)
    assert start_sitting(exam_id=hall.exam.public_id, user=user, now=later).attempt_no == 2


@pytest.mark.parametrize(("seconds", "code"), [(-1, "not_open"), (3 * 3600, "not_open")], ids=["too early", "at the closing"])
def test_starting_keeps_to_the_window(hall: Hall, seconds: int, code: str) -> None:
    moment = hall.exam.opens_at + timedelta(seconds=seconds)
    assert code_of(lambda: start_sitting(exam_id=hall.exam.public_id, user=hall.trainee, now=moment)) == code


def test_who_starts_late_ends_with_the_exam(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee, now=hall.exam.closes_at - timedelta(minutes=10))
    assert sitting.deadline_at == hall.exam.closes_at
    assert sitting.accepts_until == hall.exam.closes_at + timedelta(seconds=30)


def test_later_edits_of_the_bank_change_nothing_in_a_sitting(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    before = (sitting.questions, sitting.keys.get().key)
    paper = hall.exam.paper
    paper.items.filter(position=1).update(points=Decimal(50))
    sitting.refresh_from_db()
    assert (sitting.questions, sitting.keys.get().key) == before


def test_the_invigilator_sees_who_sits(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    first, second, _third = hall.trainees
    put_answers(make_sitting(hall.exam, first), {1: "x", 2: ""}, now=hall.exam.opens_at + timedelta(minutes=9))
    submit_sitting(sitting_id=make_sitting(hall.exam, second).public_id, user=second, now=hall.exam.opens_at + timedelta(minutes=2))
    seats = seats_of(hall.exam, hall.exam.opens_at + timedelta(minutes=10))
    assert [(seat.state, seat.answered, seat.minutes_left, seat.quiet) for seat in seats] == [
        ("in_progress", 1, 50, False), ("submitted", 0, None, False), ("not_started", 0, None, False),
    ]  # fmt: skip
    assert tally(seats) == {"not_started": 1, "in_progress": 1, "submitted": 1, "quiet": 0}
    assert [seat.quiet for seat in seats_of(hall.exam, hall.exam.opens_at + timedelta(minutes=20))] == [True, False, False]
    clock.set(hall.exam.opens_at + timedelta(minutes=10))
    text = sign_in(hall.instructor).get(page("exam-detail", hall.exam)).content.decode()
    assert [one.public_id in text for one in Sitting.objects.all()] == [False, False]  # what is marked without names stays so


def test_the_monitor_costs_the_same_for_one_and_for_three(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    counts = []
    client = sign_in(cast.hr)
    for size in (1, 3):
        hall = make_hall(cast, "single", size=size)
        for user in hall.trainees:
            make_sitting(hall.exam, user)
        client.get(page("exam-seats", hall.exam))
        with statements() as seen:
            client.get(page("exam-seats", hall.exam))
        counts.append(len(seen.sent))
        hall.trainees[0].enrolments.update(state="withdrawn")
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_for_one_and_for_three(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    counts: dict[User, list[int]] = {hall.trainee: [], hall.instructor: []}
    clients = {user: sign_in(user) for user in counts}
    for more in (0, 2):
        for _number in range(more):
            make_exam(hall.cohort, hall.instructor, paper=make_paper(hall.cohort.bank, hall.instructor, "single"))
        for user, client in clients.items():
            client.get(reverse("exam-list"))
            with statements() as seen:
                client.get(reverse("exam-list"))
            counts[user].append(len(seen.sent))
    assert [first == second for first, second in counts.values()] == [True, True]


def test_a_trainees_list_says_what_to_do(hall: Hall) -> None:
    user, opens = hall.trainee, hall.exam.opens_at

    def shown(minutes: float) -> tuple[str, str]:
        own = my_exams(user, opens + timedelta(minutes=minutes))[0]
        return own.state, own.action

    assert shown(-1) == ("upcoming", "")
    assert shown(0) == ("open", "start")
    sitting = make_sitting(hall.exam, user)
    assert shown(1) == ("in_progress", "continue")
    submit_sitting(sitting_id=sitting.public_id, user=user, now=opens + timedelta(minutes=2))
    assert shown(3) == ("submitted", "result")
    assert my_exams(hall.trainees[1], opens + timedelta(hours=4))[0].state == "missing"


def test_lists_stay_within_the_class_and_the_bank(hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    make_hall(strangers, "single")
    for user, own, staff in ((hall.trainee, 1, 0), (hall.instructor, 0, 1), (cast.hr, 0, 1), (cast.leader, 0, 1), (cast.mentor, 0, 0)):
        context = sign_in(user).get(reverse("exam-list")).context
        assert (len(context["own"]), len(context["rows"])) == (own, staff)
    filtered = sign_in(cast.hr).get(reverse("exam-list"), {"phase": ExamPhase.RELEASED})
    assert filtered.context["rows"] == []
