"""The interface for a bank's own systems: who calls, how it says no, and the questions about people."""

from .changes import StrictParser, change_once, described_key
from .errors import Refused, add_error_handlers, invalid, only, unknown
from .routes import router
from .schemas import Amount, Code, Day, Moment, PageIn, PersonName, Strict, answers
from .tokens import ByToken, CallRequest

__all__ = [
    "Amount",
    "ByToken",
    "CallRequest",
    "Code",
    "Day",
    "Moment",
    "PageIn",
    "PersonName",
    "Refused",
    "Strict",
    "StrictParser",
    "add_error_handlers",
    "answers",
    "change_once",
    "described_key",
    "invalid",
    "only",
    "router",
    "unknown",
]
