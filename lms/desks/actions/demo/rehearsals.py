"""Rehearsals of the running class: an exercise in pairs at three stages of work, and a sitting of the committee to come."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Enrolment
from simulations.actions.act_in_investigation import act_in_investigation
from simulations.actions.begin_investigation import give_exercise, teams_of
from simulations.actions.call_committee import SeatPlan, call_committee
from simulations.domain.investigation.model_acts import ModelAct, model_acts
from simulations.enums import CommitteeMode, CommitteeRole, Pace, Pairing, Temperament
from simulations.models import Investigation, InvestigationExercise
from simulations.queries.case_library import load_case

from .calendar import DemoCalendar
from .classes import DemoClass

TITLE = "贷款调查演练（一）：入户与交叉检验"
SEED = 20
HALF_WAY = 24
"""So many acts into the work is the third pair."""


def investigate(*, group: DemoClass, calendar: DemoCalendar) -> InvestigationExercise:
    """Six pairs since the day before yesterday: one has handed in good work, one believed the customer, one is in the middle."""
    rows = Enrolment.objects.filter(cohort=group.cohort, state__in=PRESENT_STATES).select_related("user").order_by("seat_number")
    opens_at = calendar.at(calendar.day(-2), 14)
    exercise = give_exercise(
        actor=group.staff["instructor1"],
        cohort=group.cohort,
        title=TITLE,
        teams=teams_of([row.user for row in rows], Pairing.PAIRS),
        pairing=Pairing.PAIRS,
        level=2,
        opens_at=opens_at,
        due_at=opens_at + timedelta(days=6),
        seed=SEED,
        now=opens_at - timedelta(hours=2),
    )
    pairs = list(exercise.investigations.order_by("id"))
    liar = next(one for one in pairs if one.case["decision"]["result"] == "refuse")
    honest = next(one for one in pairs if one.case["decision"]["result"] != "refuse")
    middle = next(one for one in pairs if one not in {liar, honest})
    _work(honest, opens_at, lambda acts: acts)
    _work(liar, opens_at + timedelta(hours=2), _believing)
    _work(middle, opens_at + timedelta(hours=20), lambda acts: list(acts)[:HALF_WAY])
    return exercise


def _work(
    investigation: Investigation, begins: datetime, choose: Callable[[Iterator[ModelAct]], Iterator[ModelAct] | Sequence[ModelAct]]
) -> None:
    """Two minutes an act."""
    seats = {seat.number: seat for seat in investigation.seats.select_related("user").order_by("number")}
    acts = choose(model_acts(investigation.case, {number: seat.role for number, seat in seats.items()}))
    for place, act in enumerate(acts):
        act_in_investigation(
            investigation=investigation,
            user=seats[act.seat].user,
            kind=act.kind,
            data=act.data,
            key=f"demo-{investigation.public_id[:12]}-{place}",
            now=begins + timedelta(minutes=2 * place),
        )


def _believing(acts: Iterator[ModelAct]) -> Iterator[ModelAct]:
    """Sees much, checks half of it, names no doubt and lends."""
    for place, act in enumerate(acts):
        if act.kind == "flag" or (act.kind == "check" and place % 2):
            continue
        if act.kind == "offer":
            lends = {"result": "lend", "amount": "100000", "term": 24, "repayment": "equal_payment", "conditions": "夫妻共同借款。"}
            yield ModelAct(act.seat, "offer", {**lends, "reasons": "客户经营多年，流水充足，同意发放。"})
        else:
            yield act


def call_sitting(*, group: DemoClass, calendar: DemoCalendar, exercise: InvestigationExercise, now: datetime) -> None:
    """The day after tomorrow: the case of the pair that is through, and one of the library; a seat is free for the class."""
    staff, caller = group.staff, group.staff["instructor1"]
    done = exercise.investigations.filter(passed=True).order_by("id").first()
    if done is None:
        return
    lead, second = (seat.user for seat in done.seats.select_related("user").order_by("number"))
    names = (f"investigation:{done.public_id}", "library:noodle_shop_smaller")
    cases = [case for case in (load_case(caller, name) for name in names) if case is not None]
    call_committee(
        actor=caller,
        cohort=group.cohort,
        title="模拟贷审会（一）",
        mode=CommitteeMode.REHEARSAL,
        pace=Pace.BEGINNER,
        rule={"majority": "two_thirds"},
        starts_at=calendar.at(calendar.day(2), 14),
        seats=[
            SeatPlan(CommitteeRole.CHAIR, staff["committee1"]),
            SeatPlan(CommitteeRole.MEMBER, staff["committee2"]),
            SeatPlan(CommitteeRole.MEMBER),
            SeatPlan(CommitteeRole.MEMBER, temperament=Temperament.DETAIL),
            SeatPlan(CommitteeRole.LEAD_INVESTIGATOR, lead),
            SeatPlan(CommitteeRole.SECOND_INVESTIGATOR, second),
        ],
        cases=cases,
        place="三楼会议室",
        now=now - timedelta(hours=6),
    )
