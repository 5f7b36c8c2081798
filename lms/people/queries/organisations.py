"""Which nodes of the tree a user may see."""

from django.db.models import QuerySet

from ..models import Organisation, User


def organisations_visible_to(user: User) -> QuerySet[Organisation]:
    """The nodes of the user's own bank, in tree order."""
    return Organisation.objects.filter(bank_id=user.bank_id)
