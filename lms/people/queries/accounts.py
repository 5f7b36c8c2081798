"""Finds the account somebody means when they sign in."""

from django.db.models import Q

from ..models import User


def find_account(*, organisation_code: str, identifier: str) -> User | None:
    """The active account by organisation and employee number or phone, else nothing."""
    if not organisation_code or not identifier:
        return None
    wanted = Q(employee_number__iexact=identifier) | Q(phone=identifier)
    accounts = User.objects.filter(wanted, bank__code=organisation_code, bank__is_active=True, is_active=True)
    return accounts.order_by("id").first()
