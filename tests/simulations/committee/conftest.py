"""A class with five people at the table."""

from dataclasses import dataclass

import pytest

from lms.cohorts.models import Cohort
from lms.people.enums import Role
from lms.people.models import User
from simulations.models import Committee
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.committees import act, make_committee
from tests.factories.people import make_user


@dataclass
class Table:
    """Chair and one member are staff; a second member, lead and second investigator are trainees of the class."""

    committee: Committee
    cohort: Cohort
    caller: User
    chair: User
    member: User
    other: User
    lead: User
    second: User

    def everybody(self) -> tuple[User, ...]:
        return (self.chair, self.member, self.other, self.lead, self.second)

    def arrive(self) -> None:
        for person in self.everybody():
            act(self.committee, person, "arrive")

    def go(self, to: str) -> None:
        act(self.committee, self.chair, "move", to=to, reason="")

    def until_vote(self) -> None:
        """Everything before the vote; every voter's first opinion is to refuse."""
        self.arrive()
        self.go("presentation")
        act(self.committee, self.lead, "present", text="五金店，申请三十万元。")
        self.go("second_view")
        act(self.committee, self.second, "second", text="另核了送货单。", agrees=False)
        self.go("questions")
        act(self.committee, self.member, "ask", topic="debts", text="李某是谁？")
        act(self.committee, self.lead, "answer", question=1, text="说是朋友。", papers=["flow"], promised=False)
        self.go("leaving")
        self.go("first_opinions")
        for person in (self.chair, self.member, self.other):
            act(self.committee, person, "opinion", ballot="refuse", reason=f"秘密意见{person.pk}")
        self.go("discussion")
        self.go("vote")

    def until_minutes(self) -> None:
        self.until_vote()
        for person in (self.chair, self.member, self.other):
            act(self.committee, person, "vote", ballot="refuse", reason=f"秘密一票{person.pk}", because="", conditions=[])
        self.go("resolution")
        act(self.committee, self.chair, "resolve", reason="债务不清，不予同意", amount="", conditions=[])
        self.go("minutes")

    def until_reveal(self) -> None:
        self.until_minutes()
        for person in (self.chair, self.member, self.other):
            act(self.committee, person, "sign")
        self.go("reveal")


@pytest.fixture
def table(cast: Cast) -> Table:
    cohort = make_cohort(cast.bank)
    instructor = make_staff(cohort, cast.instructor, "instructor")
    chair, member = (make_user(cast.bank, Role.COMMITTEE_MEMBER, name=name) for name in ("周主审", "吴委员"))
    other, lead, second = (
        make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name=name)).user for name in ("郑学员", "王主调", "冯协办")
    )
    committee = make_committee(cohort, instructor, [chair, member, other, lead, second])
    return Table(committee, cohort, instructor, chair, member, other, lead, second)
