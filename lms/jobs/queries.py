"""Jobs of one person, and whether the background works at all."""

from datetime import datetime

from django.core.cache import cache
from django.db.models import QuerySet

from lms.people.enums import WORKING_ROLES
from lms.people.models import User
from lms.people.permissions import works_today

from .domain.sweep import SWEPT_KEY
from .enums import JobState
from .models import Job


def jobs_of(user: User) -> QuerySet[Job]:
    """The jobs a person has asked for; nobody sees another's. With the last role go the files asked for while it was held."""
    rows = Job.objects.filter(owner=user)
    if works_today(user):
        return rows
    ended = [held.ends_on for held in user.held_roles if held.role in WORKING_ROLES and held.ends_on is not None]
    return rows.filter(created_at__date__gt=max(ended)) if ended else rows


def last_swept_at() -> datetime | None:
    """When clock, broker and worker last proved to be alive together."""
    moment = cache.get(SWEPT_KEY)
    return moment if isinstance(moment, datetime) else None


def oldest_queued_at() -> datetime | None:
    """Since when the oldest job waits for a worker."""
    return Job.objects.filter(state=JobState.QUEUED).order_by("created_at").values_list("created_at", flat=True).first()
