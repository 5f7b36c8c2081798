"""The agenda of a sitting: who is heard, taken off, and whose recommendation opens the item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.evidence.domain.content import NODES
from lms.notices.actions import notify
from lms.people.enums import Entrustment
from lms.people.models import Authority, User
from lms.records.enums import Verb
from lms.toolkit.money import grouped

from ..domain.canonical import section_digest
from ..domain.certification.scale import GRANTED
from ..enums import GRANTING, TAKING_AWAY, ItemKind, ItemState, SittingState
from ..models import PanelItem, PanelSitting
from ..permissions import keeps_panels
from ..queries.panel_packet import build_packet
from ..queries.panel_parts import BEFORE_VOTES
from ..queries.readiness import Granted, Ready, granted_by, may_renew, open_item, ready_people, verdict_data, verdict_for
from .panel_locks import item_for_update, log_item, sitting_for_update
from .problems import DecisionProblem

NODE_CODES = tuple(code for code, _name, _english in NODES)


@transaction.atomic
def nominate(
    *,
    sitting: PanelSitting,
    user: User,
    node: str,
    level: str,
    actor: User,
    kind: str = ItemKind.GRANT,
    exception_reason: str = "",
    amount_limit: Decimal | None = None,
    products: Iterable[str] = (),
    now: datetime | None = None,
) -> PanelItem:
    """One question about one person: ready by the profile and for what it grants, or by exception with a reason. Without a limit or
    products of its own it asks for the profile's."""
    sitting = sitting_for_update(sitting, actor)
    asked = Question(
        user=user,
        node=node,
        level=level,
        kind=ItemKind(kind),
        exception_reason=exception_reason,
        amount_limit=amount_limit,
        products=tuple(sorted(products)),
    )
    return put_on_agenda(sitting=sitting, asked=asked, actor=actor, moment=now or timezone.now())


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a panel is asked about somebody."""

    user: User
    node: str
    level: str
    kind: ItemKind
    exception_reason: str = ""
    amount_limit: Decimal | None = None
    products: tuple[str, ...] = ()
    follows: PanelItem | None = None


def put_on_agenda(*, sitting: PanelSitting, asked: Question, actor: User, moment: datetime) -> PanelItem:
    """Checks the question and freezes its packet; the caller holds the sitting's lock and has asked who may."""
    user, node, level = asked.user, asked.node, asked.level
    _check_agenda(sitting, user, node)
    if asked.kind == ItemKind.GRANT:
        _check_target(asked, moment)
        granted = _to_grant(asked, sitting)
    else:
        held = _held(user, node)
        level, granted = held.level, Granted.as_in(held)
    verdict, profile = verdict_for(user, node, level, moment)
    limit = asked.amount_limit if asked.amount_limit is not None else granted.amount_limit
    products = asked.products or granted.products
    if asked.kind == ItemKind.GRANT:
        _check_asked(user, level, limit, ready=verdict is not None and verdict.ready, exception_reason=asked.exception_reason)
        _check_within(granted, limit, products, asked.exception_reason)
    item = PanelItem(
        bank=sitting.bank,
        sitting=sitting,
        user=user,
        kind=asked.kind,
        node=node,
        level=level,
        amount_limit=limit,
        products=list(products),
        ends_on=granted.ends_on,
        disuse_days=granted.disuse_days,
        exception_reason=asked.exception_reason.strip()[:300],
        nominated_by=actor,
        nominated_at=moment,
        follows=asked.follows,
    )
    _freeze(item, verdict_data(verdict, profile) if verdict is not None else None, timezone.localdate(moment))
    _insert(item)
    log_item(item, actor, Verb.CREATED, moment, reason=item.exception_reason)
    _tell_person(item, moment)
    return item


def _freeze(item: PanelItem, verdict: dict[str, Any] | None, today: date) -> None:
    item.packet = build_packet(user=item.user, node=item.node, verdict=verdict, today=today, asked=_asked(item))
    item.packet_digest = section_digest(item.packet) or ""


def _check_asked(user: User, level: str, limit: Decimal | None, *, ready: bool, exception_reason: str) -> None:
    if not ready and not exception_reason.strip():
        words = _(
            "%(name)s does not meet the requirements of this node yet. Before that, people are heard only by exception, with a reason."
        )
        raise DecisionProblem(words % {"name": user.name}, code="not_ready")
    if Entrustment(level).rank >= Entrustment.CERTIFIED.rank and limit is None:
        raise DecisionProblem(_("Working solo has a limit; enter the amount up to which it holds."), code="amount_limit")


def _check_within(granted: Granted, limit: Decimal | None, products: Sequence[str], exception_reason: str) -> None:
    """What the profile grants was written down before anybody was named; whoever asks for more says why."""
    if exception_reason.strip():
        return
    if granted.amount_limit is not None and limit is not None and limit > granted.amount_limit:
        words = _("The profile grants %(limit)s yuan at most here. Say why this person is to have more.")
        raise DecisionProblem(words % {"limit": grouped(granted.amount_limit, 0)}, code="above_profile")
    if granted.products and not set(products) <= set(granted.products):
        raise DecisionProblem(_("The profile grants fewer products here. Say why this person is to have others."), code="above_profile")


def _insert(item: PanelItem) -> None:
    """The database knows best whether somebody else was quicker."""
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as problem:
        words = _("%(name)s stands on an agenda for this node already.") % {"name": item.user.name}
        raise DecisionProblem(words, code="twice") from problem


