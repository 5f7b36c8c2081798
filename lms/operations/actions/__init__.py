"""Writes of the operations room."""

from .mode import choose_mode
from .problems import CaseProblem
from .report_case import Reported, report_case
from .shadow import assign_case, change_case, close_case, move_case, open_case

__all__ = ["CaseProblem", "Reported", "assign_case", "change_case", "choose_mode", "close_case", "move_case", "open_case", "report_case"]
