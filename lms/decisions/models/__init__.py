"""Tables of rules and decisions."""

from .certificate import Certificate, CertificateEvent, SigningKey
from .decision import Decision, DecisionDocument, RankingRun, Standing
from .development import DevelopmentPlan, PlanCheck, PlanGoal, PostStandard, StageEvaluation
from .meeting import Meeting, Outcome, Reassessment
from .panel import PanelCondition, PanelItem, PanelMember, PanelSitting
from .panel_acts import PanelAppeal, PanelRecusal, PanelStatement, PanelVote
from .profile import CertificationProfile, ProfileText
from .recognition import Recognition, RecognitionFile, Suspension
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
    "PanelAppeal",
    "PanelCondition",
    "PanelItem",
    "PanelMember",
    "PanelRecusal",
    "PanelSitting",
    "PanelStatement",
    "PanelVote",
    "PlanCheck",
    "PlanGoal",
    "PostStandard",
    "ProfileText",
    "RankingRun",
    "Reassessment",
    "Recognition",
    "RecognitionFile",
    "Reply",
    "Rule",
    "RuleText",
    "RuleVersion",
    "SigningKey",
    "StageEvaluation",
    "Standing",
    "Suspension",
]
