"""Tables of the operations room."""

from .case import LoanCase
from .condition import CaseCondition
from .customer import CaseTie, Customer
from .event import CaseEvent
from .folder import CaseFolder
from .milestone import CaseFile, Milestone
from .mode import ModeChange
from .monitoring import MonitoringCheck, OverdueStep
from .part import CasePart
from .sign_in import SiteSignIn
from .signal import Signal

__all__ = [
    "CaseCondition",
    "CaseEvent",
    "CaseFile",
    "CaseFolder",
    "CasePart",
    "CaseTie",
    "Customer",
    "LoanCase",
    "Milestone",
    "ModeChange",
    "MonitoringCheck",
    "OverdueStep",
    "Signal",
    "SiteSignIn",
]
