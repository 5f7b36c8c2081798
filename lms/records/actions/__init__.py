"""Writes of the records room."""

from .issue_document import NewDocument, issue_document, issue_documents
from .log_act import log_act
from .seal import seal_rows
from .sign import sign

__all__ = ["NewDocument", "issue_document", "issue_documents", "log_act", "seal_rows", "sign"]
