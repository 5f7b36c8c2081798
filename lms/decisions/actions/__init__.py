"""Writes of the decisions room."""

from .acknowledge_rule import acknowledge_rule, refuse_rule
from .certificate_states import replace_certificate, set_certificate_state
from .certificates import CertificateRequest, issue_certificate, issue_certificates
from .finalise import sign_decision
from .lock_rule import offer_rule, sign_rule
from .meeting import choose_outcome, record_meeting, record_reassessment
from .problems import DecisionProblem
from .publish import publish_decision, withdraw_decision
from .rank import run_ranking
from .replies import answer_reply, file_reply
from .rules import change_rule, create_rule, new_version, withdraw_rule

__all__ = [
    "CertificateRequest",
    "DecisionProblem",
    "acknowledge_rule",
    "answer_reply",
    "change_rule",
    "choose_outcome",
    "create_rule",
    "file_reply",
    "issue_certificate",
    "issue_certificates",
    "new_version",
    "offer_rule",
    "publish_decision",
    "record_meeting",
    "record_reassessment",
    "refuse_rule",
    "replace_certificate",
    "run_ranking",
    "set_certificate_state",
    "sign_decision",
    "sign_rule",
    "withdraw_decision",
    "withdraw_rule",
]
