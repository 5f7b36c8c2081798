"""The columns of a list of cases: one list for the template, for the reader and for what is said about mistakes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import CaseKind, Industry, Product
from lms.toolkit import cell_parsers
from lms.toolkit.cell_parsers import BadCell, Parser
from lms.toolkit.spreadsheet import Column, Problem, open_workbook, read_table
from lms.toolkit.workbook import CellValue

from ..domain.amounts import band_of
from ..domain.case_import import Row
from ..enums import AmountBand, Difficulty

HEADERS = {
    "number": _("Case number"),
    "opened_on": _("Opened on"),
    "branch": _("Branch"),
    "industry": _("Trade"),
    "product": _("Product"),
    "amount_band": _("Amount band"),
    "amount": _("Amount applied for"),
    "difficulty": _("Difficulty"),
    "kinds": _("Kinds"),
    "node": _("Node"),
    "lead": _("Lead (A), employee number"),
    "second": _("Second (B), employee number"),
    "supervisor": _("Mentor who answers, employee number"),
}
LARGEST = Decimal(10) ** 11


def _kinds() -> Parser:
    one = cell_parsers.choice(CaseKind.choices)
    read = cell_parsers.text(120)

    def parse(value: CellValue) -> tuple[str, ...]:
        parts = str(read(value)).replace("，", "、").replace(",", "、").replace(";", "、").replace("；", "、").split("、")
        return tuple(sorted({str(one(part)) for part in parts if part.strip()}))

    return parse


def _amount() -> Parser:
    read = cell_parsers.decimal(0, LARGEST)

    def parse(value: CellValue) -> Decimal:
        amount = Decimal(read(value))
        if amount == 0:
            raise BadCell("too_small", _("must be above zero"))
        return amount

    return parse


def case_columns(nodes: Mapping[str, str]) -> list[Column]:
    """Aliases are what banks call these columns in their own lists."""
    number = cell_parsers.employee_number(30)
    parsers: dict[str, tuple[Parser, bool, tuple[str, ...]]] = {
        "number": (cell_parsers.text(40), True, ("案件编号", "业务编号", "申请编号", "贷款编号")),
        "opened_on": (cell_parsers.date(date(2000, 1, 1), date(2100, 12, 31)), True, ("受理日期", "进件日期", "立案日期")),
        "branch": (cell_parsers.text(100), False, ("支行", "网点", "经办机构")),
        "industry": (cell_parsers.choice(Industry.choices), True, ("行业", "行业类别")),
        "product": (cell_parsers.choice(Product.choices), True, ("产品", "贷款品种")),
        "amount_band": (cell_parsers.choice(AmountBand.choices), False, ("金额区间", "金额档")),
        "amount": (_amount(), False, ("申请金额", "金额", "金额（元）")),
        "difficulty": (cell_parsers.choice(Difficulty.choices), False, ("难度", "难易程度")),
        "kinds": (_kinds(), False, ("类型", "案件类型")),
        "node": (cell_parsers.choice([(code, name) for code, name in nodes.items()]), True, ("环节", "当前环节")),
        "lead": (number, False, ("主调工号", "A角工号", "主办工号")),
        "second": (number, False, ("协办工号", "B角工号", "协调工号")),
        "supervisor": (number, False, ("带教工号", "师傅工号")),
    }
    return [
        Column(key, HEADERS[key], aliases=aliases, required=required, parse=parse) for key, (parse, required, aliases) in parsers.items()
    ]


class CaseFile:
    """``rows`` are those without a mistake of their own; ``sheet`` is the title of the sheet that was read."""

    def __init__(self, sheet: str, rows: list[Row], problems: list[Problem]) -> None:
        self.sheet, self.rows, self.problems = sheet, rows, problems


def read_cases(file: IO[bytes], *, nodes: Mapping[str, str], branches: Mapping[str, int], people: Mapping[str, int]) -> CaseFile:
    """Raises UploadProblem where the file is no readable workbook."""
    table = read_table(open_workbook(file).sheet(), case_columns(nodes), unique=("number",))
    rows, problems = [], list(table.problems)
    for row in table.rows:
        if row["amount"] is None and row["amount_band"] is None:
            problems.append(
                Problem(table.sheet, row.number, str(HEADERS["amount_band"]), str(_("and the amount are both empty")), "", "no_amount")
            )
            continue
        rows.append(_row(row.number, row.values, branches, people))
    return CaseFile(table.sheet, rows, sorted(problems, key=lambda problem: problem.row or 0))


def _row(number: int, values: Mapping[str, Any], branches: Mapping[str, int], people: Mapping[str, int]) -> Row:
    def person(name: str) -> int | None:
        text = values[name]
        return people.get(str(text).lower(), 0) if text else None

    amount = values["amount"]
    return Row(
        number_in_file=number,
        number=str(values["number"]),
        opened_on=values["opened_on"],
        branch=branches.get(str(values["branch"]), 0) if values["branch"] else None,
        industry=str(values["industry"]),
        product=str(values["product"]),
        amount_band=str(band_of(amount) if amount is not None else values["amount_band"]),
        amount=amount,
        difficulty=str(values["difficulty"] or Difficulty.MEDIUM),
        kinds=values["kinds"] or (),
        node=str(values["node"]),
        lead=person("lead"),
        second=person("second"),
        supervisor=person("supervisor"),
        names={name: str(values[name] or "") for name in ("branch", "lead", "second", "supervisor")},
    )


REASONS: Mapping[str, Any] = {
    "future": _("must not lie in the future"),
    "unknown_branch": _("should be a branch or department of this bank"),
    "closed": _("is a case that is closed"),
    "node_state": _("is no node at which a case in this state can stand"),
    "unknown_person": _("is no employee number of an open account of this bank"),
    "two_people": _("must be somebody else than the lead"),
    "supervisor_alone": _("answers for a lead, but no lead is named"),
    "supervisor_self": _("must be somebody else than the lead they answer for"),
    "refused": _("may not take this part here: %(reason)s"),
}


def problems_of(faults: Iterable[Any], sheet: str, nodes: Mapping[str, str]) -> list[Problem]:
    """The plan's faults as sentences of row, column and reason."""
    return [
        Problem(sheet, one.row, str(HEADERS[one.column]), str(REASONS[one.code]) % one.params, nodes.get(one.value, one.value), one.code)
        for one in faults
    ]
