"""Makes cohorts, their people and their timetable through the room's own actions."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from lms.cohorts.actions import enrol, open_cohort, set_duties
from lms.cohorts.enums import CohortState, LegalFooting
from lms.cohorts.models import Cohort, Enrolment, Programme, Room, Slot
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.people import make_user, taken_as_sound

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def make_cohort(
    organisation: Organisation,
    *,
    code: str = "",
    name: str = "",
    starts_on: date = date(2026, 3, 2),
    ends_on: date = date(2026, 5, 22),
    state: str = CohortState.RUNNING,
    programme: Programme | None = None,
) -> Cohort:
    number = next(_numbers)
    return open_cohort(
        organisation=organisation,
        code=code or f"K{number:04d}",
        name=name or f"第{number}期小微信贷培训班",
        starts_on=starts_on,
        ends_on=ends_on,
        programme=programme,
        state=state,
        actor_key="factory",
    )


def make_enrolment(
    cohort: Cohort,
    user: User | None = None,
    *,
    organisation: Organisation | None = None,
    seat_number: int | None = None,
    legal_footing: str = LegalFooting.PROBATION,
    joined_on: date = date(2026, 3, 2),
) -> Enrolment:
    """Somebody new, or ``user``, in ``cohort``."""
    person = user or make_user(cohort.bank, Role.TRAINEE)
    with taken_as_sound():
        return enrol(
            cohort=cohort,
            user=person,
            legal_footing=legal_footing,
            joined_on=joined_on,
            organisation=organisation,
            seat_number=seat_number,
            actor_key="factory",
        )


def make_staff(cohort: Cohort, user: User, *duties: str) -> User:
    set_duties(cohort=cohort, user=user, duties=duties, actor_key="factory")
    return user


def make_room(bank: Organisation, *, name: str = "", capacity: int = 40) -> Room:
    return Room.objects.create(bank=bank, name=name or f"{next(_numbers)}号教室", capacity=capacity)


def make_slot(
    cohort: Cohort,
    *,
    starts_at: datetime = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI),
    hours: float = 3,
    title: str = "财务三表分析",
    room: Room | None = None,
    instructor: User | None = None,
    **fields: object,
) -> Slot:
    """A slot as it stands after the checks of the timetable."""
    return Slot.objects.create(
        cohort=cohort,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        title=title,
        room=room,
        instructor=instructor,
        **fields,
    )
