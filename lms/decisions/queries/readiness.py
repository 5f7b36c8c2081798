"""Who is ready to be heard by a panel, by the profile in force: one reading of the ledger for many people."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from lms.people.enums import Entrustment
from lms.people.models import Authority, Organisation, User

from ..domain.certification.counting import sound
from ..domain.certification.eligibility import Verdict, judge, judge_all
from ..domain.certification.falling import Fall, fall_of, latest_event
from ..domain.certification.profile import Profile
from ..domain.certification.returning import renews
from ..domain.certification.scale import GRANTED, TARGETS, Target
from ..enums import SETTLED_ITEMS
from ..models import CertificationProfile, PanelItem
from .certification_facts import PersonRecord, records_of
from .profiles import profile_used


@dataclass(frozen=True)
class Ready:
    """One person at one node: what the profile says about the next target there."""

    user: User
    node: str
    target: Target
    verdict: Verdict

    @property
    def level(self) -> str:
        return GRANTED[self.target]

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.user.key}:{self.node}"


@dataclass(frozen=True)
class Granted:
    """What the profile grants when a target is reached."""

    amount_limit: Decimal | None
    products: tuple[str, ...]
    ends_on: date | None
    disuse_days: int | None

    @classmethod
    def as_in(cls, row: Authority | PanelItem) -> "Granted":
        """What somebody holds, or what was asked for them."""
        return cls(row.amount_limit, tuple(row.products), row.ends_on, row.disuse_days)


def candidates(bank: Organisation) -> list[User]:
    """Active people of a bank who stand on the ladder at all."""
    held = Authority.objects.filter(user=OuterRef("pk"), ended_at__isnull=True)
    return list(User.objects.filter(Exists(held), bank=bank, is_active=True).select_related("bank").order_by("name_pinyin", "pk"))


def ready_people(bank: Organisation, now: datetime) -> list[Ready]:
    """Everybody who meets the requirements of a next target and is on no agenda for that node; a constant number of queries."""
    profile, _row = profile_used(bank, timezone.localdate(now))
    on_agenda = set(PanelItem.objects.filter(bank=bank).exclude(state__in=SETTLED_ITEMS).values_list("user", "node"))
    stopped = set(Authority.objects.filter(bank=bank, ended_at__isnull=True, suspended_at__isnull=False).values_list("user", "node"))
    found = []
    for record in records_of(bank, candidates(bank), now).values():
        verdicts = judge_all(profile, record.observations, record.facts, timezone.localdate(now))
        for node, verdict in verdicts.items():
            place = (record.user.pk, node)
            if verdict.ready and place not in on_agenda and place not in stopped:
                found.append(Ready(record.user, node, verdict.target, verdict))
    return found


def verdict_for(user: User, node: str, level: str, now: datetime) -> tuple[Verdict | None, CertificationProfile | None]:
    """What the profile says about somebody at a node and a level; None for a level that is no target of its own."""
    assert user.bank is not None
    today = timezone.localdate(now)
    profile, row = profile_used(user.bank, today)
    target = target_of(level)
    if target is None:
        return None, row
    record: PersonRecord = records_of(user.bank, [user], now)[user.key]
    return judge(profile, node, target, record.observations, record.facts, today), row


def fall_at(user: User, node: str, now: datetime) -> Fall | None:
    """What sends somebody back to taking part at a node until a panel has looked, by the profile in force."""
    assert user.bank is not None
    today = timezone.localdate(now)
    profile, _row = profile_used(user.bank, today)
    record = records_of(user.bank, [user], now)[user.key]
    cards = sound(record.observations, node, profile.mentor_level, record.facts, today)
    return fall_of(profile.falling, node, cards, record.facts, latest_event(node, record.observations, record.facts, today))


def may_renew(user: User, node: str, level: str, now: datetime) -> bool:
    """Whether somebody holds exactly this level and its end by date is near enough to have it renewed."""
    assert user.bank is not None
    today, target = timezone.localdate(now), target_of(level)
    held = records_of(user.bank, [user], now)[user.key].facts.held.get(node)
    return target is not None and renews(held, target, profile_used(user.bank, today)[0].lapse, today)


def target_of(level: str) -> Target | None:
    return next((target for target in TARGETS if GRANTED[target] == level), None)


def granted_by(bank: Organisation, node: str, level: str, today: date) -> Granted:
    """Limit, products, validity and disuse that the profile ties to a level at a node."""
    profile, _row = profile_used(bank, today)
    return _granting(profile, node, level, today)


def _granting(profile: Profile, node: str, level: str, today: date) -> Granted:
    target = target_of(level)
    disuse = profile.lapse.lapse_days if Entrustment(level).rank >= Entrustment.RECHECKED.rank else None
    if target is None:
        return Granted(None, (), None, disuse)
    grants = profile.gate(node, target).grants
    ends_on = None if grants.validity_months is None else _months_on(today, grants.validity_months)
    return Granted(grants.amount_limit, grants.products or (), ends_on, disuse)


def _months_on(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def verdict_data(verdict: Verdict, profile: CertificationProfile | None) -> dict[str, Any]:
    """The verdict as a packet keeps it: codes and figures."""
    return {
        "profile": {"id": profile.public_id, "digest": profile.digest} if profile else None,
        "status": verdict.status,
        "target": verdict.target,
        "checks": [
            {
                "code": one.code,
                "have": _plain(one.have),
                "need": _plain(one.need),
                "met": one.met,
                "params": dict(one.params),
                "advisory": one in verdict.warnings,
            }
            for one in verdict.checks
        ],
        "counted": list(verdict.counted),
        "ignored": [{"evidence": one.key, "reason": one.reason} for one in verdict.ignored],
        "working": verdict.working,
    }


def _plain(value: object) -> object:
    return value if isinstance(value, (int, str)) or value is None else str(value)


def open_item(user: User, node: str) -> PanelItem | None:
    """What stands on an agenda about somebody at a node and is not decided."""
    return PanelItem.objects.filter(user=user, node=node).exclude(state__in=SETTLED_ITEMS).first()
