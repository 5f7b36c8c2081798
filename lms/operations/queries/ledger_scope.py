"""Whose ledgers somebody reads: their own, their mentees', and by office those of everybody below."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.enums import Role
from lms.people.models import Membership, Mentorship, User
from lms.people.permissions import works_today

from ..models import Contract, GridArea, LedgerReport, Visit
from ..permissions import LEDGER_ROLES, OFFICE_ROLES


def _current(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def _office_nodes(user: User, day: date) -> list[tuple[int, str]]:
    return [(held.organisation_id, held.path) for held in user.held_roles if held.role in OFFICE_ROLES and held.holds_on(day)]


def holds_office_over_all(user: User) -> bool:
    """An office at the bank itself."""
    return any(node == user.bank_id for node, _path in _office_nodes(user, timezone.localdate()))


def ledger_people(user: User) -> QuerySet[User]:
    """People whose ledgers ``user`` reads, themselves included; an administrator's office opens no customer's data."""
    day, everybody = timezone.localdate(), User.objects.filter(bank_id=user.bank_id)
    nodes = _office_nodes(user, day)
    if any(node == user.bank_id for node, _path in nodes):
        return everybody
    found = Q(pk=user.pk)
    for _node, path in nodes:
        found |= Q(Exists(Membership.objects.filter(_current(day), user=OuterRef("pk"), organisation__path__startswith=path)))
    if works_today(user):
        found |= Q(Exists(Mentorship.objects.filter(_current(day), mentor=user, mentee=OuterRef("pk"))))
    return everybody.filter(found)


def ledger_keepers(user: User) -> QuerySet[User]:
    """Those among them who go to customers today, for lists of days and filters."""
    holding = Membership.objects.filter(_current(timezone.localdate()), user=OuterRef("pk"), role__in=LEDGER_ROLES)
    return ledger_people(user).filter(Exists(holding), is_active=True).order_by("name_pinyin", "pk")


def visits_visible_to(user: User) -> QuerySet[Visit]:
    """Visits of the people in scope, withdrawn ones among them."""
    rows = Visit.objects.filter(bank_id=user.bank_id, user__in=ledger_people(user).values("pk"))
    return rows.select_related("user", "area", "case")


def contracts_visible_to(user: User) -> QuerySet[Contract]:
    rows = Contract.objects.filter(bank_id=user.bank_id, manager__in=ledger_people(user).values("pk"))
    return rows.select_related("customer", "manager", "case__lead", "case__second", "case__folder").prefetch_related("case__ties")


def reports_visible_to(user: User) -> QuerySet[LedgerReport]:
    """One's own; with an office at the bank itself everybody's, for there scope covers all of what a report can tell."""
    rows = LedgerReport.objects.filter(bank_id=user.bank_id).select_related("made_by")
    return rows if holds_office_over_all(user) else rows.filter(made_by=user)


def areas_visible_to(user: User) -> QuerySet[GridArea]:
    """The map shows streets, not customers: everybody with a ledger reads all of it that is in use."""
    if not any(held.role in {*LEDGER_ROLES, *OFFICE_ROLES} and held.holds_on(timezone.localdate()) for held in user.held_roles):
        return GridArea.objects.none()
    return GridArea.objects.filter(bank_id=user.bank_id, retired_on__isnull=True).select_related("branch")


def may_comment(user: User, person: User) -> bool:
    """The supervisor of a day: a leader or HR above the person, or their mentor; never oneself. ``person`` is in scope."""
    if user.pk == person.pk or not works_today(user):
        return False
    if not user.roles.isdisjoint({Role.HR, Role.LEADER}):
        return True
    return Mentorship.objects.filter(_current(timezone.localdate()), mentor=user, mentee=person).exists()
