"""Tables of the operations room."""

from .case import LoanCase
from .mentoring import MentorAgreement, MentorTalk
from .mode import ModeChange
from .observation import Observation, ObservationNote
from .part import CasePart

__all__ = [
    "CasePart",
    "LoanCase",
    "MentorAgreement",
    "MentorTalk",
    "ModeChange",
    "Observation",
    "ObservationNote",
]
