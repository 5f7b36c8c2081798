"""Notices of one person."""

from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet

from lms.people.models import User
from lms.toolkit.prepared import Prepared

from .models import Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's own notices, newest first; nobody sees another's."""
    return Notice.objects.filter(user=user)


def _unread(user: Any) -> QuerySet[Notice, int]:
    return Notice.objects.filter(user=user, read_at__isnull=True).order_by().values("user").values_list(Count("pk"), flat=True)


_UNREAD = Prepared(_unread, user=BigIntegerField())


def unread_count(user: User) -> int:
    """Asked by every page."""
    return sum(_UNREAD.fetch(user=user.pk))
