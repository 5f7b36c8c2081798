"""What is counted of people's days: visits, cases, milestones, checks, contracts, lessons and exams; nothing is typed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.evidence.queries.rows import day_span
from lms.people.models import User

from ..domain.days import Figures
from ..domain.moves import OF_BOTH, figures_of_move
from ..enums import CaseEventKind, CheckKind, Intent, MilestoneState, Resolution, VisitResult
from ..models import CaseEvent, Contract, LoanCase, Milestone, MonitoringCheck, OverdueStep, Visit

Key = tuple[int, date]
Counts = dict[Key, dict[str, Any]]
DUE_SOON = timedelta(days=30)
# Milestone → the figure of whoever leads the case; the investigation is the second's work as well.
OF_LEAD = {"draft": "reports", "sitting": "sittings", "payout": "payouts"}


def _span(field: str, first: date, last: date) -> dict[str, datetime]:
    return {name.replace("happened_at", field): value for name, value in day_span(first, last).items()}


def day_figures(people: Collection[User], first: date, last: date) -> dict[Key, Figures]:
    """Figures by person and day; a day on which nothing was done is missing. As many queries for one person as for a hundred."""
    found: Counts = defaultdict(lambda: defaultdict(int))
    ids = {one.pk for one in people}
    _visits(found, ids, first, last)
    _cases(found, ids, first, last)
    _milestones(found, ids, first, last)
    _moves(found, ids, first, last)
    _after_payout(found, ids, first, last)
    _contracts(found, ids, first, last)
    _learning(found, {one.key: one.pk for one in people}, first, last)
    return {key: Figures(**counts) for key, counts in found.items()}


def _visits(found: Counts, ids: set[int], first: date, last: date) -> None:
    rows = Visit.objects.filter(user__in=ids, withdrawn_at__isnull=True, **day_span(first, last))
    for user, at, result, intent, earlier, same_day in rows.values_list(
        "user_id", "happened_at", "result", "intent", "earlier_id", "same_day"
    ):
        counts = found[user, timezone.localdate(at)]
        counts["visits"] += 1
        counts["effective"] += result == VisitResult.TALKED
        counts["intents"] += earlier is None and intent in {Intent.A, Intent.B}
        counts["late_entries"] += not same_day


def _cases(found: Counts, ids: set[int], first: date, last: date) -> None:
    for lead, day in LoanCase.objects.filter(lead__in=ids, opened_on__range=(first, last)).values_list("lead_id", "opened_on"):
        found[lead, day]["cases"] += 1
    returned = CaseEvent.objects.filter(kind=CaseEventKind.RETURNED, case__lead__in=ids, **_span("happened_at", first, last))
    for lead, at in returned.values_list("case__lead_id", "happened_at"):
        found[lead, timezone.localdate(at)]["returns"] += 1


def _milestones(found: Counts, ids: set[int], first: date, last: date) -> None:
    done = Milestone.objects.filter(state=MilestoneState.DONE, **_span("done_at", first, last))
    rows = done.filter(Q(case__lead__in=ids) | Q(case__second__in=ids)).annotate(
        lead=F("case__lead_id"),
        second=F("case__second_id"),
        resolved=F("case__folder__resolution"),
        paid=F("case__folder__paid_amount"),
    )
    for code, at, lead, second, resolved, paid in rows.values_list("code", "done_at", "lead", "second", "resolved", "paid"):
        day = timezone.localdate(at)
        if code == "investigation":
            for person in {lead, second} & ids:
                found[person, day]["investigations"] += 1
        if lead not in ids:
            continue
        if code in OF_LEAD:
            found[lead, day][OF_LEAD[code]] += 1
        if code == "resolution" and resolved in {Resolution.APPROVED, Resolution.CONDITIONAL}:
            found[lead, day]["approved"] += 1
        if code == "payout" and paid is not None:
            found[lead, day]["paid_amount"] = Decimal(found[lead, day]["paid_amount"]) + paid


def _moves(found: Counts, ids: set[int], first: date, last: date) -> None:
    """Cases without a folder: where they were moved to says what was done before."""
    events = CaseEvent.objects.filter(kind=CaseEventKind.MOVED, case__folder__isnull=True, **_span("happened_at", first, last))
    rows = events.filter(Q(case__lead__in=ids) | Q(case__second__in=ids))
    for details, at, lead, second, amount in rows.values_list("details", "happened_at", "case__lead_id", "case__second_id", "case__amount"):
        day = timezone.localdate(at)
        for name in figures_of_move(details):
            for person in ({lead, second} if name in OF_BOTH else {lead}) & ids:
                found[person, day][name] += 1
            if name == "payouts" and lead in ids and amount is not None:
                found[lead, day]["paid_amount"] = Decimal(found[lead, day]["paid_amount"]) + amount


def _after_payout(found: Counts, ids: set[int], first: date, last: date) -> None:
    checks = MonitoringCheck.objects.filter(done_by__in=ids, done_on__range=(first, last))
    for user, day, kind in checks.values_list("done_by_id", "done_on", "kind"):
        assert day is not None  # the range asks for a day
        found[user, day]["first_checks" if kind == CheckKind.FIRST else "checks"] += 1
    steps = OverdueStep.objects.filter(done_by__in=ids, **_span("done_at", first, last))
    for user, at in steps.values_list("done_by_id", "done_at"):
        found[user, timezone.localdate(at)]["collections"] += 1


def _contracts(found: Counts, ids: set[int], first: date, last: date) -> None:
    """States of each day, as far as the newest figures tell: due within a month, overdue on that day."""
    rows = Contract.objects.filter(manager__in=ids, balance__gt=0)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for manager, due_on, overdue, figures_on in rows.values_list("manager_id", "due_on", "overdue_days", "figures_on"):
        since = figures_on - timedelta(days=overdue)
        for day in days:
            if day <= due_on <= day + DUE_SOON:
                found[manager, day]["due_soon"] += 1
            if overdue and day > since:
                found[manager, day]["overdue"] += 1


def _learning(found: Counts, keys: dict[str, int], first: date, last: date) -> None:
    kinds = {EvidenceKind.LESSON: "lessons", EvidenceKind.EXAM: "exams"}
    rows = Evidence.objects.filter(person_key__in=keys, kind__in=kinds, supersedes__isnull=True, **day_span(first, last))
    for key, kind, at in rows.values_list("person_key", "kind", "happened_at"):
        found[keys[key], timezone.localdate(at)][kinds[EvidenceKind(kind)]] += 1
