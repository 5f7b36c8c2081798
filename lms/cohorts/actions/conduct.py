"""Give and take conduct points, each with its reason; the ledger keeps the running balance."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.actions import Fact, record_evidence, record_many
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.attendance import sits_on
from ..domain.conduct import MOST_POINTS, as_score, balance
from ..enums import CohortState, ConductCategory
from ..models import Cohort, ConductEntry, Enrolment
from ..queries.attendance_rules import conduct_start
from ..queries.conduct import counted_points
from .problems import CohortProblem

SOURCE = "conduct"
OPENING = "conduct_book"


def locked_enrolment(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, under its lock."""
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("cohort__bank", "cohort__organisation", "user").get(pk=enrolment.pk)


@transaction.atomic
def open_conduct_books(*, cohort: Cohort, enrolments: Iterable[Enrolment], at: datetime) -> int:
    """The full balance as a fact for everybody who has none: who never gets an entry has full points, not a gap. How many."""
    people = {one.user.key: one for one in enrolments}
    known = Evidence.objects.filter(
        bank=cohort.bank, kind=EvidenceKind.CONDUCT, person_key__in=list(people), source_version=cohort.public_id
    )
    missing = sorted(set(people) - set(known.values_list("person_key", flat=True)))
    if not missing:
        return 0
    start = conduct_start(cohort.bank, on=timezone.localdate(at))
    facts = [
        _fact(people[key], cohort, start, start, source=(OPENING, people[key].public_id), happened_at=at, details={"points": 0})
        for key in missing
    ]
    return len(record_many(bank=cohort.bank, facts=facts))


def _fact(
    enrolment: Enrolment,
    cohort: Cohort,
    standing: int,
    start: int,
    *,
    source: tuple[str, str],
    happened_at: datetime,
    details: dict[str, object],
    rater_key: str = "",
    note: str = "",
    supersedes: Evidence | None = None,
    reason: str = "",
) -> Fact:
    """The balance after an entry, as a score; the newest fact of a person is where they stand."""
    raw, maximum = as_score(standing, start)
    return Fact(
        person_key=enrolment.user.key,
        kind=EvidenceKind.CONDUCT,
        source_kind=source[0],
        source_id=source[1],
        source_version=cohort.public_id,
        happened_at=happened_at,
        raw=raw,
        maximum=maximum,
        rater_key=rater_key,
        details={**details, "balance": standing},
        note=note,
        supersedes=supersedes,
        reason=reason,
    )


@transaction.atomic
def record_conduct(
    *, enrolment: Enrolment, points: int, category: str, reason: str, happened_on: date, recorded_by: User, now: datetime | None = None
) -> ConductEntry:
    """Points (never 0) for something that happened on a day in class."""
    moment, reason = now or timezone.now(), reason.strip()
    enrolment = locked_enrolment(enrolment)
    if enrolment.cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort can't be changed."), code="closed")
    if points == 0 or abs(points) > MOST_POINTS:
        raise CohortProblem(_("An entry gives or takes 1 to %(most)d points.") % {"most": MOST_POINTS}, code="points")
    if category not in ConductCategory.values or not reason:
        raise CohortProblem(_("Say why."), code="reason")
    if happened_on > timezone.localdate(moment):
        raise CohortProblem(_("The day lies in the future."), code="future")
    if not sits_on(happened_on, joined_on=enrolment.joined_on, left_on=enrolment.left_on):
        raise CohortProblem(_("On that day the person was not in the class."), code="not_in_class")
    start = conduct_start(enrolment.cohort.bank, on=timezone.localdate(moment))
    standing = balance(start, [*counted_points(enrolment), points])
    entry = ConductEntry(
        enrolment=enrolment,
        points=points,
        category=category,
        reason=reason,
        happened_on=happened_on,
        recorded_by=recorded_by,
        recorded_at=timezone.now(),
    )
    details = {"points": points, "category": str(category), "happened_on": happened_on.isoformat()}
    source = (SOURCE, entry.public_id)
    fact = _fact(
        enrolment, enrolment.cohort, standing, start, source=source, happened_at=moment, details=details,
        rater_key=recorded_by.key, note=reason,
    )  # fmt: skip
    entry.evidence_id = record_evidence(bank=enrolment.cohort.bank, fact=fact).public_id
    entry.save(force_insert=True)
    _log(entry, recorded_by.key, Verb.CREATED, moment)
    return entry


@transaction.atomic
def withdraw_conduct(*, entry: ConductEntry, reason: str, actor_key: str, now: datetime | None = None) -> ConductEntry:
    """Take an entry back; it stays on file with the reason, and the ledger gets a correction."""
    moment, reason = now or timezone.now(), reason.strip()
    enrolment = locked_enrolment(entry.enrolment)
    entry = ConductEntry.objects.get(pk=entry.pk)
    if enrolment.cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort can't be changed."), code="closed")
    if entry.withdrawn_at is not None:
        raise CohortProblem(_("This entry was withdrawn before."), code="withdrawn")
    if not reason:
        raise CohortProblem(_("Say why."), code="reason")
    entry.withdrawn_at, entry.withdrawn_reason = moment, reason[:300]
    entry.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    start = conduct_start(enrolment.cohort.bank, on=timezone.localdate(moment))
    standing = balance(start, counted_points(enrolment))
    details = {"points": 0, "withdrawn": entry.points, "category": str(entry.category)}
    source = (SOURCE, entry.public_id)
    fact = _fact(
        enrolment, enrolment.cohort, standing, start, source=source, happened_at=moment, details=details, rater_key=actor_key,
        supersedes=Evidence.objects.get(public_id=entry.evidence_id), reason=reason[:300],
    )  # fmt: skip
    entry.evidence_id = record_evidence(bank=enrolment.cohort.bank, fact=fact).public_id
    entry.save(update_fields=["evidence_id"])
    _log(entry, actor_key, Verb.WITHDRAWN, moment)
    return entry


def _log(entry: ConductEntry, actor_key: str, verb: Verb, moment: datetime) -> None:
    log_act(
        organisation_key=entry.enrolment.cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="conduct",
        object_id=entry.public_id,
        details={"points": entry.points, "category": str(entry.category)},
        now=moment,
    )
