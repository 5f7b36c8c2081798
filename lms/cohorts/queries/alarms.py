"""What needs attention in a cohort, as lines for the strip at the top of its page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import CohortState, Duty
from ..models import Cohort
from .attendance import attendance_grid
from .people import cohort_staff_at_work
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
    if cohort.state in open_states and not cohort_staff_at_work().filter(cohort=cohort, duty=Duty.CLASS_TEACHER).exists():
        alarms.append(Alarm("warn", _("This cohort has no class teacher"), reverse("cohort-staff", args=[cohort.public_id])))
    return [*_attendance(cohort), *alarms]


def _attendance(cohort: Cohort) -> list[Alarm]:
    """Runs of absence and a minimum out of reach; a cohort needs its ``bank`` loaded."""
    if cohort.state != CohortState.RUNNING:
        return []
    grid, page = attendance_grid(cohort, now=timezone.now()), reverse("cohort-attendance", args=[cohort.public_id])
    alarms = []
    if runs := len(grid.run_alarms):
        words = ngettext("%(count)d person absent several times in a row", "%(count)d people absent several times in a row", runs)
        alarms.append(Alarm("bad", words % {"count": runs}, page))
    if lost := len(grid.reach_alarms):
        words = ngettext(
            "%(count)d person can no longer reach the minimum attendance",
            "%(count)d people can no longer reach the minimum attendance",
            lost,
        )
        alarms.append(Alarm("warn", words % {"count": lost}, page))
    return alarms
