"""After the first month of practice: the mentor's stage evaluation, a plan of two goals, and its first check."""

from datetime import timedelta

from lms.decisions.actions.development import GoalText, agree_plan, evaluate_stage, hold_check, open_plan
from lms.decisions.enums import CheckVerdict
from lms.people.models import User

from .calendar import DemoCalendar

SUMMARY = (
    "两条事实：三件看学的笔记都写到了现金流口径；两件协办的侧面核实按时完成。一条观察：问到家庭开支时容易停住。"
    "调查的基础扎实，报告写作偏慢，下一步先练数据来源的写法。"
)


def plan_ahead(*, mentor: User, person: User, calendar: DemoCalendar) -> None:
    begun = calendar.day(-33)
    moment = calendar.at(begun, 16)
    evaluation = evaluate_stage(person=person, actor=mentor, first=begun - timedelta(days=60), last=begun, summary=SUMMARY, now=moment)
    goals = [
        GoalText(
            "report",
            "独立写出调查报告全文",
            "连续两份报告退改不超过一次",
            learn="《财务三表分析》第 6、7 课，重做章末练习",
            rehearse="演练案例写两份报告，师傅逐段批改",
            companion=mentor,
        ),
        GoalText(
            "investigation",
            "主问一户家庭开支与民间借款",
            "两张观察卡“问家庭”一项评为稳定做到",
            rehearse="调查演练一次，重点问家庭开支",
            companion=mentor,
        ),
    ]
    plan = open_plan(evaluation=evaluation, actor=mentor, goals=goals, starts_on=begun, now=moment)
    agree_plan(plan=plan, person=person, words="同意，想先把数据来源写清楚。", now=calendar.at(begun, 18))
    hold_check(
        plan=plan,
        actor=mentor,
        after_days=30,
        held_on=calendar.day(-3),
        verdict=CheckVerdict.ON_TRACK,
        note="第二份报告只退改一处，现金流的来源都写了出处。",
        person_words="家庭开支还是不太敢追问。",
        now=calendar.at(calendar.day(-3), 17),
    )
