"""A stage evaluation of the trainee by their mentor, a plan that follows from it, and a matrix of the posts."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.decisions.actions.development import GoalText, agree_plan, evaluate_stage, hold_check, open_plan, set_post_standard
from lms.decisions.domain.post_standard import DEFAULT
from lms.decisions.enums import CheckVerdict
from lms.people.actions import end_authority, grant_authority, suspend_authority
from lms.people.enums import AuthorityEnd, Entrustment

if TYPE_CHECKING:
    from . import World


def add_development(world: "World", now: datetime) -> None:
    trainee, mentor, hr = (world.people[part] for part in ("trainee", "mentor", "hr"))
    day = now.date()
    evaluation = evaluate_stage(
        person=trainee, actor=mentor, first=day - timedelta(days=60), last=day, summary="调查扎实，报告偏慢", now=now
    )
    goal = GoalText("report", "独立写出全文", "两份报告一次通过", learn="报告课", rehearse="写两份", companion=mentor)
    plan = open_plan(evaluation=evaluation, actor=mentor, goals=[goal], starts_on=day - timedelta(days=40), now=now)
    agree_plan(plan=plan, person=trainee, words="同意", now=now)
    hold_check(
        plan=plan, actor=mentor, after_days=30, held_on=day, verdict=CheckVerdict.ON_TRACK, note="见效", person_words="有进步", now=now
    )
    set_post_standard(bank=world.bank, actor=hr, matrix=DEFAULT, effective_on=day, reason="首次确定", now=now)
    _authority(world, now)
    world.things |= {"evaluation": evaluation.public_id, "plan": plan.public_id}


def _authority(world: "World", now: datetime) -> None:
    """The classmate's is suspended at one node and was taken away at another."""
    classmate, hr = world.people["classmate"], world.people["hr"]
    for node in ("marketing", "acceptance"):
        grant_authority(user=classmate, node=node, level=Entrustment.PRESENT, actor_key=hr.key, now=now)
    suspend_authority(user=classmate, reason="客户投诉核查", actor_key=hr.key, nodes=["marketing"], now=now)
    end_authority(user=classmate, node="acceptance", how=AuthorityEnd.REVOKED, reason="评审会决议", actor_key=hr.key, now=now)
