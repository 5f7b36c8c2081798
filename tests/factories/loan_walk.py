"""The people and the clock of one loan in full mode, and the milestones they do."""

from decimal import Decimal

import pytest
from django.utils import timezone

from lms.operations.actions import CaseProblem
from lms.operations.actions.folder import save_admission, save_sheet
from lms.operations.actions.sitting import call_sitting
from lms.operations.actions.steps import finish_step, sign_in_on_site
from lms.operations.enums import AdmissionItem
from lms.operations.models import CaseFolder, LoanCase
from lms.people.enums import Role
from lms.people.models import Organisation, User
from simulations.models import Committee
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import attach, closing_figures, done_checks, into_mode, make_folder
from tests.factories.committees import act
from tests.factories.people import make_user


class Walk:
    """The people and the clock of one case."""

    def __init__(self, bank: Organisation, cast: Cast, clock: Clock) -> None:
        self.bank, self.clock = bank, clock
        self.office, self.lead, self.second = cast.hr, cast.mentor, cast.trainee
        into_mode(bank, "full", cast.leader)
        self.board = [make_user(bank, Role.COMMITTEE_MEMBER, name=name) for name in ("周主审", "吴委员", "郑委员")]
        self.case = make_folder(bank, self.office, self.lead, self.second)

    @property
    def fresh(self) -> LoanCase:
        return LoanCase.objects.get(pk=self.case.pk)

    @property
    def folder(self) -> CaseFolder:
        return CaseFolder.objects.get(case=self.case)

    def done(self, code: str, actor: User | None = None) -> None:
        finish_step(case=self.case, code=code, actor=actor or self.lead)

    def refused(self, code: str, actor: User | None = None) -> str:
        with pytest.raises(CaseProblem) as refused:
            self.done(code, actor)
        return str(refused.value.code)

    def until_investigation(self) -> None:
        attach(self.case, "acceptance", self.lead)
        self.done("acceptance")
        save_admission(case=self.case, answers=dict.fromkeys(AdmissionItem.values, "yes"), actor=self.lead)
        self.done("admission")
        attach(self.case, "credit", self.lead)
        self.done("credit")

    def until_draft(self) -> None:
        sign_in_on_site(case=self.case, user=self.lead)
        sign_in_on_site(case=self.case, user=self.second)
        attach(self.case, "investigation", self.lead, name="shop.jpg", content=b"photo")
        self.done("investigation")
        save_sheet(case=self.case, step="statements", values={"figures": closing_figures(), "checks": done_checks()}, actor=self.lead)
        self.done("statements")
        save_sheet(case=self.case, step="side_checks", values={"second_view": "邻铺核实一致", "second_agrees": True}, actor=self.second)
        self.done("side_checks", self.second)

    def until_sitting(self) -> Committee:
        save_sheet(
            case=self.case, step="draft", values={"report": "还款来源为店铺收入。", "proposed_amount": Decimal(180_000)}, actor=self.lead
        )
        self.done("draft")
        self.done("review", self.office)
        made = call_sitting(case=self.case, chair=self.board[0], members=self.board[1:], starts_at=timezone.now(), actor=self.office)
        self.done("sitting", self.office)
        return made

    def hold(self, committee: Committee, ballot: str = "conditional", **resolution: object) -> None:
        chair = self.board[0]

        def go(to: str) -> None:
            act(committee, chair, "move", to=to, reason="")

        for person in (*self.board, self.lead, self.second):
            act(committee, person, "arrive")
        go("presentation")
        act(committee, self.lead, "present", text="申请二十万元。")
        go("second_view")
        act(committee, self.second, "second", text="一致。", agrees=True)
        go("questions")
        act(committee, self.board[1], "ask", topic="purpose", text="进什么货？")
        act(committee, self.lead, "answer", question=1, text="秋冬装，见清单。", papers=["income"], promised=False)
        go("leaving")
        go("first_opinions")
        for person in self.board:
            act(committee, person, "opinion", ballot=ballot, reason="材料齐")
        go("discussion")
        go("vote")
        condition = [{"text": "补保证人一名", "owner": "主调", "due": "2026-03-20", "before": True}]
        conditions = condition if ballot == "conditional" else []
        for person in self.board:
            act(committee, person, "vote", ballot=ballot, reason="同意", because="", conditions=conditions)
        go("resolution")
        act(
            committee,
            chair,
            "resolve",
            **{"reason": "同意", "amount": "150000", "term_months": 12, "repayment": "等额本息", "conditions": conditions, **resolution},
        )
        go("minutes")
        for person in self.board:
            act(committee, person, "sign")
        go("done")
