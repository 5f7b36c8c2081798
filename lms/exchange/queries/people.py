"""People of a bank as a connected system reads them: no phone, no mail, nothing about results."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from lms.people.domain.authority import Grant, answer, last_day
from lms.people.enums import CaseRole
from lms.people.models import Authority, Membership, User
from lms.people.queries import as_grant


@dataclass(frozen=True, kw_only=True)
class NodeLevel:
    """What is held at a node now; ``level`` as granted, ``holds`` the level that counts today."""

    node: str
    level: str
    holds: str
    until: date | None
    certificate: str


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    key: str
    employee_number: str
    name: str
    active: bool
    branch: str
    levels: tuple[NodeLevel, ...]


def page_of_people(bank_id: int, *, after: str, size: int, now: datetime) -> tuple[list[ListedPerson], str]:
    """``size`` people behind the one of key ``after``, in the order of their accounts, and where the next page begins. Four queries."""
    rows = User.objects.filter(bank_id=bank_id).order_by("pk")
    if after:
        rows = rows.filter(pk__gt=User.objects.filter(bank_id=bank_id, key=after).values_list("pk", flat=True).first() or 0)
    found = list(rows[: size + 1])
    people, more = found[:size], len(found) > size
    branches, levels = _branches(people), _levels(people, now)
    listed = [
        ListedPerson(
            key=one.key,
            employee_number=one.employee_number,
            name=one.name,
            active=one.is_active,
            branch=branches.get(one.pk, ""),
            levels=tuple(levels.get(one.pk, ())),
        )
        for one in people
    ]
    return listed, people[-1].key if more else ""


def known_person(bank_id: int, key: str) -> bool:
    return User.objects.filter(bank_id=bank_id, key=key).exists()


def _branches(people: Iterable[User]) -> dict[int, str]:
    """Where each holds a role today; the latest, where there are several."""
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), user__in=list(people), starts_on__lte=today)
    return {row.user_id: row.organisation.name for row in rows.select_related("organisation").order_by("starts_on", "pk")}


def _levels(people: Iterable[User], now: datetime) -> dict[int, list[NodeLevel]]:
    today, found = timezone.localdate(now), dict[int, list[NodeLevel]]()
    rows = Authority.objects.filter(user__in=list(people), ended_at__isnull=True).select_related("user").order_by("node")
    for row in rows:
        found.setdefault(row.user_id, []).append(_level(row.node, as_grant(row), today))
    return found


def _level(node: str, grant: Grant, today: date) -> NodeLevel:
    start = timezone.localdate(grant.starts_at)
    # As an observer nobody needs a limit, so the stage of that answer is the level that holds.
    holds = answer(grant, role=CaseRole.OBSERVER, amount=None, product="", today=today, start=start).stage
    return NodeLevel(node=node, level=grant.level, holds=str(holds), until=last_day(grant, start), certificate=grant.certificate)


def person_named(bank_id: int, name: str) -> User | None:
    """The person of that key or employee number, whose account need not be open."""
    rows = User.objects.filter(Q(key=name) | Q(~Q(employee_number=""), employee_number=name), bank_id=bank_id)
    return next(iter(sorted(rows[:2], key=lambda one: one.key != name)), None)
