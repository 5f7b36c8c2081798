"""双重监控: what about several cases should make a person look at the manager as well as at the customer. Signals, never verdicts."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from math import comb
from typing import Any

from ..enums import SignalKind
from .places import ROUGH_KM, distance_km

FASTEST_KMH = 120.0
AT_ONCE = timedelta(minutes=5)
NIGHT_FROM, NIGHT_UNTIL = 22, 6
LEAST_DECIDED = 8
LIKELY = 0.01


@dataclass(frozen=True)
class Trace:
    """One case: who works on it and who stands behind it, as fingerprints; ``approved`` None while undecided.

    ``customer`` is the customer's id, or the shop's name where no more is kept, or None. ``related``: the admission list says so.
    """

    case: int
    customer: Hashable
    lead: int | None
    second: int | None
    approved: bool | None
    guarantors: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    address: str = ""
    related: bool = False


@dataclass(frozen=True)
class Stay:
    """A visit as somebody wrote it down; ``at`` in the bank's local time."""

    person: int
    at: datetime
    minutes: int
    shop: str
    case: int | None = None


@dataclass(frozen=True)
class Photo:
    """Taken for a case, or for a shop that has become none yet."""

    digest: str
    person: int
    case: int | None = None
    shop: str = ""


@dataclass(frozen=True)
class Named:
    """One customer number under an identity number, with a case and who leads it, where there is one."""

    identity: str
    customer: int
    case: int | None
    person: int | None


@dataclass(frozen=True)
class Presence:
    """A sign-in on site; ``at`` in the bank's local time."""

    person: int
    case: int
    at: datetime
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Found:
    """``key`` is the same for the same facts, so that a signal is raised once."""

    kind: SignalKind
    key: str
    cases: tuple[int, ...]
    person: int | None = None
    other: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def _groups(pairs: Iterable[tuple[Hashable, Trace]]) -> dict[Hashable, list[Trace]]:
    found: dict[Hashable, list[Trace]] = defaultdict(list)
    for key, trace in pairs:
        if key:
            found[key].append(trace)
    return found


def _shared_lead(traces: Sequence[Trace]) -> int | None:
    """The one who leads all of them, if it is one."""
    leads = {trace.lead for trace in traces}
    return leads.pop() if len(leads) == 1 else None


def shared_people(traces: Sequence[Trace]) -> list[Found]:
    """One guarantor, telephone number or address behind cases of different customers."""
    sources: tuple[tuple[SignalKind, list[tuple[Hashable, Trace]]], ...] = (
        (SignalKind.SAME_GUARANTOR, [(one, trace) for trace in traces for one in trace.guarantors]),
        (SignalKind.SAME_PHONE, [(one, trace) for trace in traces for one in trace.phones]),
        (SignalKind.SAME_ADDRESS, [(trace.address, trace) for trace in traces]),
    )
    found = []
    for kind, pairs in sources:
        for key, group in _groups(pairs).items():
            if len({trace.customer for trace in group} - {None}) > 1:
                cases = tuple(sorted({trace.case for trace in group}))
                label = f"{kind.value}:{str(key)[:24]}:{len(cases)}"
                found.append(Found(kind, label, cases, _shared_lead(group), facts={"cases": len(cases)}))
    return found


def staff_behind(traces: Sequence[Trace], staff: Mapping[str, int]) -> list[Found]:
    """A telephone number of somebody of the staff stands behind a case: a relative, a friend, or the manager's own."""
    found = []
    for trace in traces:
        for phone in sorted(trace.phones & set(staff)):
            key = f"{SignalKind.RELATIVE.value}:{trace.case}:{phone[:16]}"
            found.append(Found(SignalKind.RELATIVE, key, (trace.case,), staff[phone], facts={"own_case": staff[phone] == trace.lead}))
    return found


