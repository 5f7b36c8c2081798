"""The timetable: weeks, one person's slots, and what a slot would clash with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.models import User
from lms.people.permissions import works_today
from lms.policies.queries import working_day_overrides
from lms.toolkit import activities, working_days

from ..domain.timetable import BANDS, Band, DayKind, SlotFact, band_of, kind_of_day, week_days
from ..enums import PRESENT_STATES, Duty, SlotState
from ..models import Cohort, CohortStaff, Enrolment, Slot
from .scope import slots_visible_to


@dataclass(frozen=True)
class SlotLine:
    """A slot with the card of what is taught, where the reader may see it."""

    slot: Slot
    card: activities.Card | None = None

    @property
    def title(self) -> str:
        return self.slot.title or (self.card.title if self.card else "")


@dataclass(frozen=True)
class Day:
    """One column of the week; ``kind`` marks public holidays and make-up days."""

    date: date
    kind: DayKind
    today: bool
    bands: dict[Band, list[SlotLine]] = field(default_factory=dict)

    @property
    def lines(self) -> list[SlotLine]:
        return [line for band in BANDS for line in self.bands[band]]


@dataclass(frozen=True)
class Week:
    """Seven days from Monday; ``certain`` is False where the holidays of the year are not published yet."""

    monday: date
    days: list[Day]
    certain: bool

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def number_of_slots(self) -> int:
        return sum(len(day.lines) for day in self.days)


def local_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))


def with_cards(user: User, slots: Iterable[Slot]) -> list[SlotLine]:
    """One call per kind of activity, however many slots."""
    listed = list(slots)
    cards = activities.cards_for(user, [(slot.activity_kind, slot.activity_id) for slot in listed if slot.activity_kind])
    return [SlotLine(slot, cards.get((slot.activity_kind, slot.activity_id))) for slot in listed]


def week_of_slots(user: User, slots: QuerySet[Slot], monday: date, *, today: date) -> Week:
    """The week from ``monday`` of slots already in scope."""
    rows = slots.filter(starts_at__gte=local_midnight(monday), starts_at__lt=local_midnight(monday + timedelta(days=7)))
    lines = with_cards(user, rows.select_related("cohort", "room", "instructor").order_by("starts_at", "id"))
    days, overrides = [], working_day_overrides(user.bank_id or 0)
    for day in week_days(monday):
        bands: dict[Band, list[SlotLine]] = {band: [] for band in BANDS}
        for line in lines:
            start = timezone.localtime(line.slot.starts_at)
            if start.date() == day:
                bands[band_of(start.time())].append(line)
        days.append(Day(day, kind_of_day(day, working=working_days.is_working_day(day, overrides)), day == today, bands))
    return Week(monday, days, all(working_days.is_certain(day.date, overrides) for day in days))


def slots_of_cohort(user: User, cohort: Cohort) -> QuerySet[Slot]:
    return slots_visible_to(user).filter(cohort=cohort)


def slots_of_person(user: User) -> QuerySet[Slot]:
    """Where somebody has to be: classes they sit in, teach or care for; what they merely oversee is not theirs."""
    return slots_of_person_who(user, works=works_today(user))


def slots_of_person_who(user: Any, *, works: bool) -> QuerySet[Slot]:
    """The same where it is known whether they work at the bank today: of a person, or of who stands in for one in a prepared read."""
    mine = Q(Exists(Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES)))
    if works:
        cares = CohortStaff.objects.filter(user=user, cohort=OuterRef("cohort"), duty=Duty.CLASS_TEACHER)
        mine |= Q(Exists(cares)) | Q(instructor=user)
    return Slot.objects.filter(mine, cohort__bank_id=user.bank_id)


def next_slot(user: User, *, now: datetime) -> Slot | None:
    """The slot under way or the next to come."""
    rows = slots_of_person(user).exclude(state=SlotState.CANCELLED).filter(ends_at__gt=now)
    return rows.select_related("cohort", "room", "instructor").order_by("starts_at", "id").first()


def people_in(cohort_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Ids of those who sit in each cohort; one query."""
    found: dict[int, set[int]] = {}
    rows = Enrolment.objects.filter(cohort_id__in=set(cohort_ids), state__in=PRESENT_STATES)
    for cohort_id, user_id in rows.values_list("cohort_id", "user_id"):
        found.setdefault(cohort_id, set()).add(user_id)
    return {cohort_id: frozenset(people) for cohort_id, people in found.items()}


def neighbours(cohort: Cohort, spans: Iterable[tuple[datetime, datetime]]) -> list[SlotFact]:
    """Slots of the whole bank that stand anywhere between the first start and the last end of ``spans``; two queries."""
    listed = list(spans)
    first, last = min(start for start, _end in listed), max(end for _start, end in listed)
    rows = Slot.objects.filter(cohort__bank_id=cohort.bank_id, starts_at__lt=last, ends_at__gt=first).exclude(state=SlotState.CANCELLED)
    slots = list(rows.order_by("starts_at", "id"))
    people = people_in({cohort.pk, *(slot.cohort_id for slot in slots)})
    return [
        SlotFact(one.pk, one.cohort_id, one.starts_at, one.ends_at, one.room_id, one.instructor_id, people.get(one.cohort_id, frozenset()))
        for one in slots
    ]
