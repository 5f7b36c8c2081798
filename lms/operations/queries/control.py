"""节点管控: what is late or stuck, per person and branch."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from lms.people.models import User

from ..domain.milestones import LEFT_AFTER
from ..enums import CaseState, MilestoneState
from ..models import LoanCase, Milestone, MonitoringCheck, OverdueStep
from .scope import cases_visible_to, folders_visible_to

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


def late_things(user: User, today: date) -> list[Late]:
    """Most days late first; four queries for any number of cases."""
    shown = {"case__in": folders_visible_to(user).order_by().values("pk"), "due_on__lt": today}
    related = ("case__branch", "case__lead", "case__second")
    going = Q(case__state__in=[CaseState.OPEN, CaseState.RUNNING])
    for state, codes in LEFT_AFTER.items():
        going |= Q(case__state=state, code__in=codes)
    steps = Milestone.objects.filter(going, **shown, state=MilestoneState.OPEN).select_related("responsible", *related)
    checks = MonitoringCheck.objects.filter(**shown, done_on__isnull=True, case__state=CaseState.RUNNING).select_related(*related)
    overdue = OverdueStep.objects.filter(
        **shown, done_at__isnull=True, cancelled_at__isnull=True, case__state=CaseState.RUNNING
    ).select_related(*related)
    found = [Late(one.case, "milestone", one.code, one.responsible, one.due_on or today, 0) for one in steps]
    found += [Late(one.case, "check", one.kind, one.case.lead, one.due_on, 0) for one in checks]
    found += [Late(one.case, "overdue", f"D+{one.day}", one.case.lead, one.due_on, 0) for one in overdue]
    found += _stuck(user, today)
    dated = [Late(one.case, one.kind, one.code, one.person, one.due_on, (today - one.due_on).days) for one in found]
    return sorted(dated, key=lambda one: (-one.days, one.case.number))


def _stuck(user: User, today: date) -> list[Late]:
    """Open cases without a folder whose last event lies long back."""
    rows = cases_visible_to(user).order_by().filter(state=CaseState.OPEN, folder__isnull=True).annotate(heard=Max("events__happened_at"))
    limit, found = today - timedelta(days=STUCK_DAYS), []
    for case in rows:
        heard = timezone.localdate(case.heard) if case.heard else case.opened_on
        if heard < limit:
            found.append(Late(case, "stuck", case.node, case.lead, heard + timedelta(days=STUCK_DAYS), 0))
    return found


def by_person(rows: list[Late]) -> list[tuple[str, int]]:
    counted = Counter(one.person.name if one.person else "" for one in rows)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def by_branch(rows: list[Late]) -> list[tuple[str, int]]:
    counted = Counter(str(one.case.branch or "") for one in rows)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
