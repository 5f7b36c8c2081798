"""Many small numbers in one statement: a desk asks once, however much it counts."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lms.notices.queries import notices_of
from lms.people.models import User
from lms.policies.queries import regulations_to_acknowledge


def number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many ``rows`` there are, as a part of another statement."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def first_of(rows: QuerySet[Any], column: str) -> Subquery:
    """``column`` of the first of ``rows``; None where there is none."""
    return Subquery(rows.values(column)[:1])


def counted(user: Any, **wanted: QuerySet[Any] | Subquery) -> QuerySet[User, dict[str, Any]]:
    """One row: what every desk reminds of (notices, regulations), and whatever else it wants; querysets are counted."""
    unread = notices_of(user).filter(read_at__isnull=True)
    everything: dict[str, QuerySet[Any] | Subquery] = {
        "unread": unread,
        "newest_notice": first_of(unread.order_by("-needs_decision", "-created_at", "-id"), "title"),
        "regulations": regulations_to_acknowledge(user),
        **wanted,
    }
    columns = {f"n_{name}": rows if isinstance(rows, Subquery) else number_of(rows) for name, rows in everything.items()}
    return User.objects.filter(pk=user.pk).annotate(**columns).values(*columns)


def by_name(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("n_"): value for name, value in row.items()}


def counters(user: User, **wanted: QuerySet[Any] | Subquery) -> dict[str, Any]:
    """The numbers of one person's desk by name."""
    return by_name(counted(user, **wanted).get())
