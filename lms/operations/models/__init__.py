"""Tables of the operations room."""

from .case import LoanCase
from .condition import CaseCondition
from .contract import Contract, ContractFigure
from .customer import CaseTie, Customer
from .day_sheet import DaySheet, LedgerReport
from .event import CaseEvent
from .folder import CaseFolder
from .grid import GridArea, GridAssignment
from .mentoring import MentorAgreement, MentorTalk
from .milestone import CaseFile, Milestone
from .mode import ModeChange
from .monitoring import MonitoringCheck, OverdueStep
from .observation import Observation, ObservationNote
from .part import CasePart
from .sign_in import SiteSignIn
from .signal import Signal
from .visit import Visit

__all__ = [
    "CaseCondition",
    "CaseEvent",
    "CaseFile",
    "CaseFolder",
    "CasePart",
    "CaseTie",
    "Contract",
    "ContractFigure",
    "Customer",
    "DaySheet",
    "GridArea",
    "GridAssignment",
    "LedgerReport",
    "LoanCase",
    "MentorAgreement",
    "MentorTalk",
    "Milestone",
    "ModeChange",
    "MonitoringCheck",
    "Observation",
    "ObservationNote",
    "OverdueStep",
    "Signal",
    "SiteSignIn",
    "Visit",
]
