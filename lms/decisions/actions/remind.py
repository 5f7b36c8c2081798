"""Remind those of a class who have not acknowledged their rule."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User

from ..enums import RuleState
from ..models import RuleVersion
from ..permissions import may_decide
from ..queries.receipts import receipts_of
from .problems import DecisionProblem


def remind(*, version: RuleVersion, actor: User, now: datetime | None = None) -> int:
    """At most one reminder a day and person; how many were sent."""
    if not may_decide(actor, version.cohort):
        raise DecisionProblem(_("Only the personnel office of this cohort does this."), code="not_allowed")
    if version.state != RuleState.LOCKED:
        raise DecisionProblem(_("Only a locked rule is acknowledged."), code="not_locked")
    moment = now or timezone.now()
    return notify(
        users=[receipt.enrolment.user for receipt in receipts_of(version) if receipt.at is None],
        kind="rule_to_read",
        title=format_lazy(gettext_lazy("Please read and acknowledge: {title}"), title=version.rule.title),
        body=gettext_lazy("Your class is waiting for your acknowledgement."),
        url=reverse("rule-read", args=[version.public_id]),
        needs_decision=True,
        dedupe_key=f"rule-remind-{version.public_id}-{timezone.localdate(moment).isoformat()}",
        now=moment,
    )
