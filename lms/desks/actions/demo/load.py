"""The whole demonstration, step by step: each step is what somebody at the bank would have done."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone, translation

from courses.actions.author_access import sync_author_access
from lms.cohorts.actions import install_programme, move_cohort
from lms.cohorts.enums import CohortState
from lms.evidence.actions import seal_everything
from lms.people.models import Organisation, User

from ...domain.demo_people import FINISHED, GREENFIELD, RUNNING, STRANGERS
from .calendar import DemoCalendar
from .certification import adopt_profile
from .classes import open_class
from .exams import Ability
from .people import load_people
from .practice import practise_after_camp
from .present import ask, ask_for_leave, exercise, read_notices, request_ratings, study
from .ranking import tick_off
from .regulation import load_regulation
from .rehearsals import call_sitting, investigate
from .story import ClassStory, Stage
from .systems import connect_loan_system
from .teaching import load_library, load_question_bank
from .timetable import training_rooms

Say = Callable[[str], None]

# How many of a hundred questions of their kind somebody knows: 1st class, then 2nd.
FIRST = (92, 88, 81, 86, 90, 79, 84, 74, 83, 77, 87, 66, 58, 80, 72)
SECOND = (90, 82, 86, 75, 88, 79, 70, 84, 77, 68, 81, 61)


def demo_is_loaded() -> bool:
    return Organisation.objects.filter(code=GREENFIELD.code).exists()


def load_demo(*, say: Say = lambda _line: None, now: datetime | None = None) -> None:
    """Load everything in one transaction, in Chinese; refuses where the demo bank is there already."""
    if demo_is_loaded():
        raise CommandError("the demonstration is loaded already")
    with translation.override("zh-hans"), transaction.atomic():
        _load(say, now or timezone.now())
    seal_everything()


def _load(say: Say, now: datetime) -> None:
    calendar = DemoCalendar(timezone.localdate(now))
    say("机构、人员与制度")
    nodes, staff, far, far_staff = load_people(since=calendar.founded)
    regulation = load_regulation(bank=nodes["bank"], author=staff["hr2"], on=calendar.day(-120))
    adopt_profile(bank=nodes["bank"], staff=staff, calendar=calendar)
    say("课程与题库")
    load_library()
    load_question_bank(bank=nodes["bank"], author=staff["instructor1"], reviewer=staff["instructor2"])
    for author in (*(staff[name] for name in ("instructor1", "instructor2", "consultant1")), far_staff["instructor1"]):
        sync_author_access(user=author)
    stage = Stage(nodes, staff, regulation, calendar, now, training_rooms(bank=nodes["bank"], actor=staff["hr1"]))
    say("第一期：结训，排名已定稿")
    finished_class(stage)
    say("第二期：在训，排名为草稿")
    running_class(stage)
    stranger_class(calendar, far, far_staff)
    connect_loan_system(admin=staff["admin1"], now=now)


def _abilities(roster: tuple[tuple[str, str, str, str], ...], shares: tuple[int, ...]) -> dict[str, Ability]:
    return {row[0]: Ability(share / 100) for row, share in zip(roster, shares, strict=True)}


def finished_class(stage: Stage) -> None:
    """Four weeks held, exams released, ratings in, the ranking final."""
    story = ClassStory(stage, code="2026-1", name="小微贷客户经理第一期", first_monday=-11, roster=FINISHED, seed=11)
    abilities = _abilities(FINISHED, FIRST)
    story.hold(lateness={"trainee13": (0.1, 0.15), "trainee12": (0.08, 0.0), "trainee08": (0.08, 0.0)}, until=stage.now)
    last = story.sessions[-1].ends_at
    story.examine(abilities=abilities)
    story.rate(abilities=abilities, rehearsal_on=last - timedelta(days=2), interview_on=last)
    story.finish(at=last + timedelta(days=3))
    mentees = [story.group.trainees[number] for number in ("trainee01", "trainee03", "trainee05")]
    move_cohort(cohort=story.group.cohort, state=CohortState.COMPLETED, reason="结训，材料归档", actor_key=stage.staff["hr1"].key)
    practise_after_camp(stage, story.group.cohort, story.group.trainees, mentees)


def running_class(stage: Stage) -> None:
    """In its third week: two exams released, rehearsals and interviews rated, a ranking in draft."""
    story = ClassStory(stage, code="2026-2", name="小微贷客户经理第二期", first_monday=-2, roster=RUNNING, seed=23)
    abilities = _abilities(RUNNING, SECOND)
    story.hold(lateness={"trainee27": (0.1, 0.16), "trainee25": (0.15, 0.0)}, until=stage.now)
    story.examine(abilities=abilities)
    story.rate(abilities=abilities, rehearsal_on=story.past(0.8).ends_at, interview_on=story.past(0.95).ends_at)
    tick_off(cohort=story.group.cohort, before=timezone.localdate(stage.now), actor_key=stage.staff["hr1"].key)
    story.rank(at=stage.now)
    present_day(stage, story, abilities)


def present_day(stage: Stage, story: ClassStory, abilities: dict[str, Ability]) -> None:
    """Old notices are read; then something waits at every desk."""
    group, now, calendar = story.group, stage.now, stage.calendar
    read_notices(people=[*group.staff.values(), *User.objects.filter(bank=stage.nodes["bank"], memberships__role="trainee")], until=now)
    study(group=group, code="C03", since=story.sessions[0].starts_at)
    ask(group=group, code="C03", now=now)
    exercise(group=group, bank=stage.nodes["bank"], calendar=calendar, abilities=abilities)
    rehearsed = investigate(group=group, calendar=calendar)
    call_sitting(group=group, calendar=calendar, exercise=rehearsed, now=now)
    request_ratings(group=group, happened_on=story.past(0.99).ends_at, now=now)
    ahead = next((session for session in story.sessions if session.starts_at > now), None)
    if ahead is not None:
        ask_for_leave(group=group, starts_at=ahead.starts_at, ends_at=ahead.ends_at, now=now)


def stranger_class(calendar: DemoCalendar, nodes: dict[str, Organisation], staff: dict[str, User]) -> None:
    """The other bank has a class of one, so that its people have something of their own."""
    open_class(
        nodes=nodes,
        staff=staff,
        programme=install_programme(bank=nodes["bank"], actor_key=staff["hr1"].key),
        code="2026-1",
        name="远山小微贷培训班",
        dates=(calendar.running_start, calendar.running_end),
        roster=STRANGERS,
        host="main",
    )
