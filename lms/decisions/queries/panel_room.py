"""An item as the panel's rules read it, and what one viewer may see of it and do with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role_at

from ..domain.certification.panel import Decided, Item, Phase, Vote
from ..domain.certification.panel_rule import ItemKind as PlainKind
from ..domain.certification.panel_rule import Member, PanelRule, Rule, Standing, standing
from ..domain.certification.panel_view import Shown, Step, next_steps, visible
from ..enums import Approver, ItemState, Round, Seat, SittingState
from ..models import PanelItem, PanelMember, PanelRecusal, PanelVote
from ..permissions import keeps_panels, reads_panels
from .panel_people import Bonds, bonds_of, stepped_out

PHASES: dict[str, Phase] = {
    ItemState.GATHERING: "gathering",
    ItemState.OPINIONS: "opinions",
    ItemState.DISCUSSION: "discussion",
    ItemState.VOTING: "voting",
    ItemState.VOTED: "voted",
    ItemState.TO_APPROVE: "decided",
    ItemState.FINAL: "decided",
    ItemState.WITHDRAWN: "gathering",
}
STATES: dict[str, str] = {
    "gathering": ItemState.GATHERING,
    "opinions": ItemState.OPINIONS,
    "discussion": ItemState.DISCUSSION,
    "voting": ItemState.VOTING,
    "voted": ItemState.VOTED,
}
BEFORE_VOTES = (ItemState.GATHERING, ItemState.OPINIONS, ItemState.DISCUSSION)


@dataclass(frozen=True)
class SeatView:
    """One member before one item. ``standing``: votes, speaks, out; ``recused`` and the two votes only where they may be seen."""

    user: User
    seat: str
    standing: Standing
    chair: bool
    primary: bool
    line_manager: bool
    absent: bool
    recusal: PanelRecusal | None
    wrote: bool
    voted: bool
    opinion: Vote | None
    vote: Vote | None


@dataclass(frozen=True)
class Room:
    """An item, its state by the rules, and the viewer's part in it."""

    row: PanelItem
    item: Item
    seats: tuple[SeatView, ...]
    shown: Shown
    steps: tuple[Step, ...]
    may: frozenset[str]

    @property
    def voters(self) -> int:
        return len(self.item.voters())

    @property
    def written(self) -> int:
        return sum(key in self.item.opinions for key in self.item.voters())

    @property
    def cast(self) -> int:
        return len(self.item.votes)


def panel_rule(data: Mapping[str, Any]) -> PanelRule:
    """The sitting's frozen rule."""
    decides: Rule = "two_thirds" if data["decides"] == "two_thirds" else "majority"
    above = data["leader_above"]
    return PanelRule(
        quorum=int(data["quorum"]),
        decides=decides,
        leader_above=None if above is None else Decimal(str(above)),
        appeal_days=int(data["appeal_working_days"]),
    )


def load_item(
    row: PanelItem,
    members: Sequence[PanelMember],
    votes: Iterable[PanelVote],
    recusals: Iterable[PanelRecusal],
    bonds: Bonds | None = None,
) -> Item:
    """Rows as plain values; ``members`` and ``votes`` come with their people."""
    bonds, votes = bonds or bonds_of([row]), list(votes)
    plain = _plain_members(row, members, stepped_out(row, members, votes, recusals, bonds), bonds.own_mentors(row))
    in_room = [one.user.key for one in members if not one.is_absent] if row.state == ItemState.GATHERING else row.present
    out = {each.key for each in plain if standing(each, row.user.key) == "out"}
    present = frozenset(in_room) - out
    given: dict[str, dict[str, Vote]] = {Round.OPINION: {}, Round.VOTE: {}}
    for one in votes:
        if one.attempt == row.attempt and one.user.key in present:
            given[one.round][one.user.key] = Vote(one.ballot, one.reason, tuple(one.conditions))
    kind: PlainKind = "review" if row.kind == "review" else "grant"
    decided = Decided(row.action, row.approver, ()) if row.action else None
    return Item(
        candidate=row.user.key,
        kind=kind,
        level=row.level,
        amount=row.amount_limit,
        rule=panel_rule(row.sitting.rule),
        members=plain,
        present=present,
        phase=PHASES[row.state],
        opinions=given[Round.OPINION],
        votes=given[Round.VOTE],
        decided=decided,
    )


