"""Reads of the evidence room."""

from .acts import ActFilter, ActLine, act_lines, acts_visible_to, filter_acts
from .chain_state import ChainState, chain_state, head_holds
from .disclosure import discloses, reasons_for, seals, withheld_from
from .ledger import evidence_of_people, evidence_visible_to, standing_rows
from .rows import ChainPlace, chain_place, corrections_of, evidence_list, names_for
from .verify import Finding, verify_bank

__all__ = [
    "ActFilter",
    "ActLine",
    "ChainPlace",
    "ChainState",
    "Finding",
    "act_lines",
    "acts_visible_to",
    "chain_place",
    "chain_state",
    "corrections_of",
    "discloses",
    "evidence_list",
    "evidence_of_people",
    "evidence_visible_to",
    "filter_acts",
    "head_holds",
    "names_for",
    "reasons_for",
    "seals",
    "standing_rows",
    "verify_bank",
    "withheld_from",
]
