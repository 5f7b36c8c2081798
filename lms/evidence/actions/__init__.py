"""Writes of the evidence room: the one door through which facts come in."""

from .competencies import ensure_nodes, ensure_topic
from .erase_note import erase_note
from .record import Fact, record_evidence, record_many
from .seal import seal_bank, seal_everything

__all__ = ["Fact", "ensure_nodes", "ensure_topic", "erase_note", "record_evidence", "record_many", "seal_bank", "seal_everything"]
