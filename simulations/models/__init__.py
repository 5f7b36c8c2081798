"""Tables of the simulations room."""

from .committee import Committee, CommitteeEvent, CommitteeItem, CommitteeSeat
from .investigation import Investigation, InvestigationAct, InvestigationExercise, InvestigationSeat, TeachingCase

__all__ = [
    "Committee",
    "CommitteeEvent",
    "CommitteeItem",
    "CommitteeSeat",
    "Investigation",
    "InvestigationAct",
    "InvestigationExercise",
    "InvestigationSeat",
    "TeachingCase",
]
