"""Reads of the evidence room."""

from .ledger import evidence_of_people, evidence_visible_to, standing_rows
from .verify import Finding, verify_bank

__all__ = ["Finding", "evidence_of_people", "evidence_visible_to", "standing_rows", "verify_bank"]
