"""Rules, rankings and results."""

from .lines import EVERYBODY, HR, LEADERS, SEATED, Table, act, but, form, page

READS = "hr leader board auditor"
READS_SOMEWHERE = f"{HR} {LEADERS} board auditor"
SIGNS = "hr leader board"
TOOK_PART = "trainee classmate left"

RULES: Table = {
    "rule-list": page(READS_SOMEWHERE),
    "rule-new": form(HR, seen=READS_SOMEWHERE),
    "rule-detail": page(READS, "rule"),
    "rule-edit": form("hr", "rule_draft", seen=READS),
    "rule-new-version": act("hr", "rule", seen=READS),
    "rule-withdraw": act("hr", "rule_draft", seen=READS),
    "rule-offer": act("hr", "rule_draft", seen=READS),
    # For who only reads there is nothing to sign.
    "rule-sign": act(SIGNS, "rule_draft"),
    "rule-read": (page(TOOK_PART, "rule"), page("", "rule_draft")),
    "rule-acknowledge": act(TOOK_PART, "rule"),
    # Names somebody; nobody of that name is 404.
    "rule-refusal": act("", "rule", seen=but(READS, "hr")),
    "rule-remind": act("hr", "rule", seen=READS),
    "rule-rank": act("hr", "rule", seen=READS),
    "rule-pdf": act(READS, "rule"),
}

OWN: Table = {
    "my-results": page(EVERYBODY),
    "my-letter": (page(SEATED, "decision"), page("", "draft")),
    "reply-file": act(SEATED, "decision"),
    "my-letter-pdf": act(SEATED, "decision"),
}

DECISIONS: Table = {
    "decision-list": page(READS_SOMEWHERE),
    # Answered by somebody who did not write the decision.
    "reply-detail": form("leader board", "reply", readers=READS, seen=READS),
    "decision-detail": (page(READS, "decision"), page(READS, "draft")),
    "decision-statistics": page(READS, "draft"),
    "meeting-edit": form("hr", "draft", seen=READS),
    "decision-publish": act("hr", "draft", seen=READS),
    "decision-withdraw": act("hr", "draft", seen=READS),
    "decision-sign": act(SIGNS, "decision"),
    "decision-file": page(READS, "decision"),
    "decision-pdf": act(READS, "decision"),
    "decision-excel": act(READS, "decision"),
    "decision-issued": page(READS, "decision issued"),
    "standing-detail": page(READS, "draft draft_standing"),
    "outcome-choose": act("hr", "draft draft_standing", seen=READS),
    "reassessment-record": act("hr", "draft draft_standing", seen=READS),
    "standing-pdf": act(READS, "decision standing"),
}

# The person's own mentor writes, the personnel office over them writes, the others read.
DEVELOPS = "hr mentor"
SEES = f"{READS} mentor trainee"

DEVELOPMENT: Table = {
    "plan-list": page(EVERYBODY),
    "person-stage": form(DEVELOPS, "person", readers=SEES, seen=SEES),
    "evaluation-detail": page(SEES, "evaluation"),
    "evaluation-pdf": act(SEES, "evaluation"),
    "plan-new": form(DEVELOPS, "evaluation", seen=SEES),
    "plan-detail": page(SEES, "plan"),
    "plan-agree": act("trainee", "plan", seen=SEES),
    "plan-check": act(DEVELOPS, "plan", seen=SEES),
    "plan-close": act(DEVELOPS, "plan", seen=SEES),
    "post-matrix": page(READS_SOMEWHERE),
    # The matrix is the whole bank's: a branch's office reads it.
    "post-matrix-edit": form("hr", seen=READS_SOMEWHERE),
}

TABLE: Table = {**RULES, **OWN, **DECISIONS, **DEVELOPMENT}
