"""Note that a person has read a notice."""

from datetime import datetime

from django.utils import timezone

from lms.people.models import User

from ..models import Notice


def mark_read(*, notice: Notice, now: datetime | None = None) -> None:
    """The first reading counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now or timezone.now())


def mark_all_read(*, user: User, now: datetime | None = None) -> int:
    """Everything of ``user`` is read now; how many were not."""
    return Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=now or timezone.now())
