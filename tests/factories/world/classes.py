"""The class: its staff, seats, plan, timetable, attendance, leave and conduct."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lms.cohorts.actions import change_enrolment, install_programme, open_calendar
from lms.cohorts.actions.attendance import open_check_in
from lms.cohorts.actions.conduct import record_conduct
from lms.cohorts.actions.leave import request_leave
from lms.cohorts.actions.settlement import settle_slot
from lms.cohorts.enums import Duty, Gate
from lms.cohorts.queries import feed_address
from lms.people.models import Mentorship
from tests.factories.cohorts import make_cohort, make_enrolment, make_room, make_slot, make_staff

if TYPE_CHECKING:
    from . import World

FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2026, 5, 29)


def add_class(world: "World", now: datetime) -> None:
    people, things = world.people, world.things
    programme = install_programme(bank=world.bank)
    cohort = make_cohort(world.bank, starts_on=FIRST_DAY, ends_on=LAST_DAY, programme=programme)
    seats = enumerate(("trainee", "classmate", "left"), start=1)
    world.cohort = cohort
    world.enrolments = {part: make_enrolment(cohort, people[part], seat_number=seat) for seat, part in seats}
    change_enrolment(enrolment=world.enrolments["left"], state="withdrawn", reason="转岗", left_on=now.date(), actor_key="factory")
    make_staff(cohort, people["instructor"], Duty.INSTRUCTOR)
    make_staff(cohort, people["class_teacher"], Duty.CLASS_TEACHER)
    Mentorship.objects.create(mentor=people["mentor"], mentee=people["trainee"], starts_on=FIRST_DAY)
    # The training is closed, so that the ranking may be published.
    cohort.steps.filter(gate=Gate.CLOSING).update(done_on=now.date())
    step = cohort.steps.order_by("position").first()
    assert step is not None
    things |= {
        "programme": programme.public_id,
        "cohort": cohort.public_id,
        "enrolment": world.enrolments["trainee"].public_id,
        "step": step.public_id,
        "feed": feed_address(open_calendar(user=people["trainee"])).rsplit("/", 1)[-1].removesuffix(".ics"),
    }
    _timetable(world, now)
    _leave_and_conduct(world, now)


def _timetable(world: "World", now: datetime) -> None:
    assert world.cohort is not None
    room, instructor = make_room(world.bank), world.people["instructor"]
    slot = make_slot(world.cohort, starts_at=now, room=room, instructor=instructor)
    open_check_in(slot=slot, actor_key=instructor.key, now=now)
    over = make_slot(world.cohort, starts_at=now - timedelta(days=1), room=room, instructor=instructor)
    settle_slot(slot=over, actor_key=instructor.key, now=now)
    world.things |= {"room": room.public_id, "slot": slot.public_id, "settled_slot": over.public_id}


def _leave_and_conduct(world: "World", now: datetime) -> None:
    trainee, enrolment = world.people["trainee"], world.enrolments["trainee"]
    leave = request_leave(
        enrolment=enrolment, kind="sick", starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=3),
        reason="发热", actor_key=trainee.key, now=now,
    )  # fmt: skip
    entry = record_conduct(
        enrolment=enrolment, points=2, category="teamwork", reason="帮助同学", happened_on=now.date(),
        recorded_by=world.people["instructor"], now=now,
    )  # fmt: skip
    world.things |= {"leave": leave.public_id, "conduct": entry.public_id}
