"""Scope of the certification panel: sittings, items, appeals, and a person's own outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.evidence.domain.content import NODES
from lms.people.domain.authority import Answer
from lms.people.models import Authority, User
from lms.people.queries import answer_of, current_mentorships

from ..enums import ItemState
from ..models import PanelAppeal, PanelItem, PanelMember, PanelSitting
from ..permissions import reads_panels


def by_office(user: User) -> bool:
    """Whether ``user`` reads every sitting of the bank."""
    return user.bank is not None and reads_panels(user, user.bank)


def sits_or_reads(user: User) -> bool:
    """Whether sittings concern ``user`` at all: by office, or by a seat on one."""
    return by_office(user) or PanelMember.objects.filter(user=user).exists()


def sittings_visible_to(user: User) -> QuerySet[PanelSitting]:
    """All of the bank by office; those one sits on as a member."""
    rows = PanelSitting.objects.filter(bank_id=user.bank_id).select_related("bank", "created_by")
    if by_office(user):
        return rows
    return rows.filter(Exists(PanelMember.objects.filter(sitting=OuterRef("pk"), user=user)))


def with_progress(rows: QuerySet[PanelSitting]) -> QuerySet[PanelSitting]:
    """``asked`` items on the agenda and how many of them are ``done``; no query per row."""
    live = ~Q(items__state=ItemState.WITHDRAWN)
    counted = rows.annotate(asked=Count("items", filter=live), done=Count("items", filter=Q(items__state=ItemState.FINAL)))
    return counted.order_by("-held_on", "-pk")


def items_visible_to(user: User) -> QuerySet[PanelItem]:
    """What stands on the agendas one sees, and what is asked about one's own mentee: the mentor is heard. Never one's own."""
    rows = PanelItem.objects.filter(bank_id=user.bank_id)
    rows = rows.select_related("bank", "sitting__bank", "user", "reviewer", "approved_by", "nominated_by")
    if not by_office(user):
        seated = PanelMember.objects.filter(sitting=OuterRef("sitting"), user=user)
        rows = rows.filter(Exists(seated) | Q(user__in=current_mentorships(user).values("mentee")))
    return rows.exclude(user=user)


def own_items(user: User) -> QuerySet[PanelItem]:
    """What a panel decided about oneself, from the decision on; before that only that one is on an agenda."""
    return PanelItem.objects.filter(user=user, bank_id=user.bank_id).select_related("sitting", "bank")


def panel_appeals_visible_to(user: User) -> QuerySet[PanelAppeal]:
    """By office at the bank; never one's own from this side."""
    rows = PanelAppeal.objects.filter(item__bank_id=user.bank_id).exclude(item__user=user)
    rows = rows.select_related("item__user", "item__sitting__bank", "item__bank", "answered_by")
    return rows if by_office(user) else rows.none()


@dataclass(frozen=True)
class Holding:
    """What a person holds at one node."""

    node: str
    row: Authority | None
    answer: Answer | None


def own_authorities(user: User, nodes: Mapping[str, str]) -> list[Holding]:
    """Every node in order, with what one holds there today."""
    rows = {row.node: row for row in Authority.objects.filter(user=user, ended_at__isnull=True).select_related("user")}
    now = timezone.now()
    found = []
    for code, _name, _english in NODES:
        row = rows.get(code)
        found.append(Holding(nodes.get(code, code), row, answer_of(row, role="observer", at=now) if row else None))
    return found
