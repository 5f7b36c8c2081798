"""Forms of the policies room."""

from .calendar import CalendarForm, SpanForm
from .regulation import ConsultationForm, InForceForm, RecordForm, RegulationForm, VersionForm
from .value import PolicyValueForm

__all__ = ["CalendarForm", "ConsultationForm", "InForceForm", "PolicyValueForm", "RecordForm", "RegulationForm", "SpanForm", "VersionForm"]
