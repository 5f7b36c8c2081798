"""An item as the panel's rules read it, and what one viewer may see of it and do with it."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lms.people.models import User

from ..domain.certification.panel import Decided, Item, Phase, Vote
from ..domain.certification.panel_rule import ItemKind as PlainKind
from ..domain.certification.panel_rule import Member, PanelRule, Rule, Standing, standing
from ..domain.certification.panel_view import Shown, Step, next_steps, visible
from ..enums import ItemState, Round, Seat
from ..models import PanelItem, PanelMember, PanelRecusal, PanelSitting, PanelVote
from ..permissions import reads_panels
from .panel_hindrance import hindrance
from .panel_parts import acts_of, reads_minutes, takes_no_part
from .panel_people import Bonds, bonds_of, have_cast, stepped_out

PHASES: dict[str, Phase] = {
    ItemState.GATHERING: "gathering",
    ItemState.OPINIONS: "opinions",
    ItemState.DISCUSSION: "discussion",
    ItemState.VOTING: "voting",
    ItemState.VOTED: "voted",
    ItemState.TO_APPROVE: "decided",
    ItemState.FINAL: "final",
    ItemState.WITHDRAWN: "withdrawn",
}
STATES: dict[str, str] = {
    "gathering": ItemState.GATHERING,
    "opinions": ItemState.OPINIONS,
    "discussion": ItemState.DISCUSSION,
    "voting": ItemState.VOTING,
    "voted": ItemState.VOTED,
}


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
    reads_minutes: bool

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
    *,
    hindered: bool = False,
) -> Item:
    """Rows as plain values; ``members`` and ``votes`` come with their people."""
    bonds, votes = bonds or bonds_of([row]), list(votes)
    out_of_it = stepped_out(row, members, votes, recusals, bonds)
    # Somebody who became the mentor after voting has voted all the same.
    own = bonds.own_mentors(row) - {one.user.key for one in votes if one.user_id in have_cast(row, votes)}
    plain = _plain_members(row, members, out_of_it, own)
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
        hindered=hindered,
    )


def _plain_members(
    row: PanelItem, members: Sequence[PanelMember], stepped_back: Mapping[int, str], own: AbstractSet[str]
) -> tuple[Member, ...]:
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


def item_of(row: PanelItem, *, hindered: bool = False) -> Item:
    """One item, read anew for an act."""
    members = list(PanelMember.objects.filter(sitting=row.sitting_id).select_related("user"))
    return load_item(row, members, row.votes.select_related("user"), list(row.recusals.all()), hindered=hindered)


def room_of(row: PanelItem, viewer: User) -> Room:
    """One item with its seats as ``viewer`` sees them; five queries, and what hinders an outcome where one is to be written."""
    members = list(PanelMember.objects.filter(sitting=row.sitting_id).select_related("user"))
    hindered = row.state in (ItemState.VOTED, ItemState.TO_APPROVE) and bool(hindrance(row))
    votes, recusals = list(row.votes.select_related("user")), list(row.recusals.all())
    return _room(row, viewer, members, votes, recusals, bonds_of([row]), hindered=hindered)


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
    *,
    hindered: bool = False,
) -> Room:
    item = load_item(row, members, votes, recusals, bonds, hindered=hindered)
    shown = _shown(row, item, viewer, bonds)
    seats = tuple(_seat(one, item, shown, recusals) for one in members)
    may = acts_of(row, item, viewer, members, bonds)
    return Room(row, item, seats, shown, next_steps(item), may, reads_minutes(row, item, viewer, members, bonds))


def reads_every_vote(sitting: PanelSitting, viewer: User) -> bool:
    """Whether ``viewer`` may read the minutes of the whole sitting: there is no item whose votes are closed to them."""
    rows = list(sitting.items.select_related("user", "bank", "sitting__bank"))
    return all(room.reads_minutes for room in rooms_of(rows, viewer))


def _shown(row: PanelItem, item: Item, viewer: User, bonds: Bonds) -> Shown:
    """What the rules show; once it is decided the votes are named to whoever reads sittings by office, too."""
    found = visible(item, viewer.key)
    member = any(each.key == viewer.key for each in item.members)
    by_office = reads_panels(viewer, row.sitting.bank) and not takes_no_part(row, viewer, bonds)
    if member or item.phase not in ("decided", "final") or not by_office:
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
