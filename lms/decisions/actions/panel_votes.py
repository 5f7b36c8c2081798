"""What members do with an item: recommend, pre-vote, step back, discuss, vote. The rules say what is possible; rows keep it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.enums import Verb

from ..domain.certification import panel
from ..domain.certification.panel import Item, Refused, Vote
from ..enums import ItemState, Round, Seat, SittingState
from ..models import PanelItem, PanelRecusal, PanelStatement, PanelVote
from ..permissions import keeps_panels
from ..queries.panel_parts import BEFORE_VOTES, in_the_chair
from ..queries.panel_people import speaks_as_mentor
from ..queries.panel_room import STATES, item_of
from .panel_locks import item_for_update, log_item
from .panel_refusals import refusal
from .problems import DecisionProblem


def judge(row: PanelItem, act: Callable[[Item], Item]) -> Item:
    """What an act of the rules makes of the item as it stands; a refusal becomes a sentence."""
    try:
        return act(item_of(row))
    except Refused as problem:
        raise refusal(problem) from problem


def step(row: PanelItem, act: Callable[[Item], Item]) -> Item:
    """Apply an act of the rules and save the phase it leads to."""
    after = judge(row, act)
    row.state, row.present = STATES[after.phase], sorted(after.present)
    row.save(update_fields=["state", "present"])
    return after


@transaction.atomic
def recommend(*, item: PanelItem, text: str, actor: User, now: datetime | None = None) -> PanelItem:
    """The primary reviewer's recommendation opens the item for everybody's own pre-vote."""
    moment = now or timezone.now()
    item = item_for_update(item)
    if item.reviewer_id != actor.pk:
        raise DecisionProblem(_("The primary reviewer writes the recommendation."), code="not_allowed")
    if not text.strip():
        raise DecisionProblem(_("Write the recommendation."), code="text")
    step(item, panel.begin)
    item.recommendation, item.recommended_at = text.strip(), moment
    item.save(update_fields=["recommendation", "recommended_at"])
    log_item(item, actor, Verb.SUBMITTED, moment, recommendation=True)
    return item


@transaction.atomic
def pre_vote(
    *, item: PanelItem, ballot: str, reason: str, actor: User, conditions: Sequence[str] = (), now: datetime | None = None
) -> PanelVote:
    """One's own opinion before anybody discusses; nobody else reads it before all are in."""
    item = item_for_update(item)
    vote = _vote(ballot, reason, conditions)
    step(item, lambda plain: panel.write_opinion(plain, actor.key, vote))
    if item.votes.filter(user=actor, round=Round.OPINION, attempt=item.attempt).exists():
        raise refusal(Refused("written_already"))
    return _keep(item, actor, Round.OPINION, vote, now or timezone.now())


@transaction.atomic
def cast_vote(
    *, item: PanelItem, ballot: str, reason: str, actor: User, conditions: Sequence[str] = (), now: datetime | None = None
) -> PanelVote:
    """The final vote; the last one opens all of them."""
    moment = now or timezone.now()
    item = item_for_update(item)
    vote = _vote(ballot, reason, conditions)
    after = step(item, lambda plain: panel.cast(plain, actor.key, vote))
    made = _keep(item, actor, Round.VOTE, vote, moment)
    if after.phase == "voted":
        item.voted_at = moment
        item.save(update_fields=["voted_at"])
    return made


def _vote(ballot: str, reason: str, conditions: Sequence[str]) -> Vote:
    return Vote(ballot, reason.strip()[:500], tuple(text.strip()[:300] for text in conditions if text.strip()))


def _keep(item: PanelItem, actor: User, round_: Round, vote: Vote, moment: datetime) -> PanelVote:
    """The log says that somebody voted, never how."""
    made = PanelVote.objects.create(
        item=item,
        user=actor,
        round=round_,
        attempt=item.attempt,
        ballot=vote.ballot,
        reason=vote.reason,
        conditions=list(vote.conditions),
        cast_at=moment,
    )
    log_item(item, actor, Verb.SUBMITTED, moment, round=str(round_))
    return made


