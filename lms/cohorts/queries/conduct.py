"""Conduct points of a class and of one person."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from lms.people.models import User

from ..domain.conduct import balance
from ..models import Cohort, ConductEntry, Enrolment
from .attendance_rules import conduct_start
from .scope import enrolments_visible_to


@dataclass(frozen=True)
class ConductRow:
    """One person's entries, newest first, and what is left of the points."""

    enrolment: Enrolment
    balance: int
    entries: list[ConductEntry] = field(default_factory=list)


def conduct_visible_to(user: User) -> QuerySet[ConductEntry]:
    rows = ConductEntry.objects.filter(enrolment__in=enrolments_visible_to(user))
    return rows.select_related("enrolment__user", "enrolment__cohort__bank", "enrolment__cohort__organisation", "recorded_by")


def counted_points(enrolment: Enrolment) -> list[int]:
    """Points that stand; withdrawn entries don't count."""
    return list(ConductEntry.objects.filter(enrolment=enrolment, withdrawn_at__isnull=True).values_list("points", flat=True))


def conduct_of_cohort(user: User, cohort: Cohort) -> list[ConductRow]:
    """Everybody of the class whom ``user`` sees; three queries."""
    people = enrolments_visible_to(user).filter(cohort=cohort).select_related("user", "organisation")
    return _rows(cohort, list(people.order_by("seat_number", "user__name_pinyin", "id")))


def conduct_of(enrolment: Enrolment) -> ConductRow:
    return _rows(enrolment.cohort, [enrolment])[0]


def _rows(cohort: Cohort, people: list[Enrolment]) -> list[ConductRow]:
    start = conduct_start(cohort.bank)
    entries: dict[int, list[ConductEntry]] = defaultdict(list)
    for entry in ConductEntry.objects.filter(enrolment__in=people).select_related("recorded_by").order_by("-happened_on", "-id"):
        entries[entry.enrolment_id].append(entry)
    return [
        ConductRow(person, balance(start, [e.points for e in entries[person.pk] if e.withdrawn_at is None]), entries[person.pk])
        for person in people
    ]