def relatives_at_work(traces: Sequence[Trace], kin: Collection[frozenset[int]]) -> list[Found]:
    """Somebody on the case is a relative or partner of the customer by the admission list, or lead and second are of one another."""
    found = []
    for one in traces:
        if one.related:
            key = f"{SignalKind.RELATIVE.value}:{one.case}:admission"
            found.append(Found(SignalKind.RELATIVE, key, (one.case,), one.lead, facts={"by": "admission"}))
        if one.lead is not None and one.second is not None and frozenset((one.lead, one.second)) in kin:
            key = f"{SignalKind.RELATIVE.value}:{one.case}:kin:{one.lead}:{one.second}"
            found.append(Found(SignalKind.RELATIVE, key, (one.case,), one.lead, one.second, facts={"by": "kin"}))
    return found


def one_identity(rows: Sequence[Named]) -> list[Found]:
    """One person under several customer numbers: limits and lists see each of them alone."""
    by_identity: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        by_identity[row.identity].append(row)
    found = []
    for identity, group in sorted(by_identity.items()):
        customers = {one.customer for one in group}
        if len(customers) > 1:
            people = {one.person for one in group} - {None}
            cases = tuple(sorted({one.case for one in group if one.case is not None}))
            key = f"{SignalKind.SAME_IDENTITY.value}:{identity[:24]}:{len(customers)}"
            owner = people.pop() if len(people) == 1 else None
            found.append(Found(SignalKind.SAME_IDENTITY, key, cases, owner, facts={"customers": len(customers)}))
    return found


def impossible_visits(presences: Sequence[Presence]) -> list[Found]:
    """In two places at once, faster than a car from one to the next, or at night."""
    found = [_night(one) for one in presences if one.at.hour >= NIGHT_FROM or one.at.hour < NIGHT_UNTIL]
    by_person: dict[int, list[Presence]] = defaultdict(list)
    for one in sorted(presences, key=lambda presence: presence.at):
        by_person[one.person].append(one)
    for visits in by_person.values():
        for one, other in pairwise(visits):
            if (hit := _leap(one, other)) is not None:
                found.append(hit)
    return found


def _night(one: Presence) -> Found:
    key = f"{SignalKind.AT_NIGHT.value}:{one.person}:{one.case}:{one.at:%Y%m%d%H%M}"
    return Found(SignalKind.AT_NIGHT, key, (one.case,), one.person, facts={"at": one.at.isoformat(timespec="minutes")})


def _leap(one: Presence, other: Presence) -> Found | None:
    apart = distance_km(one, other)
    if one.case == other.case or apart is None or apart <= ROUGH_KM:
        return None
    passed = other.at - one.at
    kind = SignalKind.TWO_PLACES if passed <= AT_ONCE else SignalKind.TOO_FAST
    speed = (apart - ROUGH_KM) / max(passed.total_seconds() / 3600, 1 / 3600)
    if kind == SignalKind.TOO_FAST and speed <= FASTEST_KMH:
        return None
    facts = {"km": round(apart), "minutes": round(passed.total_seconds() / 60), "kmh": min(round(speed), 9999)}
    key = f"{kind.value}:{one.person}:{one.at:%Y%m%d%H%M}:{other.at:%Y%m%d%H%M}"
    return Found(kind, key, tuple(sorted((one.case, other.case))), one.person, facts=facts)


def impossible_stays(stays: Sequence[Stay], presences: Sequence[Presence]) -> list[Found]:
    """Visits at night, and visits that overlap with one another or with a sign-in elsewhere."""
    found = [_night_visit(one) for one in stays if one.at.hour >= NIGHT_FROM or one.at.hour < NIGHT_UNTIL]
    by_person: dict[int, list[Stay]] = defaultdict(list)
    signed = [Stay(one.person, one.at, 0, "", one.case) for one in presences]
    for one in sorted([*stays, *signed], key=lambda stay: stay.at):
        by_person[one.person].append(one)
    for own in by_person.values():
        for place, one in enumerate(own):
            until = one.at + timedelta(minutes=one.minutes)
            for other in takewhile(lambda stay, end=until: stay.at + AT_ONCE < end, own[place + 1 :]):  # type: ignore[misc]  # end is bound
                if _elsewhere(one, other):
                    found.append(_overlap(one, other, until))
    return found


