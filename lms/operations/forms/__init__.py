"""Forms of the operations room."""

from .cases import AssignForm, CaseDetailsForm, CaseForm, CaseImportForm, CloseForm, ModeForm, MoveForm
from .fields import refuse

__all__ = ["AssignForm", "CaseDetailsForm", "CaseForm", "CaseImportForm", "CloseForm", "ModeForm", "MoveForm", "refuse"]
