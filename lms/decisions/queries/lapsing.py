"""Grants that could lapse or come close to it, of every bank."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, Q

from lms.people.models import Authority, Mentorship


def lapsing_rows(today: date) -> Iterator[Authority]:
    """Neither ended nor suspended, with an end by date or by disuse; each person with today's mentors. In portions."""
    running = Mentorship.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today).select_related("mentor")
    rows = Authority.objects.filter(ended_at__isnull=True, suspended_at__isnull=True)
    rows = rows.filter(Q(ends_on__isnull=False) | Q(disuse_days__isnull=False)).select_related("user", "bank").order_by("bank", "pk")
    pairs = Prefetch("user__mentorships_as_mentee", queryset=running, to_attr="running_mentorships")
    return rows.prefetch_related(pairs).iterator(chunk_size=500)
