"""Jobs of one person."""

from django.db.models import QuerySet

from lms.people.models import User

from .models import Job


def jobs_of(user: User) -> QuerySet[Job]:
    """The jobs a person has asked for; nobody sees another's."""
    return Job.objects.filter(owner=user)
