"""Regulations a person may read."""

from django.db.models import QuerySet

from lms.people.models import User

from ..models import Regulation, RegulationVersion


def regulations_visible_to(user: User) -> QuerySet[Regulation]:
    """The regulations of the user's own bank."""
    return Regulation.objects.filter(bank_id=user.bank_id)


def regulation_versions_visible_to(user: User) -> QuerySet[RegulationVersion]:
    """Their versions, with the regulation."""
    return RegulationVersion.objects.filter(regulation__bank_id=user.bank_id).select_related("regulation")
