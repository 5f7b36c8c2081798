"""Stage evaluation, the plan that follows from it, its checks; and what the posts ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.post_standard import InvalidStandard, check
from ..enums import CheckVerdict, PlanState
from ..models import DevelopmentPlan, PlanCheck, PlanGoal, PostStandard, StageEvaluation
from ..permissions import may_develop, may_keep_standard
from ..queries.development import as_content, stage_of
from .problems import DecisionProblem

CHECK_DAYS = (30, 60, 90)
EARLY_DAYS = 14
"""A check held longer than this before its day says nothing of what the plan did."""


@dataclass(frozen=True)
class GoalText:
    """One goal as it was written."""

    node: str
    aim: str
    proof: str
    learn: str = ""
    rehearse: str = ""
    companion: User | None = None


def _log(bank: Organisation, actor: User, verb: Verb, kind: str, public_id: str, person: User, now: datetime) -> None:
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind=kind,
        object_id=public_id,
        details={"person": person.key},
        now=now,
    )


def _require(actor: User, person: User) -> Organisation:
    if person.bank is None or not may_develop(actor, person):
        raise DecisionProblem(_("Evaluations and plans are written by the personnel office or the person's mentor."), code="not_allowed")
    return person.bank


@transaction.atomic
def evaluate_stage(*, person: User, actor: User, first: date, last: date, summary: str, now: datetime | None = None) -> StageEvaluation:
    """Freeze how a person stands, with a few words; the person is told."""
    bank, moment = _require(actor, person), now or timezone.now()
    if not first <= last <= timezone.localdate(moment):
        raise DecisionProblem(_("The period ends before it begins, or in the future."), code="period")
    content = as_content(*stage_of(person, first=first, last=last))
    made = StageEvaluation.objects.create(
        bank=bank,
        user=person,
        first_day=first,
        last_day=last,
        content=content,
        digest=named_digest({"person": person.key, "from": first.isoformat(), "until": last.isoformat(), **content, "summary": summary}),
        summary=summary,
        made_by=actor,
        made_at=moment,
    )
    _log(bank, actor, Verb.CREATED, "stage_evaluation", made.public_id, person, moment)
    notify(
        users=[person],
        kind="stage_evaluation",
        title=gettext_lazy("Your stage evaluation is ready"),
        url=reverse("evaluation-detail", args=[made.public_id]),
        dedupe_key=f"stage-evaluation-{made.public_id}",
        now=moment,
    )
    return made


@transaction.atomic
def open_plan(
    *, evaluation: StageEvaluation, actor: User, goals: Sequence[GoalText], starts_on: date, now: datetime | None = None
) -> DevelopmentPlan:
    """One or two goals for the person to agree to; raises DecisionProblem while another plan is running."""
    person, moment = evaluation.user, now or timezone.now()
    bank = _require(actor, person)
    if not 1 <= len(goals) <= 2 or len({goal.node for goal in goals}) != len(goals):
        raise DecisionProblem(_("A plan has one or two goals, each at another node."), code="goals")
    try:
        with transaction.atomic():
            plan = DevelopmentPlan.objects.create(
                bank=bank, user=person, evaluation=evaluation, starts_on=starts_on, made_by=actor, made_at=moment
            )
    except IntegrityError as error:
        raise DecisionProblem(_("%(name)s has a plan under way. Close it first.") % {"name": person.name}, code="running") from error
    PlanGoal.objects.bulk_create([PlanGoal(plan=plan, number=number, **vars(goal)) for number, goal in enumerate(goals, 1)])
    PlanCheck.objects.bulk_create([PlanCheck(plan=plan, after_days=days, due_on=starts_on + timedelta(days=days)) for days in CHECK_DAYS])
    _log(bank, actor, Verb.CREATED, "development_plan", plan.public_id, person, moment)
    notify(
        users=[person],
        kind="development_plan",
        title=gettext_lazy("A development plan waits for your agreement"),
        url=reverse("plan-detail", args=[plan.public_id]),
        needs_decision=True,
        dedupe_key=f"plan-{plan.public_id}",
        now=moment,
    )
    return plan


def _locked(plan: DevelopmentPlan) -> DevelopmentPlan:
    return DevelopmentPlan.objects.select_for_update(of=("self",)).select_related("user", "bank").get(pk=plan.pk)


@transaction.atomic
def agree_plan(*, plan: DevelopmentPlan, person: User, words: str = "", now: datetime | None = None) -> DevelopmentPlan:
    """The person agrees to their own plan, with or without a remark."""
    plan = _locked(plan)
    if plan.user_id != person.pk:
        raise DecisionProblem(_("Only the person agrees to their own plan."), code="not_allowed")
    if plan.state != PlanState.PROPOSED:
        raise DecisionProblem(_("This plan doesn't wait for an agreement."), code="state")
    plan.state, plan.agreed_at, plan.person_words = PlanState.AGREED, now or timezone.now(), words.strip()[:500]
    plan.save(update_fields=["state", "agreed_at", "person_words"])
    _log(plan.bank, person, Verb.ACKNOWLEDGED, "development_plan", plan.public_id, person, plan.agreed_at)
    return plan


def earliest_day(check: PlanCheck) -> date:
    """From which day on a check may be held."""
    return check.due_on - timedelta(days=EARLY_DAYS)


@transaction.atomic
def hold_check(
    *, plan: DevelopmentPlan, actor: User, after_days: int, held_on: date, verdict: CheckVerdict, note: str, person_words: str = "",
    now: datetime | None = None,
) -> PlanCheck:  # fmt: skip
    """What was seen at a check; each is held once, at most two weeks before its day and not in the future."""
    plan = _locked(plan)
    _require(actor, plan.user)
    moment = now or timezone.now()
    if plan.state != PlanState.AGREED:
        raise DecisionProblem(_("Only a plan that the person agreed to is checked."), code="state")
    if not plan.starts_on <= held_on <= timezone.localdate(moment):
        raise DecisionProblem(_("The day lies before the plan began, or in the future."), code="day")
    found = plan.checks.filter(after_days=after_days).first()
    if found is None or found.held_on is not None:
        raise DecisionProblem(_("This check has been held already."), code="held")
    if held_on < (earliest := earliest_day(found)):
        words = _("The check after %(days)s days is due on %(due)s; it can be held from %(first)s on.")
        values = {"days": after_days, "due": found.due_on.isoformat(), "first": earliest.isoformat()}
        raise DecisionProblem(words % values, code="early")
    found.held_on, found.verdict, found.held_by = held_on, verdict, actor
    found.note, found.person_words = note, person_words
    found.save()
    _log(plan.bank, actor, Verb.CHANGED, "development_plan", plan.public_id, plan.user, moment)
    return found


@transaction.atomic
def close_plan(*, plan: DevelopmentPlan, actor: User, reached: bool, reason: str, now: datetime | None = None) -> DevelopmentPlan:
    """The end of a plan, with what came of it."""
    plan = _locked(plan)
    _require(actor, plan.user)
    if plan.state not in (PlanState.PROPOSED, PlanState.AGREED):
        raise DecisionProblem(_("This plan is closed already."), code="state")
    if reached and plan.state != PlanState.AGREED:
        raise DecisionProblem(_("A plan that nobody agreed to can't have been reached."), code="reached")
    moment = now or timezone.now()
    plan.state = PlanState.REACHED if reached else PlanState.ENDED
    plan.closed_at, plan.closed_reason = moment, reason
    plan.save(update_fields=["state", "closed_at", "closed_reason"])
    _log(plan.bank, actor, Verb.DECIDED, "development_plan", plan.public_id, plan.user, moment)
    return plan


@transaction.atomic
def set_post_standard(
    *,
    bank: Organisation,
    actor: User,
    matrix: Mapping[str, Mapping[str, str]],
    effective_on: date,
    reason: str,
    now: datetime | None = None,
) -> PostStandard:
    """What the posts ask from a day on. Raises DecisionProblem where a post would ask less than the one before it."""
    if not may_keep_standard(actor):
        raise DecisionProblem(_("The matrix of the posts is kept by the personnel office."), code="not_allowed")
    moment = now or timezone.now()
    if effective_on < timezone.localdate(moment):
        raise DecisionProblem(_("The matrix can't begin in the past."), code="past")
    try:
        checked = check(matrix)
    except InvalidStandard as problem:
        raise DecisionProblem(_("No post asks less than the one before it; look at the marked cell."), code="below") from problem
    made = PostStandard.objects.create(bank=bank, matrix=checked, effective_on=effective_on, reason=reason, made_by=actor, made_at=moment)
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor.key,
        verb=Verb.CHANGED,
        object_kind="post_standard",
        object_id=str(made.pk),
        details={"from": effective_on.isoformat()},
        reason=reason,
        now=moment,
    )
    return made
