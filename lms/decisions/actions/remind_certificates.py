"""Holder and personnel office are told 30 days before a certificate ends."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role

from ..models import Certificate
from ..queries.certificates import certificates_ending, certificates_visible_to

AHEAD = timedelta(days=30)


def remind_of_certificates(*, now: datetime | None = None) -> int:
    """Once per certificate and person, however often it is run; how many were told."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    office: dict[int, list[User]] = {}
    sent = 0
    for row in certificates_ending(today, today + AHEAD):
        if row.bank_id not in office:
            office[row.bank_id] = list(people_with_role(row.bank, Role.HR))
        sent += _tell(row, office[row.bank_id], moment)
    return sent


def _tell(row: Certificate, office: list[User], moment: datetime) -> int:
    key, day = f"certificate-ends-{row.public_id}", str(row.ends_on)
    url = reverse("certificate-detail", args=[row.public_id])
    sent = notify(
        users=[row.user],
        kind="certificate_ends",
        title=format_lazy(gettext_lazy("Your certificate ends on {day}"), day=day),
        body=gettext_lazy("Ask your personnel office to put you on the agenda of the panel before that day."),
        url=url,
        dedupe_key=key,
        now=moment,
    )
    told = [one for one in office if one.pk != row.user_id and certificates_visible_to(one).filter(pk=row.pk).exists()]
    return sent + notify(
        users=told,
        kind="certificate_ends",
        title=format_lazy(gettext_lazy("The certificate of {name} ends on {day}"), name=row.user.name, day=day),
        body=gettext_lazy("Put the person on the agenda of the panel before that day, or plan the cases without them."),
        url=url,
        dedupe_key=key,
        now=moment,
    )
