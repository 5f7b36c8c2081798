"""A key that was wrong is put right: a new key row, new marks, and corrected facts with the reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lms.evidence.actions import record_many
from lms.evidence.models import Evidence
from lms.people.models import User
from lms.records.enums import Verb

from ..domain.kinds import validate
from ..domain.question import Question, from_data, to_data
from ..domain.text import number_of
from ..enums import QuestionKind, ResultsState, SittingState
from ..models import Exam, Sitting, SittingKey
from ..queries.release import counted_sittings, summary_of
from .exam_problems import ExamProblem
from .mark_sittings import mark_many, newest_key
from .release_exam import TOPIC, exam_fact, nodes_of, topic_facts
from .write_exam import locked_exam, log_exam


def corrected(question: Question, key: str, tolerance: Decimal | None) -> Question:
    """The question with the key an instructor typed; raises ExamProblem where it doesn't fit."""
    plain = key.strip()
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            new = replace(question, key=tuple(sorted(set(plain.upper()) - set(" ,，、"))))
        case QuestionKind.TRUE_FALSE:
            new = replace(question, key=(plain.upper()[:1],))
        case QuestionKind.NUMERIC:
            number = number_of(plain)
            if number is None:
                raise ExamProblem("key_unreadable")
            new = replace(question, key=(str(number),), tolerance=question.tolerance if tolerance is None else tolerance)
        case QuestionKind.FILL_IN:
            new = replace(question, key=tuple(dict.fromkeys(part.strip() for part in plain.split("|") if part.strip())))
        case _:
            raise ExamProblem("key_unreadable")
    if any(defect.field in {"key", "tolerance"} for defect in validate(new)):
        raise ExamProblem("key_unreadable")
    return new


def _new_entry(entry: dict[str, Any], key: str | None, tolerance: Decimal | None) -> dict[str, Any]:
    if key is None:
        return {**entry, "full": True}
    question = corrected(from_data(entry["question"]), key, tolerance)
    return {**{name: value for name, value in entry.items() if name != "full"}, "question": to_data(question)}


@transaction.atomic
def regrade_question(
    *,
    exam: Exam,
    position: int,
    actor: User,
    reason: str,
    key: str | None = None,
    tolerance: Decimal | None = None,
    now: datetime | None = None,
) -> int:
    """Mark one question anew for everybody: with another ``key``, or (None) with full points. How many scores changed.

    ``position`` is the paper's. Earlier keys and marks stay on file; where results are out, the facts are superseded.
    """
    moment = now or timezone.now()
    if not reason.strip():
        raise ExamProblem("reason_missing")
    exam = locked_exam(exam)
    sittings = list(Sitting.objects.filter(exam=exam).exclude(state=SittingState.OPEN).annotate(key=newest_key(), last=Max("keys__number")))
    if not sittings:
        raise ExamProblem("nobody_sat")
    if Sitting.objects.filter(exam=exam, state=SittingState.OPEN).exists():
        raise ExamProblem("still_sitting")
    if not 1 <= position <= len(sittings[0].key):
        raise ExamProblem("no_such_question")
    earlier = {one.user_id: one for one in counted_sittings(exam)}
    before = {sitting.pk: sitting.score for sitting in sittings}
    shared = {"reason": reason.strip(), "made_by_key": actor.key, "created_at": moment}
    rows = []
    for sitting in sittings:
        entries = list(sitting.key)
        entries[position - 1] = _new_entry(entries[position - 1], key, tolerance)
        rows.append(SittingKey(sitting=sitting, number=sitting.last + 1, key=entries, **shared))
    SittingKey.objects.bulk_create(rows, batch_size=100)
    mark_many([sitting.pk for sitting in sittings], now=moment)
    log_exam(exam, Verb.CHANGED, actor.key, moment, reason=reason.strip(), regraded=position, full=key is None)
    if exam.results == ResultsState.RELEASED:
        _correct_facts(exam, earlier, reason.strip(), moment)
    after = dict(Sitting.objects.filter(pk__in=list(before)).values_list("pk", "score"))
    return sum(after[pk] != score for pk, score in before.items())


def _correct_facts(exam: Exam, earlier: dict[int, Sitting], reason: str, moment: datetime) -> None:
    """New facts for whoever's result is another now; the reliability of the paper is computed anew for them."""
    summary = summary_of(exam)
    changed = [one for one in summary.sittings if _differs(one, earlier.get(one.user_id))]
    ids = [earlier[one.user_id].evidence_id for one in changed if one.user_id in earlier]
    old = {row.person_key: row for row in Evidence.objects.filter(public_id__in=ids).select_related("bank")}
    topics = _standing_topics(exam, [one.user.key for one in changed])
    nodes = nodes_of(summary.questions)
    facts = [exam_fact(exam, one, summary, supersedes=old.get(one.user.key), reason=reason) for one in changed]
    for one in changed:
        facts += topic_facts(exam, one, summary.questions, nodes, topics.get(one.user.key, {}), reason)
    recorded = record_many(bank=exam.bank, facts=facts)
    for one, row in zip(changed, recorded, strict=False):
        one.evidence_id = row.public_id
    Sitting.objects.bulk_update(changed, ["evidence_id"])


def _differs(new: Sitting, old: Sitting | None) -> bool:
    return old is None or (new.pk, new.score, new.score_vector) != (old.pk, old.score, old.score_vector)


def _standing_topics(exam: Exam, keys: Sequence[str]) -> dict[str, dict[str, Evidence]]:
    rows = Evidence.objects.filter(
        bank=exam.bank, source_kind="exam", source_id=exam.public_id, kind=TOPIC, person_key__in=list(keys), superseded_by__isnull=True
    )
    found: dict[str, dict[str, Evidence]] = {}
    for row in rows.select_related("bank"):
        found.setdefault(row.person_key, {})[row.details.get("topic", "")] = row
    return found
