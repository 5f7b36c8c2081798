"""The template for a list of cases: drop-downs, and a sheet that explains the columns."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from lms.evidence.enums import CaseKind, Industry, Product
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, Validation, write_workbook

from ..enums import AmountBand, Difficulty
from .case_columns import HEADERS


def case_template(*, nodes: Mapping[str, str], branches: Sequence[str]) -> bytes:
    """Two sheets; the first is the one the import reads."""
    wide = {"number": 22, "branch": 20, "kinds": 24, "lead": 22, "second": 22, "supervisor": 26}
    kinds = {"opened_on": "date", "amount": "money"}
    columns = [ColumnSpec(header, wide.get(key, 16), kinds.get(key, "text")) for key, header in HEADERS.items()]
    keys = list(HEADERS)
    lists = {
        "industry": Industry.labels,
        "product": Product.labels,
        "amount_band": AmountBand.labels,
        "difficulty": Difficulty.labels,
        "node": list(nodes.values()),
        "branch": list(branches),
    }
    validations = [Validation(keys.index(key), choices=[str(label) for label in labels]) for key, labels in lists.items() if labels]
    validations.append(Validation(keys.index("opened_on"), date=True))
    return write_workbook([SheetSpec(_("Loan cases"), columns, [], [], validations), _notes(nodes)])


def _notes(nodes: Mapping[str, str]) -> SheetSpec:
    listed = _(", ")
    rows = [
        (HEADERS["number"], _("yes"), _("As in the bank's own system. A number that is on file already brings that case up to date.")),
        (HEADERS["opened_on"], _("yes"), _("A date such as 2026-03-02.")),
        (HEADERS["branch"], _("no"), _("One of your organisation's nodes, as the drop-down shows them.")),
        (HEADERS["industry"], _("yes"), listed.join(str(label) for label in Industry.labels)),
        (HEADERS["product"], _("yes"), listed.join(str(label) for label in Product.labels)),
        (HEADERS["amount_band"], _("this or the amount"), listed.join(str(label) for label in AmountBand.labels)),
        (HEADERS["amount"], _("this or the band"), _("In yuan; the band then follows from it.")),
        (HEADERS["difficulty"], _("no"), listed.join(str(label) for label in Difficulty.labels)),
        (HEADERS["kinds"], _("no"), _("Several with a comma: %(kinds)s") % {"kinds": listed.join(str(label) for label in CaseKind.labels)}),
        (HEADERS["node"], _("yes"), listed.join(nodes.values())),
        (HEADERS["lead"], _("no"), _("Whoever may not lead here is refused with the reason.")),
        (HEADERS["second"], _("no"), _("Always somebody else than the lead.")),
        (HEADERS["supervisor"], _("no"), _("Only where the lead works under supervision.")),
    ]
    columns = [ColumnSpec(_("Column"), 24), ColumnSpec(_("Needed?"), 20), ColumnSpec(_("What to enter"), 70)]
    notes = [
        _("No customer's name, telephone or identity number belongs in this list."),
        _("At most 5,000 rows, values only: formulas and merged cells are refused. If one row is wrong, nothing is imported."),
    ]
    return SheetSpec(_("Notes"), columns, rows, notes)
