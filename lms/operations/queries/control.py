"""节点管控: what is late or stuck, per person and branch."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from lms.people.models import User

from ..enums import CaseState, MilestoneState
from ..models import LoanCase, Milestone, MonitoringCheck, OverdueStep
from .scope import cases_visible_to

STUCK_DAYS = 14
"""A case in shadow mode of which nothing was heard for so long."""


@dataclass(frozen=True)
class Late:
    """One thing that waits: a milestone, a check, a step of an overdue loan, or a case of which nothing is heard."""

    case: LoanCase
    kind: str
    code: str
    person: User | None
    due_on: date
    days: int


def _cases(user: User) -> QuerySet[LoanCase]:
    return cases_visible_to(user).order_by()


def late_things(user: User, today: date) -> list[Late]:
    """Most days late first; four queries for any number of cases."""
    shown = {"case__in": _cases(user).values("pk"), "due_on__lt": today}
    related = ("case__branch", "case__lead", "case__second")
    steps = Milestone.objects.filter(**shown, state=MilestoneState.OPEN).select_related("responsible", *related)
    checks = MonitoringCheck.objects.filter(**shown, done_on__isnull=True, case__state=CaseState.RUNNING).select_related(*related)
    overdue = OverdueStep.objects.filter(**shown, done_at__isnull=True, cancelled_at__isnull=True).select_related(*related)
    found = [Late(one.case, "milestone", one.code, one.responsible, one.due_on or today, 0) for one in steps]
    found += [Late(one.case, "check", one.kind, one.case.lead, one.due_on, 0) for one in checks]
    found += [Late(one.case, "overdue", f"D+{one.day}", one.case.lead, one.due_on, 0) for one in overdue]
    found += _stuck(user, today)
    dated = [Late(one.case, one.kind, one.code, one.person, one.due_on, (today - one.due_on).days) for one in found]
    return sorted(dated, key=lambda one: (-one.days, one.case.number))


def _stuck(user: User, today: date) -> list[Late]:
    """Open cases without a folder whose last event lies long back."""
    rows = _cases(user).filter(state=CaseState.OPEN, folder__isnull=True).annotate(heard=F("made_at"))
    newest: dict[int, date] = {}
    for case, moment in rows.filter(events__isnull=False).values_list("pk", "events__happened_at"):
        newest[case] = max(newest.get(case, date.min), moment.date())
    limit = today - timedelta(days=STUCK_DAYS)
    return [
        Late(case, "stuck", case.node, case.lead, newest.get(case.pk, case.opened_on) + timedelta(days=STUCK_DAYS), 0)
        for case in rows
        if newest.get(case.pk, case.opened_on) < limit
    ]


def by_person(rows: list[Late]) -> list[tuple[str, int]]:
    counted = Counter(one.person.name if one.person else "" for one in rows)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def by_branch(rows: list[Late]) -> list[tuple[str, int]]:
    counted = Counter(str(one.case.branch or "") for one in rows)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
