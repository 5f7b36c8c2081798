"""What the case behind a contract adds to its line in the customer ledger; people behind it masked."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ..enums import Tie
from ..models import CaseFolder, Contract


@dataclass(frozen=True)
class CaseSide:
    """Empty where there is no case, or one without a folder."""

    number: str = ""
    lead: str = ""
    second: str = ""
    admission: str = ""
    limit: Decimal | None = None
    co_borrowers: str = ""
    related: str = ""


def case_side(contract: Contract) -> CaseSide:
    """Reads what ``contracts_visible_to`` fetched with the contract."""
    case = contract.case
    if case is None:
        return CaseSide()
    folder = getattr(case, "folder", None)
    ties = list(case.ties.all())
    others = [
        _("%(name)s (%(part)s)") % {"name": one.name_shown, "part": one.get_kind_display()} for one in ties if one.kind != Tie.CO_BORROWER
    ]
    return CaseSide(
        number=case.number,
        lead=case.lead.name if case.lead else "",
        second=case.second.name if case.second else "",
        admission=_admission(folder),
        limit=folder.approved_amount if folder else None,
        co_borrowers=_(", ").join(one.name_shown for one in ties if one.kind == Tie.CO_BORROWER),
        related=_(", ").join(others),
    )


def _admission(folder: CaseFolder | None) -> str:
    answers = list(folder.admission.values()) if folder else []
    if not answers:
        return ""
    noes = answers.count("no")
    return _("admitted, %(n)d answers no") % {"n": noes} if noes else _("admitted")
