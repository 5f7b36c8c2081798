"""Results go out: to the trainees, and as facts into the ledger; once."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.evidence.actions import Fact, record_many
from lms.evidence.models import Competency, Evidence
from lms.notices.actions import notify
from lms.people.models import User
from lms.records.enums import Verb
from lms.toolkit.canonical import decimal_text

from ..domain.question import Question
from ..enums import ExamState, ResultsState, SittingState
from ..models import Exam, Sitting
from ..queries.exams import present_enrolments
from ..queries.release import Summary, has_passed, release_state, summary_of, vector_of
from .exam_problems import ExamProblem
from .submit_sitting import close_overdue
from .write_exam import locked_exam, log_exam

EXAM, TOPIC = "exam", "topic"
# Evidence keeps four places; shares of a point are exact in the item vector beside it.
PLACES = Decimal("0.0001")


def source_version(exam: Exam) -> str:
    return f"paper:{exam.paper.public_id}"[:40]


def exam_fact(exam: Exam, sitting: Sitting, summary: Summary, **correction: Any) -> Fact:
    """One person's result with what a decision needs: the paper's reliability and the item vector."""
    return Fact(
        person_key=sitting.user.key,
        kind=EXAM,
        source_kind="exam",
        source_id=exam.public_id,
        source_version=source_version(exam),
        happened_at=sitting.submitted_at or sitting.deadline_at,
        raw=sitting.score,
        maximum=sitting.maximum,
        details={
            "attempt": sitting.attempt_no,
            "passed": has_passed(exam, sitting),
            "pass_mark": decimal_text(exam.pass_mark),
            "reliability": None if summary.alpha.value is None else decimal_text(summary.alpha.value),
            "reliability_reason": summary.alpha.reason or "",
            "takers": summary.people,
            "items": sitting.score_vector,
            "maxima": [decimal_text(question.points) for question in summary.questions],
        },
        **correction,
    )


def topic_facts(
    exam: Exam,
    sitting: Sitting,
    questions: list[Question],
    nodes: dict[str, Competency],
    earlier: dict[str, Evidence] | None = None,
    reason: str = "",
) -> list[Fact]:
    """One fact per topic of the paper; a correction supersedes the earlier one of the same topic."""
    vector, facts = vector_of(sitting), []
    for topic in dict.fromkeys(question.topic for question in questions):
        places = [index for index, question in enumerate(questions) if question.topic == topic]
        before = (earlier or {}).get(topic)
        raw = sum((vector[index] for index in places), Decimal(0)).quantize(PLACES)
        maximum = sum((questions[index].points for index in places), Decimal(0))
        facts.append(
            Fact(
                person_key=sitting.user.key,
                kind=TOPIC,
                source_kind="exam",
                source_id=exam.public_id,
                source_version=source_version(exam),
                happened_at=sitting.submitted_at or sitting.deadline_at,
                raw=min(raw, maximum),
                maximum=maximum,
                competency=nodes.get(topic),
                details={"topic": topic, "questions": len(places)},
                supersedes=before,
                reason=reason if before is not None else "",
            )
        )
    return facts


def nodes_of(questions: list[Question]) -> dict[str, Competency]:
    return {node.code: node for node in Competency.objects.filter(code__in={question.topic for question in questions})}


@transaction.atomic
def release_exam(*, exam: Exam, actor: User, now: datetime | None = None) -> Exam:
    """Raises ExamProblem while somebody sits, an essay waits, or it has been done before. Who stayed away gets a fact that says missing."""
    moment = now or timezone.now()
    exam = locked_exam(exam)
    if exam.results == ResultsState.RELEASED:
        raise ExamProblem("already_released")
    close_overdue(now=moment)
    state = release_state(exam, moment)
    if state.blockers:
        raise ExamProblem(state.blockers[0])
    summary = summary_of(exam)
    _record(exam, summary, moment)
    Sitting.objects.filter(exam=exam, state=SittingState.MARKED).update(state=SittingState.RELEASED)
    exam.results, exam.released_at, exam.released_by, exam.state = ResultsState.RELEASED, moment, actor, ExamState.RELEASED
    exam.save(update_fields=["results", "released_at", "released_by", "state"])
    log_exam(exam, Verb.RELEASED, actor.key, moment, people=summary.people, passed=summary.passed)
    _tell(exam, [one.user for one in summary.sittings], moment)
    return exam


def _record(exam: Exam, summary: Summary, moment: datetime) -> None:
    facts = [exam_fact(exam, sitting, summary) for sitting in summary.sittings]
    nodes = nodes_of(summary.questions)
    for sitting in summary.sittings:
        facts += topic_facts(exam, sitting, summary.questions, nodes)
    sat = {sitting.user_id for sitting in summary.sittings}
    facts += [
        Fact(
            person_key=enrolment.user.key,
            kind=EXAM,
            source_kind="exam",
            source_id=exam.public_id,
            source_version=source_version(exam),
            happened_at=exam.closes_at,
            status="missing",
        )
        for enrolment in present_enrolments(exam)
        if enrolment.user_id not in sat
    ]
    rows = record_many(bank=exam.bank, facts=facts)
    for sitting, row in zip(summary.sittings, rows, strict=False):
        sitting.evidence_id = row.public_id
    Sitting.objects.bulk_update(summary.sittings, ["evidence_id"], batch_size=500)


def _tell(exam: Exam, users: list[User], moment: datetime) -> None:
    notify(
        users=users,
        kind="exam",
        title=format_lazy(_("Results released: {title}"), title=exam.title),
        url=reverse("exam-detail", args=[exam.public_id]),
        dedupe_key=f"released:{exam.public_id}",
        now=moment,
    )
