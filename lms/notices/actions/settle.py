"""Note that what a notice asked for has been done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from lms.people.models import User

from ..models import Notice


def settle_notices(*, url: str = "", dedupe_key: str = "", users: Iterable[User] | None = None, now: datetime | None = None) -> int:
    """Notices that lead to ``url`` (or carry ``dedupe_key``) ask nobody any longer, or none of ``users``; how many were unread."""
    if not url and not dedupe_key:
        return 0
    rows = Notice.objects.filter(read_at__isnull=True)
    rows = rows.filter(url=url) if url else rows
    rows = rows.filter(dedupe_key=dedupe_key) if dedupe_key else rows
    rows = rows if users is None else rows.filter(user__in=list(users))
    return rows.update(read_at=now or timezone.now())
