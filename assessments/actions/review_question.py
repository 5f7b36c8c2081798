"""The review of a question: submit, take back, approve by a second author, return, retire."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lms.people.models import User
from lms.records.enums import Verb

from ..enums import ReviewState
from ..models import Question, QuestionVersion
from .problems import AssessmentProblem
from .write_question import _log, search_tokens


def _locked(version: QuestionVersion) -> QuestionVersion:
    """The version as it is now; its question's row is the lock."""
    question = Question.objects.select_for_update(of=("self",)).select_related("bank", "topic").get(pk=version.question_id)
    found = QuestionVersion.objects.get(pk=version.pk)
    found.question = question
    return found


@transaction.atomic
def submit_version(*, version: QuestionVersion, actor: User, now: datetime | None = None) -> QuestionVersion:
    """Ask for a review."""
    version = _locked(version)
    if version.state != ReviewState.DRAFT:
        raise AssessmentProblem("not_a_draft")
    version.state, version.comment = ReviewState.IN_REVIEW, ""
    version.save(update_fields=["state", "comment"])
    _follow(version)
    _log(version.question, Verb.SUBMITTED, actor, now, version=version.number)
    return version


@transaction.atomic
def withdraw_version(*, version: QuestionVersion, actor: User, now: datetime | None = None) -> QuestionVersion:
    """Take a version back out of review, to change it."""
    version = _locked(version)
    if version.state != ReviewState.IN_REVIEW:
        raise AssessmentProblem("not_in_review")
    version.state = ReviewState.DRAFT
    version.save(update_fields=["state"])
    _follow(version)
    _log(version.question, Verb.WITHDRAWN, actor, now, version=version.number)
    return version


@transaction.atomic
def return_version(*, version: QuestionVersion, reviewer: User, comment: str, now: datetime | None = None) -> QuestionVersion:
    """Send a version back to its author with a comment."""
    version = _locked(version)
    _check_reviewer(version, reviewer)
    if not comment.strip():
        raise AssessmentProblem("reason_missing")
    version.state, version.comment = ReviewState.DRAFT, comment.strip()
    version.save(update_fields=["state", "comment"])
    _follow(version)
    _log(version.question, Verb.REFUSED, reviewer, now, version=version.number)
    return version


def _check_reviewer(version: QuestionVersion, reviewer: User) -> None:
    if version.state != ReviewState.IN_REVIEW:
        raise AssessmentProblem("not_in_review")
    if version.author_id == reviewer.pk:
        raise AssessmentProblem("own_version")


def _follow(version: QuestionVersion) -> None:
    """Before a first version is approved, the question's own state is its version's."""
    question = version.question
    if question.state in {ReviewState.DRAFT, ReviewState.IN_REVIEW}:
        question.state = version.state
        question.save(update_fields=["state"])


@transaction.atomic
def approve_versions(
    *, versions: Iterable[QuestionVersion], reviewer: User, comment: str = "", now: datetime | None = None
) -> list[QuestionVersion]:
    """Approve, all or none. From now on these versions count and can't change; the ones before them are retired."""
    keys = [version.pk for version in versions]
    wanted = QuestionVersion.objects.filter(pk__in=keys).values("question")
    questions = {one.pk: one for one in Question.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")}
    rows = list(QuestionVersion.objects.filter(pk__in=keys).select_related("question__bank", "question__topic"))
    for version in rows:
        _check_reviewer(version, reviewer)
    moment = now or timezone.now()
    QuestionVersion.objects.filter(question__in=questions, state=ReviewState.APPROVED).update(state=ReviewState.RETIRED)
    QuestionVersion.objects.filter(pk__in=keys).update(
        state=ReviewState.APPROVED, reviewer=reviewer, reviewed_at=moment, comment=comment.strip()
    )
    Question.objects.filter(pk__in=questions).update(
        state=ReviewState.APPROVED,
        current_version=Subquery(QuestionVersion.objects.filter(question=OuterRef("pk"), state=ReviewState.APPROVED).values("pk")[:1]),
    )
    _refresh_tokens([version for version in rows if questions[version.question_id].current_version_id != version.pk])
    for version in rows:
        version.state, version.reviewer, version.reviewed_at = ReviewState.APPROVED, reviewer, moment
        _log(version.question, Verb.APPROVED, reviewer, moment, version=version.number)
    return rows


def _refresh_tokens(versions: list[QuestionVersion]) -> None:
    """The search finds a question by the words that count."""
    questions = []
    for version in versions:
        question = version.question
        question.search_tokens = search_tokens(code=question.code, topic=question.topic.name, stem=version.stem, options=version.options)
        questions.append(question)
    Question.objects.bulk_update(questions, ["search_tokens"], batch_size=300)


def approve_version(*, version: QuestionVersion, reviewer: User, comment: str = "", now: datetime | None = None) -> QuestionVersion:
    """Approve one version."""
    return approve_versions(versions=[version], reviewer=reviewer, comment=comment, now=now)[0]


@transaction.atomic
def retire_question(*, question: Question, actor: User, reason: str, now: datetime | None = None) -> Question:
    """Take a question out of use; papers and sittings that hold it keep it."""
    question = Question.objects.select_for_update(of=("self",)).select_related("bank").get(pk=question.pk)
    if question.state == ReviewState.RETIRED:
        raise AssessmentProblem("retired")
    if not reason.strip():
        raise AssessmentProblem("reason_missing")
    question.state = ReviewState.RETIRED
    question.save(update_fields=["state"])
    question.versions.filter(state=ReviewState.IN_REVIEW).update(state=ReviewState.DRAFT)
    _log(question, Verb.REMOVED, actor, now, reason=reason.strip())
    return question


@transaction.atomic
def restore_question(*, question: Question, actor: User, now: datetime | None = None) -> Question:
    """Bring a retired question back to where it was."""
    question = Question.objects.select_for_update(of=("self",)).select_related("bank", "current_version").get(pk=question.pk)
    if question.state != ReviewState.RETIRED:
        raise AssessmentProblem("not_retired")
    current = question.current_version
    question.state = current.state if current else ReviewState.DRAFT
    question.save(update_fields=["state"])
    _log(question, Verb.CHANGED, actor, now, state=str(question.state))
    return question
