"""Makes sittings of the certification panel and walks items through them, by the room's own actions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from lms.decisions.actions.panel_items import nominate
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.panel_sittings import SeatIn, open_sitting, plan_sitting
from lms.decisions.actions.panel_votes import call_vote, cast_vote, name_member, open_discussion, pre_vote, recommend
from lms.decisions.models import PanelItem, PanelSitting
from lms.people.actions.authority import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority, Mentorship, Organisation, User

_numbers = count(1)


def make_pair(mentor: User, mentee: User, *, since: date = date(2020, 1, 1)) -> Mentorship:
    return Mentorship.objects.create(mentor=mentor, mentee=mentee, starts_on=since)


def make_authority(user: User, node: str, level: str, *, actor: User, now: datetime | None = None, **fields: object) -> Authority:
    return grant_authority(user=user, node=node, level=Entrustment(level), actor_key=actor.key, now=now, **fields)  # type: ignore[arg-type]  # keywords of the action


def make_sitting(
    bank: Organisation,
    hr: User,
    chair: User,
    members: Sequence[User],
    *,
    secretary: User | None = None,
    line: Sequence[User] = (),
    now: datetime,
    days: int = 1,
    title: str = "",
) -> PanelSitting:
    seats = [SeatIn(chair, "chair", chair in line), *(SeatIn(one, "member", one in line) for one in members)]
    if secretary is not None:
        seats.append(SeatIn(secretary, "secretary"))
    return plan_sitting(
        bank=bank,
        title=title or f"第{next(_numbers)}次认证评审会",
        held_on=now.date() + timedelta(days=days),
        place="三楼会议室",
        members=seats,
        actor=hr,
        now=now,
    )


def make_item(
    sitting: PanelSitting,
    user: User,
    hr: User,
    *,
    node: str = "investigation",
    level: str = "4",
    now: datetime,
    reviewer: User | None = None,
    amount_limit: Decimal | None = Decimal(300_000),
    kind: str = "grant",
) -> PanelItem:
    item = nominate(
        sitting=sitting,
        user=user,
        node=node,
        level=level,
        actor=hr,
        kind=kind,
        exception_reason="部门新设，件数由项目组另行说明。",
        amount_limit=amount_limit,
        now=now,
    )
    return item if reviewer is None else name_member(item=item, member=reviewer, seat="primary", actor=hr, now=now)


def write_opinions(item: PanelItem, voters: Sequence[User], *, now: datetime, ballot: str = "certified") -> PanelItem:
    """The reviewer, the first of ``voters``, recommends; everybody pre-votes."""
    recommend(item=item, text="材料齐全，建议认证。", actor=voters[0], now=now)
    for voter in voters:
        pre_vote(item=item, ballot=ballot, reason="独立意见：件件有据。", actor=voter, now=now)
    item.refresh_from_db()
    return item


def vote(
    item: PanelItem, hr: User, ballots: Mapping[User, str], *, now: datetime, conditions: Sequence[str] = ("三个月内复核两件",)
) -> PanelItem:
    """Discussion and final votes; opens the sitting where it is not."""
    if item.sitting.state == "planned":
        open_sitting(sitting=item.sitting, actor=hr, now=now)
        item.sitting.refresh_from_db()
    open_discussion(item=item, actor=hr, now=now)
    call_vote(item=item, actor=hr, now=now)
    for voter, ballot in ballots.items():
        asked = conditions if ballot == "certified_with_conditions" else ()
        cast_vote(item=item, ballot=ballot, reason="看过底稿。", actor=voter, conditions=asked, now=now)
    item.refresh_from_db()
    return item


def decide(item: PanelItem, chair: User, signer: User, *, action: str = "grant", now: datetime) -> PanelItem:
    item = conclude(item=item, action=action, reasons="十件件件有据，交叉检验到位。", actor=chair, now=now)
    return approve(item=item, signer=signer, digest=item.outcome_digest, now=now)
