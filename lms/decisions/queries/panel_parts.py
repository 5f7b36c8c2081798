"""What somebody may do with an item of a panel and read of it, by their seat, their office and what binds them to the person."""

from collections.abc import Sequence

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role_at

from ..domain.certification.panel import Item
from ..domain.certification.panel_rule import standing
from ..enums import Approver, ItemState, Seat, SittingState
from ..models import PanelItem, PanelMember
from ..permissions import keeps_panels, names_chairs, reads_panels
from .panel_people import Bonds, bonds_of

BEFORE_VOTES = (ItemState.GATHERING, ItemState.OPINIONS, ItemState.DISCUSSION)


def takes_no_part(row: PanelItem, viewer: User, bonds: Bonds) -> bool:
    """The person themselves, their own mentors and relatives: without a seat they learn no vote, whatever their office."""
    return viewer.pk == row.user_id or viewer.key in bonds.own_mentors(row) or bonds.are_kin(row, viewer.pk)


def reads_minutes(row: PanelItem, item: Item, viewer: User, members: Sequence[PanelMember], bonds: Bonds) -> bool:
    """Whether ``viewer`` may read every named vote on paper: whoever the page names them to, and the secretary who writes them down."""
    seat = next((each for each in item.members if each.key == viewer.key), None)
    if seat is not None:
        return standing(seat, item.candidate) != "out"
    writes = any(one.user_id == viewer.pk for one in members)
    return (writes or reads_panels(viewer, row.sitting.bank)) and not takes_no_part(row, viewer, bonds)


def acts_of(row: PanelItem, item: Item, viewer: User, members: Sequence[PanelMember], bonds: Bonds) -> frozenset[str]:
    """What ``viewer`` can do with the item now; the acts themselves ask again."""
    if row.state in (ItemState.FINAL, ItemState.WITHDRAWN) or viewer.pk == row.user_id:
        return frozenset()
    key, found = viewer.key, set[str]()
    keeper = keeps_panels(viewer, row.sitting.bank)
    leads = in_the_chair(row, item, viewer, bonds)
    writes = any(one.user_id == viewer.pk and one.seat == Seat.SECRETARY for one in members)
    open_now = row.sitting.state == SittingState.OPEN
    if key in item.voters():
        found |= {"opinion"} if item.phase == "opinions" and key not in item.opinions else set()
        found |= {"vote"} if item.phase == "voting" and key not in item.votes else set()
        found |= {"recommend"} if item.phase == "gathering" and row.reviewer_id == viewer.pk else set()
    if row.state in BEFORE_VOTES:
        if any(each.key == key and standing(each, item.candidate) != "out" for each in item.members):
            found.add("recuse")
        if key in bonds.own_mentors(row):
            found.add("speak")
        if keeper:
            found |= {"name", "withdraw"}
    if (leads or writes or keeper) and open_now:
        found |= {"discuss"} if item.phase == "opinions" else set()
        found |= {"call_vote"} if item.phase == "discussion" else set()
        found |= {"adjourn"} if item.phase in ("opinions", "discussion", "voting") else set()
    if leads and item.phase == "voted":
        found.add("conclude")
    if item.phase == "voted" or (item.phase == "decided" and row.approver == Approver.PANEL):
        found |= {"chair"} if names_chairs(viewer, row.sitting.bank) else set()
    if row.state == ItemState.TO_APPROVE and may_approve(row, item, viewer, bonds):
        found.add("approve")
    return frozenset(found)


def in_the_chair(row: PanelItem, item: Item, user: User, bonds: Bonds | None = None) -> bool:
    """Whether ``user`` leads through the item and writes its outcome: the chair, where they may vote on it and are not the mentor."""
    chairs = any(each.key == user.key and each.chair for each in item.members)
    return chairs and user.key in item.voters() and user.key not in (bonds or bonds_of([row])).own_mentors(row)


def may_approve(row: PanelItem, item: Item, user: User, bonds: Bonds | None = None) -> bool:
    """Whoever the table names; never the person, their own mentor, a relative, or somebody who stepped back."""
    bonds = bonds or bonds_of([row])
    if user.pk == row.user_id or user.bank_id != row.bank_id or user.key in bonds.own_mentors(row) or bonds.are_kin(row, user.pk):
        return False
    member = next((each for each in item.members if each.key == user.key), None)
    if member is not None and standing(member, item.candidate) == "out":
        return False
    if row.approver == Approver.PANEL:
        return member is not None and member.chair
    role = Role.LEADER if row.approver == Approver.LEADER else Role.PROJECT_BOARD
    return has_role_at(user, row.sitting.bank, role)
