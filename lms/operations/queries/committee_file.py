"""What the committee gets of a real case: papers made from the folder, the customer masked, no truth and nobody's hints."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from simulations.domain.committee.case import FORMAT
from simulations.domain.committee.made_case import PLANS
from simulations.enums import SheetCheck, StatementLine

from ..domain.worksheet import GROUPS, affordability, read_figures, sheet
from ..enums import AdmissionItem
from ..models import CaseFolder, LoanCase

Json = dict[str, Any]
ANSWERS = {"yes": "是", "no": "否"}


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f} 元"


def _paper(code: str, title: str, rows: Sequence[Sequence[str]], topics: list[str], roles: Sequence[str] = ()) -> Json:
    found: Json = {"code": code, "title": title, "rows": [list(row) for row in rows] or [["无", ""]], "topics": topics}
    return found | ({"roles": list(roles)} if roles else {})


def _lines(folder: CaseFolder, groups: Sequence[str]) -> list[list[str]]:
    noted = read_figures(folder.figures).noted
    wanted = [line for name, lines in GROUPS if name in groups for line in lines if line in noted]
    return [[str(StatementLine(line).label), yuan(noted[line])] for line in wanted]


def _income(folder: CaseFolder) -> list[list[str]]:
    income = read_figures(folder.figures).income
    rows = _lines(folder, ["income"])
    return [*rows, ["净利", yuan(income.net_profit)], ["年可支配", yuan(income.net_disposable)]]


def _balance(folder: CaseFolder) -> list[list[str]]:
    return [*_lines(folder, ["assets", "liabilities"]), ["权益", yuan(read_figures(folder.figures).balance.equity)]]


def _checks(checks: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    rows = [["检验", "检验值", "基准值", "偏差"]]
    for line in sheet():
        done = checks.get(line.key)
        if done:
            unit = "%" if line.tolerance.unit == "percent" else " 个百分点"
            off = f"{done['deviation']}{unit}" if done.get("deviation") is not None else "—"
            rows.append([str(SheetCheck(line.key).label), str(done["result"]), str(done.get("benchmark") or "—"), off])
            if done.get("closed"):
                rows.append(["说明", str(done["closed"]), "", ""])
    return rows


def committee_file(case: LoanCase, folder: CaseFolder) -> Json:
    """The case in the format of the committee room (``committee_case/1``)."""
    proposed = folder.proposed_amount or Decimal(0)
    found = affordability(read_figures(folder.figures), amount=proposed, term=folder.term_months, repayment=folder.repayment)
    admission = [[str(AdmissionItem(item).label), ANSWERS.get(answer, "—")] for item, answer in folder.admission.items()]
    papers = [
        _paper("income", "损益表（十二个月）", _income(folder), ["repayment", "trade"]),
        _paper("balance", "资产负债表（调查日）", _balance(folder), ["debts", "truth"]),
        _paper("checks", "交叉检验表", _checks(folder.checks), ["truth"]),
        _paper("admission", "准入核对表", admission, ["compliance"]),
        _paper("second_notes", "协办意见", [["意见", folder.second_view]], ["truth"], roles=["second"]),
    ]
    coverage = {} if found is None else {"coverage": f"{found.coverage:.2f}"}
    return {
        "format": FORMAT,
        "title": f"{case.number} · {case.get_industry_display()} · {proposed / 10_000:.2f}".rstrip("0").rstrip(".") + " 万元",
        "customer": f"{folder.customer.name_shown}（{folder.customer.number}）",
        "trade": str(case.get_industry_display()),
        "application": {
            "amount": str(case.amount or proposed),
            "term_months": folder.term_months,
            "purpose": folder.purpose or "—",
            "repayment": PLANS.get(folder.repayment, folder.repayment),
            "proposed_amount": str(proposed),
            **coverage,
        },
        "report": folder.report,
        "second_report": folder.second_view,
        "second_agrees": folder.second_agrees,
        "papers": papers,
        "concerns": [],
        "answers": {},
    }
