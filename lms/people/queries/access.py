"""What the provincial union has of its banks: which they are, and whether somebody reads one of them now."""

from copy import copy
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ..domain.roles import HeldRole
from ..enums import OrganisationKind, Role
from ..models import BankAccess, Organisation, User
from ..permissions import may_read_banks


def banks_below(user: User) -> QuerySet[Organisation]:
    """The banks of the union somebody oversees; none for anybody else."""
    if user.bank is None or not may_read_banks(user):
        return Organisation.objects.none()
    return Organisation.objects.filter(kind=OrganisationKind.BANK, path__startswith=user.bank.path, is_active=True).order_by("pk")


def access_of(user: User, now: datetime) -> BankAccess | None:
    """The bank somebody of the union reads at ``now``; it ends with their office, with its time, and when they leave."""
    if not may_read_banks(user):
        return None
    found = BankAccess.objects.filter(user=user, closed_at__isnull=True, opened_at__lte=now, ends_at__gt=now)
    return found.filter(bank__in=banks_below(user)).select_related("bank").first()


def as_reader(user: User, access: BankAccess) -> User:
    """The same person as an auditor of the bank: every scope then answers as it answers the bank's own."""
    reader, bank = copy(user), access.bank
    reader.bank = bank
    reader.held_roles = (HeldRole(Role.AUDITOR, bank.pk, bank.path, timezone.localdate(access.opened_at), None),)
    reader.__dict__.pop("roles", None)
    return reader
