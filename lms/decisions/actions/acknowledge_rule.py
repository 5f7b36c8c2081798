"""A trainee acknowledges a locked rule, or refuses before a witness."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.cohorts.queries import people_of_cohort
from lms.notices.actions import settle_notices
from lms.people.models import User
from lms.policies.actions import acknowledge, record_refusal
from lms.policies.models import Acknowledgement

from ..enums import RuleState
from ..models import RuleVersion
from ..permissions import may_decide
from .lock_rule import OBJECT_KIND
from .problems import DecisionProblem


def _of_class(version: RuleVersion, user: User) -> None:
    if version.state != RuleState.LOCKED:
        raise DecisionProblem(_("Only a locked rule is acknowledged."), code="not_locked")
    if not people_of_cohort(version.cohort).filter(pk=user.pk).exists():
        raise DecisionProblem(_("This person is not in the cohort of this rule."), code="not_in_cohort")


@transaction.atomic
def acknowledge_rule(*, version: RuleVersion, user: User, digest: str, now: datetime | None = None) -> Acknowledgement:
    """Received and read: exactly the text with ``digest``."""
    _of_class(version, user)
    if digest != version.digest:
        raise DecisionProblem(_("The text has changed since you opened it. Read it again."), code="changed")
    settle_notices(url=reverse("rule-read", args=[version.public_id]), users=[user], now=now)
    return acknowledge(user=user, object_kind=OBJECT_KIND, object_id=version.public_id, digest=digest, now=now)


@transaction.atomic
def refuse_rule(*, version: RuleVersion, user: User, witness: User, now: datetime | None = None) -> Acknowledgement:
    """The text was handed over and ``user`` would not sign; ``witness``, of the personnel office, saw it."""
    _of_class(version, user)
    if not may_decide(witness, version.cohort):
        raise DecisionProblem(_("A refusal is witnessed by the personnel office of this cohort."), code="not_allowed")
    if witness.pk == user.pk:
        raise DecisionProblem(_("Nobody witnesses their own refusal."), code="self")
    return record_refusal(user=user, object_kind=OBJECT_KIND, object_id=version.public_id, digest=version.digest, witness=witness, now=now)
