"""Whose way to working solo somebody sees: their own, their mentees', and that of the people below their office."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.enums import Role
from lms.people.models import Authority, Membership, User
from lms.people.queries import current_mentorships

from ..permissions import OFFICE


def _current(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    day = timezone.localdate()
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def _below_office(user: User) -> Q:
    day = timezone.localdate()
    nodes = [held for held in user.held_roles if held.role in OFFICE and held.holds_on(day)]
    if any(held.organisation_id == user.bank_id for held in nodes):
        return Q(pk__isnull=False)
    found = Q(pk__in=[])
    for held in nodes:
        below = Membership.objects.filter(user=OuterRef("pk"), organisation__path__startswith=held.path)
        found |= Q(Exists(_current(below)))
    return found


def learners_visible_to(user: User) -> QuerySet[User]:
    """Everybody whose record ``user`` may open; their own included."""
    mentees = current_mentorships(user).filter(mentee=OuterRef("pk"))
    return User.objects.filter(Q(pk=user.pk) | Q(Exists(mentees)) | _below_office(user), bank_id=user.bank_id)


def learners_listed_for(user: User) -> QuerySet[User]:
    """Those of them who are on the way: trainees of today, and whoever holds a grant or has a card. Not the reader, unless by office."""
    trainee = _current(Membership.objects.filter(user=OuterRef("pk"), role=Role.TRAINEE))
    granted = Authority.objects.filter(user=OuterRef("pk"), ended_at__isnull=True)
    observed = Evidence.objects.filter(bank_id=user.bank_id, person_key=OuterRef("key"), kind=EvidenceKind.OBSERVATION)
    mentees = current_mentorships(user).filter(mentee=OuterRef("pk"))
    rows = User.objects.filter(Q(Exists(mentees)) | _below_office(user), bank_id=user.bank_id, is_active=True)
    return rows.filter(Q(Exists(trainee)) | Q(Exists(granted)) | Q(Exists(observed))).order_by("name_pinyin", "id")
