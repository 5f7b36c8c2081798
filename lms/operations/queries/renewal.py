"""Which case renews which."""

from django.utils.translation import gettext as _

from lms.people.models import User

from ..enums import CaseState
from ..models import LoanCase
from .scope import folders_visible_to

GAVE_UP = (CaseState.REFUSED, CaseState.WITHDRAWN)


def open_renewal(case: LoanCase) -> LoanCase | None:
    """The case that renews this one, unless it was refused or withdrawn: then another may follow."""
    return case.renewals.exclude(state__in=GAVE_UP).order_by("-id").first()


def renewal_links(case: LoanCase, user: User) -> list[tuple[str, str, str]]:
    """The case before and the one after this: words, number, and its address where ``user`` may open it."""
    around = [(_("Renews the loan of"), case.renews), (_("Renewed by"), open_renewal(case))]
    found = [(words, other) for words, other in around if other is not None]
    if not found:
        return []
    opened = set(folders_visible_to(user).filter(pk__in=[other.pk for _words, other in found]).values_list("pk", flat=True))
    return [(words, other.number, other.public_id if other.pk in opened else "") for words, other in found]
