"""Every night: what has lapsed by date or by disuse is ended, and whoever is about to lose something is told in time."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.evidence.models import Competency
from lms.notices.actions import notify
from lms.people.actions.authority import lapse_authority
from lms.people.models import Authority, Organisation, User

from ..domain.certification.lapse import Grant, GrantState, state_on
from ..domain.certification.profile import Lapse
from ..queries.lapsing import lapsing_rows
from ..queries.profiles import profile_used
from .certificate_states import lapse_certificate

NEVER = 100_000
"""Days after which a grant without disuse of its own would lapse: longer than anybody works."""


@dataclass
class Lapsed:
    """What one night did."""

    ended: int = 0
    warned: int = 0


def lapse_authorities(*, now: datetime | None = None) -> Lapsed:
    """Bank by bank; each row in a transaction of its own, so that one that fails keeps none of the others. Twice does no harm."""
    moment, done = now or timezone.now(), Lapsed()
    today = timezone.localdate(moment)
    rules: dict[int, Lapse] = {}
    names = {one.code: one for one in Competency.objects.filter(kind="node")}
    for row in lapsing_rows(today):
        if row.bank_id not in rules:
            rules[row.bank_id] = _rule_of(row.bank, today)
        state = state_on(_plain(row), _with_disuse(rules[row.bank_id], row), today)
        if state.state == "lapsed":
            done.ended += _end(row, state, names.get(row.node), moment)
        elif state.state == "warning":
            done.warned += _warn(row, state, names.get(row.node), moment)
    return done


def _rule_of(bank: Organisation, today: date) -> Lapse:
    return profile_used(bank, today)[0].lapse


def _with_disuse(rule: Lapse, row: Authority) -> Lapse:
    """A grant lapses after the days it was given with; what has none lapses by date alone."""
    days = row.disuse_days if row.disuse_days is not None else NEVER
    return replace(rule, lapse_days=days, warn_days=min(rule.warn_days, days - 1) if row.disuse_days is not None else NEVER - 1)


def _plain(row: Authority) -> Grant:
    """``ended`` and suspended rows never come here: a suspended one waits for the panel."""
    return Grant(level=row.level, granted_on=timezone.localdate(row.starts_at), valid_until=row.ends_on, performed_on=row.used_on)


@transaction.atomic
def _end(row: Authority, state: GrantState, node: Competency | None, moment: datetime) -> int:
    reason = _("Lapsed by date") if state.reason == "date" else _("Lapsed by disuse")
    ended = lapse_authority(user=row.user, node=row.node, reason=reason, now=moment)
    if ended is None:
        return 0
    lapse_certificate(number=ended.certificate, user=row.user, reason=reason, now=moment)
    by_disuse = gettext_lazy("By disuse. Two fresh cases under your mentor at level 3 bring you before the panel again.")
    by_date = gettext_lazy("By date. With fresh cases as your profile asks for, the panel certifies you again.")
    notify(
        users=[row.user],
        kind="authority_lapsed",
        title=format_lazy(gettext_lazy("Your authority has lapsed: {node}"), node=node or row.node),
        body=by_date if state.reason == "date" else by_disuse,
        url=reverse("my-panels"),
        dedupe_key=f"lapsed-{row.public_id}",
        now=moment,
    )
    return 1


def _warn(row: Authority, state: GrantState, node: Competency | None, moment: datetime) -> int:
    by_disuse = gettext_lazy("From {day} on, unless you do this work before: take a case with your mentor in time.")
    by_date = gettext_lazy("From {day} on. Ask your personnel office to put you on the agenda of the panel before that day.")
    return notify(
        users=[row.user, *_mentors(row)],
        kind="authority_lapses_soon",
        title=format_lazy(gettext_lazy("Authority lapses soon: {name}, {node}"), name=row.user.name, node=node or row.node),
        body=format_lazy(by_date if state.reason == "date" else by_disuse, day=str(state.on)),
        dedupe_key=f"lapses-{row.public_id}-{state.on}",
        now=moment,
    )


def _mentors(row: Authority) -> list[User]:
    return [pair.mentor for pair in row.user.running_mentorships]
