"""The one door through which rooms speak to people."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise

from lms.people.models import User

from ..models import Notice


def notify(
    *,
    users: Iterable[User],
    kind: str,
    title: str | Promise,
    body: str | Promise = "",
    url: str = "",
    needs_decision: bool = False,
    dedupe_key: str = "",
    now: datetime | None = None,
) -> int:
    """Send a notice to each of ``users`` in their language; how many were new.

    ``title`` and ``body`` may be lazy translations (``format_lazy``). With ``dedupe_key`` a person gets it once.
    """
    moment = now or timezone.now()
    rows = []
    for user in users:
        with translation.override(user.language or settings.LANGUAGE_CODE):
            text, more = str(title)[:200], str(body)
        rows.append(
            Notice(
                user=user,
                kind=kind,
                title=text,
                body=more,
                url=url,
                needs_decision=needs_decision,
                dedupe_key=dedupe_key,
                created_at=moment,
            )
        )
    before = Notice.objects.filter(user__in=[row.user_id for row in rows], dedupe_key=dedupe_key).count() if dedupe_key else 0
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=bool(dedupe_key))
    return len(rows) - min(before, len(rows))
