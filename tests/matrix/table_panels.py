"""The certification panel, first recognitions, suspensions and the ladder."""

from .lines import EVERYBODY, HR, LEADERS, Table, act, but, form, page

READS = "hr leader board auditor"
# Who sits on the panel of the world beside the leader; the mentor of the trainee among them.
SEATED = "committee consultant mentor"
SEES = f"{READS} {SEATED}"
# The planned sitting has no seat for the mentor, who still sees what is asked about the mentee.
SEES_PLANNED = f"{READS} committee consultant"

SITTINGS: Table = {
    "panel-list": page(SEES),
    "panel-new": form("hr", seen=SEES),
    "panel-detail": page(SEES, "panel"),
    "panel-members": form("hr", "panel_planned", seen=SEES_PLANNED),
    # Names a member; nobody of that name is 404.
    "panel-absent": act("", "panel", seen=but(SEES, "hr")),
    "panel-nominate": form("hr", "panel_planned", seen=SEES_PLANNED),
    "panel-open": act("hr", "panel_planned", seen=SEES_PLANNED),
    "panel-close": act("hr", "panel", seen=SEES),
    "panel-minutes": act("hr", "panel", seen=SEES),
    "panel-filed": page(SEES, "panel"),
}

ITEMS: Table = {
    "panel-item": (page(SEES, "panel_decided"), page(SEES, "panel_voting"), page(SEES, "panel_fresh")),
    "panel-name": act("hr", "panel_fresh", seen=SEES),
    "panel-withdraw": act("hr", "panel_fresh", seen=SEES),
    # Whoever sees the item may try; whoever has no part in it is told so in words.
    "panel-recommend": act(SEES, "panel_fresh"),
    "panel-vote": act(SEES, "panel_voting"),
    "panel-recuse": act(SEES, "panel_fresh"),
    "panel-speak": act(SEES, "panel_fresh"),
    "panel-step": act(SEES, "panel_voting"),
    "panel-conclude": act(SEES, "panel_waiting"),
    "panel-chair": act("hr board", "panel_waiting", seen=but(SEES, "hr board")),
    "panel-approve": act(SEES, "panel_waiting"),
    "panel-packet": act(SEES, "panel_fresh"),
    "panel-item-filed": page(SEES, "panel_decided"),
    # The leader voted, the personnel office wrote the minutes, the auditor only reads.
    "panel-appeal": form("board", "panel_appeal", readers=READS, seen=READS),
}

CONDITIONS: Table = {
    # Whoever sees to one finds it there; everybody else an empty list.
    "panel-conditions": page(EVERYBODY),
    # The leader sees to it; the personnel office notes it, too.
    "panel-condition-met": act("hr leader", "panel_condition", seen="board auditor"),
}

OWN: Table = {
    "my-panels": page(EVERYBODY),
    "my-panel": (page("trainee", "panel_decided"), page("trainee", "panel_fresh"), page("classmate", "panel_voting")),
    "my-panel-say": act("trainee", "panel_fresh"),
    "my-panel-appeal": act("trainee", "panel_decided"),
}

BESIDE: Table = {
    "recognition-list": page(READS),
    "recognition-new": form("hr board", seen=READS),
    "recognition-detail": page(f"{READS} mentor", "recognition"),
    "recognition-sign": act(f"{READS} mentor", "recognition"),
    "recognition-withdraw": act(f"{READS} mentor", "recognition"),
    "recognition-file": page(f"{READS} mentor", "recognition recognition_file"),
    "suspension-list": page(f"{HR} {LEADERS} board auditor mentor"),
    "suspension-new": form("hr leader board mentor", "person"),
    # Names a class; without one it is 404.
    "ladder": form("", readers=f"{HR} {LEADERS} board auditor"),
}

TABLE: Table = {**SITTINGS, **ITEMS, **CONDITIONS, **OWN, **BESIDE}
