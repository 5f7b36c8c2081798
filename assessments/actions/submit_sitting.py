"""A sitting is handed in by its owner, or closed by the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.sitting import mark_frozen
from ..enums import SittingState
from ..models import AnswerCurrent, Sitting
from .exam_problems import ExamProblem
from .mark_sittings import apply_result, mark_many, newest_key

# A request that arrived in time may still be at work when the clock strikes; the sweep leaves it this long.
MARGIN = timedelta(seconds=5)
DEADLINE = "deadline"


@dataclass(frozen=True)
class Handed:
    """``first`` is False when the sitting had been handed in or closed before; ``late`` when the clock closed it."""

    sitting: Sitting
    first: bool
    late: bool


@transaction.atomic
def submit_sitting(*, sitting_id: str, user: User, last_seq: int | None = None, now: datetime | None = None) -> Handed:
    """Hand in; raises ExamProblem ``changed_elsewhere`` where the page doesn't know the newest answers, Sitting.DoesNotExist for another's.

    A request that arrives within the grace period counts. Submitting twice is one submission.
    """
    moment = now or timezone.now()
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("exam__bank").annotate(key=newest_key())
    sitting = rows.get(public_id=sitting_id, user=user)
    if sitting.state != SittingState.OPEN:
        return Handed(sitting, first=False, late=sitting.closed_reason == DEADLINE)
    late = moment > sitting.accepts_until
    if last_seq is not None and last_seq != sitting.server_seq and not late:
        raise ExamProblem("changed_elsewhere")
    sitting.state = SittingState.CLOSED if late else SittingState.SUBMITTED
    sitting.submitted_at = sitting.deadline_at if late else moment
    sitting.closed_reason = DEADLINE if late else ""
    values = dict(AnswerCurrent.objects.filter(sitting=sitting).values_list("position", "value"))
    apply_result(sitting, mark_frozen(sitting.key, values), moment)  # nobody marks an essay before it is handed in
    sitting.save(update_fields=["state", "submitted_at", "closed_reason", "score_vector", "score", "marked_at"])
    log_act(
        organisation_key=sitting.exam.bank.public_id,
        actor_key=user.key,
        verb=Verb.SUBMITTED,
        object_kind="sitting",
        object_id=sitting.public_id,
        details={"server_seq": sitting.server_seq, "late": late},
        now=moment,
    )
    return Handed(sitting, first=True, late=late)


def close_overdue(*, now: datetime | None = None) -> int:
    """Close every sitting whose time is over, by one statement; then mark what is closed and not yet marked. How many were closed.

    Works without browser, broker and worker. Marking is a second step, so that a fault in one paper keeps nothing open.
    """
    moment = now or timezone.now()
    closed = Sitting.objects.filter(state=SittingState.OPEN, accepts_until__lt=moment - MARGIN).update(
        state=SittingState.CLOSED, submitted_at=F("deadline_at"), closed_reason=DEADLINE
    )
    waiting = list(Sitting.objects.filter(state=SittingState.CLOSED, score_vector__isnull=True).order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        mark_many(waiting, now=moment)
    return closed


def close_if_overdue(*, sitting: Sitting, now: datetime | None = None) -> Sitting:
    """What the clock has decided is written down when somebody looks, if no sweep was faster."""
    moment = now or timezone.now()
    if sitting.state != SittingState.OPEN or sitting.accepts_until >= moment - MARGIN:
        return sitting
    with transaction.atomic():
        closed = Sitting.objects.filter(pk=sitting.pk, state=SittingState.OPEN, accepts_until__lt=moment - MARGIN).update(
            state=SittingState.CLOSED, submitted_at=F("deadline_at"), closed_reason=DEADLINE
        )
        if closed:
            mark_many([sitting.pk], now=moment)
    return Sitting.objects.select_related("exam").get(pk=sitting.pk)
