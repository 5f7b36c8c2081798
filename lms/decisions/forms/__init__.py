"""Forms of the decisions room."""

from .components import components_formset
from .meeting import MeetingForm, OutcomeForm, ReassessmentForm, staff_around
from .problems import attach
from .replies import AnswerForm, NewVersionForm, ReasonForm, ReplyForm
from .rule import NewRuleForm, RuleForm, rule_initial, usable_regulations
from .signing import PasswordForm

__all__ = [
    "AnswerForm",
    "MeetingForm",
    "NewRuleForm",
    "NewVersionForm",
    "OutcomeForm",
    "PasswordForm",
    "ReasonForm",
    "ReassessmentForm",
    "ReplyForm",
    "RuleForm",
    "attach",
    "components_formset",
    "rule_initial",
    "staff_around",
    "usable_regulations",
]
