"""Tables of rules and decisions."""

from .decision import Decision, DecisionDocument, RankingRun, Standing
from .development import DevelopmentPlan, PlanCheck, PlanGoal, PostStandard, StageEvaluation
from .meeting import Meeting, Outcome, Reassessment
from .reply import Answer, Reply
from .rule import Rule, RuleText, RuleVersion

__all__ = [
    "Answer",
    "Decision",
    "DecisionDocument",
    "DevelopmentPlan",
    "Meeting",
    "Outcome",
    "PlanCheck",
    "PlanGoal",
    "PostStandard",
    "RankingRun",
    "Reassessment",
    "Reply",
    "Rule",
    "RuleText",
    "RuleVersion",
    "StageEvaluation",
    "Standing",
]