@transaction.atomic
def step_back(*, item: PanelItem, kind: str, reason: str, actor: User, now: datetime | None = None) -> PanelRecusal:
    """A member who is involved leaves the item; what was written as an opinion no longer counts."""
    moment = now or timezone.now()
    item = item_for_update(item)
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    step(item, lambda plain: panel.recuse(plain, actor.key, kind))
    made, created = PanelRecusal.objects.get_or_create(
        item=item, user=actor, defaults={"kind": kind, "reason": reason.strip()[:300], "declared_at": moment}
    )
    if not created:
        raise refusal(Refused("recused"))
    log_item(item, actor, Verb.REFUSED, moment, recused=kind)
    return made


@transaction.atomic
def speak(*, item: PanelItem, text: str, actor: User, now: datetime | None = None) -> PanelStatement:
    """The person themselves and their own mentor are heard, before anybody casts a final vote."""
    item = item_for_update(item)
    if actor.pk != item.user_id and not speaks_as_mentor(item, actor):
        raise DecisionProblem(_("The person themselves and their own mentor are heard here."), code="not_allowed")
    if item.state not in BEFORE_VOTES:
        raise DecisionProblem(_("The vote has begun; statements came before it."), code="state")
    if not text.strip():
        raise DecisionProblem(_("Write what the panel should hear."), code="text")
    moment = now or timezone.now()
    made = PanelStatement.objects.create(item=item, user=actor, text=text.strip(), said_at=moment)
    log_item(item, actor, Verb.SUBMITTED, moment, statement=True)
    return made


@transaction.atomic
def open_discussion(*, item: PanelItem, actor: User, now: datetime | None = None) -> PanelItem:
    """The pre-votes are read out; none may be missing."""
    item = _led(item, actor)
    step(item, panel.open_discussion)
    log_item(item, actor, Verb.CHANGED, now or timezone.now())
    return item


@transaction.atomic
def call_vote(*, item: PanelItem, actor: User, now: datetime | None = None) -> PanelItem:
    item = _led(item, actor)
    step(item, panel.call_vote)
    log_item(item, actor, Verb.CHANGED, now or timezone.now())
    return item


@transaction.atomic
def adjourn(*, item: PanelItem, actor: User, now: datetime | None = None) -> PanelItem:
    """Another day, from the beginning: what was written stays unread."""
    item = _led(item, actor)
    step(item, panel.adjourn)
    item.attempt += 1
    item.save(update_fields=["attempt"])
    log_item(item, actor, Verb.CHANGED, now or timezone.now(), adjourned=True)
    return item


@transaction.atomic
def name_member(*, item: PanelItem, member: User, seat: Literal["chair", "primary"], actor: User, now: datetime | None = None) -> PanelItem:
    """The primary reviewer, or another chair for one item where the chair is away, recused or the person's mentor."""
    item = item_for_update(item)
    if not keeps_panels(actor, item.sitting.bank):
        raise DecisionProblem(_("Sittings are kept by the bank's personnel office."), code="not_allowed")
    step(item, lambda plain: panel.appoint(plain, member.key, seat))
    if seat == "chair":
        item.acting_chair = member
    else:
        item.reviewer = member
    item.save(update_fields=["acting_chair", "reviewer"])
    log_item(item, actor, Verb.CHANGED, now or timezone.now(), named=seat, member=member.key)
    return item


def leave_items(user: User, items: Sequence[PanelItem]) -> None:
    """Somebody goes: their part in what is not voted on yet ends. The caller holds the sitting's lock."""
    for row in items:
        if row.state != ItemState.GATHERING and user.key in row.present:
            step(item_for_update(row), lambda plain: panel.leave(plain, user.key))


def _led(item: PanelItem, actor: User) -> PanelItem:
    """The item under its lock, in an open sitting, for whoever leads or keeps it."""
    item = item_for_update(item)
    plain = item_of(item)
    chairs = in_the_chair(item, plain, actor)
    writes = item.sitting.members.filter(user=actor, seat=Seat.SECRETARY).exists()
    if actor.pk == item.user_id or not (chairs or writes or keeps_panels(actor, item.sitting.bank)):
        raise DecisionProblem(_("The chair, the secretary or the personnel office lead through the item."), code="not_allowed")
    if item.sitting.state != SittingState.OPEN:
        raise DecisionProblem(_("The sitting is not in session. Open it first."), code="not_open")
    return item
