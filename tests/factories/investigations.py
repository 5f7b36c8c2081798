"""Makes investigations through the room's own actions, and does them as somebody who misses nothing would."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.toolkit.random_ids import public_id
from simulations.actions.act_in_investigation import Done, act_in_investigation
from simulations.actions.begin_investigation import begin_with, give_exercise, teams_of
from simulations.domain.investigation.sheet import check_names
from simulations.domain.scoring.key import read_key
from simulations.domain.scoring.model_answer import model_answer
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_file
from simulations.enums import InvestigationRole, Pairing
from simulations.models import Investigation, InvestigationExercise
from simulations.queries.visit import load_visit

BEGINS = datetime(2026, 3, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
VIEW = "结论：数字已从两个以上来源核对，偏差都有解释，风险见红旗一节。"


def made_case(trade: str = "hardware_wholesale", seed: int = 7, level: int = 1, *hide: str) -> dict[str, Any]:
    """``hide`` names what is hidden; nothing given: an honest customer."""
    return case_file(make_case(trade, seed, level, tuple(hide)))


def make_investigation(cohort: Cohort, people: Sequence[User], *, case: dict[str, Any] | None = None) -> Investigation:
    return begin_with(actor=people[0], cohort=cohort, people=people, case=case or made_case(), now=BEGINS)


def make_exercise(cohort: Cohort, teacher: User, people: Sequence[User], **changes: Any) -> InvestigationExercise:
    values: dict[str, Any] = {
        "title": "第一次模拟调查",
        "pairing": Pairing.ALONE,
        "level": 1,
        "opens_at": BEGINS,
        "due_at": BEGINS + timedelta(days=2),
        "seed": 5,
        **changes,
    }
    return give_exercise(actor=teacher, cohort=cohort, teams=teams_of(people, values["pairing"]), now=BEGINS, **values)


def do(investigation: Investigation, user: User, kind: str, *, now: datetime = BEGINS, once: str = "", **data: Any) -> Done:
    """One act; its key is new each time unless ``once`` gives it."""
    return act_in_investigation(investigation=investigation, user=user, kind=kind, data=data, key=once or f"test-{public_id()}", now=now)


def asker(investigation: Investigation, channel: str) -> User:
    """Whose task it is."""
    visit = load_visit(Investigation.objects.get(pk=investigation.pk))
    return next(seat.user for seat in visit.seats if visit.may_ask(seat, channel))


def get(investigation: Investigation, piece: str) -> None:
    """Asks or looks until the piece is in hand, as the one whose task it is."""
    thing = load_visit(Investigation.objects.get(pk=investigation.pk)).catalogue[piece]
    user = asker(investigation, thing.channel)
    if thing.channel in {"document", "shop_floor"}:
        do(investigation, user, "look", piece=piece)
    else:
        do(investigation, user, "ask", channel=thing.channel, topic=thing.topic)


def do_perfectly(investigation: Investigation, *, sign: bool = True) -> None:
    """The whole work of the model answer, act by act."""
    row = Investigation.objects.get(pk=investigation.pk)
    people = [seat.user for seat in row.seats.select_related("user").order_by("number")]
    lead = people[0]
    work = model_answer(read_key(row.case))
    do(row, lead, "consent")
    do(row, lead, "go", to="field")
    for piece in work.seen:
        get(row, piece)
    for note in work.notes:
        _note(row, lead, note.line, note.value, note.evidence)
    names = {identifier: key for key, identifier in check_names(row.case).items()}
    for check in work.checks:
        do(row, lead, "check", **_check(row, names[check.key], check))
    for finding in work.findings:
        seen = [piece for piece in finding.evidence if piece in work.seen]
        do(row, lead, "flag", code=finding.code, words="见所附证据", evidence=seen)
    assert work.proposal is not None
    do(row, lead, "offer", **_offer(work.proposal))
    do(row, lead, "go", to="report")
    for person in people:
        do(row, person, "view", text=VIEW)
    for person in people if sign else []:
        do(row, person, "sign")


def _note(row: Investigation, lead: User, line: str, value: Decimal, evidence: Sequence[str]) -> None:
    """Operating costs are entered under one of their lines; what follows from others is never typed."""
    if line in {"gross_profit", "net_profit", "net_disposable", "total_assets", "total_liabilities", "equity"}:
        return
    name = "opex_other" if line == "opex_total" else line
    for piece in evidence:
        do(row, lead, "read", line=name, piece=piece, value=str(value))
    if not evidence:
        do(row, lead, "enter", line=name, value=str(value), reason="推算")


def _check(row: Investigation, key: str, check: Any) -> dict[str, Any]:
    stated = next(one for one in row.case["checks"] if one["id"] == check.key)
    return {
        "key": key,
        "code": stated["code"],
        "inputs": stated["inputs"],
        "result": str(check.result),
        "benchmark": stated["benchmark"],
        "deviation": stated["deviation"],
        "passed": check.passed,
        "closed": check.closed,
        "evidence": [],
    }


def _offer(proposal: Any) -> dict[str, Any]:
    return {
        "result": proposal.result,
        "amount": str(proposal.amount),
        "term": proposal.term,
        "repayment": proposal.repayment,
        "conditions": "夫妻共同借款",
        "reasons": "额度取用途、还款能力与风险上限三者之低",
    }


LEAD, SECOND = InvestigationRole.LEAD, InvestigationRole.SECOND
