"""Reads of the decisions room."""

from .certificates import certificate_of_number, certificates_visible_to, own_certificates, public_keys, readable_certificates
from .files import file_of, latest_document, latest_of_kind
from .mine import MyStanding, PartState, my_standing_summary
from .scope import (
    decisions_to_sign,
    decisions_visible_to,
    own_standings,
    replies_visible_to,
    rule_versions_visible_to,
    rules_to_read,
    rules_to_sign,
)
from .waiting import Waiting, decisions_waiting_for, rules_to_acknowledge

__all__ = [
    "MyStanding",
    "PartState",
    "Waiting",
    "certificate_of_number",
    "certificates_visible_to",
    "decisions_to_sign",
    "decisions_visible_to",
    "decisions_waiting_for",
    "file_of",
    "latest_document",
    "latest_of_kind",
    "my_standing_summary",
    "own_certificates",
    "own_standings",
    "public_keys",
    "readable_certificates",
    "replies_visible_to",
    "rule_versions_visible_to",
    "rules_to_acknowledge",
    "rules_to_read",
    "rules_to_sign",
]
