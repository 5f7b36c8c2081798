"""A sitting begins, or goes on elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Enrolment
from lms.people.models import User
from lms.people.queries.prepared import PreparedForPerson
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.prepared import Prepared
from lms.toolkit.random_ids import public_id

from ..domain.deadline import accepts_until, deadline, may_start
from ..domain.question import Question, from_stored
from ..domain.sitting import Frozen, freeze
from ..enums import ExamState, SittingState
from ..models import Exam, ExamAccommodation, PaperItem, Sitting, SittingKey
from ..queries.exams import window_of
from .exam_problems import ExamProblem
from .tickets import derived_key

TRIES = 3


@dataclass(frozen=True)
class Admission:
    """One row that says all: the exam, what is granted to this person, and what they have sat so far."""

    exam: Exam
    accommodation: ExamAccommodation
    used: int
    open_id: int | None


def _exam_for(user: Any, exam: Any) -> QuerySet[Exam]:
    """The exam where the person sits in its class, with what is granted to them and what they have sat."""
    granted = ExamAccommodation.objects.filter(exam=OuterRef("pk"), user=user)
    own = Sitting.objects.filter(exam=OuterRef("pk"), user=user)
    counted = own.order_by().values("exam").annotate(n=Count("pk"))

    def number(rows: Any) -> Coalesce:
        return Coalesce(Subquery(rows, output_field=IntegerField()), 0)

    exams = Exam.objects.annotate(
        extra_percent=number(granted.values("extra_percent")),
        extra_minutes=number(granted.values("extra_minutes")),
        extra_attempts=number(granted.values("extra_attempts")),
        used=number(counted.values("n")),
        open_id=Subquery(own.filter(state=SittingState.OPEN).values("pk")[:1]),
    )
    seat = Enrolment.objects.filter(cohort=OuterRef("cohort"), user=user, state__in=PRESENT_STATES)
    return exams.filter(Exists(seat), public_id=exam, bank_id=user.bank_id).exclude(state=ExamState.DRAFT)


_EXAM_FOR = PreparedForPerson(_exam_for, exam=CharField())


def _admit(exam_public_id: str, user: User) -> Admission:
    """One statement for everything the decision needs; who is not in the class is refused."""
    found: list[Any] = _EXAM_FOR.fetch(user, exam=exam_public_id)
    if not found:
        raise ExamProblem("not_enrolled")
    exam = found[0]
    accommodation = ExamAccommodation(extra_percent=exam.extra_percent, extra_minutes=exam.extra_minutes)
    accommodation.extra_attempts = exam.extra_attempts
    return Admission(exam, accommodation, exam.used, exam.open_id)


def start_sitting(*, exam_id: str, user: User, device: str = "", nonce: str = "", now: datetime | None = None) -> Sitting:
    """The person's sitting: a new one, or the one they have open. Raises ExamProblem.

    ``exam_id`` is the public id; a new sitting takes ``nonce``, so that the caller sees whether theirs made it.
    Of several starts at once one makes the sitting, by the database's own rule; the others get the same one.
    """
    moment = now or timezone.now()
    for _again in range(TRIES - 1):
        try:
            with transaction.atomic():
                return _start(exam_id, user, device, nonce or public_id(), moment)
        except IntegrityError:
            continue  # another start of the same attempt was first: look again
    with transaction.atomic():
        return _start(exam_id, user, device, nonce or public_id(), moment)


def _start(exam_id: str, user: User, device: str, nonce: str, moment: datetime) -> Sitting:
    admission = _admit(exam_id, user)
    if admission.open_id is not None:
        return Sitting.objects.get(pk=admission.open_id)
    exam, window = admission.exam, window_of(admission.exam, admission.accommodation)
    if exam.state == ExamState.CANCELLED:
        raise ExamProblem("cancelled")
    if exam.state != ExamState.SCHEDULED or not may_start(window, moment):
        raise ExamProblem("not_open")
    if admission.used >= exam.attempts_allowed + admission.accommodation.extra_attempts:
        raise ExamProblem("no_attempts_left")
    identifier = public_id()
    frozen = _frozen(exam, identifier)
    sitting = Sitting.objects.create(
        public_id=identifier,
        exam=exam,
        user=user,
        attempt_no=admission.used + 1,
        started_at=moment,
        deadline_at=deadline(window, moment),
        accepts_until=accepts_until(window, moment),
        questions=frozen.questions,
        maximum=frozen.maximum,
        ticket_nonce=nonce,
        device_note=device[:200],
    )
    SittingKey.objects.create(sitting=sitting, number=1, key=frozen.key, created_at=moment)
    return sitting


def _items(paper: Any) -> QuerySet[PaperItem, dict[str, Any]]:
    version = "question_version__"
    columns = {name: F(f"{version}{name}") for name in ("stem", "options", "key", "marking", "explanation")}
    columns |= {"kind": F(f"{version}question__kind"), "topic": F(f"{version}question__topic__code")}
    return PaperItem.objects.filter(paper=paper).order_by("position").values("section", "points", **columns)


_ITEMS = Prepared(_items, paper=BigIntegerField())


@lru_cache(maxsize=32)
def _paper_of(exam: str, paper: int) -> tuple[list[Question], list[str]]:
    """Questions and their sections. A published paper never changes: who starts in the same minute shares one reading of it."""
    items = _ITEMS.fetch(paper=paper)
    if not items:
        raise ExamProblem("paper_empty")
    sections = [item.pop("section") for item in items]
    return [from_stored(**item) for item in items], sections


def _frozen(exam: Exam, identifier: str) -> Frozen:
    questions, sections = _paper_of(exam.public_id, exam.paper_id)
    return freeze(
        questions,
        sections=sections,
        sitting=identifier,
        secret=derived_key("option-tokens"),
        shuffle_questions=exam.shuffle_questions,
        shuffle_options=exam.shuffle_options,
    )


@transaction.atomic
def take_over_sitting(*, sitting: Sitting, user: User, device: str = "", now: datetime | None = None) -> Sitting:
    """Go on here: a new nonce makes every other page of this sitting read-only."""
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("exam__bank").get(pk=sitting.pk, user=user)
    if sitting.state != SittingState.OPEN:
        return sitting
    sitting.ticket_nonce, sitting.device_note = public_id(), device[:200]
    sitting.save(update_fields=["ticket_nonce", "device_note"])
    log_act(
        organisation_key=sitting.exam.bank.public_id,
        actor_key=user.key,
        verb=Verb.CHANGED,
        object_kind="sitting",
        object_id=sitting.public_id,
        details={"taken_over": True, "server_seq": sitting.server_seq},
        now=now,
    )
    return sitting
