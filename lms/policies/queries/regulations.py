"""Regulations a person may read, and who has acknowledged them."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from lms.people.models import User
from lms.people.queries import people_overseen_by

from ..enums import RegulationState
from ..models import Acknowledgement, Regulation, RegulationVersion
from ..permissions import may_see_drafts

KIND = "regulation_version"


def regulation_versions_visible_to(user: User) -> QuerySet[RegulationVersion]:
    """Versions of the user's own bank, with the regulation; drafts only for those who oversee."""
    rows = RegulationVersion.objects.filter(regulation__bank_id=user.bank_id).select_related("regulation")
    return rows if may_see_drafts(user) else rows.exclude(state=RegulationState.DRAFT)


def regulations_visible_to(user: User) -> QuerySet[Regulation]:
    """The regulations of the user's own bank of which they may see a version."""
    rows = Regulation.objects.filter(bank_id=user.bank_id)
    if may_see_drafts(user):
        return rows
    return rows.filter(Exists(RegulationVersion.objects.filter(regulation=OuterRef("pk")).exclude(state=RegulationState.DRAFT)))


def regulation_list(user: User, *, text: str = "") -> QuerySet[Regulation]:
    """Each with ``shown`` (its visible versions, newest first, without their texts); two queries."""
    rows = regulations_visible_to(user)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(code__icontains=text))
    versions = regulation_versions_visible_to(user).defer("text", "consultation_record").order_by("-number")
    return rows.prefetch_related(Prefetch("versions", queryset=versions, to_attr="shown")).order_by("code")


def acknowledged_counts(user: User, public_ids: Collection[str]) -> dict[str, int]:
    """How many of the active people ``user`` oversees have acknowledged (or refused) each version; one query."""
    people = people_overseen_by(user).filter(is_active=True)
    rows = Acknowledgement.objects.filter(object_kind=KIND, object_id__in=public_ids, user__in=people)
    return dict(rows.order_by().values_list("object_id").annotate(Count("pk")))


def acknowledged_by(user: User, public_ids: Collection[str]) -> set[str]:
    """Which of the versions ``user`` has acknowledged; one query."""
    rows = Acknowledgement.objects.filter(user=user, object_kind=KIND, object_id__in=public_ids)
    return set(rows.values_list("object_id", flat=True))


def addressees(version: RegulationVersion, reader: User) -> QuerySet[User]:
    """Everybody active whom ``reader`` oversees: a branch sees its own people.

    ``acknowledged_at``, ``recorded_at``, ``refused`` and ``witness_key`` tell what each has done.
    """
    mine = Acknowledgement.objects.filter(user=OuterRef("pk"), object_kind=KIND, object_id=version.public_id)
    return (
        people_overseen_by(reader)
        .filter(is_active=True, bank_id=version.regulation.bank_id)
        .annotate(
            acknowledged_at=Subquery(mine.values("acknowledged_at")[:1]),
            recorded_at=Subquery(mine.values("recorded_at")[:1]),
            refused=Subquery(mine.values("refused")[:1]),
            witness_key=Subquery(mine.values("witness_key")[:1]),
        )
        .order_by("name_pinyin", "id")
    )


def regulations_to_acknowledge(user: User) -> QuerySet[RegulationVersion]:
    """Versions in force that ``user`` has not acknowledged: for the desks."""
    done = Acknowledgement.objects.filter(user=user, object_kind=KIND, object_id=OuterRef("public_id"))
    rows = RegulationVersion.objects.filter(regulation__bank_id=user.bank_id, state=RegulationState.IN_FORCE)
    return rows.select_related("regulation").exclude(Exists(done)).order_by("in_force_on", "pk")
