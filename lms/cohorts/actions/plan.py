"""A cohort's own plan: copy it, move it, tick it off; gates hold back what they guard."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.plan import blockers, dates_of_weeks, dependants_done
from ..models import Cohort, CohortStep, Programme
from ..queries.plan import step_facts
from .problems import CohortProblem


@transaction.atomic
def copy_plan(*, cohort: Cohort, programme: Programme, week_one: date, actor_key: str = "") -> list[CohortStep]:
    """Give ``cohort`` its own copy of the programme's steps; ``week_one`` is any day of the plan's first week."""
    if cohort.steps.exists():
        raise CohortProblem(_("This cohort already has a plan."), code="has_plan")
    template = list(programme.steps.prefetch_related("depends_on").order_by("position", "id"))
    fields = ("code", "phase", "title", "title_en", "gate", "owner_role", "deliverable", "position")
    rows = []
    for step in template:
        first, last = dates_of_weeks(week_one, step.week_from, step.week_to)
        rows.append(CohortStep(cohort=cohort, planned_from=first, planned_to=last, **{name: getattr(step, name) for name in fields}))
    made = CohortStep.objects.bulk_create(rows)
    by_code = {step.code: step.pk for step in made}
    link = CohortStep.depends_on.through
    needs = [(step.code, need.code) for step in template for need in step.depends_on.all()]
    link.objects.bulk_create(link(from_cohortstep_id=by_code[code], to_cohortstep_id=by_code[need]) for code, need in needs)
    _log(cohort, actor_key, Verb.CREATED, details={"programme": programme.public_id, "week_one": week_one.isoformat()})
    return made


@transaction.atomic
def complete_step(*, step: CohortStep, done_on: date, note: str, actor_key: str, now: datetime | None = None) -> CohortStep:
    """Tick a step off. A closed gate before it refuses; a gate itself needs a note that says on what it rests."""
    step, facts = _locked(step)
    day = timezone.localdate(now)
    if step.done_on is not None:
        raise CohortProblem(_("This step is already done."), code="done")
    if done_on > day:
        raise CohortProblem(_("The day must not lie in the future."), code="future")
    if waits := blockers(facts[step.pk], facts):
        names = _(", ").join(f"{gate.code} {gate.words}" for gate in CohortStep.objects.filter(pk__in=waits))
        raise CohortProblem(_("This step is locked until these are done: %(gates)s.") % {"gates": names}, code="locked")
    if step.gate and not note.strip():
        raise CohortProblem(_("A gate needs a note: on what does opening it rest?"), code="note")
    step.done_on, step.done_by_key, step.note = done_on, actor_key, note.strip()
    step.save(update_fields=["done_on", "done_by_key", "note"])
    _log(step.cohort, actor_key, Verb.CHANGED, details={"step": step.code, "gate": step.gate, "done_on": done_on.isoformat()}, reason=note)
    return step


@transaction.atomic
def reopen_step(*, step: CohortStep, reason: str, actor_key: str) -> CohortStep:
    """Take a tick back, with its reason; a gate whose followers are done stays."""
    step, facts = _locked(step)
    if step.done_on is None:
        raise CohortProblem(_("This step is not done."), code="not_done")
    if not reason.strip():
        raise CohortProblem(_("Say why the step is taken back."), code="reason")
    if dependants_done(facts[step.pk], facts):
        raise CohortProblem(_("Steps that this gate opened are already done; take them back first."), code="dependants")
    step.done_on, step.done_by_key, step.note = None, "", reason.strip()
    step.save(update_fields=["done_on", "done_by_key", "note"])
    _log(step.cohort, actor_key, Verb.CHANGED, details={"step": step.code, "gate": step.gate, "done_on": None}, reason=reason)
    return step


@transaction.atomic
def move_step(*, step: CohortStep, planned_from: date, planned_to: date, actor_key: str) -> CohortStep:
    """Plan one step for other days."""
    step.planned_from, step.planned_to = planned_from, planned_to
    step.full_clean(exclude=["cohort"])
    step.save(update_fields=["planned_from", "planned_to"])
    details = {"step": step.code, "from": planned_from.isoformat(), "until": planned_to.isoformat()}
    _log(step.cohort, actor_key, Verb.CHANGED, details=details)
    return step


@transaction.atomic
def shift_plan(*, cohort: Cohort, weeks: int, actor_key: str) -> int:
    """Move every step that is not done by whole weeks (back with a minus sign); how many moved."""
    if not weeks or abs(weeks) > 52:
        raise CohortProblem(_("Enter a number of weeks from -52 to 52, not 0."), code="weeks")
    span = timedelta(weeks=weeks)
    moved = cohort.steps.filter(done_on__isnull=True).update(planned_from=F("planned_from") + span, planned_to=F("planned_to") + span)
    _log(cohort, actor_key, Verb.CHANGED, details={"shifted_weeks": weeks, "steps": moved})
    return moved


def _locked(step: CohortStep) -> tuple[CohortStep, dict]:
    """The step and the facts of its plan, under the cohort's lock: two gates can't overtake each other."""
    Cohort.objects.select_for_update().get(pk=step.cohort_id)
    steps = list(CohortStep.objects.filter(cohort_id=step.cohort_id).select_related("cohort__bank").prefetch_related("depends_on"))
    facts = step_facts(steps)
    return next(one for one in steps if one.pk == step.pk), facts


def _log(cohort: Cohort, actor_key: str, verb: Verb, *, details: dict, reason: str = "") -> None:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="cohort_plan",
        object_id=cohort.public_id,
        details=details,
        reason=reason[:500],
    )
