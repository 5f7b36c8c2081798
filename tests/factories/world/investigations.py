"""Investigations: one under way by a pair, one handed in, an exercise, and a case of the bank's own."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulations.actions.keep_teaching_case import keep_teaching_case
from tests.factories.investigations import do, made_case, make_exercise, make_investigation

if TYPE_CHECKING:
    from . import World

VIEW = "结论：两个以上来源核对一致，建议按还款能力核定额度。"


def add_investigations(world: "World", now: datetime) -> None:
    people, cohort = world.people, world.cohort
    assert cohort is not None
    pair = [people["trainee"], people["classmate"]]
    running = make_investigation(cohort, pair, case=made_case("hardware_wholesale", 7, 1, "consigned_stock"))
    do(running, pair[0], "go", to="field")
    over = make_investigation(cohort, pair, case=made_case("noodle_shop", 3, 1, "wrong_purpose"))
    do(over, pair[0], "go", to="field")
    do(over, pair[0], "ask", channel="customer", topic="sales")
    do(over, pair[0], "go", to="report")
    do(over, pair[0], "offer", result="refuse", amount="0", term=0, repayment="", conditions="", reasons="还款能力不足")
    for person in pair:
        do(over, person, "view", text=VIEW)
    for person in pair:
        do(over, person, "sign")
    exercise = make_exercise(cohort, people["instructor"], pair, opens_at=now - timedelta(hours=1), due_at=now + timedelta(days=2))
    case = keep_teaching_case(
        actor=people["instructor"], title="自编案例", source="由真实案例改编，已脱敏", case=made_case("clothing_shop", 2, 1)
    )
    world.things |= {
        "investigation": running.public_id,
        "done_investigation": over.public_id,
        "exercise": exercise.public_id,
        "teaching_case": case.public_id,
    }
