"""Forms of the policies room."""

from .regulation import ConsultationForm, InForceForm, RecordForm, RegulationForm, VersionForm
from .value import PolicyValueForm

__all__ = ["ConsultationForm", "InForceForm", "PolicyValueForm", "RecordForm", "RegulationForm", "VersionForm"]
