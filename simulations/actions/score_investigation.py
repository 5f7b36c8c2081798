"""Scores an investigation that is over, and records what it shows about those who did it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.actions.ratings import open_rating_tasks
from lms.cohorts.models import Enrolment
from lms.evidence.actions import Fact, record_many
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency
from lms.people.models import User

from ..domain.investigation.sheet import check_names
from ..domain.investigation.state import State
from ..domain.investigation.work import work_of
from ..domain.scoring.debrief import debrief
from ..domain.scoring.key import read_key
from ..domain.scoring.rule import read_rule
from ..domain.scoring.score import Score, score
from ..enums import InvestigationState
from ..models import Investigation
from .rubrics import sheet_in_force

ALONE_SOURCE = "investigation"
EXERCISE_SOURCE = "investigation_exercise"
PART_SOURCE = "investigation_part"

COMPETENCIES: Mapping[str, str] = {
    "accuracy": "C03.07",
    "coverage": "C05.02",
    "independence": "C05.04",
    "checks": "C04.05",
    "inconsistencies": "C12.03",
    "decision": "C06.04",
    "time": "C05.01",
}
"""The topic of the courses to which each part of the score speaks."""

POINTS = Decimal(100)


def score_investigation(investigation: Investigation, state: State, *, final: InvestigationState, now: datetime | None = None) -> Score:
    """In the caller's transaction, once. The debrief is frozen with the score, so that it reads the same later."""
    moment = now or timezone.now()
    key, work = read_key(investigation.case), work_of(state, check_names(investigation.case))
    found = score(key, work, read_rule(investigation.rule))
    investigation.state = final
    investigation.handed_in_at = moment
    investigation.score = {**found.json(), "debrief": debrief(key, work, found).json(), "minutes": str(work.minutes)}
    investigation.total, investigation.passed = found.total, found.passed
    investigation.save(update_fields=["state", "handed_in_at", "score", "total", "passed"])
    people = [seat.user for seat in investigation.seats.select_related("user").order_by("number")]
    _record(investigation, found, people, moment)
    if investigation.exercise_id is not None:
        _ask_for_ratings(investigation, people, moment)
    return found


def _record(investigation: Investigation, found: Score, people: list[User], moment: datetime) -> None:
    """The whole for the node, and each part for what it is about: a pair's work is the work of both."""
    nodes = {row.code: row for row in Competency.objects.filter(code__in={*COMPETENCIES.values(), "investigation"})}
    facts = [_whole(investigation, found, person, nodes.get("investigation"), moment) for person in people]
    facts += [_part(investigation, found, code, person, nodes, moment) for person in people for code in COMPETENCIES]
    record_many(bank=investigation.bank, facts=facts)


def _whole(investigation: Investigation, found: Score, person: User, node: Competency | None, moment: datetime) -> Fact:
    """Under the exercise, so that a rule can count what a class was given; what somebody rehearses alone stands for itself."""
    exercise = investigation.exercise
    return Fact(
        person_key=person.key,
        kind=EvidenceKind.SIMULATION,
        source_kind=EXERCISE_SOURCE if exercise else ALONE_SOURCE,
        source_id=exercise.public_id if exercise else investigation.public_id,
        source_version=f"rule-{found.rule.version}",
        happened_at=moment,
        raw=found.total,
        maximum=POINTS,
        competency=node,
        details=_details(investigation, cap=found.cap, work=investigation.public_id),
    )


def _part(investigation: Investigation, found: Score, code: str, person: User, nodes: Mapping[str, Competency], moment: datetime) -> Fact:
    part = found.part(code)
    return Fact(
        person_key=person.key,
        kind=EvidenceKind.TOPIC,
        source_kind=PART_SOURCE,
        source_id=investigation.public_id,
        source_version=f"rule-{found.rule.version}",
        happened_at=moment,
        raw=(part.share * POINTS).quantize(Decimal("0.01")),
        maximum=POINTS,
        competency=nodes.get(COMPETENCIES[code]),
        details=_details(investigation, part=code),
    )


def _details(investigation: Investigation, **more: Any) -> dict[str, Any]:
    return {"case": investigation.digest, "trade": investigation.trade, "level": investigation.level, **more}


def _ask_for_ratings(investigation: Investigation, people: list[User], moment: datetime) -> None:
    """An instructor judges what no formula can: the questions that were asked, and the report."""
    exercise = investigation.exercise
    enrolled = list(Enrolment.objects.filter(cohort=investigation.cohort, user__in=people))
    if exercise is None or not enrolled or exercise.created_by in people:
        return
    open_rating_tasks(
        cohort=investigation.cohort,
        rubric=sheet_in_force(bank=investigation.bank, code="INVESTIGATION", actor=exercise.created_by),
        subjects=enrolled,
        raters=[exercise.created_by],
        title=f"{exercise.title} · {investigation.title}"[:120],
        happened_on=timezone.localdate(moment),
        actor=exercise.created_by,
        now=moment,
    )
