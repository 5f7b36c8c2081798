"""A condition of a grant is met: whoever sees to it says so with a note, or the personnel office; the person is told."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User
from lms.records.enums import Verb

from ..models import PanelCondition
from ..permissions import keeps_panels
from ..queries.panel_conditions import conditions_in_force
from .panel_locks import log_item
from .problems import DecisionProblem


def may_meet(condition: PanelCondition, user: User) -> bool:
    """Whoever sees to it, or the personnel office; about oneself only where the panel said so."""
    if condition.owner_id == user.pk:
        return True
    return condition.item.user_id != user.pk and keeps_panels(user, condition.item.bank)


@transaction.atomic
def meet_condition(*, condition: PanelCondition, note: str, actor: User, now: datetime | None = None) -> PanelCondition:
    """Once; the note says what shows it."""
    moment = now or timezone.now()
    condition = conditions_in_force().select_for_update(of=("self",)).get(pk=condition.pk)
    if not may_meet(condition, actor):
        raise DecisionProblem(_("Whoever sees to the condition says that it is met, or the personnel office."), code="not_allowed")
    if condition.met_on is not None:
        raise DecisionProblem(_("This condition is noted as met already."), code="met")
    if not note.strip():
        raise DecisionProblem(_("Say what shows that it is met."), code="note")
    condition.met_on, condition.met_by, condition.note = timezone.localdate(moment), actor, note.strip()[:500]
    condition.save(update_fields=["met_on", "met_by", "note"])
    log_item(condition.item, actor, Verb.CHANGED, moment, reason=condition.note, condition=condition.text, met=True)
    notify(
        users=[] if condition.item.user_id == actor.pk else [condition.item.user],
        kind="panel_condition_met",
        title=format_lazy(gettext_lazy("A condition of the panel is met: {text}"), text=condition.text),
        url=reverse("my-panel", args=[condition.item.public_id]),
        dedupe_key=f"panel-condition-met-{condition.pk}",
        now=moment,
    )
    return condition
