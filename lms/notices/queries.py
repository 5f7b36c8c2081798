"""Notices of one person."""

from django.db.models import QuerySet

from lms.people.models import User

from .models import Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's own notices, newest first; nobody sees another's."""
    return Notice.objects.filter(user=user)


def unread_count(user: User) -> int:
    return Notice.objects.filter(user=user, read_at__isnull=True).count()
