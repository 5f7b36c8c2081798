"""Scoring sheets in force, rating tasks, and each rater's judgement as a fact of its own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.models import Cohort, Enrolment
from lms.evidence.actions import Fact, record_evidence
from lms.notices.actions import notify, settle_notices
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id

from ..domain.default_rubrics import read_rubric, stored
from ..domain.rubric import Sheet, SheetScore, check_sheet, score_sheet
from ..enums import RatingTaskState, RubricPurpose, RubricState
from ..models import Rating, RatingTask, Rubric

KINDS = {RubricPurpose.INTERVIEW: "interview", RubricPurpose.SIMULATION: "simulation", RubricPurpose.TRIAL_LECTURE: "teaching"}


class RatingRefused(ValueError):
    """A judgement that can't be taken; the sentence is for the rater, ``code`` for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@transaction.atomic
def install_rubric(*, bank: Organisation, code: str, actor: User, now: datetime | None = None) -> Rubric:
    """Put one of the starting sheets in force at ``bank``; installing it again returns the one that is there."""
    known = Rubric.objects.filter(bank=bank, code=code, state=RubricState.IN_FORCE).first()
    if known is not None:
        return known
    rubric = Rubric.objects.create(
        bank=bank, code=code, state=RubricState.IN_FORCE, created_by=actor, created_at=now or timezone.now(), **stored(code)
    )
    log_act(
        organisation_key=bank.public_id, actor_key=actor.key, verb=Verb.CREATED, object_kind="rubric", object_id=rubric.public_id, now=now
    )
    return rubric


@transaction.atomic
def open_rating_tasks(
    *,
    cohort: Cohort,
    rubric: Rubric,
    subjects: Iterable[Enrolment],
    raters: Iterable[User],
    title: str,
    happened_on: date,
    actor: User,
    now: datetime | None = None,
) -> list[RatingTask]:
    """Ask ``raters`` to judge each of ``subjects`` with ``rubric``; nobody judges themselves."""
    moment, panel, batch = now or timezone.now(), list(raters), public_id()
    if not panel:
        raise RatingRefused("raters_missing", _("Choose at least one rater."))
    if any(rater.bank_id != cohort.bank_id for rater in panel):
        raise RatingRefused("rater_bank", _("A rater belongs to another bank."))
    if rubric.state != RubricState.IN_FORCE or rubric.bank_id not in {None, cohort.bank_id}:
        raise RatingRefused("rubric", _("This scoring sheet is not in force."))
    tasks = []
    for enrolment in subjects:
        if enrolment.cohort_id != cohort.pk:
            raise RatingRefused("not_in_class", _("Somebody chosen is not in this class."))
        if any(rater.pk == enrolment.user_id for rater in panel):
            raise RatingRefused("self", _("Nobody rates themselves."))
        task = RatingTask.objects.create(
            bank=cohort.bank,
            batch=batch,
            cohort=cohort,
            rubric=rubric,
            subject=enrolment,
            title=title,
            happened_on=happened_on,
            created_by=actor,
            created_at=moment,
        )
        task.raters.set(panel)
        tasks.append(task)
    _announce(cohort, rubric, title, batch, len(tasks), panel, actor, moment)
    return tasks


def _announce(cohort: Cohort, rubric: Rubric, title: str, batch: str, count: int, panel: list[User], actor: User, moment: datetime) -> None:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor.key,
        verb=Verb.CREATED,
        object_kind="rating_batch",
        object_id=batch,
        details={"tasks": count, "raters": len(panel), "rubric": rubric.public_id},
        now=moment,
    )
    notify(
        users=panel,
        kind="rating",
        title=format_lazy(gettext_lazy("Please rate: {title}"), title=title),
        url=reverse("rating-list"),
        needs_decision=True,
        dedupe_key=f"rating:{batch}",
        now=moment,
    )


def _check_asked(task: RatingTask, rater: User) -> None:
    if task.state != RatingTaskState.OPEN:
        raise RatingRefused("closed", _("This rating is closed."))
    if not task.raters.filter(pk=rater.pk).exists():
        raise RatingRefused("not_a_rater", _("You are not one of its raters."))


def _fact(
    task: RatingTask, rater: User, score: SheetScore, sheet: Sheet, note: str, before: Rating | None, reason: str, moment: datetime
) -> Fact:
    """One rater's judgement for the ledger; a second one supersedes the first."""
    last_moment = timezone.make_aware(datetime.combine(task.happened_on, time(23, 59, 59)))
    return Fact(
        person_key=task.subject.user.key,
        kind=KINDS.get(RubricPurpose(task.rubric.purpose), "review"),
        source_kind="rating",
        source_id=task.batch,
        source_version=f"rubric:{task.rubric.code}/{task.rubric.version}"[:40],
        happened_at=min(moment, last_moment),
        raw=score.total,
        maximum=score.maximum,
        rater_key=rater.key,
        details={"scores": {code: str(points) for code, points in sheet.scores.items()}, "red_lines": list(score.red_lines)},
        note=note,
        supersedes=task.bank.evidence.filter(public_id=before.evidence_id).first() if before else None,
        reason=reason,
    )


