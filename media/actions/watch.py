"""Record which parts of an item a person has watched."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.policies.queries import policy

from ..domain.ranges import accept, merge, share
from ..models import MediaItem, WatchProgress

FIRST_REPORT_SECONDS = Decimal(60)


@transaction.atomic
def report_watched(
    *, user: User, item: MediaItem, ranges: Iterable[tuple[Decimal, Decimal]], position: Decimal, now: datetime | None = None
) -> WatchProgress:
    """Add watched ranges (seconds) and keep the place; raises RangeProblem for a report that can't be true.

    The item is complete once the share that the bank's policy asks for has been watched; complete stays complete.
    """
    moment = now or timezone.now()
    duration = item.duration_seconds or Decimal(0)
    row, created = WatchProgress.objects.select_for_update().get_or_create(user=user, item=item, defaults={"reported_at": moment})
    elapsed = FIRST_REPORT_SECONDS if created else Decimal(str(max(0.0, (moment - row.reported_at).total_seconds())))
    accepted = accept(reported=ranges, duration=duration, elapsed=elapsed)
    known = [(Decimal(start), Decimal(end)) for start, end in row.ranges]
    whole = merge([*known, *accepted])
    row.ranges = [[str(start), str(end)] for start, end in whole]
    row.position_seconds = min(max(Decimal(0), position), duration).quantize(Decimal("0.01"))
    row.watched_share = share(whole, duration)
    row.reported_at = moment
    if row.completed_at is None and user.bank is not None and row.watched_share >= Decimal(str(policy(user.bank, "lesson.video_share"))):
        row.completed_at = moment
    row.save()
    return row
