"""Tables of what a bank has laid down."""

from .regulation import Acknowledgement, Regulation, RegulationVersion
from .value import PolicyValue

__all__ = ["Acknowledgement", "PolicyValue", "Regulation", "RegulationVersion"]
