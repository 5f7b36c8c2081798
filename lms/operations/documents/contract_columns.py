"""The columns of the customer ledger's file: one list for the template, for the reader and for what is said about mistakes."""

import datetime as dt
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.evidence.enums import Industry, Product
from lms.toolkit import cell_parsers
from lms.toolkit.cell_parsers import BadCell, Parser
from lms.toolkit.spreadsheet import Column, Problem, open_workbook, read_table
from lms.toolkit.workbook import CellValue

from ..domain.contract_rows import Row
from ..domain.masking import id_is_sound
from ..enums import FiveCategory, Guarantee, Repayment, Tier

HEADERS = {
    "number": _("Contract number"),
    "customer": _("Customer number"),
    "name": pgettext_lazy("customer", "Customer's name"),
    "phone": _("Telephone"),
    "identity": _("Identity number"),
    "industry": _("Trade"),
    "manager": _("Account manager, employee number"),
    "product": _("Product"),
    "amount": _("Contract amount"),
    "rate": _("Annual rate in percent"),
    "term_months": _("Term in months"),
    "repayment": _("Repayment"),
    "guarantee": _("Secured by"),
    "paid_on": _("First disbursed"),
    "due_on": _("Due on"),
    "balance": _("Balance"),
    "overdue_days": _("Days overdue"),
    "category": _("Five-category classification"),
    "as_of": _("Figures as of"),
    "tier": _("Tier"),
    "check_months": _("Months between checks"),
    "checked_on": _("Last check"),
    "archive_number": _("Archive number"),
}
ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("合同号", "借据号", "合同编号", "借据编号"),
    "customer": ("客户号", "客户编号"),
    "name": ("姓名", "客户姓名", "客户名称"),
    "phone": ("手机号", "联系电话"),
    "identity": ("身份证号", "证件号码"),
    "manager": ("经办工号", "管户工号", "客户经理工号"),
    "amount": ("金额", "合同金额", "贷款金额"),
    "rate": ("利率", "年利率"),
    "term_months": ("期限",),
    "guarantee": ("担保", "担保方式"),
    "paid_on": ("首放日", "放款日期", "发放日期"),
    "due_on": ("到期日期",),
    "balance": ("余额", "贷款余额"),
    "overdue_days": ("逾期天数",),
    "category": ("五级分类",),
    "as_of": ("数据日期", "统计日期"),
    "archive_number": ("档案编号",),
}
NEEDED = frozenset({"number", "balance", "overdue_days", "category", "as_of"})
LARGEST = 10**11


def _identity() -> Parser:
    read = cell_parsers.text(18)

    def parse(value: CellValue) -> str:
        number = cell_parsers.narrow(str(read(value))).upper()
        if not id_is_sound(number):
            raise BadCell("identity", _("is no identity number: its last figure does not fit"))
        return number

    return parse


def _amount() -> Parser:
    read = cell_parsers.decimal(0, LARGEST)

    def parse(value: CellValue) -> Any:
        amount = read(value)
        if amount == 0:
            raise BadCell("too_small", _("must be above zero"))
        return amount

    return parse


def contract_columns() -> list[Column]:
    day = cell_parsers.date(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
    parsers: dict[str, Parser] = {
        "number": cell_parsers.text(40),
        "customer": cell_parsers.text(40),
        "name": cell_parsers.text(40),
        "phone": cell_parsers.phone(),
        "identity": _identity(),
        "industry": cell_parsers.choice(Industry.choices),
        "manager": cell_parsers.employee_number(30),
        "product": cell_parsers.choice(Product.choices),
        "amount": _amount(),
        "rate": cell_parsers.decimal(0, 36, places=3),
        "term_months": cell_parsers.integer(1, 360),
        "repayment": cell_parsers.choice(Repayment.choices),
        "guarantee": cell_parsers.choice(Guarantee.choices),
        "paid_on": day,
        "due_on": day,
        "balance": cell_parsers.decimal(0, LARGEST),
        "overdue_days": cell_parsers.integer(0, 9999),
        "category": cell_parsers.choice(FiveCategory.choices),
        "as_of": day,
        "tier": cell_parsers.choice(Tier.choices),
        "check_months": cell_parsers.integer(1, 12),
        "checked_on": day,
        "archive_number": cell_parsers.text(40),
    }
    return [Column(key, HEADERS[key], aliases=ALIASES.get(key, ()), required=key in NEEDED, parse=parse) for key, parse in parsers.items()]


@dataclass(frozen=True)
class ContractFile:
    """``rows`` are those without a mistake of their own; ``sheet`` is the title of the sheet that was read."""

    sheet: str
    rows: list[Row]
    problems: list[Problem]


def read_contracts(file: IO[bytes]) -> ContractFile:
    """Raises UploadProblem where the file is no readable workbook."""
    table = read_table(open_workbook(file).sheet(), contract_columns(), unique=("number",))
    rows = [Row(line=row.number, **{key: value for key, value in row.values.items() if value is not None}) for row in table.rows]
    return ContractFile(table.sheet, rows, table.problems)
