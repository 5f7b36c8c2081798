"""Tables of rules and decisions."""

from .decision import Decision, DecisionDocument, RankingRun, Standing
from .meeting import Meeting, Outcome, Reassessment
from .profile import CertificationProfile, ProfileText
from .reply import Answer, Reply
from .rule import Rule, RuleText, RuleVersion

__all__ = [
    "Answer",
    "CertificationProfile",
    "Decision",
    "DecisionDocument",
    "Meeting",
    "Outcome",
    "ProfileText",
    "RankingRun",
    "Reassessment",
    "Reply",
    "Rule",
    "RuleText",
    "RuleVersion",
    "Standing",
]
