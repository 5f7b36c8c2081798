"""Rows that no address of the matrix needs, but in which people write: every text has at least one."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from assessments.actions.accommodate import grant_accommodation
from assessments.actions.mark_essay import mark_essay
from assessments.actions.ratings import open_rating_tasks, submit_rating
from assessments.actions.save_answer import AnswerIn, save_answer
from assessments.actions.write_exam import cancel_exam
from assessments.models import Exam, Rubric, Sitting, SittingKey
from courses.actions.discussion import answer_question, ask_question, hide_contribution
from courses.actions.notes import save_note
from courses.models import CoursePage, LessonQuestion
from lms.cohorts.actions.attendance_amend import amend_attendance
from lms.cohorts.actions.conduct import record_conduct, withdraw_conduct
from lms.cohorts.actions.leave import decide_leave, record_make_up, request_leave
from lms.cohorts.actions.timetable import cancel_slot
from lms.cohorts.models import Slot
from lms.decisions.actions import answer_reply, file_reply, new_version, record_reassessment, withdraw_rule
from lms.decisions.models import Decision, RuleVersion
from lms.policies.actions import set_policy_value
from lms.policies.actions.calendar import enter_calendar_days
from tests.factories.cohorts import make_slot
from tests.factories.committees import act, make_committee
from tests.factories.courses import TEXT, make_lesson
from tests.factories.exams import answer_for, make_exam
from tests.factories.world import World
from tests.simulations.committee.conftest import Table

GOOD = {"motive": Decimal(3), "conduct": Decimal(3), "pressure": Decimal(3)}


def add_extras(world: World, now: datetime) -> None:
    _office(world)
    _class(world, now)
    _learning(world, now)
    _exams(world, now)
    _ratings(world, now)
    _committee(world)
    _decisions(world, now)


def _office(world: World) -> None:
    hr = world.people["hr"]
    set_policy_value(
        bank=world.bank, key="exam.pass_mark_percent", value=60, effective_on=date(2020, 1, 1), reason="试行", actor_key=hr.key
    )
    enter_calendar_days(bank=world.bank, first=date(2026, 10, 1), last=date(2026, 10, 2), is_working=False, note="国庆节", actor_key=hr.key)


def _class(world: World, now: datetime) -> None:
    slot = Slot.objects.get(public_id=world.things["settled_slot"])
    pk = world.enrolments["trainee"].pk
    amend_attendance(slot=slot, states={pk: "excused"}, reason="产检", actor_key=world.people["class_teacher"].key, now=now)
    _no_longer(world, now)


def _no_longer(world: World, now: datetime) -> None:
    """What was cancelled, refused or taken back, each with its reason."""
    people, cohort, enrolment = world.people, world.cohort, world.enrolments["trainee"]
    assert cohort is not None
    slot = make_slot(cohort, starts_at=now + timedelta(days=2))
    cancel_slot(slot=slot, reason="教室停电", actor_key=people["hr"].key, now=now)
    exam = make_exam(cohort, people["instructor"], "single", opens_at=now + timedelta(days=3))
    cancel_exam(exam=exam, actor=people["instructor"], reason="题目泄露", now=now)
    leave = request_leave(
        enrolment=enrolment, kind="personal", starts_at=now + timedelta(days=4), ends_at=now + timedelta(days=4, hours=3), reason="家事",
        actor_key=people["trainee"].key, now=now,
    )  # fmt: skip
    leave = decide_leave(leave=leave, approve=True, decided_by=people["class_teacher"], note="同意", make_up_needed=True, now=now)
    record_make_up(leave=leave, note="已补课", actor_key=people["class_teacher"].key, now=now)
    entry = record_conduct(
        enrolment=enrolment, points=-2, category="discipline", reason="迟到早退", happened_on=now.date(), recorded_by=people["instructor"],
        now=now,
    )  # fmt: skip
    withdraw_conduct(entry=entry, reason="记错人", actor_key=people["class_teacher"].key, now=now)
    version = new_version(version=RuleVersion.objects.get(public_id=world.things["rule"]), author=people["hr"], note="再修订", now=now)
    withdraw_rule(version=version, actor=people["hr"], reason="改用旧版", now=now)


def _learning(world: World, now: datetime) -> None:
    course = CoursePage.objects.get(pk=world.things["course_page"])
    make_lesson(course, TEXT, indexed=True)
    lesson = course.get_children().last().specific
    save_note(user=world.people["trainee"], lesson_id=lesson.pk, text="我的笔记", now=now)
    assert world.cohort is not None
    asked = LessonQuestion.objects.get(public_id=world.things["lesson_question"])
    other = ask_question(user=world.people["classmate"], lesson=asked.lesson, cohort=world.cohort, text="无关的问题", now=now)
    answer = answer_question(user=world.people["trainee"], question=other, text="同问。", now=now)
    for row in (other, answer):
        hide_contribution(row=row, user=world.people["instructor"], reason="与本课无关", now=now)


def _exams(world: World, now: datetime) -> None:
    people = world.people
    running = Exam.objects.get(public_id=world.things["exam"])
    grant_accommodation(exam=running, user=people["trainee"], actor=people["instructor"], reason="视力", extra_minutes=10, now=now)
    sitting = Sitting.objects.get(public_id=world.things["sitting"])
    key = SittingKey.objects.filter(sitting=sitting).latest("number")
    answer = AnswerIn(
        sitting=sitting.public_id, nonce=sitting.ticket_nonce, position=1, value=answer_for(key.key[0]), flagged=False, client_seq=1,
        key="canary", received_at=now + timedelta(minutes=1),
    )  # fmt: skip
    save_answer(answer)
    script = Sitting.objects.get(public_id=world.things["script"])
    criteria = SittingKey.objects.filter(sitting=script).latest("number").key[1]["question"]["criteria"]
    points = {one[0]: Decimal(1) for one in criteria}
    mark_essay(sitting=script, position=2, marker=people["instructor"], points=points, comment="思路清楚", now=now)


def _ratings(world: World, now: datetime) -> None:
    """A judgement that is no part of the published ranking, handed in and put right."""
    assert world.cohort is not None
    sheet = Rubric.objects.get(public_id=world.things["rubric"])
    (task,) = open_rating_tasks(
        cohort=world.cohort, rubric=sheet, subjects=[world.enrolments["trainee"]], raters=[world.people["consultant"]],
        title="补充面谈", happened_on=now.date(), actor=world.people["instructor"],
    )  # fmt: skip
    submit_rating(task=task, rater=world.people["consultant"], scores=GOOD, note="紧张", now=now)
    submit_rating(task=task, rater=world.people["consultant"], scores=GOOD, note="稍紧张", reason="笔误", now=now)


def _committee(world: World) -> None:
    """A sitting in the middle of its vote: opinions and a vote are sealed."""
    people, cohort = world.people, world.cohort
    assert cohort is not None
    caller, chair, member, other = (people[part] for part in ("instructor", "committee", "mentor", "consultant"))
    lead, second = people["trainee"], people["classmate"]
    table = Table(make_committee(cohort, caller, [chair, member, other, lead, second]), cohort, caller, chair, member, other, lead, second)
    table.until_vote()
    act(table.committee, chair, "vote", ballot="refuse", reason="一票的秘密", because="", conditions=[])
    world.things["voting_committee"] = table.committee.public_id


def _decisions(world: World, now: datetime) -> None:
    people = world.people
    draft = Decision.objects.get(public_id=world.things["draft"])
    record_reassessment(
        standing=draft.standings.get(user=people["classmate"]), assessor=people["consultant"], held_on=now.date(), met_standard=True,
        findings="独立复评：达标。", actor=people["hr"], now=now,
    )  # fmt: skip
    published = Decision.objects.get(public_id=world.things["decision"])
    reply = file_reply(
        standing=published.standings.get(user=people["classmate"]), user=people["classmate"], kind="comment", text="有一点说明", now=now
    )
    answer_reply(reply=reply, user=people["leader"], text="已阅。", now=now)
