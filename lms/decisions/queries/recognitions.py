"""First recognitions: who reads them, and what the board has signed."""

from django.db.models import QuerySet

from lms.people.models import User
from lms.records.models import Signature
from lms.records.queries import signatures_on

from ..models import Recognition
from ..permissions import reads_panels

OBJECT_KIND = "recognition"
MEANING = "first_recognition"


def recognitions_visible_to(user: User) -> QuerySet[Recognition]:
    """By office at the bank; the person recognised reads their own."""
    rows = Recognition.objects.filter(bank_id=user.bank_id).select_related("user", "author", "bank")
    return rows if user.bank is not None and reads_panels(user, user.bank) else rows.filter(user=user)


def recognition_signatures(recognition: Recognition) -> list[Signature]:
    """Signatures under exactly what stands there now."""
    rows = signatures_on(OBJECT_KIND, recognition.public_id, digest=recognition.content_digest)
    return list(rows.filter(meaning=MEANING))
