"""The camps' weeks: two sessions a day, settled as they pass; a few people late, on leave or absent."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.cohorts.actions.attendance import mark_attendance, open_check_in
from lms.cohorts.actions.conduct import record_conduct
from lms.cohorts.actions.leave import decide_leave, request_leave
from lms.cohorts.actions.rooms import save_room
from lms.cohorts.actions.settlement import settle_slot
from lms.cohorts.actions.timetable import SlotValues, add_slot
from lms.cohorts.models import Cohort, Enrolment, Leave, Room, Slot
from lms.people.models import Organisation, User
from lms.toolkit.working_days import is_working_day

from .calendar import DemoCalendar
from .classes import DemoClass

# Two sessions a day for four weeks; what stands in brackets is taught by the consultant.
MORNINGS = (
    "开训与班级公约", "小微信贷与法规基础（一）", "小微信贷与法规基础（二）", "合规与职业道德", "自我管理与时间管理",
    "目标客户解读（一）", "目标客户解读（二）", "营销策略（一）", "营销策略（二）", "市场调查知识",
    "财务三表：时点与权责", "财务三表：资产与负债", "财务三表：损益与家庭收支", "财务三表：现金流量", "三表勾稽与交叉检验",
    "交叉检验：三条独立来源", "调查准备与实施", "贷审会：角色与议程", "贷审会：额度与期限", "结训与综合评估说明",
)  # fmt: skip
AFTERNOONS = (
    "团队建设", "案例讨论：一笔首贷", "制度研读与签收", "底线题讲评", "晨会与日志练习",
    "客户画像练习", "行业六问练习", "陌拜话术练习", "陌拜模拟", "学员市场调查汇报",
    "编表练习（一）", "编表练习（二）", "编表练习（三）", "现金流量表练习", "勾稽练习与讲评",
    "交叉检验综合练习", "入户调查模拟", "贷审会演练（一）", "贷审会演练（二）", "综合面谈",
)  # fmt: skip
TEACHERS = ("instructor1", "instructor2", "instructor1", "consultant1", "instructor2")


@dataclass(frozen=True)
class Session:
    slot: Slot
    starts_at: datetime
    ends_at: datetime


def training_rooms(*, bank: Organisation, actor: User) -> tuple[Room, Room]:
    """The training centre's two rooms."""
    first = save_room(bank=bank, name="培训中心 301", capacity=40, actor_key=actor.key)
    return first, save_room(bank=bank, name="培训中心 302（研讨）", capacity=24, actor_key=actor.key)


def plan_weeks(*, group: DemoClass, calendar: DemoCalendar, first_monday: int, rooms: tuple[Room, Room]) -> list[Session]:
    """Twenty training days from the Monday ``first_monday`` weeks from now; public holidays are left out."""
    sessions: list[Session] = []
    for number in range(20):
        day = calendar.monday(first_monday + number // 5) + timedelta(days=number % 5)
        if not is_working_day(day):
            continue
        teacher = group.staff[TEACHERS[number % len(TEACHERS)]]
        for hour, minute, titles, room in ((9, 0, MORNINGS, rooms[0]), (14, 0, AFTERNOONS, rooms[number % 2])):
            starts_at = calendar.at(day, hour, minute)
            values = SlotValues(
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=2, minutes=30), title=titles[number], room=room, instructor=teacher
            )
            slot = add_slot(
                cohort=group.cohort, values=values, actor_key=group.staff["hr1"].key, accept=True, now=starts_at - timedelta(days=14)
            )
            sessions.append(Session(slot, values.starts_at, values.ends_at))
    return sessions


def take_leave(*, group: DemoClass, sessions: list[Session], number: str, at: int, kind: str, reason: str) -> None:
    """One approved leave over one session, asked for the day before."""
    session = sessions[at]
    enrolment = Enrolment.objects.get(cohort=group.cohort, user=group.trainees[number])
    asked = session.starts_at - timedelta(hours=18)
    leave = request_leave(
        enrolment=enrolment,
        kind=kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        reason=reason,
        actor_key=enrolment.user.key,
        now=asked,
    )
    decide_leave(
        leave=leave,
        approve=True,
        decided_by=group.staff["teacher1"],
        note="同意，课后补看。",
        make_up_needed=True,
        now=asked + timedelta(hours=1),
    )


def hold_sessions(*, group: DemoClass, sessions: list[Session], until: datetime, seed: int, often: dict[str, tuple[float, float]]) -> int:
    """Check in, mark and settle every session that is over; how many. ``often`` is somebody's share of (late, absent)."""
    dice = random.Random(seed)  # a fixed seed makes the same class on every machine
    teacher = group.staff["teacher1"].key
    seats = list(Enrolment.objects.filter(cohort=group.cohort).order_by("seat_number").values_list("pk", "user__employee_number"))
    held = 0
    for session in sessions:
        if session.ends_at + timedelta(minutes=15) > until:
            break
        open_check_in(slot=session.slot, actor_key=teacher, now=session.starts_at - timedelta(minutes=10))
        states = {}
        for pk, number in seats:
            late, absent = often.get(number, (0.02, 0.0))
            roll = dice.random()
            states[pk] = "absent" if roll < absent else "late" if roll < absent + late else "present"
        present = {pk: state for pk, state in states.items() if state != "absent" and not _on_leave(group.cohort, session, pk)}
        mark_attendance(slot=session.slot, states=present, actor_key=teacher, now=session.starts_at + timedelta(minutes=8))
        settle_slot(slot=session.slot, actor_key=teacher, now=session.ends_at + timedelta(minutes=5))
        held += 1
    return held


def _on_leave(cohort: Cohort, session: Session, enrolment_id: int) -> bool:
    return Leave.objects.filter(
        enrolment_id=enrolment_id,
        enrolment__cohort=cohort,
        state="approved",
        starts_at__lte=session.starts_at,
        ends_at__gte=session.ends_at,
    ).exists()


def note_conduct(*, group: DemoClass, number: str, points: int, category: str, reason: str, session: Session) -> None:
    """One entry in the conduct book."""
    record_conduct(
        enrolment=Enrolment.objects.get(cohort=group.cohort, user=group.trainees[number]),
        points=points,
        category=category,
        reason=reason,
        happened_on=session.starts_at.date(),
        recorded_by=group.staff["teacher1"],
        now=session.ends_at,
    )
