"""Whoever connects systems is told before a token ends: afterwards every question is answered with no."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.queries import people_with_role

from ..domain.tokens import WARN_DAYS, warning_due
from ..models import ClientToken
from ..queries import ending_tokens


def remind_of_tokens(*, now: datetime | None = None) -> int:
    """A month, a week and a day before the end, once each; how many notices are new."""
    moment = now or timezone.now()
    rows = ending_tokens(moment, moment + timedelta(days=max(WARN_DAYS)))
    return sum(_remind(row, warning_due(row.expires_at, moment), moment) for row in rows)


def _remind(token: ClientToken, days: int, now: datetime) -> int:
    system = token.system
    ends = timezone.localtime(token.expires_at).strftime("%Y-%m-%d %H:%M")
    return notify(
        users=people_with_role(system.bank, Role.ADMINISTRATOR),
        kind="exchange_token",
        title=format_lazy(_("The token {hint}… of {system} ends soon"), hint=token.hint, system=system.name),
        body=format_lazy(
            _("From {moment} on every call with it is refused. Make a second token, enter it in the system, then revoke this one."),
            moment=ends,
        ),
        url=reverse("client-detail", args=[system.public_id]),
        needs_decision=True,
        dedupe_key=f"token-{token.public_id}-{days}",
        now=now,
    )
