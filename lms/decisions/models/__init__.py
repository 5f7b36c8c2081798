"""Tables of rules and decisions."""

from .certificate import Certificate, CertificateEvent, SigningKey
from .decision import Decision, DecisionDocument, RankingRun, Standing
from .development import DevelopmentPlan, PlanCheck, PlanGoal, PostStandard, StageEvaluation
from .meeting import Meeting, Outcome, Reassessment
from .profile import CertificationProfile, ProfileText
from .reply import Answer, Reply
from .rule import Rule, RuleText, RuleVersion

__all__ = [
    "Answer",
    "Certificate",
    "CertificateEvent",
    "CertificationProfile",
    "Decision",
    "DecisionDocument",
    "DevelopmentPlan",
    "Meeting",
    "Outcome",
    "PlanCheck",
    "PlanGoal",
    "PostStandard",
    "ProfileText",
    "RankingRun",
    "Reassessment",
    "Reply",
    "Rule",
    "RuleText",
    "RuleVersion",
    "SigningKey",
    "StageEvaluation",
    "Standing",
]