def _elsewhere(one: Stay, other: Stay) -> bool:
    """Whether the two were certainly not with one customer."""
    if one.case is not None and other.case is not None:
        return one.case != other.case
    return bool(one.shop and other.shop) and one.shop != other.shop


def _night_visit(one: Stay) -> Found:
    key = f"{SignalKind.AT_NIGHT.value}:visit:{one.person}:{one.at:%Y%m%d%H%M}"
    cases = () if one.case is None else (one.case,)
    return Found(SignalKind.AT_NIGHT, key, cases, one.person, facts={"at": one.at.isoformat(timespec="minutes"), "by": "visit"})


def _overlap(one: Stay, other: Stay, until: datetime) -> Found:
    key = f"{SignalKind.TWO_PLACES.value}:visit:{one.person}:{one.at:%Y%m%d%H%M}:{other.at:%Y%m%d%H%M}"
    cases = tuple(sorted({case for case in (one.case, other.case) if case is not None}))
    times = {"from": one.at, "until": until, "at": other.at}
    facts = {name: moment.isoformat(timespec="minutes") for name, moment in times.items()}
    return Found(SignalKind.TWO_PLACES, key, cases, one.person, facts=facts | {"by": "visit"})


def same_photos(photos: Iterable[Photo]) -> list[Found]:
    """One photo for two cases, or for two shops of the marketing ledger."""
    by_digest: dict[str, list[Photo]] = defaultdict(list)
    for one in photos:
        by_digest[one.digest].append(one)
    found = []
    for digest, uses in sorted(by_digest.items()):
        cases = tuple(sorted({one.case for one in uses if one.case is not None}))
        places = len(cases) + len({one.shop for one in uses if one.case is None})
        if places > 1:
            people = {one.person for one in uses}
            owner = people.pop() if len(people) == 1 else None
            key = f"{SignalKind.SAME_PHOTO.value}:{digest[:24]}:{places}"
            found.append(Found(SignalKind.SAME_PHOTO, key, cases, owner, facts={"cases": places}))
    return found


def fisher(hits: int, tries: int, other_hits: int, other_tries: int) -> float:
    """Two-sided exact p of Fisher for a 2×2 table: the probability of this table and of all that are as unlikely."""
    total, marked = tries + other_tries, hits + other_hits
    whole = comb(total, tries)
    least, most = max(0, tries - (total - marked)), min(tries, marked)
    weights = [comb(marked, one) * comb(total - marked, tries - one) for one in range(least, most + 1)]
    here = weights[hits - least]
    return sum(weight for weight in weights if weight <= here) / whole


def odd_pairs(traces: Sequence[Trace], *, least: int = LEAST_DECIDED, likely: float = LIKELY) -> list[Found]:
    """Pairs of lead and second whose share of approvals is unlike the rest's; the level is divided by the number of pairs looked at."""
    decided = [one for one in traces if one.approved is not None and one.lead is not None and one.second is not None]
    by_pair: dict[tuple[int, int], list[Trace]] = defaultdict(list)
    for one in decided:
        by_pair[(one.lead or 0, one.second or 0)].append(one)
    looked_at = {pair: group for pair, group in by_pair.items() if len(group) >= least and len(decided) - len(group) >= least}
    approved = sum(bool(one.approved) for one in decided)
    found = []
    for (lead, second), group in sorted(looked_at.items()):
        hits = sum(bool(one.approved) for one in group)
        others = len(decided) - len(group)
        chance = fisher(hits, len(group), approved - hits, others)
        if chance < likely / len(looked_at):
            facts = {
                "approved": hits,
                "decided": len(group),
                "rest_approved": approved - hits,
                "rest_decided": others,
                "p": f"{chance:.4f}",
            }
            key = f"{SignalKind.PARTNER_RATE.value}:{lead}:{second}:{len(group) // 5}"
            found.append(Found(SignalKind.PARTNER_RATE, key, tuple(sorted(one.case for one in group)), lead, second, facts))
    return found
