"""Documents of the evidence room: sheets of the log and the ledger, the signed head of the chain."""

from .chain_head import HeadProblem, head_file, read_head
from .sheets import act_workbook, evidence_workbook

__all__ = ["HeadProblem", "act_workbook", "evidence_workbook", "head_file", "read_head"]
