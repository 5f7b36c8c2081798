"""Writes of the records room."""

from .issue_document import issue_document
from .log_act import log_act
from .seal import seal_rows
from .sign import sign

__all__ = ["issue_document", "log_act", "seal_rows", "sign"]
