"""A sitting of the panel: planned with its members, opened, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import Organisation, User
from lms.people.permissions import works_today
from lms.policies.queries import policy
from lms.records.enums import Verb

from ..domain.certification.panel import Item, Refused, problems
from ..domain.certification.panel_rule import Member
from ..enums import SETTLED_ITEMS, ItemState, Round, Seat, SittingState
from ..models import PanelMember, PanelSitting, PanelVote
from ..queries.panel_room import panel_rule
from .panel_locks import log_sitting, office_only, sitting_for_update
from .panel_refusals import refusal
from .panel_votes import leave_items
from .problems import DecisionProblem


@dataclass(frozen=True)
class SeatIn:
    """Who shall sit where."""

    user: User
    seat: str = Seat.MEMBER
    is_line_manager: bool = False


@transaction.atomic
def plan_sitting(
    *,
    bank: Organisation,
    title: str,
    held_on: date,
    members: Sequence[SeatIn],
    actor: User,
    place: str = "",
    quorum: int | None = None,
    now: datetime | None = None,
) -> PanelSitting:
    """The rule of the day is frozen with it; the members are told."""
    moment = now or timezone.now()
    office_only(actor, bank)
    if held_on < timezone.localdate(moment):
        raise DecisionProblem(_("A sitting is planned for today or later."), code="held_on")
    rule = _rule_of(bank, held_on, quorum)
    _check_members(bank, members, rule)
    sitting = PanelSitting.objects.create(
        bank=bank,
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
        rule=rule,
        created_by=actor,
        created_at=moment,
    )
    _seat(sitting, members)
    log_sitting(sitting, actor, Verb.CREATED, moment, members=len(members))
    _invite(sitting, moment)
    return sitting


def _rule_of(bank: Organisation, day: date, quorum: int | None) -> dict[str, object]:
    """The bank's policy on that day; a sitting may ask for more votes than it, never for fewer."""
    least = int(policy(bank, "certification.quorum", on=day))
    if quorum is not None and quorum < least:
        raise DecisionProblem(_("The bank asks for at least %(count)d votes.") % {"count": least}, code="quorum")
    return {
        "quorum": quorum or least,
        "decides": "two_thirds" if policy(bank, "certification.two_thirds", on=day) else "majority",
        "appeal_working_days": int(policy(bank, "decision.reply_working_days", on=day)),
        "leader_above": int(policy(bank, "certification.leader_above", on=day)),
        "own_mentor_share": str(policy(bank, "certification.own_mentor_share", on=day)),
    }


@transaction.atomic
def change_members(*, sitting: PanelSitting, members: Sequence[SeatIn], actor: User, now: datetime | None = None) -> PanelSitting:
    """While the sitting is planned; whoever has recommended something stays."""
    sitting = sitting_for_update(sitting, actor)
    moment = now or timezone.now()
    if sitting.state != SittingState.PLANNED:
        raise DecisionProblem(_("Members change only before the sitting is opened. Mark who is absent instead."), code="state")
    _check_members(sitting.bank, members, sitting.rule)
    staying = {one.user.pk for one in members}
    if sitting.items.filter(reviewer__isnull=False).exclude(reviewer__in=staying).exists():
        raise DecisionProblem(
            _("Somebody who leaves the panel is the primary reviewer of an item. Name another one first."), code="reviewer"
        )
    before = set(sitting.members.values_list("user", flat=True))
    sitting.members.all().delete()
    _seat(sitting, members)
    log_sitting(sitting, actor, Verb.CHANGED, moment, members=len(members))
    _invite(sitting, moment, without=before)
    return sitting


