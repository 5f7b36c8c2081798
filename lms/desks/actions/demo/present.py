"""What is under way in the running class on the day of loading: something to do at every desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from assessments.actions.ratings import install_rubric, open_rating_tasks
from assessments.models import Exam
from courses.actions.discussion import ask_question
from courses.actions.progress import note_progress, note_try
from courses.models import CoursePage, LessonPage
from courses.queries import LearnerLesson, body_of, course_for_learner
from lms.cohorts.actions import shift_plan
from lms.cohorts.actions.leave import request_leave
from lms.cohorts.models import Cohort, Enrolment
from lms.notices.actions import mark_all_read
from lms.people.models import Organisation, User

from .calendar import DemoCalendar
from .classes import DemoClass
from .exams import EXERCISE, Ability, make_paper, set_exam, sit

# How many lessons of 《财务三表分析》 somebody has finished; the others have not begun.
LESSONS = {"trainee16": 6, "trainee17": 5, "trainee18": 5, "trainee20": 6, "trainee22": 4, "trainee23": 5, "trainee27": 2}
WEAK = 3  # every third question is wrong at the first try
IN_HAND = ("trainee17", "trainee18", "trainee19", "trainee21", "trainee22", "trainee23", "trainee25", "trainee26")
QUESTION = "赊销给老客户、没有写收据的那部分，调查日应收账款按老板口头说的数记吗？"
AHEAD = 4
"""The plan begins four weeks before the class: founding, recruiting and contracts come first."""


def begin_plan_earlier(*, cohort: Cohort, actor_key: str) -> None:
    shift_plan(cohort=cohort, weeks=-AHEAD, actor_key=actor_key)


def _study(user: User, taken: LearnerLesson, number: int, moment: datetime) -> None:
    body = body_of(taken.line.id, taken.line.revision_id, taken.line.published_at)
    codes = [code for quiz in body.quizzes.values() for code in quiz]
    for place, code in enumerate(codes):
        note_try(user=user, taken=taken, code=code, correct=(place + number + user.pk) % WEAK != 0, now=moment)
    note_progress(user=user, taken=taken, seen=[section.id for section in body.sections], now=moment + timedelta(minutes=30))


def study(*, group: DemoClass, code: str, since: datetime) -> None:
    """Lessons read and quizzes tried in the evenings; the next lesson of whoever is not through is begun."""
    course = CoursePage.objects.get(code=code, bank__isnull=True, live=True)
    for number, finished in LESSONS.items():
        user = group.trainees[number]
        taken = course_for_learner(user, course.public_id, now=since + timedelta(days=20))
        if taken is None:
            continue
        lines = taken.lessons
        for place, line in enumerate(lines[:finished]):
            _study(user, LearnerLesson(taken, line), place, since + timedelta(days=place, hours=place % 3))
        for line in lines[finished : finished + 1]:
            body = body_of(line.id, line.revision_id, line.published_at)
            seen = [section.id for section in body.sections[:3]]
            note_progress(user=user, taken=LearnerLesson(taken, line), seen=seen, position=seen[-1], now=since + timedelta(days=finished))


def ask(*, group: DemoClass, code: str, now: datetime) -> None:
    """A question under the second lesson waits for an instructor."""
    course = CoursePage.objects.get(code=code, bank__isnull=True, live=True)
    lesson = LessonPage.objects.filter(live=True, path__startswith=course.path).order_by("path")[1]
    ask_question(user=group.trainees["trainee18"], lesson=lesson, cohort=group.cohort, text=QUESTION, now=now - timedelta(hours=20))


def exercise(*, group: DemoClass, bank: Organisation, calendar: DemoCalendar, abilities: Mapping[str, Ability]) -> Exam:
    """An exercise that is open since yesterday: some have handed in, their essays wait to be marked, the others can start."""
    staff, opens_at = group.staff, calendar.at(calendar.day(-1), 8)
    paper = make_paper(
        bank=bank,
        author=staff["instructor1"],
        reviewer=staff["instructor2"],
        code=f"Q-{group.cohort.code}",
        title=f"随堂练习卷（{group.cohort.code}）",
        kind="quiz",
        blueprint=EXERCISE,
        at=opens_at - timedelta(days=3),
    )
    exam = set_exam(
        group=group,
        paper=paper,
        title="随堂练习：三表与检验",
        opens_at=opens_at,
        hours=24 * 6,
        minutes=45,
        counts_for="练习，不计入综合评估",
        at=opens_at - timedelta(days=2),
        kind="quiz",
    )
    sit(exam=exam, group=group, abilities={number: abilities[number] for number in IN_HAND}, seed=41)
    return exam


def request_ratings(*, group: DemoClass, happened_on: datetime, now: datetime) -> None:
    """Two raters are asked to judge four people; nobody has begun."""
    rubric = install_rubric(bank=group.cohort.bank, code="REHEARSAL", actor=group.staff["hr1"], now=now)
    subjects = Enrolment.objects.filter(cohort=group.cohort).select_related("user").order_by("seat_number")[:4]
    open_rating_tasks(
        cohort=group.cohort,
        rubric=rubric,
        subjects=list(subjects),
        raters=[group.staff["committee1"], group.staff["mentor1"]],
        title="贷审会演练（小组预演）",
        happened_on=happened_on.date(),
        actor=group.staff["instructor1"],
        now=now - timedelta(hours=18),
    )


def ask_for_leave(*, group: DemoClass, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """One request for tomorrow's session waits for the class teacher."""
    enrolment = Enrolment.objects.select_related("cohort__bank", "user").get(cohort=group.cohort, user=group.trainees["trainee24"])
    request_leave(
        enrolment=enrolment,
        kind="personal",
        starts_at=starts_at,
        ends_at=ends_at,
        reason="家中老人就诊需要陪同，下午返回。",
        actor_key=enrolment.user.key,
        now=now - timedelta(hours=3),
    )


def read_notices(*, people: list[User], until: datetime) -> None:
    """What people were told before yesterday, they have read."""
    for user in people:
        mark_all_read(user=user, now=until)
