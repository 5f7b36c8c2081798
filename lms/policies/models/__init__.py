"""Tables of what a bank has laid down."""

from .calendar import CalendarDay
from .regulation import Acknowledgement, Regulation, RegulationVersion
from .value import PolicyValue

__all__ = ["Acknowledgement", "CalendarDay", "PolicyValue", "Regulation", "RegulationVersion"]
