"""Acts, read by object or by organisation."""

from django.db.models import QuerySet

from ..models import Act


def acts_about(object_kind: str, object_id: str) -> QuerySet[Act]:
    """The history of one object, oldest first."""
    return Act.objects.filter(object_kind=object_kind, object_id=object_id).order_by("id")


def acts_of(organisation_key: str) -> QuerySet[Act]:
    """Everything logged for one organisation, newest first."""
    return Act.objects.filter(organisation_key=organisation_key).order_by("-id")
