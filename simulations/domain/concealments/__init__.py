"""What customers hide, and what they merely get wrong: one file each, listed in one table."""

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    borrowed_name,
    consigned_stock,
    dead_receivables,
    forgot_supplier,
    hidden_private_loan,
    inflated_sales,
    invented_years,
    related_parties,
    relatives_transfers,
    rose_tinted_season,
    thrifty_household,
    wrong_purpose,
)
from .concealment import Concealment

_MODULES = (
    inflated_sales,
    relatives_transfers,
    hidden_private_loan,
    consigned_stock,
    dead_receivables,
    wrong_purpose,
    borrowed_name,
    invented_years,
    related_parties,
    rose_tinted_season,
    forgot_supplier,
    thrifty_household,
)

CONCEALMENTS: Mapping[str, Concealment] = MappingProxyType({module.CONCEALMENT.code: module.CONCEALMENT for module in _MODULES})

HARMLESS = tuple(code for code, each in CONCEALMENTS.items() if each.deceit == "harmless")
SERIOUS = tuple(code for code, each in CONCEALMENTS.items() if each.deceit != "harmless")
