"""The confidentiality undertaking of external consultants, and who still has to give it."""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import Role
from ..models import Membership, User

CONFIDENTIALITY: tuple[str | Promise, ...] = (
    _("I work with this bank for a limited time and see here only what my task needs."),
    _("I keep to myself what I learn about customers, employees, trainees, examination papers, cases and the bank's own documents."),
    _("I do not copy, photograph or pass on any of it, and I do not use it for myself or for other clients."),
    _("I return or delete what I was given when my task ends; this undertaking goes on after that."),
    _("I know that what I open, change and export here is logged."),
)


def unacknowledged(user: User) -> QuerySet[Membership]:
    """Memberships as a consultant for which ``user`` has not given the undertaking."""
    return user.memberships.filter(role=Role.CONSULTANT, confidentiality_acknowledged_at__isnull=True)
