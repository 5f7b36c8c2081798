"""Who must not judge whom before a panel: mentors speak, declared relatives stay out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from lms.people.models import Kinship, Mentorship, User
from lms.people.queries import related

from ..domain.certification.own_mentors import USUAL_SHARE, own_mentors
from ..domain.certification.panel_rule import DECLARED
from ..enums import ItemState, Round
from ..models import PanelItem, PanelMember, PanelRecusal, PanelVote


@dataclass(frozen=True)
class Bonds:
    """``mentors``: person → keys of their mentors of today; ``kin``: pairs of ids of declared relatives."""

    mentors: Mapping[int, set[str]]
    kin: set[frozenset[int]]

    def own_mentors(self, row: PanelItem) -> frozenset[str]:
        """Those who are the person's mentor now, were it while the cards of the packet were written, or signed most of them."""
        share = Decimal(str(row.sitting.rule.get("own_mentor_share", USUAL_SHARE)))
        return own_mentors(row.packet, share) | self.mentors.get(row.user_id, set())

    def are_kin(self, row: PanelItem, user: int) -> bool:
        return frozenset((row.user_id, user)) in self.kin


def bonds_of(rows: Iterable[PanelItem]) -> Bonds:
    """Of items of one bank; two queries."""
    found = list(rows)
    mentors = mentors_today([row.user_id for row in found], timezone.localdate())
    return Bonds(mentors, related(found[0].bank_id) if found else set())


def mentors_today(users: Iterable[int], day: date) -> dict[int, set[str]]:
    """Person → keys of their mentors of today; one query."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    found: dict[int, set[str]] = {}
    rows = Mentorship.objects.filter(running, mentee__in=list(users), starts_on__lte=day)
    for mentee, key in rows.values_list("mentee", "mentor__key"):
        found.setdefault(mentee, set()).add(key)
    return found


def speaks_as_mentor(row: PanelItem, user: User) -> bool:
    return user.key in bonds_of([row]).own_mentors(row)


def declared_since(row: PanelItem) -> list[Kinship]:
    """Relatives declared after the nomination, between the person and somebody with a seat: each took a vote off the panel."""
    seats = PanelMember.objects.filter(sitting=row.sitting_id).values("user")
    pair = Q(person=row.user_id, relative__in=seats) | Q(relative=row.user_id, person__in=seats)
    rows = Kinship.objects.filter(pair, declared_at__gt=row.nominated_at, ended_at__isnull=True)
    return list(rows.select_related("person", "relative").order_by("declared_at", "pk"))


def stepped_out(
    row: PanelItem, members: Iterable[PanelMember], votes: Iterable[PanelVote], recusals: Iterable[PanelRecusal], bonds: Bonds
) -> dict[int, str]:
    """Member → why they are out. A declaration that comes after somebody has cast their vote, or after all have, changes nothing."""
    found = {one.user_id: one.kind for one in recusals}
    if row.state in (ItemState.VOTED, ItemState.TO_APPROVE, ItemState.FINAL, ItemState.WITHDRAWN):
        return found
    cast = have_cast(row, votes)
    kin = {one.user_id: DECLARED for one in members if bonds.are_kin(row, one.user_id) and one.user_id not in cast}
    return kin | found


def have_cast(row: PanelItem, votes: Iterable[PanelVote]) -> set[int]:
    """Members whose final vote on the item is in: what was cast stays, whatever comes after."""
    return {one.user_id for one in votes if one.round == Round.VOTE and one.attempt == row.attempt}
