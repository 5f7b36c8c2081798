"""Tables of the operations room."""

from .case import LoanCase
from .mode import ModeChange
from .part import CasePart

__all__ = ["CasePart", "LoanCase", "ModeChange"]