@transaction.atomic
def submit_rating(
    *,
    task: RatingTask,
    rater: User,
    scores: Mapping[str, Decimal],
    red_lines: Iterable[str] = (),
    note: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> Rating:
    """One rater's whole sheet. A second one corrects the first, with a reason, until the task is closed; both stay in the ledger."""
    moment = now or timezone.now()
    task = RatingTask.objects.select_for_update(of=("self",)).select_related("rubric", "bank", "subject__user").get(pk=task.pk)
    _check_asked(task, rater)
    rubric = read_rubric(task.rubric.criteria, task.rubric.red_lines)
    sheet = Sheet(rater.key, dict(scores), frozenset(red_lines))
    if check_sheet(rubric, sheet):
        raise RatingRefused("sheet", _("The sheet holds something its criteria don't know."))
    score = score_sheet(rubric, sheet)
    if score.total is None:
        raise RatingRefused("incomplete", _("Judge every criterion before you hand in."))
    if score.red_lines and not note.strip():
        raise RatingRefused("note", _("Say in a sentence what crossed the red line."))
    before = Rating.objects.filter(task=task, rater=rater).first()
    if before is not None and not reason.strip():
        raise RatingRefused("reason", _("You have rated already. A change needs a reason."))
    row = record_evidence(bank=task.bank, fact=_fact(task, rater, score, sheet, note.strip(), before, reason.strip(), moment))
    values = {
        "scores": {code: str(points) for code, points in sheet.scores.items()},
        "total": score.total,
        "maximum": score.maximum,
        "red_lines": list(score.red_lines),
        "note": note.strip(),
        "submitted_at": moment,
        "evidence_id": row.public_id,
    }
    rating, _created = Rating.objects.update_or_create(task=task, rater=rater, defaults=values)
    _settle_request(task, rater, moment)
    return rating


def _settle_request(task: RatingTask, rater: User, moment: datetime) -> None:
    """The request to rate is done with once everybody of the batch is rated."""
    settle_notices(dedupe_key=f"rating:{task.public_id}", users=[rater], now=moment)
    batch = RatingTask.objects.filter(batch=task.batch, state=RatingTaskState.OPEN, raters=rater)
    if not batch.exclude(pk__in=Rating.objects.filter(task__batch=task.batch, rater=rater).values("task")).exists():
        settle_notices(dedupe_key=f"rating:{task.batch}", users=[rater], now=moment)


@transaction.atomic
def close_rating_task(*, task: RatingTask, actor: User, now: datetime | None = None) -> RatingTask:
    """No more judgements; what was handed in stands."""
    task = RatingTask.objects.select_for_update(of=("self",)).select_related("bank").get(pk=task.pk)
    if task.state == RatingTaskState.OPEN:
        task.state = RatingTaskState.CLOSED
        task.save(update_fields=["state"])
        log_act(
            organisation_key=task.bank.public_id,
            actor_key=actor.key,
            verb=Verb.LOCKED,
            object_kind="rating_task",
            object_id=task.public_id,
            now=now,
        )
    return task


@transaction.atomic
def add_rater(*, task: RatingTask, rater: User, actor: User, now: datetime | None = None) -> RatingTask:
    """Ask one more person, where the others differ too much; what they said stays."""
    task = RatingTask.objects.select_for_update(of=("self",)).select_related("bank", "subject").get(pk=task.pk)
    if task.state != RatingTaskState.OPEN:
        raise RatingRefused("closed", _("This rating is closed."))
    if rater.bank_id != task.bank_id:
        raise RatingRefused("rater_bank", _("A rater belongs to another bank."))
    if rater.pk == task.subject.user_id:
        raise RatingRefused("self", _("Nobody rates themselves."))
    task.raters.add(rater)
    log_act(
        organisation_key=task.bank.public_id,
        actor_key=actor.key,
        verb=Verb.CHANGED,
        object_kind="rating_task",
        object_id=task.public_id,
        details={"further_rater": rater.key},
        now=now,
    )
    notify(
        users=[rater],
        kind="rating",
        title=format_lazy(gettext_lazy("Please rate: {title}"), title=task.title),
        url=reverse("rating-sheet", args=[task.public_id]),
        needs_decision=True,
        dedupe_key=f"rating:{task.public_id}",
        now=now,
    )
    return task
