"""The ranking of a class: the plan's gate, the run, the meeting, publication and the last signatures."""

from datetime import date, datetime, timedelta

from lms.cohorts.actions import complete_step
from lms.cohorts.enums import Gate
from lms.cohorts.models import Cohort
from lms.decisions.actions.finalise import sign_decision
from lms.decisions.actions.meeting import choose_outcome, options_for, record_meeting
from lms.decisions.actions.publish import publish_decision
from lms.decisions.actions.rank import run_ranking
from lms.decisions.actions.replies import answer_reply, file_reply
from lms.decisions.models import Decision, RuleVersion

from .classes import DemoClass

MINUTES = (
    "一、逐人审阅依据，先看是否达标，再看位次与把握。二、名次靠后但已达标的学员，不以名次为由决定不再继续。"
    "三、考勤或单项低于最低线的学员，安排继续培训，期满由未参加本次评分的人员复评。四、与会人员无亲属回避事项。"
)
STEP_NOTE = "已完成，材料归档。"
REASONS = {
    "pass": "各项均达到最低线，综合分高于标准，同意进入看学阶段。",
    "further_training": "有指标尚未达到最低线。安排四周继续培训，由师傅每周带练一次编表与检验，期满复评。",
}


def close_training(*, cohort: Cohort, upto: str, on: date, actor_key: str) -> None:
    """Tick off the plan, in its order, up to and with the gate ``upto``."""
    for step in cohort.steps.order_by("position"):
        complete_step(step=step, done_on=min(step.planned_to, on), note=STEP_NOTE, actor_key=actor_key)
        if step.gate == upto:
            return


def tick_off(*, cohort: Cohort, before: date, actor_key: str) -> None:
    """What was planned to be over by now is done, each on its day; a gate waits for its own decision."""
    for step in cohort.steps.filter(planned_to__lt=before, gate="").order_by("position"):
        complete_step(step=step, done_on=step.planned_to, note=STEP_NOTE, actor_key=actor_key)


def draft_ranking(*, group: DemoClass, version: RuleVersion, now: datetime) -> Decision:
    """Run the ranking; it stays a draft."""
    return run_ranking(version=version, actor=group.staff["hr1"], now=now)


def hold_meeting(*, group: DemoClass, decision: Decision, held_at: datetime) -> Decision:
    """Minutes, and an outcome with reasons for everybody: people choose, the engine only proposes."""
    staff = group.staff
    present = [staff[number] for number in ("hr1", "hr2", "board1", "board2", "teacher1")]
    record_meeting(
        decision=decision,
        actor=staff["hr1"],
        held_at=held_at,
        participants=present,
        minutes=MINUTES,
        place="总行三楼会议室",
        now=held_at + timedelta(hours=2),
    )
    for standing in decision.standings.select_related("user", "enrolment", "decision__run").order_by("id"):
        choice = "pass" if standing.met_standard else "further_training"
        open_choices = {option.choice for option in options_for(standing) if option.open}
        if choice not in open_choices:
            choice = "further_training"
        choose_outcome(standing=standing, choice=choice, reasons=REASONS[choice], actor=staff["hr1"], now=held_at + timedelta(hours=1))
    return decision


def make_final(*, group: DemoClass, decision: Decision, published: datetime) -> Decision:
    """Publish, one appeal answered by somebody who did not judge, and two signatures after the window."""
    staff = group.staff
    decision = publish_decision(decision=decision, actor=staff["hr1"], now=published)
    standing = decision.standings.select_related("user", "enrolment", "decision").order_by("-id").first()
    if standing is not None:
        reply = file_reply(
            standing=standing,
            user=standing.user,
            kind="appeal",
            text="第三周的一次缺勤我当天在支行办理交接，班主任知情，请核对。",
            now=published + timedelta(days=2),
        )
        answer_reply(
            reply=reply,
            user=staff["hr2"],
            text="已核对班主任记录与支行交接单：该次已按公务请假处理，未计入缺勤，结果不变。",
            upheld=False,
            now=published + timedelta(days=4),
        )
    signed = published + timedelta(days=14)
    for signer, hours in ((staff["hr2"], 0), (staff["board1"], 3)):
        decision = sign_decision(decision=decision, signer=signer, digest=decision.content_digest, now=signed + timedelta(hours=hours))
    return decision


CLOSING = Gate.CLOSING
