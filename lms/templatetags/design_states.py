"""Which tone and which word a well-known state has, so that one state looks the same on every page."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TONES = ("neutral", "info", "good", "warn", "bad", "decide", "live")
TONE_ICONS = {
    "neutral": "dot",
    "info": "info",
    "good": "check",
    "warn": "warning",
    "bad": "cross",
    "decide": "sign",
    "live": "play",
}

# code: (tone, icon or "" for the tone's own, label)
STATES: dict[str, tuple[str, str, str | Promise]] = {
    "draft": ("neutral", "edit", pgettext_lazy("state", "Draft")),
    "in_review": ("decide", "", pgettext_lazy("state", "In review")),
    "approved": ("good", "", pgettext_lazy("state", "Approved")),
    "rejected": ("bad", "", pgettext_lazy("state", "Rejected")),
    "retired": ("neutral", "lock", pgettext_lazy("state", "Retired")),
    "locked": ("info", "lock", pgettext_lazy("state", "Locked")),
    "signed": ("good", "sign", pgettext_lazy("state", "Signed")),
    "published": ("info", "", pgettext_lazy("state", "Published")),
    "final": ("good", "sign", pgettext_lazy("state", "Final")),
    "superseded": ("neutral", "refresh", pgettext_lazy("state", "Superseded")),
    "withdrawn": ("neutral", "cross", pgettext_lazy("state", "Withdrawn")),
    "waiting": ("decide", "clock", pgettext_lazy("state", "Waiting")),
    "pending": ("decide", "clock", pgettext_lazy("state", "Waiting")),
    "planned": ("neutral", "calendar", pgettext_lazy("state", "Planned")),
    "upcoming": ("info", "calendar", pgettext_lazy("state", "Upcoming")),
    "open": ("live", "", pgettext_lazy("state", "Open")),
    "running": ("live", "", pgettext_lazy("state", "Running")),
    "active": ("live", "", pgettext_lazy("state", "Active")),
    "closed": ("neutral", "lock", pgettext_lazy("state", "Closed")),
    "finished": ("good", "flag", pgettext_lazy("state", "Finished")),
    "completed": ("good", "", pgettext_lazy("state", "Completed")),
    "cancelled": ("neutral", "cross", pgettext_lazy("state", "Cancelled")),
    "expired": ("warn", "clock", pgettext_lazy("state", "Expired")),
    "revoked": ("bad", "", pgettext_lazy("state", "Revoked")),
    "queued": ("neutral", "clock", pgettext_lazy("state", "Queued")),
    "done": ("good", "", pgettext_lazy("state", "Done")),
    "failed": ("bad", "", pgettext_lazy("state", "Failed")),
    "present": ("good", "", pgettext_lazy("state", "Present")),
    "late": ("warn", "clock", pgettext_lazy("state", "Late")),
    "absent": ("bad", "", pgettext_lazy("state", "Absent")),
    "leave": ("info", "file", pgettext_lazy("state", "On leave")),
    "made_up": ("good", "refresh", pgettext_lazy("state", "Made up")),
    "not_started": ("neutral", "", pgettext_lazy("state", "Not started")),
    "in_progress": ("live", "", pgettext_lazy("state", "In progress")),
    "submitted": ("info", "upload", pgettext_lazy("state", "Submitted")),
    "to_mark": ("decide", "edit", pgettext_lazy("state", "To be marked")),
    "marked": ("good", "", pgettext_lazy("state", "Marked")),
    "released": ("good", "bell", pgettext_lazy("state", "Results released")),
    "passed": ("good", "", pgettext_lazy("state", "Passed")),
    "not_passed": ("bad", "", pgettext_lazy("state", "Not passed")),
    "met": ("good", "", pgettext_lazy("state", "Standard met")),
    "not_met": ("warn", "", pgettext_lazy("state", "Standard not yet met")),
    "overdue": ("bad", "clock", pgettext_lazy("state", "Overdue")),
    "missing": ("warn", "", pgettext_lazy("state", "Missing")),
    "excused": ("info", "", pgettext_lazy("state", "Excused")),
}


def look_up(state: object) -> tuple[str, str, str]:
    """Tone, icon and label of a state code; an unknown code is neutral and shown as it is."""
    code = str(getattr(state, "value", state) or "").lower()
    tone, icon, label = STATES.get(code, ("neutral", "", code or "—"))
    own_label = getattr(state, "label", None)
    return tone, icon or TONE_ICONS[tone], str(own_label or label)
