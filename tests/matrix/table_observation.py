"""Observation on real cases, and mentoring."""

from .lines import EVERYBODY, HR, LEADERS, MENTORS, TRAINEES, Table, act, form, page

# Who sees the trainee's cases by office; who works on them.
SEES = "hr leader board auditor"
PAIR = "trainee mentor"
WATCHES = f"{HR} {LEADERS} board auditor"

TABLE: Table = {
    "card-list": page(f"{MENTORS} {WATCHES}"),
    "card-answering": page(WATCHES),
    "card-give": form("mentor", "part", seen=f"trainee {SEES}"),
    "card-detail": page(f"{PAIR} {SEES}", "card"),
    "card-correct": form("mentor", "card", seen=f"trainee {SEES}"),
    "part-list": page(f"{TRAINEES} {WATCHES}"),
    "part-new": form(f"{TRAINEES} {MENTORS} {HR}"),
    "part-ask": act("trainee", "part", seen=f"mentor {SEES}"),
    # A trainee takes back what they proposed themselves.
    "part-close": form("mentor hr", "part", seen="trainee leader board auditor"),
    "part-note": form("trainee", "part", seen=f"mentor {SEES}"),
    "mentor-pairs": page(EVERYBODY),
    "mentor-quality": page(WATCHES),
    "mentor-pair": page(f"{PAIR} {SEES}", "person mentor_key"),
    "agreement-new": form(PAIR, "person mentor_key", seen=SEES),
    "agreement-sign": act(PAIR, "agreement", seen=SEES),
    "agreement-paper": page(f"{PAIR} {SEES}", "agreement"),
    "talk-new": form(PAIR, "person mentor_key", seen=SEES),
    "talk-confirm": act(PAIR, "talk", seen=SEES),
}
