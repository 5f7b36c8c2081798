"""One session: who is expected, who has which mark, who has leave."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.evidence.models import Evidence
from lms.people.models import User

from ..domain.attendance import Tally, tally
from ..enums import PRESENT_STATES, AttendanceState, LeaveState
from ..models import Attendance, AttendanceRedemption, Enrolment, Leave, Slot
from .scope import enrolments_visible_to


@dataclass(frozen=True)
class Seat:
    """One person in one session."""

    enrolment: Enrolment
    attendance: Attendance | None = None
    leaves: list[Leave] = field(default_factory=list)
    redeemed_at: datetime | None = None

    @property
    def state(self) -> str:
        return self.attendance.state if self.attendance else ""

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        return [(leave.starts_at, leave.ends_at) for leave in self.leaves]


def sitting_on(day: date) -> Q:
    """Enrolments that belonged to their class on ``day``."""
    return Q(joined_on__lte=day) & (Q(left_on__gte=day) | Q(left_on__isnull=True, state__in=PRESENT_STATES))


def expected_in(slot: Slot) -> QuerySet[Enrolment]:
    """Everybody whose attendance the session counts, in the order of the seats."""
    day = timezone.localdate(slot.starts_at)
    rows = Enrolment.objects.filter(sitting_on(day), cohort_id=slot.cohort_id).select_related("user", "organisation")
    return rows.order_by("seat_number", "user__name_pinyin", "id")


def approved_leaves(enrolments: Iterable[int], since: datetime, until: datetime) -> dict[int, list[Leave]]:
    """Approved leave that overlaps the span, by enrolment."""
    found: dict[int, list[Leave]] = defaultdict(list)
    rows = Leave.objects.filter(enrolment_id__in=list(enrolments), state=LeaveState.APPROVED, starts_at__lt=until, ends_at__gt=since)
    for leave in rows.order_by("starts_at", "id"):
        found[leave.enrolment_id].append(leave)
    return found


def seats_of(slot: Slot, *, viewer: User | None = None) -> list[Seat]:
    """Four queries, one more with ``viewer``, who gets only the people they may see."""
    enrolments = list(expected_in(slot))
    if viewer is not None:
        allowed = set(enrolments_visible_to(viewer).filter(cohort_id=slot.cohort_id).values_list("pk", flat=True))
        enrolments = [one for one in enrolments if one.pk in allowed]
    marks = {row.enrolment_id: row for row in Attendance.objects.filter(slot=slot)}
    codes = dict(AttendanceRedemption.objects.filter(slot=slot).values_list("user_id", "at"))
    leaves = approved_leaves([one.pk for one in enrolments], slot.starts_at, slot.ends_at)
    return [Seat(one, marks.get(one.pk), leaves.get(one.pk, []), codes.get(one.user_id)) for one in enrolments]


def tally_of(seats: Iterable[Seat]) -> Tally:
    return tally(seat.state for seat in seats)


@dataclass(frozen=True)
class Amendment:
    """One correction after settlement."""

    name: str
    before: str
    after: str
    by: str
    at: datetime
    reason: str


def amendments_of(slot: Slot, seats: Iterable[Seat]) -> list[Amendment]:
    """Corrections of the people on these seats, newest first; two queries. The ledger is the history."""
    names = {seat.enrolment.user.key: seat.enrolment.user.name for seat in seats}
    rows = Evidence.objects.filter(bank=slot.cohort.bank, source_kind="slot", source_id=slot.public_id, person_key__in=list(names))
    corrections = list(rows.exclude(reason="").select_related("supersedes").order_by("-recorded_at", "-id"))
    by = dict(User.objects.filter(key__in={row.rater_key for row in corrections}).values_list("key", "name"))
    return [
        Amendment(
            name=names[row.person_key],
            before=_label(row.supersedes),
            after=_label(row),
            by=by.get(row.rater_key, ""),
            at=row.recorded_at,
            reason=row.reason,
        )
        for row in corrections
    ]


def _label(row: Evidence | None) -> str:
    state = row.details.get("state", "") if row else ""
    return str(AttendanceState(state).label) if state in AttendanceState.values else "—"