@transaction.atomic
def mark_absent(*, member: PanelMember, absent: bool, actor: User, now: datetime | None = None) -> PanelMember:
    """Whoever goes has no vote on what is not voted yet; whoever comes late votes on the items that have not begun."""
    sitting = sitting_for_update(member.sitting, actor)
    member = PanelMember.objects.select_related("sitting", "user").get(pk=member.pk)
    if sitting.state == SittingState.CLOSED:
        raise DecisionProblem(_("The sitting is closed."), code="state")
    open_items = sitting.items.exclude(state__in=[*SETTLED_ITEMS, ItemState.VOTED, ItemState.TO_APPROVE])
    if absent and PanelVote.objects.filter(item__in=open_items, user=member.user, round=Round.VOTE).exists():
        raise DecisionProblem(_("%(name)s has voted on an item that is still open.") % {"name": member.user.name}, code="voted")
    if absent:
        leave_items(member.user, list(open_items))
    member.is_absent = absent
    member.save(update_fields=["is_absent"])
    log_sitting(sitting, actor, Verb.CHANGED, now or timezone.now(), absent=member.user.key if absent else "")
    return member


@transaction.atomic
def open_sitting(*, sitting: PanelSitting, actor: User, now: datetime | None = None) -> PanelSitting:
    """The day has come: pre-votes and votes may be given."""
    sitting = sitting_for_update(sitting, actor)
    moment = now or timezone.now()
    if sitting.state != SittingState.PLANNED:
        raise DecisionProblem(_("The sitting was opened already."), code="state")
    if not sitting.items.exclude(state=ItemState.WITHDRAWN).exists():
        raise DecisionProblem(_("The agenda is empty; nominate somebody first."), code="empty")
    sitting.state, sitting.opened_at = SittingState.OPEN, moment
    sitting.save(update_fields=["state", "opened_at"])
    log_sitting(sitting, actor, Verb.CHANGED, moment, opened=True)
    return sitting


@transaction.atomic
def close_sitting(*, sitting: PanelSitting, actor: User, now: datetime | None = None) -> PanelSitting:
    """When every item is decided or taken off the agenda."""
    sitting = sitting_for_update(sitting, actor)
    moment = now or timezone.now()
    if sitting.state != SittingState.OPEN:
        raise DecisionProblem(_("Only a sitting in session is closed."), code="state")
    waiting = sitting.items.exclude(state__in=SETTLED_ITEMS).count()
    if waiting:
        raise DecisionProblem(_("%(count)d items are not decided yet.") % {"count": waiting}, code="open_items")
    sitting.state, sitting.closed_at = SittingState.CLOSED, moment
    sitting.save(update_fields=["state", "closed_at"])
    log_sitting(sitting, actor, Verb.DECIDED, moment)
    return sitting


def _check_members(bank: Organisation, members: Sequence[SeatIn], rule: dict[str, object]) -> None:
    for one in members:
        if one.user.bank_id != bank.pk or not works_today(one.user):
            raise DecisionProblem(_("%(name)s holds no office of the bank today.") % {"name": one.user.name}, code="member")
    keys = [one.user.key for one in members]
    if len(set(keys)) < len(keys):
        raise DecisionProblem(_("Somebody stands there twice."), code="twice")
    voters = tuple(
        Member(one.user.key, chair=one.seat == Seat.CHAIR, primary=True, line_manager=one.is_line_manager)
        for one in members
        if one.seat != Seat.SECRETARY
    )
    whole = Item(candidate="", kind="grant", level="", amount=None, rule=panel_rule(rule), members=voters, present=frozenset(keys))
    if found := problems(whole):
        code, params = found[0]
        raise refusal(Refused(code, **params))


def _seat(sitting: PanelSitting, members: Sequence[SeatIn]) -> None:
    PanelMember.objects.bulk_create(
        [PanelMember(sitting=sitting, user=one.user, seat=one.seat, is_line_manager=one.is_line_manager) for one in members]
    )


def _invite(sitting: PanelSitting, moment: datetime, without: set[int] = frozenset()) -> None:  # type: ignore[assignment]  # never changed
    members = sitting.members.select_related("user").exclude(user__in=without)
    notify(
        users=[member.user for member in members],
        kind="panel_invited",
        title=format_lazy(gettext_lazy("You sit on the certification panel: {title}"), title=sitting.title),
        body=format_lazy(
            gettext_lazy("On {day}. Read the packets and give your own vote before the discussion."), day=str(sitting.held_on)
        ),
        url=reverse("panel-detail", args=[sitting.public_id]),
        needs_decision=True,
        dedupe_key=f"panel-{sitting.public_id}",
        now=moment,
    )
