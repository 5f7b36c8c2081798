"""The first steps on real work in the demonstration: the ladder, the first mentor, a sitting that is over and one that is coming."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from lms.cohorts.models import Cohort
from lms.decisions.actions.ladder import open_ladder
from lms.decisions.actions.panel_items import nominate
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.panel_sittings import SeatIn, close_sitting, open_sitting, plan_sitting
from lms.decisions.actions.panel_votes import call_vote, cast_vote, name_member, open_discussion, pre_vote, recommend, speak
from lms.decisions.actions.recognise import sign_recognition, write_recognition
from lms.decisions.models import PanelItem, PanelSitting
from lms.people.models import User

from .calendar import DemoCalendar

NODES = ("marketing", "acceptance", "admission", "investigation", "report", "approval", "disbursement", "post_loan")
REASON = "部门新设，首批业务由项目组逐件核对，件数另行补足。"
OPINIONS = ("底稿齐全，口头数与单据能对上。", "提问得法，侧面核实到位。", "现金流测算偏乐观一处，已当场改正。")


MENTORS = {
    "mentor1": "从事个人经营性贷款九年，近三年主调二百余户，无本人责任不良；项目组随机复看底稿十二份，均可还原。",
    "mentor2": "支行信贷岗七年，涉农与批发客户为主，近三年主调一百六十余户；项目组复看底稿十份，交叉检验完整。",
}


def recognise_mentors(*, staff: Mapping[str, User], at: datetime) -> None:
    """Two of the board recognise the mentors, so that there is somebody who may sign."""
    for place, (mentor, evidence) in enumerate(MENTORS.items()):
        row = write_recognition(
            user=staff[mentor],
            resolution=f"小微项目组〔2026〕{3 + place}号",
            nodes=list(NODES),
            level="5",
            amount_limit=Decimal(500_000),
            ends_on=at.date() + timedelta(days=365),
            evidence=evidence,
            actor=staff["hr1"],
            now=at,
        )
        for number in ("board1", "board2"):
            row = sign_recognition(recognition=row, signer=staff[number], digest=row.content_digest, now=at + timedelta(hours=3))


def admit(*, cohort: Cohort, staff: Mapping[str, User], at: datetime) -> None:
    open_ladder(cohort=cohort, actor=staff["hr1"], now=at)


def hold(
    *, staff: Mapping[str, User], title: str, held_on: datetime, asked: Sequence[tuple[User, str, str, str]], exception: str = REASON
) -> None:
    """A sitting from its agenda to its minutes; ``asked``: person, node, level, how everybody votes."""
    sitting = _plan(staff, title=title, held_on=held_on, now=held_on - timedelta(days=4))
    for user, node, level, ballot in asked:
        item = _item(sitting, user, staff, node, level, held_on - timedelta(days=2), exception)
        _decide(item, staff, ballot, held_on)
    close_sitting(sitting=sitting, actor=staff["hr1"], now=held_on + timedelta(hours=4))


def call_next(*, staff: Mapping[str, User], trainees: Mapping[str, User], calendar: DemoCalendar, now: datetime) -> None:
    """Next week's sitting: one item is being read, one waits for its recommendation."""
    coming = _plan(staff, title="本月认证评审会", held_on=calendar.at(calendar.monday(1), 14), now=now - timedelta(days=1))
    item = _item(coming, trainees["trainee01"], staff, "report", "2a", now - timedelta(hours=20))
    speak(item=item, text="三份报告的初稿都由她写，两章可以直接用。", actor=staff["mentor1"], now=now - timedelta(hours=18))
    recommend(
        item=item, text="两章初稿质量稳定，建议进入参与；数据来源的写法再盯一段。", actor=staff["committee2"], now=now - timedelta(hours=16)
    )
    pre_vote(item=item, ballot="certified", reason=OPINIONS[0], actor=staff["committee2"], now=now - timedelta(hours=15))
    _item(coming, trainees["trainee05"], staff, "report", "2a", now - timedelta(hours=19))


def _plan(staff: Mapping[str, User], *, title: str, held_on: datetime, now: datetime) -> PanelSitting:
    members = [SeatIn(staff["committee1"], "chair"), SeatIn(staff["committee2"]), SeatIn(staff["committee3"])]
    members += [SeatIn(staff["leader1"], is_line_manager=True), SeatIn(staff["hr1"], "secretary")]
    office = staff["hr1"]
    assert office.bank is not None
    return plan_sitting(
        bank=office.bank,
        title=title,
        held_on=held_on.date(),
        place="三楼会议室",
        members=members,
        actor=staff["hr1"],
        now=now,
    )


def _item(
    sitting: PanelSitting, user: User, staff: Mapping[str, User], node: str, level: str, at: datetime, exception: str = REASON
) -> PanelItem:
    item = nominate(sitting=sitting, user=user, node=node, level=level, actor=staff["hr1"], exception_reason=exception, now=at)
    return name_member(item=item, member=staff["committee2"], seat="primary", actor=staff["hr1"], now=at)


def _decide(item: PanelItem, staff: Mapping[str, User], ballot: str, at: datetime) -> None:
    """Recommendation and opinions on the day before; then the sitting, vote by vote, to the signature."""
    voters = [staff[number] for number in ("committee2", "committee1", "committee3", "leader1")]
    recommend(item=item, text="材料已逐件看过，意见见独立评语。", actor=voters[0], now=at - timedelta(days=1))
    for place, voter in enumerate(voters):
        pre_vote(item=item, ballot=ballot, reason=OPINIONS[place % 3], actor=voter, now=at - timedelta(hours=20))
    item.refresh_from_db()
    if item.sitting.state == "planned":
        open_sitting(sitting=item.sitting, actor=staff["hr1"], now=at)
    open_discussion(item=item, actor=staff["hr1"], now=at + timedelta(minutes=10))
    call_vote(item=item, actor=staff["hr1"], now=at + timedelta(minutes=25))
    for place, voter in enumerate(voters):
        cast_vote(item=item, ballot=ballot, reason=OPINIONS[place % 3], actor=voter, now=at + timedelta(minutes=30))
    granted = ballot == "certified"
    reasons = "能独立完成侧面核实和存货盘点，可以参与办理。" if granted else "侧面核实仍需提醒，再看两件后提请。"
    item = conclude(
        item=item, action="grant" if granted else "stay", reasons=reasons, actor=staff["committee1"], now=at + timedelta(minutes=40)
    )
    approve(item=item, signer=staff["committee1"], digest=item.outcome_digest, now=at + timedelta(minutes=45))
