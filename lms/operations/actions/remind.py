"""Say once a day what is due: next steps of visits, checks of loans, steps of collection. One notice each, however much there is."""

from collections import Counter
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User

from ..enums import CaseState
from ..models import Contract, LoanCase, MonitoringCheck, OverdueStep, Visit
from ..queries.visits import waiting_again


def remind_of_due(*, now: datetime | None = None) -> int:
    """How many notices were new; asked again on the same day it sends none."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    visits = Counter(waiting_again(Visit.objects.all(), today).order_by().values_list("user_id", flat=True))
    checks = _checks(today)
    steps = _steps_of_collection(today)
    people = User.objects.filter(pk__in={*visits, *checks, *steps}, is_active=True)
    sent = 0
    for person in people:
        if n := visits[person.pk]:
            title = format_lazy(gettext_lazy("Next steps due with customers: {n}"), n=n)
            url = f"{reverse('visit-list')}?state=again"
            sent += notify(users=[person], kind="revisits", title=title, url=url, dedupe_key=f"revisits:{today.isoformat()}", now=moment)
        if n := checks[person.pk]:
            title = format_lazy(gettext_lazy("Checks of loans due: {n}"), n=n)
            url = f"{reverse('contract-list')}?state=check_late"
            sent += notify(users=[person], kind="loan_checks", title=title, url=url, dedupe_key=f"checks:{today.isoformat()}", now=moment)
        if cases := steps.get(person.pk):
            title = format_lazy(gettext_lazy("Steps of collection due: {n}"), n=len(cases))
            url = reverse("case-folder", args=[cases[0]])
            sent += notify(users=[person], kind="collection", title=title, url=url, dedupe_key=f"overdue:{today.isoformat()}", now=moment)
    return sent


def _checks(today: date) -> Counter[int]:
    """Of loans with a folder the checks planned there, of all others the next check of the contract."""
    late = Contract.objects.filter(balance__gt=0, next_check_on__lte=today).exclude(case__in=_with_plan())
    planned = MonitoringCheck.objects.filter(done_on__isnull=True, due_on__lte=today, case__state=CaseState.RUNNING)
    leads = planned.filter(case__lead__isnull=False).order_by().values_list("case__lead_id", flat=True)
    return Counter([*late.order_by().values_list("manager_id", flat=True), *leads])


def _with_plan() -> QuerySet[LoanCase]:
    return LoanCase.objects.filter(checks__done_on__isnull=True, checks__isnull=False).order_by().values("pk")


def _steps_of_collection(today: date) -> dict[int, list[str]]:
    """Lead → cases with an open step of their timetable, the one that waits longest first."""
    rows = OverdueStep.objects.filter(done_at__isnull=True, cancelled_at__isnull=True, due_on__lte=today, case__lead__isnull=False)
    found: dict[int, list[str]] = {}
    for lead, case in rows.order_by("due_on", "pk").values_list("case__lead_id", "case__public_id"):
        found.setdefault(lead, []).append(case)
    return found