def _asked(item: PanelItem) -> dict[str, object]:
    return {
        "kind": str(item.kind),
        "node": item.node,
        "level": item.level,
        "amount_limit": None if item.amount_limit is None else format(item.amount_limit, "f"),
        "products": list(item.products),
        "until": item.ends_on.isoformat() if item.ends_on else None,
    }


def nominate_ready(*, sitting: PanelSitting, chosen: Iterable[str], actor: User, now: datetime | None = None) -> list[PanelItem]:
    """Everybody named by ``chosen`` (person:node) who is still ready, in one act."""
    moment, wanted = now or timezone.now(), set(chosen)
    if not keeps_panels(actor, sitting.bank):
        raise DecisionProblem(_("Sittings are kept by the bank's personnel office."), code="not_allowed")
    ready: list[Ready] = [one for one in ready_people(sitting.bank, moment) if one.key in wanted]
    if not ready:
        raise DecisionProblem(_("Choose somebody who is ready."), code="nobody")
    with transaction.atomic():
        return [nominate(sitting=sitting, user=one.user, node=one.node, level=one.level, actor=actor, now=moment) for one in ready]


def _check_agenda(sitting: PanelSitting, user: User, node: str) -> None:
    if sitting.state == SittingState.CLOSED:
        raise DecisionProblem(_("The sitting is closed."), code="state")
    if user.bank_id != sitting.bank_id or not user.is_active:
        raise DecisionProblem(_("This person does not belong to the bank."), code="person")
    if node not in NODE_CODES:
        raise DecisionProblem(_("This is no node of the credit process."), code="node")
    if open_item(user, node) is not None:
        raise DecisionProblem(_("%(name)s stands on an agenda for this node already.") % {"name": user.name}, code="twice")


def _takes_back(asked: Question) -> bool:
    """Whether an appeal was upheld against having taken something away: the question is whether to grant it again."""
    return asked.follows is not None and asked.follows.action in TAKING_AWAY


def _to_grant(asked: Question, sitting: PanelSitting) -> Granted:
    """By the profile; what was taken away is granted again as it was held, unless its time has passed meanwhile."""
    usual = granted_by(sitting.bank, asked.node, asked.level, sitting.held_on)
    if not _takes_back(asked) or asked.follows is None:
        return usual
    before = Granted.as_in(asked.follows)
    return replace(before, ends_on=usual.ends_on) if before.ends_on is not None and before.ends_on <= sitting.held_on else before


def _check_target(asked: Question, moment: datetime) -> None:
    user, node, level = asked.user, asked.node, asked.level
    if level not in GRANTED.values() and not _takes_back(asked):
        raise DecisionProblem(_("A panel is asked for level 2a, 3a, 4 or 5."), code="level")
    held = Authority.objects.filter(user=user, node=node, ended_at__isnull=True).first()
    if held is not None and held.suspended_at is not None:
        raise DecisionProblem(
            _("The authority of %(name)s is suspended here: ask the panel to lift that first.") % {"name": user.name}, code="suspended"
        )
    if held is not None and Entrustment(held.level).rank >= Entrustment(level).rank and not _again(asked, held, moment):
        raise DecisionProblem(_("%(name)s holds this level already.") % {"name": user.name}, code="held")


def _again(asked: Question, held: Authority, moment: datetime) -> bool:
    """Whether the level held is asked for with reason: an appeal against how it was granted, or its end by date is near."""
    if held.level != asked.level:
        return False
    appealed = asked.follows is not None and asked.follows.action in GRANTING
    return appealed or may_renew(asked.user, asked.node, asked.level, moment)


def _held(user: User, node: str) -> Authority:
    row = Authority.objects.filter(user=user, node=node, ended_at__isnull=True).first()
    if row is None:
        raise DecisionProblem(_("%(name)s holds nothing at this node.") % {"name": user.name}, code="nothing")
    return row


@transaction.atomic
def withdraw_item(*, item: PanelItem, reason: str, actor: User, now: datetime | None = None) -> PanelItem:
    """Off the agenda with a reason that the person reads; never once the final vote is called."""
    sitting_for_update(item.sitting, actor)
    item, moment = item_for_update(item), now or timezone.now()
    if item.state == ItemState.WITHDRAWN:
        raise DecisionProblem(_("It was taken off the agenda already."), code="state")
    if item.state not in BEFORE_VOTES:
        raise DecisionProblem(_("The final vote has been called: what is voted on is decided, not taken off."), code="state")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    item.state, item.withdrawn_reason = ItemState.WITHDRAWN, reason.strip()[:300]
    item.save(update_fields=["state", "withdrawn_reason"])
    log_item(item, actor, Verb.WITHDRAWN, moment, reason=item.withdrawn_reason)
    notify(
        users=[item.user],
        kind="panel_withdrawn",
        title=gettext_lazy("Your case was taken off the agenda of the certification panel"),
        body=format_lazy(gettext_lazy("Reason: {reason}"), reason=item.withdrawn_reason),
        url=reverse("my-panel", args=[item.public_id]),
        dedupe_key=f"panel-withdrawn-{item.public_id}",
        now=moment,
    )
    return item


def _tell_person(item: PanelItem, moment: datetime) -> None:
    notify(
        users=[item.user],
        kind="panel_nominated",
        title=gettext_lazy("The certification panel will hear your case"),
        body=format_lazy(
            gettext_lazy("On {day}. Your mentor is heard; afterwards you are told the result and the reasons."),
            day=str(item.sitting.held_on),
        ),
        url=reverse("my-panels"),
        dedupe_key=f"panel-item-{item.public_id}",
        now=moment,
    )
