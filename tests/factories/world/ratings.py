"""A scoring sheet, and the trainee's interview that a committee member rates by it."""

from datetime import datetime
from typing import TYPE_CHECKING

from assessments.actions.ratings import install_rubric, open_rating_tasks
from assessments.actions.rubrics import add_rubric

if TYPE_CHECKING:
    from . import World


def add_ratings(world: "World", now: datetime) -> None:
    instructor, cohort = world.people["instructor"], world.cohort
    assert cohort is not None
    sheet = install_rubric(bank=world.bank, code="INTERVIEW", actor=instructor)
    draft = add_rubric(bank=world.bank, title="试讲评分表", purpose=sheet.purpose, actor=instructor, criteria=[], red_lines={})
    (task,) = open_rating_tasks(
        cohort=cohort, rubric=sheet, subjects=[world.enrolments["trainee"]], raters=[world.people["committee"]], title="结训面谈",
        happened_on=now.date(), actor=instructor,
    )  # fmt: skip
    world.things |= {"rubric": sheet.public_id, "rubric_draft": draft.public_id, "rating": task.public_id}