def _plain_members(row: PanelItem, members: Sequence[PanelMember], stepped_back: Mapping[int, str], own: set[str]) -> tuple[Member, ...]:
    """Everybody with a seat but the secretary, as they stand before this item."""
    chair = row.acting_chair_id or next((one.user_id for one in members if one.seat == Seat.CHAIR), None)
    return tuple(
        Member(
            key=one.user.key,
            chair=one.user_id == chair,
            primary=one.user_id == row.reviewer_id,
            line_manager=one.is_line_manager,
            own_mentor=one.user.key in own,
            recused=stepped_back.get(one.user_id, ""),
        )
        for one in members
        if one.seat != Seat.SECRETARY
    )


def item_of(row: PanelItem) -> Item:
    """One item, read anew for an act."""
    members = list(PanelMember.objects.filter(sitting=row.sitting_id).select_related("user"))
    return load_item(row, members, row.votes.select_related("user"), list(row.recusals.all()))


def room_of(row: PanelItem, viewer: User) -> Room:
    """One item with its seats as ``viewer`` sees them; five queries."""
    members = list(PanelMember.objects.filter(sitting=row.sitting_id).select_related("user"))
    return _room(row, viewer, members, list(row.votes.select_related("user")), list(row.recusals.all()), bonds_of([row]))


def rooms_of(rows: Sequence[PanelItem], viewer: User) -> list[Room]:
    """Many items, of one sitting or of several; five queries however many."""
    bonds = bonds_of(rows)
    members: dict[int, list[PanelMember]] = {}
    for member in PanelMember.objects.filter(sitting__in={row.sitting_id for row in rows}).select_related("user"):
        members.setdefault(member.sitting_id, []).append(member)
    votes: dict[int, list[PanelVote]] = {}
    for one in PanelVote.objects.filter(item__in=rows).select_related("user"):
        votes.setdefault(one.item_id, []).append(one)
    recusals: dict[int, list[PanelRecusal]] = {}
    for step in PanelRecusal.objects.filter(item__in=rows):
        recusals.setdefault(step.item_id, []).append(step)
    return [_room(row, viewer, members.get(row.sitting_id, []), votes.get(row.pk, []), recusals.get(row.pk, []), bonds) for row in rows]


def _room(
    row: PanelItem,
    viewer: User,
    members: Sequence[PanelMember],
    votes: Sequence[PanelVote],
    recusals: Sequence[PanelRecusal],
    bonds: Bonds,
) -> Room:
    item = load_item(row, members, votes, recusals, bonds)
    shown = _shown(row, item, viewer)
    seats = tuple(_seat(one, item, shown, recusals) for one in members)
    settled = row.state in (ItemState.FINAL, ItemState.WITHDRAWN)
    steps = () if settled else next_steps(item)
    return Room(row, item, seats, shown, steps, acts_of(row, item, viewer, members, bonds))


def _shown(row: PanelItem, item: Item, viewer: User) -> Shown:
    """What the rules show; once it is decided the votes are named to whoever reads sittings by office, too."""
    found = visible(item, viewer.key)
    member = any(each.key == viewer.key for each in item.members)
    if member or item.phase != "decided" or not reads_panels(viewer, row.sitting.bank):
        return found
    in_favour = sum(vote.ballot.startswith("certified") for vote in item.votes.values())
    return replace(found, opinions=item.opinions, votes=item.votes, in_favour=in_favour)


def _seat(row: PanelMember, item: Item, shown: Shown, recusals: Sequence[PanelRecusal]) -> SeatView:
    key = row.user.key
    plain = next((one for one in item.members if one.key == key), None)
    return SeatView(
        user=row.user,
        seat=row.seat,
        standing="speaks" if plain is None else standing(plain, item.candidate),
        chair=bool(plain and plain.chair),
        primary=bool(plain and plain.primary),
        line_manager=row.is_line_manager,
        absent=plain is not None and key not in item.present and standing(plain, item.candidate) != "out",
        recusal=next((one for one in recusals if one.user_id == row.user_id), None),
        wrote=key in item.opinions,
        voted=key in item.votes,
        opinion=shown.opinions.get(key),
        vote=shown.votes.get(key),
    )


def acts_of(row: PanelItem, item: Item, viewer: User, members: Sequence[PanelMember], bonds: Bonds) -> frozenset[str]:
    """What ``viewer`` can do with the item now; the acts themselves ask again."""
    if row.state in (ItemState.FINAL, ItemState.WITHDRAWN) or viewer.pk == row.user_id:
        return frozenset()
    key, found = viewer.key, set[str]()
    keeper = keeps_panels(viewer, row.sitting.bank)
    leads = any(each.key == key and each.chair and key in item.voters() for each in item.members)
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
    if row.state == ItemState.TO_APPROVE and may_approve(row, item, viewer, bonds):
        found.add("approve")
    return frozenset(found)


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
