"""Write a question: a new one, a draft changed in place, or a new version of an approved one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.evidence.models import Competency
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.search_tokens import index_text

from ..domain.content import Content, check, stored
from ..enums import ReviewState
from ..models import Question, QuestionVersion
from .problems import AssessmentProblem, ContentProblem


def search_tokens(*, code: str, topic: str, stem: str, options: list[dict[str, str]]) -> str:
    """What the search of the bank looks through, one blank before each token."""
    return " " + index_text(" ".join([code, topic, stem, *(option["text"] for option in options)]))


def _log(question: Question, verb: str, actor: User, now: datetime | None = None, **details: Any) -> None:
    log_act(
        organisation_key=question.bank.public_id if question.bank else "",
        actor_key=actor.key,
        verb=verb,
        object_kind="question",
        object_id=question.public_id,
        details=details,
        now=now,
    )


def _fill(version: QuestionVersion, content: Content) -> QuestionVersion:
    version.stem, version.explanation = content.stem.strip(), content.explanation.strip()
    version.difficulty, version.points = content.difficulty, content.points
    version.options, version.key, version.marking = stored(content)
    return version


def _checked(content: Content) -> None:
    if faults := check(content):
        raise ContentProblem(faults)


@transaction.atomic
def add_question(
    *, bank: Organisation, code: str, topic: Competency, content: Content, author: User, now: datetime | None = None
) -> Question:
    """A new question of ``bank`` with a first draft; raises ContentProblem, or AssessmentProblem where the number is taken."""
    _checked(content)
    if Question.objects.filter(bank=bank, code=code).exists():
        raise AssessmentProblem("code_taken", code=code)
    moment = now or timezone.now()
    question = Question.objects.create(bank=bank, code=code, kind=content.kind, topic=topic, created_by=author, created_at=moment)
    version = _fill(QuestionVersion(question=question, number=1, author=author, created_at=moment), content)
    version.save(force_insert=True)
    question.current_version = version
    question.search_tokens = search_tokens(code=code, topic=str(topic.name), stem=version.stem, options=version.options)
    question.save(update_fields=["current_version", "search_tokens"])
    _log(question, Verb.CREATED, author, moment, code=code)
    return question


@transaction.atomic
def change_question(
    *, question: Question, topic: Competency, content: Content, author: User, now: datetime | None = None
) -> QuestionVersion:
    """Change the draft where the newest version is one, else write the next version; the approved one counts until then."""
    question = Question.objects.select_for_update(of=("self",)).select_related("bank", "current_version").get(pk=question.pk)
    newest = question.versions.order_by("-number").first()
    if content.kind != question.kind:
        raise AssessmentProblem("kind_fixed")
    if question.state == ReviewState.RETIRED:
        raise AssessmentProblem("retired")
    if newest is not None and newest.state == ReviewState.IN_REVIEW:
        raise AssessmentProblem("in_review")
    _checked(content)
    moment = now or timezone.now()
    if newest is not None and newest.state == ReviewState.DRAFT:
        version = newest
        version.author, version.comment = author, ""
    else:
        version = QuestionVersion(question=question, number=(newest.number if newest else 0) + 1, author=author, created_at=moment)
    _fill(version, content).save()
    question.topic = topic
    if question.state != ReviewState.APPROVED:
        question.current_version = version
    shown = question.current_version or version
    question.search_tokens = search_tokens(code=question.code, topic=str(topic.name), stem=shown.stem, options=shown.options)
    question.save(update_fields=["topic", "current_version", "search_tokens"])
    _log(question, Verb.CHANGED, author, moment, version=version.number)
    return version
