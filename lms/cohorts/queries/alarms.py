"""What needs attention in a cohort, as lines for the strip at the top of its page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import CohortState, Duty
from ..models import Cohort, CohortStaff
from .plan import Plan


@dataclass(frozen=True)
class Alarm:
    """One line; ``tone`` is one of the design system's."""

    tone: str
    text: str
    url: str = ""


def alarms_of(cohort: Cohort, plan: Plan) -> list[Alarm]:
    """Overdue steps, and a class without a class teacher."""
    alarms = []
    if late := sum(line.state == "late" for line in plan.lines):
        words = ngettext("%(count)d step of the plan is overdue", "%(count)d steps of the plan are overdue", late) % {"count": late}
        alarms.append(Alarm("warn", words, reverse("cohort-plan", args=[cohort.public_id])))
    open_states = (CohortState.PLANNED, CohortState.RUNNING)
    if cohort.state in open_states and not CohortStaff.objects.filter(cohort=cohort, duty=Duty.CLASS_TEACHER).exists():
        alarms.append(Alarm("warn", _("This cohort has no class teacher"), reverse("cohort-staff", args=[cohort.public_id])))
    return alarms
