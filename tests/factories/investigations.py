"""Makes investigations through the room's own actions, and does them as somebody who misses nothing would."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.toolkit.random_ids import public_id
from simulations.actions.act_in_investigation import Done, act_in_investigation
from simulations.actions.begin_investigation import begin_with, give_exercise, teams_of
from simulations.domain.investigation.model_acts import model_acts
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_file
from simulations.enums import Pairing
from simulations.models import Investigation, InvestigationExercise
from simulations.queries.visit import load_visit

BEGINS = datetime(2026, 3, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
VIEW = "结论：数字已从两个以上来源核对，偏差都有解释，风险见红旗一节。"


def made_case(trade: str = "hardware_wholesale", seed: int = 7, level: int = 1, *hide: str) -> dict[str, Any]:
    """``hide`` names what is hidden; nothing given: an honest customer."""
    return case_file(make_case(trade, seed, level, tuple(hide)))


def make_investigation(cohort: Cohort, people: Sequence[User], *, case: dict[str, Any] | None = None) -> Investigation:
    return begin_with(actor=people[0], cohort=cohort, people=people, case=case or made_case(), now=BEGINS)


def make_exercise(cohort: Cohort, teacher: User, people: Sequence[User], **changes: Any) -> InvestigationExercise:
    values: dict[str, Any] = {
        "title": "第一次模拟调查",
        "pairing": Pairing.ALONE,
        "level": 1,
        "opens_at": BEGINS,
        "due_at": BEGINS + timedelta(days=2),
        "seed": 5,
        **changes,
    }
    return give_exercise(actor=teacher, cohort=cohort, teams=teams_of(people, values["pairing"]), now=BEGINS, **values)


def do(investigation: Investigation, user: User, kind: str, *, now: datetime = BEGINS, once: str = "", **data: Any) -> Done:
    """One act; its key is new each time unless ``once`` gives it."""
    return act_in_investigation(investigation=investigation, user=user, kind=kind, data=data, key=once or f"test-{public_id()}", now=now)


def asker(investigation: Investigation, channel: str) -> User:
    """Whose task it is."""
    visit = load_visit(Investigation.objects.get(pk=investigation.pk))
    return next(seat.user for seat in visit.seats if visit.may_ask(seat, channel))


def get(investigation: Investigation, piece: str) -> None:
    """Asks or looks until the piece is in hand, as the one whose task it is."""
    thing = load_visit(Investigation.objects.get(pk=investigation.pk)).catalogue[piece]
    user = asker(investigation, thing.channel)
    if thing.channel in {"document", "shop_floor"}:
        do(investigation, user, "look", piece=piece)
    else:
        do(investigation, user, "ask", channel=thing.channel, topic=thing.topic)


def do_perfectly(investigation: Investigation, *, sign: bool = True) -> None:
    """The whole work of the model answer, act by act."""
    row = Investigation.objects.get(pk=investigation.pk)
    people = {seat.number: seat for seat in row.seats.select_related("user").order_by("number")}
    for act in model_acts(row.case, {number: seat.role for number, seat in people.items()}, sign=sign):
        do(row, people[act.seat].user, act.kind, **act.data)
