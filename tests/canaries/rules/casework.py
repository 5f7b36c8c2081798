"""Loan cases: who sees them, who works on them, and what nobody reads."""

from tests.matrix.lines import ADMINS, HR, LEADERS

from ..groups import Rule

KEEPS = "hr leader"
READS = f"{KEEPS} board auditor mentor trainee"
WORKS = f"{KEEPS} mentor trainee"
SIGNALS = f"{KEEPS} auditor"
NOBODY = ""

RULES: dict[str, Rule] = {
    "operations.LoanCase.number": READS,
    "operations.LoanCase.closed_reason": READS,
    "operations.ModeChange.reason": f"{HR} {LEADERS} {ADMINS} board auditor",
    "operations.CasePart.closed_reason": READS,
    "operations.CaseEvent.reason": READS,
    "operations.CaseEvent.by_name": READS,
    "operations.CaseFolder.purpose": READS,
    "operations.CaseFolder.checks": READS,
    "operations.CaseFolder.report": WORKS,
    "operations.CaseFolder.second_view": WORKS,
    "operations.CaseFolder.review": WORKS,
    "operations.Milestone.note": READS,
    "operations.Milestone.returned_reason": READS,
    "operations.CaseFile.name": READS,
    "operations.CaseFile.file": READS,
    "operations.SiteSignIn.place": READS,
    **{f"operations.CaseCondition.{name}": READS for name in ("text", "owner", "due", "met_note")},
    **{f"operations.MonitoringCheck.{name}": WORKS for name in ("purpose", "business", "family")},
    "operations.OverdueStep.note": READS,
    "operations.Signal.closed_note": SIGNALS,
    "operations.Customer.number": READS,
    "operations.Customer.name_shown": READS,
    "operations.Customer.phone_shown": READS,
    "operations.Customer.id_shown": WORKS,
    "operations.Customer.address_shown": WORKS,
    **{f"operations.Customer.{name}_sealed": NOBODY for name in ("name", "phone", "id", "address")},
    **{f"operations.Customer.{name}_print": NOBODY for name in ("phone", "id", "address")},
    "operations.CaseTie.name_shown": READS,
    "operations.CaseTie.phone_shown": READS,
    "operations.CaseTie.id_shown": WORKS,
    **{f"operations.CaseTie.{name}_sealed": NOBODY for name in ("name", "phone", "id")},
    **{f"operations.CaseTie.{name}_print": NOBODY for name in ("phone", "id")},
}
NO_CANARY = {
    "operations.LoanCase.key": "made by chance",
    "operations.LoanCase.node": "a word of ours",
    "operations.LoanCase.kinds": "words of ours: asserted below",
    "operations.CasePart.node": "a word of ours",
    "operations.CasePart.started_by_key": "names a person",
    "operations.CaseEvent.milestone": "a word of ours",
    "operations.CaseEvent.details": "codes, figures and keys, no words: asserted below",
    "operations.CaseFolder.admission": "answers yes and no: asserted below",
    "operations.CaseFolder.figures": "figures, no words: asserted below",
    "operations.CaseFolder.archive": "a list of ours: asserted below",
    "operations.Milestone.code": "a word of ours",
    "operations.CaseFile.milestone": "a word of ours",
    "operations.CaseFile.content_type": "found out by us",
    "operations.CaseCondition.met_by_key": "names a person",
    "operations.Signal.fact_key": "made of fingerprints and names of rows",
    "operations.Signal.facts": "figures, no words: asserted below",
}
