"""Whoever sees to a condition of a grant hears once that its day has come; once it has passed, the personnel office hears it, too."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role

from ..models import PanelCondition
from ..queries.panel_conditions import conditions_in_force, open_conditions


def remind_of_conditions(*, now: datetime | None = None) -> int:
    """How many conditions are due today or were before; each is told once on its day and once after it, however often this runs."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    due = list(open_conditions(conditions_in_force()).filter(due_on__lte=today))
    offices: dict[int, list[User]] = {}
    for condition in due:
        words = {"name": condition.item.user.name, "text": condition.text}
        if condition.due_on == today:
            title = format_lazy(gettext_lazy("Due today, a condition of the panel about {name}: {text}"), **words)
            _tell(condition, [condition.owner], title, "due", moment)
            continue
        bank = condition.item.bank
        if bank.pk not in offices:
            offices[bank.pk] = list(people_with_role(bank, Role.HR))
        office = [user for user in offices[bank.pk] if user.pk not in (condition.owner_id, condition.item.user_id)]
        title = format_lazy(gettext_lazy("Overdue, a condition of the panel about {name}: {text}"), **words)
        _tell(condition, [condition.owner, *office], title, "overdue", moment)
    return len(due)


def _tell(condition: PanelCondition, users: list[User], title: str | Promise, when: str, moment: datetime) -> None:
    notify(
        users=users,
        kind="panel_condition_due",
        title=title,
        url=reverse("panel-conditions"),
        dedupe_key=f"panel-condition-{when}-{condition.pk}",
        now=moment,
    )
