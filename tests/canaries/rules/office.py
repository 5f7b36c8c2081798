"""The log, documents, regulations, jobs, notices and the ledger."""

from collections.abc import Mapping
from typing import Any

from lms.evidence.enums import EvidenceKind
from lms.evidence.queries.disclosure import JUDGED
from lms.policies.enums import RegulationState
from tests.matrix.lines import OFFICE, OVERSIGHT, STAFF

from ..groups import BRANCH, READS_DECISIONS, Rule

READS_LOG = "leader admin auditor"
# What the world's published ranking read, and so disclosed.
RANKED = "final"


def act(row: Any, parts: Mapping[Any, str]) -> str:
    """The log; what was done with an account stands in its history, too."""
    person = parts.get(row.object_id, "")
    history = OFFICE if person else ""
    return f"{READS_LOG} {history} {BRANCH if person.startswith('branch_') else ''}"


def regulation(row: Any, _parts: Mapping[Any, str]) -> str:
    return "*" if row.versions.exclude(state=RegulationState.DRAFT).exists() else OVERSIGHT


def regulation_text(row: Any, _parts: Mapping[Any, str]) -> str:
    return OVERSIGHT if row.state == RegulationState.DRAFT else "*"


def fact(row: Any, parts: Mapping[Any, str]) -> str:
    """By office, the rater, and the person where it is no judgement of others or disclosed; why attendance is not for a mentor."""
    person, rater = parts.get(row.person_key, ""), parts.get(row.rater_key, "")
    sealed = row.kind in JUDGED and row.rater_key and row.source_id != RANKED
    mentor = "mentor" if person == "trainee" else ""
    if row.kind == EvidenceKind.ATTENDANCE:
        return f"{OFFICE} {STAFF} {rater} {person}"
    return f"{OFFICE} {rater} {mentor} {'' if sealed else person}"


# What is filed is the office's, unless it is published to more people.
FILED = {"certification_profile": "*"}


def issued(row: Any, parts: Mapping[Any, str]) -> str:
    """A certificate is its holder's, too."""
    certificate = getattr(row, "certificate", None)
    return f"{FILED.get(row.object_kind, READS_DECISIONS)} {parts.get(certificate.user_id, '') if certificate else ''}"


RULES: dict[str, Rule] = {
    "records.Act.reason": act,
    "records.Act.details": act,
    "records.IssuedDocument.title": issued,
    "records.IssuedDocument.file": issued,
    "policies.CalendarDay.note": OVERSIGHT,
    "policies.Regulation.code": regulation,
    "policies.Regulation.title": regulation,
    "policies.RegulationVersion.text": regulation_text,
    "policies.RegulationVersion.file": regulation_text,
    "policies.RegulationVersion.consultation_record": regulation_text,
    "policies.PolicyValue.reason": OVERSIGHT,
    "jobs.Job.title": "@owner",
    "jobs.Job.message": "@owner",
    "jobs.Job.error": "@owner",
    "jobs.Job.upload": "@owner",
    "jobs.Job.file": "@owner",
    "notices.Notice.title": "@user",
    "notices.Notice.body": "@user",
    "evidence.Evidence.reason": fact,
    "evidence.EvidenceNote.text": lambda row, parts: fact(row.evidence, parts),
}
