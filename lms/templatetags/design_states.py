"""Which tone and which word a well-known state has, so that one state looks the same on every page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "draft": ("neutral", "edit", _("Draft")),
    "in_review": ("decide", "", _("In review")),
    "approved": ("good", "", _("Approved")),
    "rejected": ("bad", "", _("Rejected")),
    "retired": ("neutral", "lock", _("Retired")),
    "locked": ("info", "lock", _("Locked")),
    "signed": ("good", "sign", _("Signed")),
    "published": ("info", "", _("Published")),
    "final": ("good", "sign", _("Final")),
    "superseded": ("neutral", "refresh", _("Superseded")),
    "withdrawn": ("neutral", "cross", _("Withdrawn")),
    "waiting": ("decide", "clock", _("Waiting")),
    "pending": ("decide", "clock", _("Waiting")),
    "planned": ("neutral", "calendar", _("Planned")),
    "upcoming": ("info", "calendar", _("Upcoming")),
    "open": ("live", "", _("Open")),
    "running": ("live", "", _("Running")),
    "active": ("live", "", _("Active")),
    "closed": ("neutral", "lock", _("Closed")),
    "finished": ("good", "flag", _("Finished")),
    "completed": ("good", "", _("Completed")),
    "cancelled": ("neutral", "cross", _("Cancelled")),
    "expired": ("warn", "clock", _("Expired")),
    "revoked": ("bad", "", _("Revoked")),
    "queued": ("neutral", "clock", _("Queued")),
    "done": ("good", "", _("Done")),
    "failed": ("bad", "", _("Failed")),
    "present": ("good", "", _("Present")),
    "late": ("warn", "clock", _("Late")),
    "absent": ("bad", "", _("Absent")),
    "leave": ("info", "file", _("On leave")),
    "made_up": ("good", "refresh", _("Made up")),
    "not_started": ("neutral", "", _("Not started")),
    "in_progress": ("live", "", _("In progress")),
    "submitted": ("info", "upload", _("Submitted")),
    "to_mark": ("decide", "edit", _("To be marked")),
    "marked": ("good", "", _("Marked")),
    "released": ("good", "bell", _("Results released")),
    "passed": ("good", "", _("Passed")),
    "not_passed": ("bad", "", _("Not passed")),
    "met": ("good", "", _("Standard met")),
    "not_met": ("warn", "", _("Standard not yet met")),
    "overdue": ("bad", "clock", _("Overdue")),
    "missing": ("warn", "", _("Missing")),
    "excused": ("info", "", _("Excused")),
}


def look_up(state: object) -> tuple[str, str, str]:
    """Tone, icon and label of a state code; an unknown code is neutral and shown as it is."""
    code = str(getattr(state, "value", state) or "").lower()
    tone, icon, label = STATES.get(code, ("neutral", "", code or "—"))
    own_label = getattr(state, "label", None)
    return tone, icon or TONE_ICONS[tone], str(own_label or label)
