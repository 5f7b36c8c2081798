"""Whoever wrote a plan, and the person, hear once that a check is due."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify

from ..enums import PlanState
from ..models import PlanCheck


def remind_of_plans(*, now: datetime | None = None) -> int:
    """How many checks are due today or were before; each is told once, however often this runs."""
    moment = now or timezone.now()
    rows = PlanCheck.objects.filter(plan__state=PlanState.AGREED, held_on__isnull=True, due_on__lte=timezone.localdate(moment))
    due = list(rows.select_related("plan__user", "plan__made_by"))
    for check in due:
        notify(
            users=[check.plan.made_by, check.plan.user],
            kind="plan_check",
            title=format_lazy(
                gettext_lazy("The development plan of {name} is to be checked after {days} days"),
                name=check.plan.user.name,
                days=check.after_days,
            ),
            url=reverse("plan-detail", args=[check.plan.public_id]),
            dedupe_key=f"plan-check-{check.plan.public_id}-{check.after_days}",
            now=moment,
        )
    return len(due)
