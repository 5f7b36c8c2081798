"""Rules, rankings, meetings, outcomes and replies."""

from ..groups import READS_DECISIONS

TOOK_PART = "trainee classmate left"

RULES = {
    "decisions.Decision.title": f"{READS_DECISIONS} {TOOK_PART}",
    "decisions.Decision.withdrawn_reason": READS_DECISIONS,
    "decisions.RankingRun.rule": f"{READS_DECISIONS} {TOOK_PART}",
    "decisions.RankingRun.inputs": READS_DECISIONS,
    "decisions.DecisionDocument.content": READS_DECISIONS,
    "decisions.DecisionDocument.content#outcomes.reasons": f"{READS_DECISIONS} @person",
    "decisions.Meeting.place": READS_DECISIONS,
    "decisions.Meeting.minutes": READS_DECISIONS,
    "decisions.Outcome.reasons": f"{READS_DECISIONS} @standing__user",
    "decisions.Reassessment.findings": READS_DECISIONS,
    "decisions.Reply.text": f"{READS_DECISIONS} @standing__user",
    "decisions.Answer.text": f"{READS_DECISIONS} @reply__standing__user",
    "decisions.Rule.code": f"{READS_DECISIONS} {TOOK_PART}",
    "decisions.Rule.title": f"{READS_DECISIONS} {TOOK_PART}",
    "decisions.RuleVersion.body": READS_DECISIONS,
    "decisions.RuleVersion.withdrawn_reason": READS_DECISIONS,
    "decisions.RuleVersion.note": READS_DECISIONS,
    "decisions.RuleText.body": f"{READS_DECISIONS} {TOOK_PART}",
}
