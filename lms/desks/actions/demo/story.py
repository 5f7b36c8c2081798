"""What happens to one class, from its opening to its ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.models import Exam, Paper
from lms.cohorts.actions import install_programme
from lms.cohorts.models import Room
from lms.decisions.models import Decision, RuleVersion
from lms.people.models import Organisation, User
from lms.policies.models import RegulationVersion

from .calendar import DemoCalendar
from .classes import DemoClass, Roster, open_class
from .exams import PRACTICAL, THEORY, Ability, make_paper, mark_and_release, set_exam, sit
from .present import begin_plan_earlier
from .ranking import CLOSING, close_training, draft_ranking, hold_meeting, make_final
from .ratings import rate_interview, rate_rehearsal
from .regulation import acknowledge_regulation
from .rule import settle_rule
from .teaching import give_courses
from .timetable import Session, hold_sessions, note_conduct, plan_weeks, take_leave


@dataclass(frozen=True)
class Stage:
    """What every class of the bank shares."""

    nodes: dict[str, Organisation]
    staff: dict[str, User]
    regulation: RegulationVersion
    calendar: DemoCalendar
    now: datetime
    rooms: tuple[Room, Room]


class ClassStory:
    """One class; ``ahead`` exams lie in the future for the running one."""

    def __init__(self, stage: Stage, *, code: str, name: str, first_monday: int, roster: Roster, seed: int) -> None:
        self.stage, self.code, self.seed, self.first_monday = stage, code, seed, first_monday
        calendar, staff = stage.calendar, stage.staff
        begins = calendar.monday(first_monday)
        self.group: DemoClass = open_class(
            nodes=stage.nodes,
            staff=staff,
            programme=install_programme(bank=stage.nodes["bank"], actor_key=staff["hr1"].key),
            code=code,
            name=name,
            dates=(begins, begins + timedelta(days=25)),
            roster=roster,
            host="microloans",
        )
        begin_plan_earlier(cohort=self.group.cohort, actor_key=staff["hr1"].key)
        self.sessions: list[Session] = plan_weeks(group=self.group, calendar=calendar, first_monday=first_monday, rooms=stage.rooms)
        give_courses(cohort=self.group.cohort, actor=staff["hr1"], opens_at=self.sessions[0].starts_at - timedelta(hours=1))
        acknowledge_regulation(version=stage.regulation, users=list(self.group.trainees.values()))
        self.theory, self.practical, self.rule = self._exams_and_rule()

    def _papers(self) -> tuple[Paper, Paper]:
        bank, staff, at = self.stage.nodes["bank"], self.stage.staff, self.sessions[0].starts_at - timedelta(days=8)
        made = []
        for prefix, title, blueprint in (("T", "理论考试卷", THEORY), ("P", "编表与检验实操卷", PRACTICAL)):
            made.append(
                make_paper(
                    bank=bank,
                    author=staff["instructor1"],
                    reviewer=staff["instructor2"],
                    code=f"{prefix}-{self.code}",
                    title=f"{title}（{self.code}）",
                    kind="final",
                    blueprint=blueprint,
                    at=at,
                )
            )
        return made[0], made[1]

    def _exams_and_rule(self) -> tuple[Exam, Exam, RuleVersion]:
        """Both exams are announced and the rule is acknowledged before the first session: scores come after."""
        theory, practical = self._papers()
        announced = self.sessions[0].starts_at - timedelta(days=6)
        exams = []
        for paper, title, session, minutes in (
            (theory, "理论考试", self.past(0.55), 90),
            (practical, "编表与检验实操", self.past(0.65), 80),
        ):
            exams.append(
                set_exam(
                    group=self.group,
                    paper=paper,
                    title=title,
                    opens_at=session.ends_at + timedelta(hours=3),
                    hours=2,
                    minutes=minutes,
                    counts_for="计入综合评估",
                    at=announced,
                    kind="final",
                )
            )
        rule = settle_rule(
            group=self.group,
            regulation=self.stage.regulation,
            theory=exams[0].public_id,
            practical=exams[1].public_id,
            first_session=self.sessions[0].starts_at,
        )
        return exams[0], exams[1], rule

    def past(self, share: float) -> Session:
        """The session after ``share`` of those that are over: public holidays move weeks, never the order of events."""
        over = [session for session in self.sessions if session.ends_at < self.stage.now]
        return over[min(int(share * len(over)), len(over) - 1)]

    def hold(self, *, lateness: Mapping[str, tuple[float, float]], until: datetime) -> int:
        numbers = list(self.group.trainees)
        take_leave(group=self.group, sessions=self.sessions, number=numbers[6], at=4, kind="sick", reason="发热就医，有就诊记录。")
        held = hold_sessions(group=self.group, sessions=self.sessions, until=until, seed=self.seed, often=dict(lateness))
        note_conduct(
            group=self.group, number=numbers[-3], points=-5, category="discipline", reason="训练中离场未报告。", session=self.sessions[8]
        )
        note_conduct(
            group=self.group, number=numbers[0], points=3, category="teamwork", reason="主动带同组完成入户模拟。", session=self.sessions[9]
        )
        return held

    def examine(self, *, abilities: Mapping[str, Ability]) -> None:
        for exam, shift in ((self.theory, 0), (self.practical, 1)):
            sit(exam=exam, group=self.group, abilities=abilities, seed=self.seed + shift)
            mark_and_release(exam=exam, group=self.group, at=exam.closes_at + timedelta(days=1), seed=self.seed + shift)

    def rate(self, *, abilities: Mapping[str, Ability], rehearsal_on: datetime, interview_on: datetime) -> None:
        rate_rehearsal(group=self.group, abilities=abilities, held_at=rehearsal_on, seed=self.seed + 5)
        rate_interview(group=self.group, abilities=abilities, held_at=interview_on, seed=self.seed + 6)

    def rank(self, *, at: datetime) -> Decision:
        return draft_ranking(group=self.group, version=self.rule, now=at)

    def finish(self, *, at: datetime) -> Decision:
        """The plan's gate, the ranking, the meeting and everything up to the last signature."""
        close_training(cohort=self.group.cohort, upto=CLOSING, on=at.date(), actor_key=self.stage.staff["hr1"].key)
        decision = hold_meeting(group=self.group, decision=self.rank(at=at), held_at=at + timedelta(hours=5))
        return make_final(group=self.group, decision=decision, published=at + timedelta(days=1))
