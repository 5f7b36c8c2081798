"""Reads of the marketing ledger: the list, what waits for another visit, the funnel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, Exists, Max, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from lms.evidence.queries.rows import day_span
from lms.people.models import User

from ..domain.visits import Contact, funnel
from ..enums import CaseState, Intent, VisitResult, VisitSource
from ..models import Visit
from .ledger_scope import visits_visible_to

APPROVED_STATES = (CaseState.RUNNING, CaseState.SETTLED, CaseState.WRITTEN_OFF)


def standing(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Without those that were withdrawn."""
    return rows.filter(withdrawn_at__isnull=True)


def waiting_again(rows: QuerySet[Visit], today: date) -> QuerySet[Visit]:
    """Visits whose next step is due and has not happened: no later visit, no case, no reason why not."""
    later = Visit.objects.filter(earlier=OuterRef("pk"), withdrawn_at__isnull=True)
    open_ones = standing(rows).filter(next_on__lte=today, case__isnull=True, no_case="")
    return open_ones.filter(~Exists(later)).order_by("next_on", "pk")


def visit_list(user: User, choices: Mapping[str, str], *, first: date | None = None, last: date | None = None) -> QuerySet[Visit]:
    """Visits in scope narrowed by what the page's filters say; ``choices`` holds texts as they came, unknown ones narrow nothing."""
    rows = visits_visible_to(user).filter(**day_span(first, last))
    if (q := choices.get("q", "").strip()) != "":
        found = Q(merchant__icontains=q) | Q(user__name__icontains=q) | Q(user__name_initials__startswith=q.lower())
        rows = rows.filter(found | Q(area__name__icontains=q))
    for name, known in (("intent", Intent.values), ("source", VisitSource.values), ("result", VisitResult.values)):
        if choices.get(name) in known:
            rows = rows.filter(**{name: choices[name]})
    if choices.get("person"):
        rows = rows.filter(user__key=choices["person"])
    if choices.get("area"):
        rows = rows.filter(area__public_id=choices["area"])
    return _narrowed(rows, choices.get("state", ""))


def _narrowed(rows: QuerySet[Visit], state: str) -> QuerySet[Visit]:
    if state == "again":
        return waiting_again(rows, timezone.localdate())
    if state == "late":
        return standing(rows).filter(same_day=False)
    if state == "case":
        return standing(rows).filter(case__isnull=False)
    if state == "withdrawn":
        return rows.filter(withdrawn_at__isnull=False)
    return standing(rows)


@dataclass(frozen=True)
class FunnelRow:
    """The funnel of one person, or of all."""

    name: str
    key: str
    counts: dict[str, int]

    @property
    def case_share(self) -> float | None:
        """Of a hundred businesses talked with, how many became a case."""
        return self.counts["case"] / self.counts["talked"] if self.counts["talked"] else None


def funnels(user: User, *, first: date, last: date) -> tuple[FunnelRow, list[FunnelRow]]:
    """All together and person by person: each business counts once per person. One query."""
    rows = standing(visits_visible_to(user)).filter(**day_span(first, last))
    approved = Case(When(case__state__in=APPROVED_STATES, then=Value(True)), default=Value(False), output_field=BooleanField())
    grouped = (
        rows.annotate(passed=approved)
        .order_by()
        .values("user__name", "user__key", "merchant", "area_id")
        .annotate(
            talks=Count("pk", filter=Q(result=VisitResult.TALKED)),
            hot=Count("pk", filter=Q(intent__in=[Intent.A, Intent.B])),
            cases=Count("case"),
            passes=Count("pk", filter=Q(passed=True)),
            newest=Max("happened_at"),
        )
    )
    people: dict[tuple[str, str], list[Contact]] = {}
    for row in grouped:
        contact = Contact(row["talks"] > 0, "A" if row["hot"] else "", row["cases"] > 0, row["passes"] > 0)
        people.setdefault((row["user__name"], row["user__key"]), []).append(contact)
    each = [FunnelRow(name, key, funnel(contacts)) for (name, key), contacts in sorted(people.items())]
    return FunnelRow("", "", funnel(one for contacts in people.values() for one in contacts)), each
