"""An exam set, changed, scheduled and cancelled."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.cohorts.models import Cohort
from lms.cohorts.queries import people_of_cohort
from lms.notices.actions import notify
from lms.people.models import User
from lms.policies.queries import policy
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import ExamState, PaperState
from ..models import Exam, Paper
from .exam_problems import ExamProblem

FREE_FIELDS = (
    "title", "kind", "opens_at", "closes_at", "duration_minutes", "attempts_allowed", "shuffle_questions", "shuffle_options",
    "pass_mark", "show_answers_after_release", "instructions", "counts_for",
)  # fmt: skip


def log_exam(exam: Exam, verb: str, actor_key: str, now: datetime | None = None, reason: str = "", **details: Any) -> None:
    log_act(
        organisation_key=exam.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="exam",
        object_id=exam.public_id,
        details=details,
        reason=reason,
        now=now,
    )


def locked_exam(exam: Exam) -> Exam:
    """The exam as it is now, until the end of the transaction."""
    return Exam.objects.select_for_update(of=("self",)).select_related("bank", "cohort", "paper").get(pk=exam.pk)


@transaction.atomic
def add_exam(*, cohort: Cohort, paper: Paper, actor: User, now: datetime | None = None, **fields: Any) -> Exam:
    """A draft; pass mark and grace come from the bank's policy unless given."""
    if paper.bank_id != cohort.bank_id or paper.state != PaperState.PUBLISHED:
        raise ExamProblem("paper_not_published")
    if not paper.items.exists():
        raise ExamProblem("paper_empty")
    moment = now or timezone.now()
    fields.setdefault("kind", paper.kind)
    if fields.get("pass_mark") is None:
        fields["pass_mark"] = Decimal(str(policy(cohort.bank_id, "exam.pass_mark_percent")))
    fields.setdefault("grace_seconds", int(Decimal(str(policy(cohort.bank_id, "exam.grace_seconds")))))
    exam = Exam.objects.create(bank=cohort.bank, cohort=cohort, paper=paper, created_by=actor, created_at=moment, **fields)
    log_exam(exam, Verb.CREATED, actor.key, moment, paper=paper.public_id)
    return exam


@transaction.atomic
def change_exam(*, exam: Exam, actor: User, now: datetime | None = None, **fields: Any) -> Exam:
    """Anything may change before the exam opens; afterwards only words, and the closing to a later moment."""
    exam, moment = locked_exam(exam), now or timezone.now()
    if exam.state not in {ExamState.DRAFT, ExamState.SCHEDULED}:
        raise ExamProblem("already_over")
    unknown = set(fields) - {*FREE_FIELDS, "paper"}
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    changed = {name: value for name, value in fields.items() if value != getattr(exam, name)}
    if exam.state == ExamState.SCHEDULED and moment >= exam.opens_at and set(changed) - {"instructions", "counts_for"}:
        raise ExamProblem("not_editable")
    if "paper" in changed and (changed["paper"].bank_id != exam.bank_id or changed["paper"].state != PaperState.PUBLISHED):
        raise ExamProblem("paper_not_published")
    for name, value in changed.items():
        setattr(exam, name, value)
    if changed:
        exam.save(update_fields=list(changed))
        log_exam(exam, Verb.CHANGED, actor.key, moment, fields=sorted(changed))
    return exam


@transaction.atomic
def schedule_exam(*, exam: Exam, actor: User, now: datetime | None = None) -> Exam:
    """From now on the class sees the exam; everybody is told."""
    exam, moment = locked_exam(exam), now or timezone.now()
    if exam.state != ExamState.DRAFT:
        raise ExamProblem("not_a_draft")
    if exam.closes_at <= moment:
        raise ExamProblem("window_over")
    exam.state = ExamState.SCHEDULED
    exam.save(update_fields=["state"])
    log_exam(exam, Verb.PUBLISHED, actor.key, moment, paper=exam.paper.public_id)
    notify(
        users=people_of_cohort(exam.cohort) if exam.cohort else [],
        kind="exam",
        title=format_lazy(_("Exam scheduled: {title}"), title=exam.title),
        url=reverse("exam-detail", args=[exam.public_id]),
        dedupe_key=f"exam:{exam.public_id}",
        now=moment,
    )
    return exam


@transaction.atomic
def cancel_exam(*, exam: Exam, actor: User, reason: str, now: datetime | None = None) -> Exam:
    """Only while nobody has sat it; the reason is shown to the class."""
    exam, moment = locked_exam(exam), now or timezone.now()
    if not reason.strip():
        raise ExamProblem("reason_missing")
    if exam.state not in {ExamState.DRAFT, ExamState.SCHEDULED}:
        raise ExamProblem("already_over")
    if exam.sittings.exists():
        raise ExamProblem("has_sittings")
    told = exam.state == ExamState.SCHEDULED
    exam.state, exam.cancelled_reason = ExamState.CANCELLED, reason.strip()
    exam.save(update_fields=["state", "cancelled_reason"])
    log_exam(exam, Verb.WITHDRAWN, actor.key, moment, reason=reason.strip())
    if told:
        notify(
            users=people_of_cohort(exam.cohort) if exam.cohort else [],
            kind="exam",
            title=format_lazy(_("Exam cancelled: {title}"), title=exam.title),
            body=reason.strip(),
            url=reverse("exam-detail", args=[exam.public_id]),
            now=moment,
        )
    return exam
