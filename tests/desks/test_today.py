"""Each desk says what its person needs to know today, in eight queries, and nothing of another bank."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Paper
from courses.models import LessonProgress
from lms.cohorts.models import Attendance
from lms.desks.domain.doors import RAILS
from lms.desks.queries.instructor import weak_topics_for
from lms.jobs.models import Job
from lms.people.models import User
from tests.cast import Cast
from tests.clock import MONDAY_MORNING, Clock
from tests.desks.days import Day, make_day
from tests.factories.assessments import make_paper, make_question, make_topic
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.decisions import acknowledge_all, hold_meeting, make_class, make_draft
from tests.factories.exams import make_sitting
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
DESKS = {
    "trainee": "trainee",
    "instructor": "instructor",
    "class_teacher": "class_teacher",
    "hr": "hr",
    "mentor": "rater",
    "committee": "rater",
    "leader": "leader",
    "board": "leader",
    "auditor": "leader",
    "consultant": "instructor",
    "admin": "administrator",
}
ROLE_OF_DESK = {desk: part for part, desk in reversed(DESKS.items())}
PARTS = ("today-standing", "today-alarms", "today-waiting", "today-marking", "today-weak-topics", "today-practice")


@pytest.fixture
def day(cast: Cast, clock: Clock) -> Day:
    return make_day(cast)


@pytest.fixture
def sign_in(sign_in: SignIn) -> SignIn:
    """A consultant has given the confidentiality undertaking before anything else opens."""

    def enter(user: User) -> Client:
        user.memberships.update(confidentiality_acknowledged_at=MONDAY_MORNING)
        return sign_in(user)

    return enter


def queries_of(browser: Client, route: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(reverse(route)).status_code == 200
    return len([query for query in seen.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize(("part", "desk"), DESKS.items())
def test_everybody_finds_their_desk(cast: Cast, sign_in: SignIn, part: str, desk: str) -> None:
    answer = sign_in(getattr(cast, part)).get(reverse("today"))
    assert [answer.status_code, answer.context["desk"]] == [200, desk]


@pytest.mark.parametrize("part", ROLE_OF_DESK.values())
def test_a_desk_costs_eight_queries_however_full(cast: Cast, clock: Clock, sign_in: SignIn, part: str) -> None:
    browser = sign_in(getattr(cast, part))
    assert queries_of(browser, "today") <= 8
    make_day(cast)
    small = queries_of(browser, "today")
    make_day(cast, size=4)
    assert [small <= 8, queries_of(browser, "today")] == [True, small]


@pytest.mark.parametrize("route", PARTS)
def test_a_part_that_follows_costs_the_same_for_more(cast: Cast, clock: Clock, sign_in: SignIn, route: str) -> None:
    part = {"today-standing": "trainee", "today-waiting": "hr", "today-alarms": "class_teacher"}.get(route, "instructor")
    browser = sign_in(getattr(cast, part))
    day = make_day(cast, size=2)
    if route == "today-standing":
        acknowledge_all(day.rule, day.cohort.enrolments.all())
    first = queries_of(browser, route)
    for _ in range(3):
        seat = make_enrolment(day.cohort, joined_on=MONDAY_MORNING.date())
        if route == "today-standing":
            acknowledge_all(day.rule, [seat])
    assert [first <= 12, queries_of(browser, route)] == [True, first]


def test_a_desk_can_be_switched_but_only_to_an_own_one(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.hr)
    browser.post(reverse("desk-switch"), {"desk": "administrator"})
    assert browser.get(reverse("today")).context["desk"] == "hr"


def test_a_paper_waits_on_the_desk_of_whoever_did_not_write_it(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    paper = make_paper(cast.bank, author=cast.instructor)
    make_paper(strangers.bank, author=strangers.instructor)
    Paper.objects.update(state="in_review")
    waiting = {
        part: sign_in(getattr(cast, part)).get(reverse("today")).context["page"].counts["papers"] for part in ("instructor", "consultant")
    }
    assert [paper.author, waiting] == [cast.instructor, {"instructor": 0, "consultant": 1}]


# ----------------------------------------------------------------------------------------------------------- trainee


def test_a_trainee_sees_the_session_and_checks_in(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.trainee).get(reverse("today")).context["page"]
    assert [page.next.slot, page.next.check_in_open, page.main_action] == [day.slots[0], True, "check_in"]
    assert page.later == [day.slots[1]]


def test_the_button_is_in_the_page_only_while_check_in_is_open(day: Day, clock: Clock, sign_in: SignIn) -> None:
    browser, target = sign_in(day.cast.trainee), reverse("check-in").encode()
    assert target in browser.get(reverse("today")).content
    clock.set(day.slots[0].starts_at - timedelta(minutes=21))
    early = browser.get(reverse("today"))
    assert [target in early.content, early.context["page"].next.opens_at] == [False, day.slots[0].starts_at - timedelta(minutes=20)]


def test_who_is_checked_in_sees_that_instead_of_the_button(day: Day, sign_in: SignIn) -> None:
    seat = day.cohort.enrolments.get(user=day.cast.trainee)
    Attendance.objects.create(slot=day.slots[0], enrolment=seat, state="present", method="code")
    page = sign_in(day.cast.trainee).get(reverse("today")).context["page"]
    assert [page.next.mark, page.next.check_in_open] == ["present", False]


def test_what_is_due_for_a_trainee(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.trainee).get(reverse("today")).context["page"]
    assert [(due.exam, due.state) for due in page.exams] == [(day.exam, "open")]
    assert [page.counts["rules"], page.counts["rule_id"], page.counts["unread"]] == [1, day.rule.public_id, _unread(day)]
    assert [page.counts["regulations"], page.reading.lesson_id, page.nothing_due] == [1, day.lesson.pk, False]


def _unread(day: Day) -> int:
    return day.cast.trainee.notices.filter(read_at__isnull=True).count()


def test_an_exam_goes_on_with_extra_time_and_ends_with_its_attempts(day: Day, clock: Clock, sign_in: SignIn) -> None:
    browser = sign_in(day.cast.trainee)
    sitting = make_sitting(day.exam, day.cast.trainee, now=clock.now)
    assert _states(browser) == ["continue"]
    sitting.state = "submitted"
    sitting.save(update_fields=["state"])
    assert _states(browser) == []


def test_extra_time_keeps_an_exam_on_the_desk_after_its_closing(day: Day, clock: Clock, sign_in: SignIn) -> None:
    clock.set(day.exam.closes_at + timedelta(minutes=5))
    browser = sign_in(day.cast.trainee)
    assert _states(browser) == []
    day.exam.accommodations.create(user=day.cast.trainee, extra_minutes=30, reason="视力", approved_by=day.cast.hr)
    assert _states(browser) == ["open"]


def _states(browser: Client) -> list[str]:
    return [due.state for due in browser.get(reverse("today")).context["page"].exams]


def test_the_standing_never_shows_a_rank_or_a_number(day: Day, sign_in: SignIn) -> None:
    acknowledge_all(day.rule, day.cohort.enrolments.all())
    answer = sign_in(day.cast.trainee).get(reverse("today-standing"))
    summary = answer.context["summary"]
    assert [summary.version, summary.in_force, summary.met, summary.counted] == [day.rule, True, 0, 1]
    assert b"rank" not in answer.content


# ------------------------------------------------------------------------------------------------------------- staff


def test_an_instructor_sees_classes_and_exams(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.instructor).get(reverse("today")).context["page"]
    assert [page.sessions, page.exams] == [day.slots[:2], [day.exam]]
    assert [(slot.here, slot.people) for slot in page.sessions] == [(0, 2), (0, 2)]


def test_a_class_teacher_settles_decides_leave_and_shows_the_code(day: Day, sign_in: SignIn) -> None:
    answer = sign_in(day.cast.class_teacher).get(reverse("today"))
    page = answer.context["page"]
    assert [page.sessions, page.unsettled, [one.leave for one in page.leaves]] == [day.slots[:2], day.slots[2:], [day.leave]]
    assert reverse("slot-code", args=[day.slots[0].public_id]).encode() in answer.content


def test_hr_sees_what_is_missing(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.hr).get(reverse("today")).context["page"]
    assert [page.cohorts, page.counts["leaves"], [(row, row.given, row.people) for row in page.rules]] == [
        [day.cohort],
        1,
        [(day.rule, 0, 2)],
    ]
    acknowledge_all(day.rule, day.cohort.enrolments.all())
    assert sign_in(day.cast.hr).get(reverse("today")).context["page"].rules == []


def test_a_signer_sees_what_waits(day: Day, sign_in: SignIn) -> None:
    acknowledge_all(day.rule, day.cohort.enrolments.all())
    waiting = sign_in(day.cast.hr).get(reverse("today-waiting")).context["waiting"]
    assert [one.kind for one in waiting] == []


def test_raters_and_mentees(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.mentor).get(reverse("today")).context["page"]
    assert [{task.pk for task in page.ratings}, [pair.mentee for pair in page.mentees]] == [{task.pk for task in day.tasks}, day.classmates]


def test_leaders_read_the_state_of_things(day: Day, sign_in: SignIn) -> None:
    page = sign_in(day.cast.leader).get(reverse("today")).context["page"]
    assert [page.cohorts, page.counts["running"], page.counts["replies"], page.chain.length] == [[day.cohort], 1, 0, 0]
    assert page.counts["unsealed_acts"] > 0


def test_an_administrator_counts_people_and_failures(day: Day, clock: Clock, sign_in: SignIn) -> None:
    Job.objects.create(bank=day.cast.bank, kind="x", title="名单导入", state="failed", finished_at=clock.now)
    page = sign_in(day.cast.admin).get(reverse("today")).context["page"]
    assert [page.counts["active"], page.counts["failed"]] == [User.objects.filter(bank=day.cast.bank).count(), 1]
    assert [job.title for job in page.failed_jobs] == ["名单导入"]


def test_alarms_name_who_was_absent_in_a_row(day: Day, clock: Clock, sign_in: SignIn) -> None:
    clock.advance(days=1)
    alarms = sign_in(day.cast.class_teacher).get(reverse("today-alarms")).context["alarms"]
    assert {alarm.row.enrolment.user for alarm in alarms if alarm.kind == "run"} == {day.cast.trainee, *day.classmates}


def test_alarms_name_nobody_to_the_class_itself(day: Day, clock: Clock, sign_in: SignIn) -> None:
    """Not even to a class teacher who sits in this class and teaches another."""
    clock.advance(days=1)
    elsewhere = make_user(day.cast.bank, "class_teacher")
    make_staff(make_cohort(day.cast.bank), elsewhere, "class_teacher")
    make_enrolment(day.cohort, elsewhere)
    for user in (day.cast.trainee, elsewhere):
        assert sign_in(user).get(reverse("today-alarms")).context["alarms"] == []


def test_weak_topics_are_those_of_the_own_banks_questions(day: Day, strangers: Cast) -> None:
    codes = [f"SAME-{number}" for number in range(5)]
    for bank, topic in ((strangers.bank, make_topic("C01.01", "别行的主题")), (day.cast.bank, make_topic("C02.01", "本行的主题"))):
        for code in codes:
            make_question(bank, code=code, topic=topic)
    quiz = {code: {"first": False} for code in codes}
    LessonProgress.objects.update_or_create(user=day.cast.trainee, lesson=day.lesson, defaults={"quiz": quiz})
    assert [[row.topic for row in rows] for _cohort, rows in weak_topics_for(day.cast.instructor)] == [["本行的主题"]]


# ------------------------------------------------------------------------------------------------------- other banks


@pytest.mark.parametrize("part", ROLE_OF_DESK.values())
def test_a_stranger_finds_an_empty_desk(day: Day, strangers: Cast, sign_in: SignIn, part: str) -> None:
    browser = sign_in(getattr(strangers, part))
    pages = [browser.get(reverse("today")), *(browser.get(reverse(route)) for route in PARTS)]
    assert [page.status_code for page in pages] == [200] * 7
    words = (day.cohort.name, day.slots[0].title, day.exam.title, *(user.name for user in day.classmates))
    ids = (day.cohort.public_id, day.rule.public_id, day.lesson.public_id, *(task.public_id for task in day.tasks))
    assert [needle for page in pages for needle in (*words, *ids) if needle in page.content.decode()] == []


def test_nobody_comes_in_without_signing_in(client: Client, db: None) -> None:
    answers: list[Any] = [client.get(reverse(route)) for route in ("today", "search", *PARTS)]
    assert {(answer.status_code, answer.url.split("?")[0]) for answer in answers} == {(302, reverse("sign-in"))}


# ------------------------------------------------------------------------------------------------------------- doors


@pytest.mark.parametrize("part", DESKS)
def test_every_door_of_the_rail_opens(cast: Cast, sign_in: SignIn, part: str) -> None:
    browser = sign_in(getattr(cast, part))
    doors = [item.url for item in browser.get(reverse("today")).wsgi_request.frame.items]
    assert {url: browser.get(url).status_code for url in doors} == dict.fromkeys(doors, 200)


def test_the_rail_holds_the_doors_of_its_desk(cast: Cast, sign_in: SignIn) -> None:
    shut = {"leader": {"client-list"}, "board": {"act-list", "client-list"}, "auditor": {"talent-board"}}
    shut["committee"] = {"card-list", "certification-home"}
    for part, desk in DESKS.items():
        request = sign_in(getattr(cast, part)).get(reverse("today")).wsgi_request
        expected = [reverse(door.route) for door in RAILS[desk] if door.route not in shut.get(part, set())]
        assert [item.url for item in request.frame.items] == expected


def test_a_draft_ranking_waits_for_its_meeting(cast: Cast, sign_in: SignIn) -> None:
    cohort, people = make_class(cast.bank)
    decision = make_draft(cohort, people, hr=cast.hr, signers=[cast.board, cast.leader])
    hold_meeting(decision, cast.hr, [cast.board])
    waiting = sign_in(cast.hr).get(reverse("today-waiting")).context["waiting"]
    assert [(one.kind, one.url) for one in waiting] == [("decide", reverse("decision-detail", args=[decision.public_id]))]
    assert sign_in(cast.hr).get(reverse("today")).context["page"].decisions == [decision]
