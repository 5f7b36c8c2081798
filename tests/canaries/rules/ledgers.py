"""Visits, contracts, days and the map: whose ledger it is, their mentor, and by office; what is sealed nobody reads."""

from tests.matrix.lines import HR, LEADERS, MENTORS, TRAINEES

from ..groups import Rule

SEES = "hr leader board auditor mentor"
EVERY_LEDGER = f"{TRAINEES} {MENTORS} {HR} {LEADERS} board auditor"
VISIT = (
    "merchant", "channel", "address", "operator_shown", "phone_shown", "need_purpose", "materials", "next_action", "note",
    "withdrawn_reason", "photo",
)  # fmt: skip
SEALED = ("operator_sealed", "phone_sealed")
DAY = ("plan", "meeting", "problems", "support", "comment")

RULES: dict[str, Rule] = {
    "operations.GridArea.name": EVERY_LEDGER,
    **{f"operations.Visit.{name}": f"{SEES} @user" for name in VISIT},
    **dict.fromkeys((f"operations.Visit.{name}" for name in SEALED), ""),
    **{f"operations.Contract.{name}": f"{SEES} @manager" for name in ("number", "alert", "referral", "archive_number")},
    **{f"operations.DaySheet.{name}": f"{SEES} @user" for name in DAY},
}
