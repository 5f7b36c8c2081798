"""Tables of facts about people."""

from .competency import Competency
from .evidence import Evidence, EvidenceNote

__all__ = ["Competency", "Evidence", "EvidenceNote"]
