"""Jobs of one person, and whether the background works at all."""

from datetime import datetime

from django.core.cache import cache
from django.db.models import QuerySet

from lms.people.models import User

from .domain.sweep import SWEPT_KEY
from .enums import JobState
from .models import Job


def jobs_of(user: User) -> QuerySet[Job]:
    """The jobs a person has asked for; nobody sees another's."""
    return Job.objects.filter(owner=user)


def last_swept_at() -> datetime | None:
    """When clock, broker and worker last proved to be alive together."""
    moment = cache.get(SWEPT_KEY)
    return moment if isinstance(moment, datetime) else None


def oldest_queued_at() -> datetime | None:
    """Since when the oldest job waits for a worker."""
    return Job.objects.filter(state=JobState.QUEUED).order_by("created_at").values_list("created_at", flat=True).first()
