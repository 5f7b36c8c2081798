"""Asking what a person may do: one question, one query, and no for an answer wherever something is unknown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..domain.authority import Answer, Grant, answer
from ..models import Authority, Organisation, User


def as_grant(row: Authority) -> Grant:
    """A row as the rule reads it; the person is on it already."""
    return Grant(
        level=row.level,
        amount_limit=row.amount_limit,
        products=tuple(row.products),
        starts_at=row.starts_at,
        ends_on=row.ends_on,
        disuse_days=row.disuse_days,
        used_on=row.used_on,
        certificate=row.certificate,
        suspended_reason=row.suspended_reason,
        ended_how=row.ended_how,
        person_active=row.user.is_active,
    )


def answer_of(
    row: Authority | None, *, role: str, amount: Decimal | None = None, product: str = "", at: datetime, supervised: bool = False
) -> Answer:
    """The answer a row gives at a moment."""
    start = timezone.localdate(row.starts_at) if row else date.min
    grant = as_grant(row) if row else None
    return answer(grant, role=role, amount=amount, product=product, today=timezone.localdate(at), start=start, supervised=supervised)


def may(
    *,
    person: User | str,
    node: str,
    role: str,
    bank: Organisation | int,
    amount: Decimal | None = None,
    product: str = "",
    at: datetime | None = None,
    supervised: bool = False,
) -> Answer:
    """Whether ``person`` (or the person of that key) of ``bank`` may take ``role`` at ``node`` now, or at a moment. One query."""
    about: dict[str, Any] = {"user": person} if isinstance(person, User) else {"user__key": person}
    rows = Authority.objects.filter(bank=bank, node=node, ended_at__isnull=True, **about).select_related("user")
    return answer_of(rows.first(), role=role, amount=amount, product=product, at=at or timezone.now(), supervised=supervised)


def standing_authorities(bank: Organisation) -> QuerySet[Authority]:
    """Every grant of ``bank`` that has not been ended."""
    return Authority.objects.filter(bank=bank, ended_at__isnull=True).select_related("user")
