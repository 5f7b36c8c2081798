"""The customer ledger as workbooks: the template, the list, and what a dry run found."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lms.evidence.enums import Industry, Product
from lms.toolkit.spreadsheet import Problem
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, Validation, write_workbook

from ..domain.contract_rows import PRIVATE, Fault, Plan
from ..enums import FiveCategory, Guarantee, Repayment, Tier
from ..models import Contract
from .contract_case import case_side
from .contract_columns import HEADERS, NEEDED, ContractFile

SHOWN = 300
CHOICES: dict[str, Any] = {
    "industry": Industry, "product": Product, "repayment": Repayment, "guarantee": Guarantee, "category": FiveCategory, "tier": Tier,
}  # fmt: skip
DATES = frozenset({"paid_on", "due_on", "as_of", "checked_on"})
# Each continues the sentence “row 12, column X …”.
REASONS = {
    "needed": gettext_lazy("must not be empty for a contract that is not in the ledger yet"),
    "above_amount": gettext_lazy("is above the contract amount (%(amount)s)"),
    "before_paid": gettext_lazy("lies before the disbursement"),
    "not_kept": gettext_lazy("must stay empty: customers are named in full mode only, elsewhere the customer number is enough"),
    "unknown_manager": gettext_lazy("is the employee number of nobody with an open account"),
    "older": gettext_lazy("is older than the figures on file (%(known)s)"),
    "ahead": gettext_lazy("lies in the future"),
    "too_mild": gettext_lazy("is milder than %(days)s days overdue allow"),
}


def contract_template() -> bytes:
    """Two sheets: the first is the one the import reads, the second says what belongs where."""
    columns = [ColumnSpec(header, 16, "date" if key in DATES else "text") for key, header in HEADERS.items()]
    keys = list(HEADERS)
    validations = [Validation(keys.index(key), choices=[str(label) for label in enum.labels]) for key, enum in CHOICES.items()]
    validations += [Validation(keys.index(key), date=True) for key in DATES]
    notes = [
        _("A contract that is in the ledger already needs its number, balance, days overdue, classification and the day of the figures."),
        _("A new contract needs its terms as well: customer, account manager, product, amount, rate, term, repayment, security, days."),
        _("Name, telephone and identity number stay empty unless the loan office is kept here in full mode."),
        _("At most 5,000 rows, values only: formulas and merged cells are refused. If one row is wrong, nothing is imported."),
    ]
    rows = [(str(header), _("always") if key in NEEDED else _("for new contracts")) for key, header in HEADERS.items()]
    about = SheetSpec(_("Notes"), [ColumnSpec(_("Column"), 30), ColumnSpec(_("Needed?"), 20)], rows, notes)
    return write_workbook([SheetSpec(_("Customer ledger"), columns, [], [], validations), about])


def contracts_workbook(*, contracts: Iterable[Contract], printed_by: str, now: datetime) -> bytes:
    """The list as the page shows it; names and numbers of customers masked."""
    columns = [*_columns_of_books(), *_columns_of_care()]
    notes = [_("Exported by %(person)s") % {"person": printed_by}, _("Names and telephone numbers are masked.")]
    return write_workbook(
        [SheetSpec(_("Customer ledger"), columns, [_row(one, timezone.localdate(now).year) for one in contracts], notes)], created=now
    )


def _columns_of_books() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Contract number"), 18),
        ColumnSpec(_("Customer number"), 14),
        ColumnSpec(pgettext("customer", "Customer's name"), 12),
        ColumnSpec(_("Telephone"), 14),
        ColumnSpec(_("Identity number"), 20),
        ColumnSpec(_("Trade"), 10),
        ColumnSpec(_("Account manager"), 12),
        ColumnSpec(_("Product"), 12),
        ColumnSpec(_("Contract amount"), 14, "money"),
        ColumnSpec(_("Annual rate in percent"), 10, "number"),
        ColumnSpec(_("Term in months"), 8, "number"),
        ColumnSpec(_("Repayment"), 16),
        ColumnSpec(_("Secured by"), 10),
        ColumnSpec(_("First disbursed"), 12, "date"),
        ColumnSpec(_("Due on"), 12, "date"),
        ColumnSpec(_("Balance"), 14, "money"),
        ColumnSpec(_("Days overdue"), 8, "number"),
        ColumnSpec(_("Five-category classification"), 10),
        ColumnSpec(_("Figures as of"), 12, "date"),
        ColumnSpec(_("Tier"), 10),
        ColumnSpec(_("Last check"), 12, "date"),
        ColumnSpec(_("Next check"), 12, "date"),
        ColumnSpec(_("Warning sign"), 20),
        ColumnSpec(_("Renewal"), 14),
        ColumnSpec(_("Archive number"), 14),
    ]


def _columns_of_care() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Years in business"), 8, "number"),
        ColumnSpec(_("Months between checks"), 8, "number"),
        ColumnSpec(_("Referred to or by"), 14),
        ColumnSpec(_("Loan case"), 14),
        ColumnSpec(_("Admission"), 14),
        ColumnSpec(_("Credit limit"), 14, "money"),
        ColumnSpec(_("Co-borrowers"), 14),
        ColumnSpec(_("Others behind the loan"), 24),
        ColumnSpec(_("Lead (A)"), 12),
        ColumnSpec(_("Second (B)"), 12),
    ]


def _row(one: Contract, year: int) -> tuple[object, ...]:
    customer, case = one.customer, case_side(one)
    return (
        one.number, customer.number, customer.name_shown, customer.phone_shown, customer.id_shown, customer.get_industry_display(),
        one.manager.name, one.get_product_display(), one.amount, one.rate, one.term_months, one.get_repayment_display(),
        one.get_guarantee_display(), one.paid_on, one.due_on, one.balance, one.overdue_days, one.get_category_display(), one.figures_on,
        one.get_tier_display(), one.checked_on, one.next_check_on, one.alert, one.get_renewal_display(), one.archive_number,
        year - customer.since_year if customer.since_year else None, one.check_months, one.referral, case.number, case.admission,
        case.limit, case.co_borrowers, case.related, case.lead, case.second,
    )  # fmt: skip


def contract_report(file: ContractFile, plan: Plan) -> dict[str, Any]:
    """What the page shows after a dry run, as plain values without a customer's name; of very many mistakes the first ones."""
    errors = sorted([*file.problems, *(_problem(one, file.sheet) for one in plan.faults)], key=lambda one: one.row or 0)
    warnings = [_problem(one, file.sheet) for one in plan.warnings]
    return {
        "sheet": file.sheet,
        "errors": [_plain(one) for one in errors[:SHOWN]],
        "error_count": len(errors),
        "warnings": [_plain(one) for one in warnings[:SHOWN]],
        "warning_count": len(warnings),
        "counts": {outcome: plan.count(outcome) for outcome in ("create", "update", "same")},
        "rows": len(plan.lines),
    }


def _plain(one: Problem) -> dict[str, Any]:
    """Customers' own words stay in the file: the row says where to look."""
    found = one.as_dict()
    if one.column in {str(HEADERS[key]) for key in PRIVATE}:
        found["value"] = ""
    found.pop("sentence")
    return found


def _problem(fault: Fault, sheet: str) -> Problem:
    value = str(FiveCategory(fault.value).label) if fault.column == "category" and fault.value else fault.value
    return Problem(sheet, fault.line, str(HEADERS[fault.column]), str(REASONS[fault.code]) % fault.params, value, fault.code)
