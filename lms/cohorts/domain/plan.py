"""The three-month plan as data, and what gates and weeks mean for it.

The rows follow the plan attached to the project proposal; it leaves the marks of its weeks open, so the weeks below are a
proposal that a bank shifts as a whole or changes row by row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class PlanRow:
    """One row: ``weeks`` counts from 1 (0 is before the team arrives); ``again`` is a second span of the same row."""

    code: str
    phase: str
    title: str
    title_en: str
    weeks: tuple[int, int]
    owner: str
    deliverable: str
    needs: tuple[str, ...] = ()
    gate: str = ""
    again: tuple[int, int] | None = None
    again_title: str = ""
    again_title_en: str = ""


_P, _K, _R, _F, _T, _V = "preparation", "kick_off", "research", "foundation", "training", "review"

THREE_MONTH_PLAN: tuple[PlanRow, ...] = (
    PlanRow("0", _P, "明确项目需求，签署项目协议", "Agree on the needs and sign the project contract", (0, 0), "project_board", "项目协议"),
    PlanRow("1", _K, "召开项目启动会，人员进场", "Kick-off meeting, team on site", (1, 1), "project_board", "启动会纪要、进场名单", ("0",)),
    PlanRow("2a", _R, "同业产品市场调研", "Survey of competitors' products", (1, 2), "consultant", "同业产品对比表", ("1",)),
    PlanRow("2b", _R, "目标客户群体市场调研", "Survey of the target customers", (1, 2), "consultant", "目标客户调研报告", ("1",)),
    PlanRow("3a", _F, "确认业务发展目标及阶段性目标", "Settle business goals and milestones", (1, 2), "leader", "目标确认书", ("1",)),
    PlanRow(
        "3b",
        _F,
        "规划部门组织架构、明确岗位及职责分工",
        "Plan the department, its posts and duties",
        (2, 2),
        "leader",
        "组织架构与岗位说明书",
        ("3a",),
    ),
    PlanRow(
        "3c",
        _F,
        "确定管理办法和操作流程、指引的主要内容",
        "Outline rules, processes and guidelines",
        (2, 3),
        "consultant",
        "管理办法与指引提纲",
        ("3a",),
    ),
    PlanRow(
        "3d",
        _F,
        "设计完善贷款流程和审批体系",
        "Design loan process and approval system",
        (2, 4),
        "consultant",
        "贷款流程图、审批权限表",
        ("3a",),
    ),
    PlanRow("3e", _F, "新型小微贷产品设计", "Design the new small-loan products", (3, 5), "consultant", "产品要素表", ("2a", "2b")),
    PlanRow("3f", _F, "设计业务人员薪酬考核体系", "Design pay and performance rules", (3, 4), "hr", "薪酬考核办法", ("3b",)),
    PlanRow("3g", _F, "制定市场营销策略", "Work out the marketing strategy", (3, 5), "consultant", "营销策略方案", ("2b",)),
    PlanRow("3h", _F, "形成业务档案管理办法", "Write the rules for business files", (4, 5), "consultant", "档案管理办法", ("3d",)),
    PlanRow(
        "3i", _F, "设计操作指引、问责办法", "Write operating and accountability rules", (4, 5), "consultant", "操作指引、问责办法", ("3d",)
    ),
    PlanRow(
        "3j",
        _F,
        "形成管理办法系列文档及操作手册试行版",
        "Trial edition of rules and manual",
        (5, 6),
        "consultant",
        "管理办法系列文档、操作手册试行版",
        ("3c", "3h", "3i"),
    ),
    PlanRow(
        "3k",
        _F,
        "完成业务文档表格模板、操作手册",
        "Finish forms, templates and manual",
        (5, 6),
        "consultant",
        "表格模板、操作手册",
        ("3c",),
    ),
    PlanRow("3l", _F, "确定产品制度，发文", "Adopt and issue the product rules", (6, 7), "leader", "产品制度发文", ("3e", "3j")),
    PlanRow(
        "3m",
        _F,
        "产品制度培训及准入标准建设",
        "Train the product rules, set admission criteria",
        (7, 8),
        "instructor",
        "培训签到、准入标准",
        ("3l",),
    ),
    PlanRow("4a", _T, "招聘信息发布（可选择）", "Publish the vacancies (optional)", (1, 2), "hr", "招聘公告", ("1",)),
    PlanRow("4b", _T, "简历筛选、通知笔试", "Screen applications, invite to the written test", (2, 3), "hr", "笔试名单", ("4a",)),
    PlanRow(
        "4c",
        _T,
        "笔试、分组面试、结构化面试、评估、通知录用结果",
        "Written test, group and structured interviews, assessment, results",
        (3, 4),
        "hr",
        "面试评分表、录用名单",
        ("4b",),
    ),
    PlanRow("4d", _T, "行内管理人员确定", "Name the managers from within the bank", (4, 4), "leader", "管理人员名单"),
    PlanRow("4e", _T, "新员工入职、签约", "New staff join and sign", (4, 5), "hr", "劳动合同、花名册", ("4c",)),
    PlanRow("4f", _T, "开训", "Training opens", (5, 5), "class_teacher", "开训签到、培训纪律签收", ("4e",)),
    PlanRow("4g", _T, "行内业务知识培训、团队建设", "The bank's own business, team building", (5, 5), "instructor", "课程签到", ("4f",)),
    PlanRow("4h", _T, "小微贷核心技术培训", "Core techniques of small loans", (5, 7), "instructor", "课程签到、随堂测验", ("4f",)),
    PlanRow(
        "4i",
        _T,
        "营销技能与技术、市场调查知识、学员市场调查",
        "Marketing skills, market research and a survey by the trainees",
        (6, 7),
        "instructor",
        "学员市场调查报告",
        ("4f",),
    ),
    PlanRow(
        "4j",
        _T,
        "贷审会机制培训及演练；自我管理工具、时间管理",
        "Loan review committee with rehearsals; self and time management",
        (7, 8),
        "instructor",
        "贷审会演练评分表",
        ("4h",),
    ),
    PlanRow(
        "4k",
        _T,
        "结训",
        "Training closes",
        (8, 8),
        "class_teacher",
        "结训考试成绩、综合评估依据",
        ("4g", "4h", "4i", "4j"),
        gate="closing",
    ),
    PlanRow(
        "4l",
        _T,
        "实际操作培训（看学→参与→独做）",
        "Practice: observe, participate, work solo",
        (9, 12),
        "mentor",
        "观察记录、真实案例清单",
        ("4m",),
        gate="practice",
    ),
    PlanRow(
        "4m",
        _T,
        "客户经理评估（理论）",
        "Assessment of the account managers (theory)",
        (8, 8),
        "hr",
        "综合评估结果",
        ("4k",),
        gate="evaluation",
        again=(12, 12),
        again_title="客户经理评估（实操）",
        again_title_en="Assessment of the account managers (practice)",
    ),
    PlanRow("5", _V, "阶段工作回顾及优化", "Review of the stage and improvements", (12, 12), "project_board", "阶段总结报告", ("4m-2",)),
)


@dataclass(frozen=True)
class PlanStep:
    """One step to be installed: a row, or the second span of a row under a code of its own (``4m-2``)."""

    code: str
    phase: str
    title: str
    title_en: str
    week_from: int
    week_to: int
    owner: str
    deliverable: str
    needs: tuple[str, ...]
    gate: str


def steps_of(rows: Iterable[PlanRow] = THREE_MONTH_PLAN) -> list[PlanStep]:
    """The rows as steps, in order; a second span needs the practice it judges."""
    steps: list[PlanStep] = []
    for row in rows:
        first, last = row.weeks
        steps.append(PlanStep(row.code, row.phase, row.title, row.title_en, first, last, row.owner, row.deliverable, row.needs, row.gate))
        if row.again is not None:
            first, last = row.again
            needs = ("4l",)
            steps.append(
                PlanStep(
                    f"{row.code}-2", row.phase, row.again_title, row.again_title_en, first, last, row.owner, row.deliverable, needs, ""
                )
            )
    return steps


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def dates_of_weeks(week_one: date, week_from: int, week_to: int) -> tuple[date, date]:
    """Monday of the first and Friday of the last week; ``week_one`` is any day of week 1."""
    monday = monday_of(week_one)
    return monday + timedelta(weeks=week_from - 1), monday + timedelta(weeks=week_to - 1, days=4)


def week_of(week_one: date, day: date) -> int:
    """The week of the plan a day lies in (0 and less: before)."""
    return (monday_of(day) - monday_of(week_one)).days // 7 + 1


def week_place(week_one: date, day: date) -> float:
    """Where a day lies in the plan: 1.0 is Monday of week 1, 1.5 the middle of it."""
    return (day - monday_of(week_one)).days / 7 + 1


@dataclass(frozen=True)
class StepFact:
    """What the gate rule needs to know of a step."""

    id: int
    gate: str
    done: bool
    needs: frozenset[int]


def blockers(step: StepFact, steps: Mapping[int, StepFact]) -> list[int]:
    """Gates this step needs that are not done yet; other needs are an order of work, not a lock."""
    return sorted(need for need in step.needs if steps[need].gate and not steps[need].done)


def dependants_done(step: StepFact, steps: Mapping[int, StepFact]) -> list[int]:
    """Steps already done that a gate opened: while they stand, the gate can't be taken back."""
    return sorted(other.id for other in steps.values() if other.done and step.gate and step.id in other.needs)
