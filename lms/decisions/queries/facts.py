"""The ledger's standing rows as the plain values a rule reads."""

from collections.abc import Iterable

from django.db.models import Q

from lms.cohorts.models import Cohort
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency, Evidence
from lms.evidence.queries import evidence_of_people

from ..domain.collect import Fact
from ..domain.rule import Rule

REASSESSMENT = "reassessment"
"""Source of an independent re-assessment: it informs the meeting and is never counted by a rule."""
OPENING_BALANCE = "conduct_book"
"""Source of the full balance with which a book of points begins."""

OF_ONE_CLASS = (EvidenceKind.ATTENDANCE, EvidenceKind.CONDUCT)
"""Kinds whose rows name in ``source_version`` the class they belong to."""


def facts_for(cohort: Cohort, keys: Iterable[str], rule: Rule) -> list[Fact]:
    """Two queries; the caller has checked the scope. Sessions and conduct of another class are that class's."""
    kinds = {component.source.kind for component in rule.components}
    rows = evidence_of_people(cohort.bank, keys, kinds=kinds).exclude(source_kind=REASSESSMENT)
    rows = rows.exclude(Q(kind__in=OF_ONE_CLASS) & ~Q(source_version__in=["", cohort.public_id]))
    lines = _lines() if any(component.source.competency for component in rule.components) else {}
    return [_fact(row, lines) for row in rows]


def _lines() -> dict[int, tuple[str, ...]]:
    """Each competency's own code and those above it."""
    nodes = {pk: (code, parent) for pk, code, parent in Competency.objects.values_list("pk", "code", "parent_id")}
    found: dict[int, tuple[str, ...]] = {}
    for pk in nodes:
        codes, here = [], pk
        while here is not None and here in nodes:
            codes.append(nodes[here][0])
            here = nodes[here][1]
        found[pk] = tuple(codes)
    return found


def _fact(row: Evidence, lines: dict[int, tuple[str, ...]]) -> Fact:
    activity, reliability = row.details.get("activity"), row.details.get("reliability")
    return Fact(
        evidence=row.public_id,
        person=row.person_key,
        kind=row.kind,
        competencies=lines.get(row.competency_id or 0, ()),
        status=row.status,
        raw=row.raw,
        maximum=row.maximum,
        rater=row.rater_key,
        activity=activity if isinstance(activity, str) and activity else row.source_id,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        reliability=reliability if isinstance(reliability, str) else "",
        opening=row.source_kind == OPENING_BALANCE,
        red_line=bool(row.details.get("red_lines")),
        late=row.details.get("late") is True,
    )
