"""Opening the ladder: who passed the final evaluation of a class is admitted to watching at every node, in one act."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.models import Cohort
from lms.evidence.domain.content import NODES
from lms.notices.actions import notify
from lms.people.actions.authority import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..permissions import may_decide
from ..queries.ladder import graduates_of
from .problems import DecisionProblem


@transaction.atomic
def open_ladder(*, cohort: Cohort, actor: User, now: datetime | None = None) -> list[User]:
    """Level 1 at each node where a graduate holds nothing yet; who was admitted. A second time admits nobody twice."""
    moment = now or timezone.now()
    if not may_decide(actor, cohort):
        raise DecisionProblem(_("Only the personnel office of this cohort does this."), code="not_allowed")
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    decision, people = graduates_of(cohort)
    if decision is None:
        raise DecisionProblem(_("The ladder opens when the evaluation of the class is final."), code="not_final")
    if not people:
        raise DecisionProblem(_("Nobody of this class has the outcome “pass”."), code="nobody")
    held = set(Authority.objects.filter(user__in=people, ended_at__isnull=True).values_list("user", "node"))
    admitted = []
    for person in people:
        nodes = [code for code, _name, _english in NODES if (person.pk, code) not in held]
        for node in nodes:
            grant_authority(
                user=person,
                node=node,
                level=Entrustment.OBSERVE,
                actor_key=actor.key,
                decision=decision.public_id,
                reason=_("Passed the final evaluation of %(cohort)s") % {"cohort": cohort.name},
                now=moment,
            )
        if nodes:
            admitted.append(person)
    if not admitted:
        raise DecisionProblem(_("Everybody who passed is admitted already."), code="nothing")
    _tell(cohort, admitted, actor, moment)
    return admitted


def _tell(cohort: Cohort, admitted: list[User], actor: User, moment: datetime) -> None:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor.key,
        verb=Verb.APPROVED,
        object_kind="ladder",
        object_id=cohort.public_id,
        details={"people": [person.key for person in admitted]},
        now=moment,
    )
    notify(
        users=admitted,
        kind="ladder_opened",
        title=gettext_lazy("You may watch real cases now"),
        body=gettext_lazy("At every node you begin by watching. Your mentor notes what you have seen; from there it goes step by step."),
        url=reverse("my-panels"),
        dedupe_key=f"ladder-{cohort.public_id}",
        now=moment,
    )
