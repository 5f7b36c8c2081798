"""The provincial union's day: how its banks stand, in numbers, and what was read of them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet

from lms.cohorts.enums import PRESENT_STATES, CohortState
from lms.cohorts.models import Cohort, Enrolment
from lms.decisions.enums import SHOWN_STATES
from lms.decisions.models import Decision
from lms.people.models import BankAccess, Organisation, User
from lms.people.queries import banks_below

from .counters import counters, number_of

ACCESSES_SHOWN = 20


@dataclass(frozen=True)
class UnionToday:
    counts: dict[str, Any]
    banks: list[Organisation] = field(default_factory=list)
    accesses: list[BankAccess] = field(default_factory=list)


def union_today(user: User) -> UnionToday:
    """Three queries."""
    accesses = BankAccess.objects.filter(user=user).select_related("bank").order_by("-opened_at", "-id")[:ACCESSES_SHOWN]
    return UnionToday(counters(user), list(banks_in_numbers(user)), list(accesses))


def banks_in_numbers(user: User) -> QuerySet[Organisation]:
    """Each bank with its totals: numbers only, of nobody in particular."""
    people = User.objects.filter(bank=OuterRef("pk"), is_active=True)
    cohorts = Cohort.objects.filter(bank=OuterRef("pk"))
    sitting = Enrolment.objects.filter(cohort__bank=OuterRef("pk"), cohort__state=CohortState.RUNNING, state__in=PRESENT_STATES)
    return banks_below(user).annotate(
        people=number_of(people),
        running=number_of(cohorts.filter(state=CohortState.RUNNING)),
        over=number_of(cohorts.filter(state__in=(CohortState.COMPLETED, CohortState.CLOSED))),
        trainees=number_of(sitting),
        rankings=number_of(Decision.objects.filter(bank=OuterRef("pk"), state__in=SHOWN_STATES)),
    )
