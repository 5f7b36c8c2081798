"""Classes, their people, plan, sessions, leave and conduct by the hundred."""

from datetime import timedelta

from lms.cohorts.actions import install_programme
from lms.cohorts.models import Attendance, Cohort, CohortStep, ConductEntry, Leave, Programme, ProgrammeStep, Room
from lms.people.models import Mentorship
from tests.clock import MONDAY_MORNING
from tests.factories.cohorts import make_slot

from .copies import classmates, copies
from .world import World


def cohorts(world: World, number: int) -> list[Cohort]:
    made = copies(world.cohort, number, code=lambda n: f"L{n}", name=lambda n: f"第{n}期")
    for one in made:
        one.staff.create(user=world.cast.instructor, duty="instructor")
    return made


def trainees(world: World, number: int) -> None:
    classmates(world.cohort, number)


def steps(world: World, number: int) -> None:
    day = world.cohort.starts_on
    row = CohortStep(cohort=world.cohort, code="X", phase="camp", title="步骤", planned_from=day, planned_to=day, done_on=day)
    copies(row, number, code=lambda n: f"L{n}")


def programme_id(world: World) -> list[str]:
    found = Programme.objects.filter(bank=world.cast.bank).first() or install_programme(bank=world.cast.bank)
    return [found.public_id]


def programme_steps(world: World, number: int) -> None:
    programme = Programme.objects.get(public_id=programme_id(world)[0])
    row = ProgrammeStep(programme=programme, code="X", phase="camp", title="步骤", week_from=1, week_to=2)
    for one in copies(row, number, code=lambda n: f"L{n}"):
        one.depends_on.add(programme.steps.first())


def rooms(world: World, number: int) -> None:
    Room.objects.bulk_create(copies_of_room(world, number))


def copies_of_room(world: World, number: int) -> list[Room]:
    begun = Room.objects.count()
    return [Room(bank=world.cast.bank, name=f"{begun + n}号教室", capacity=40) for n in range(number)]


def leaves(world: World, number: int) -> None:
    """Half of them wait for an answer, of many people."""
    for place, seat in enumerate(classmates(world.cohort, number)):
        starts = MONDAY_MORNING + timedelta(days=1 + place % 5)
        state = {"state": "approved", "decided_by": world.cast.hr, "make_up_needed": True} if place % 2 else {"state": "requested"}
        Leave.objects.create(enrolment=seat, kind="sick", starts_at=starts, ends_at=starts + timedelta(hours=3), reason="发热", **state)


def conduct(world: World, number: int) -> None:
    ConductEntry.objects.bulk_create(
        ConductEntry(
            enrolment=seat, points=-1, category="discipline", reason="迟到", happened_on=MONDAY_MORNING.date(),
            recorded_by=world.cast.class_teacher,
        )
        for seat in classmates(world.cohort, number)
    )  # fmt: skip


def sessions(world: World, number: int) -> None:
    """Sessions of the class around now, each with somebody's mark."""
    seat = world.enrolment
    made = copies(world.slot, number, title=lambda n: f"课{n}")
    Attendance.objects.bulk_create(Attendance(slot=one, enrolment=seat, state="absent", method="sheet") for one in made)


def trainees_and_sessions(world: World, number: int) -> None:
    """People in alarm: absent from every session so far."""
    for day in range(1, 4):
        make_slot(world.cohort, starts_at=MONDAY_MORNING - timedelta(days=day), instructor=world.cast.instructor)
    seats = classmates(world.cohort, number)
    Attendance.objects.bulk_create(
        Attendance(slot=slot, enrolment=seat, state="absent", method="sheet") for slot in world.cohort.slots.all() for seat in seats
    )


def slot_id(world: World) -> list[str]:
    return [world.slot.public_id]


def seated(world: World, number: int) -> None:
    """People of the class, each with a mark in today's session."""
    seats = classmates(world.cohort, number)
    Attendance.objects.bulk_create(
        Attendance(slot=world.slot, enrolment=seat, state="late", method="code", recorded_by_key=world.cast.hr.key) for seat in seats
    )


def pairs(world: World, number: int) -> None:
    """Mentees of one mentor."""
    mentor = world.cast.mentor
    Mentorship.objects.bulk_create(
        Mentorship(mentor=mentor, mentee=seat.user, starts_on=MONDAY_MORNING.date()) for seat in classmates(world.cohort, number)
    )
