"""The plan of a programme and of a cohort, with what is locked."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from ..domain.plan import StepFact, blockers, monday_of, week_of, week_place
from ..enums import Gate, Phase
from ..models import Cohort, CohortStep, Programme, ProgrammeStep

GANTT_WEEKS_MIN = 12


@dataclass(frozen=True)
class PlanLine:
    """A step of a cohort with its state (``done``, ``locked``, ``late``, ``open``) and the gates it waits for."""

    step: CohortStep
    state: str
    needs: list[CohortStep] = field(default_factory=list)
    waits_for: list[CohortStep] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """All steps and the rows of the Gantt chart."""

    lines: list[PlanLine]
    gantt: list[tuple[str, float, float, str, str]]
    weeks: int
    now: float | None
    done: int


def programme_steps(programme: Programme) -> list[ProgrammeStep]:
    return list(programme.steps.prefetch_related("depends_on").order_by("position", "id"))


def programme_gantt(steps: list[ProgrammeStep]) -> list[tuple[str, int, int, str, str]]:
    """Bars of the template; week 0 stands in the table only."""
    return [
        (f"{step.code} {step.words}", step.week_from, step.week_to, "decide" if step.gate else "", str(step.get_gate_display()))
        for step in steps
        if step.week_from >= 1
    ]


def step_facts(steps: list[CohortStep]) -> dict[int, StepFact]:
    """Plain values for the gate rule; ``depends_on`` must be prefetched."""
    return {
        step.pk: StepFact(step.pk, step.gate, step.done_on is not None, frozenset(need.pk for need in step.depends_on.all()))
        for step in steps
    }


def plan_of_cohort(cohort: Cohort, *, today: date) -> Plan:
    """Two queries, whatever the number of steps."""
    steps = list(cohort.steps.prefetch_related("depends_on").order_by("position", "id"))
    by_id, facts = {step.pk: step for step in steps}, step_facts(steps)
    lines = []
    for step in steps:
        waits = [by_id[pk] for pk in blockers(facts[step.pk], facts)]
        lines.append(PlanLine(step, _state(step, bool(waits), today), [by_id[need.pk] for need in step.depends_on.all()], waits))
    if not steps:
        return Plan([], [], GANTT_WEEKS_MIN, None, 0)
    # What is prepared before week 1 stands in the table only: the chart counts weeks from 1.
    week_one = monday_of(min((step.planned_from for step in steps if step.phase != Phase.PREPARATION), default=steps[0].planned_from))
    weeks = max(GANTT_WEEKS_MIN, max(week_of(week_one, step.planned_to) for step in steps))
    gantt = [_bar(week_one, line) for line in lines if week_of(week_one, line.step.planned_from) >= 1]
    now = week_place(week_one, today)
    return Plan(lines, gantt, weeks, now if 1 <= now <= weeks + 1 else None, sum(step.done_on is not None for step in steps))


def _state(step: CohortStep, waits: bool, today: date) -> str:
    if step.done_on is not None:
        return "done"
    if waits:
        return "locked"
    return "late" if step.planned_to < today else "open"


_TONES = {"done": "good", "locked": "neutral", "late": "bad", "open": ""}


def _words(line: PlanLine) -> str:
    """State and gate in words, because a tone alone tells nothing."""
    states = {"done": _("Done"), "locked": _("Locked"), "late": _("Overdue")}
    parts = [states.get(line.state, ""), str(line.step.get_gate_display())]
    return _(", ").join(part for part in parts if part)


def _bar(week_one: date, line: PlanLine) -> tuple[str, float, float, str, str]:
    step = line.step
    return (
        f"{step.code} {step.words}",
        week_of(week_one, step.planned_from),
        week_of(week_one, step.planned_to),
        _TONES[line.state],
        _words(line),
    )


def gate_is_open(cohort: Cohort, gate: Gate | str) -> bool:
    """Whether what the gate guards may begin: its step is done, or the cohort's plan has no such gate."""
    return not CohortStep.objects.filter(cohort=cohort, gate=gate, done_on__isnull=True).exists()
