"""Every night: where a person's loans turn bad more often than was expected of them, people are told. Nothing is taken away by itself."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.people.queries import people_with_role

from ..queries.certification_scope import learners_visible_to
from ..queries.loan_watch import watches_of


def watch_loans(*, bank: Organisation, now: datetime | None = None) -> int:
    """How many notices were sent: once per crossing, to personnel and leaders in whose scope the person is."""
    moment, sent = now or timezone.now(), 0
    found = {key: line.signals for key, line in watches_of(bank).items() if line.signals}
    if not found:
        return 0
    office = list(people_with_role(bank, Role.HR, Role.LEADER))
    for person in User.objects.filter(bank=bank, key__in=found, is_active=True):
        told = [one for one in office if one.pk != person.pk and learners_visible_to(one).filter(pk=person.pk).exists()]
        for step in found[person.key]:
            sent += _tell(person, step.key, told, moment)
    return sent


def _tell(person: User, loan: str, told: list[User], moment: datetime) -> int:
    return notify(
        users=told,
        kind="loan_watch",
        title=format_lazy(gettext_lazy("Loan quality: look at the cases of {name}"), name=person.name),
        body=gettext_lazy(
            "Loans led by this person turn bad more often than was expected of them. This is a signal to people: look at the cases and talk"
            " with the person and the mentor. No authority is lost by it."
        ),
        url=reverse("certification-person", args=[person.key]) + "#loans",
        dedupe_key=f"loan-watch-{person.key}-{loan}",
        now=moment,
    )
