"""Rehearsals: the review committee."""

from .lines import EVERYBODY, OFFICE, SEATED, STAFF, Table, act, form, page

RUNS = f"hr admin {STAFF}"
CLASS = f"{OFFICE} {STAFF} {SEATED}"
# At the table of the sitting that is called; at that of the one that is over.
AT_TABLE = "committee mentor trainee"
SAT = "committee mentor consultant trainee classmate"

TABLE: Table = {
    "committee-list": page(EVERYBODY),
    "committee-new": form(RUNS),
    "committee-solo": form(SEATED),
    "committee-calibration": page(EVERYBODY),
    "committee-detail": page(f"{CLASS} {AT_TABLE}", "committee"),
    # By link: people of the class and its staff.
    "committee-take-seat": act(f"{SEATED} {STAFF}", "committee =3"),
    "committee-change-seat": act(RUNS, "committee =3", seen=f"{CLASS} {AT_TABLE}"),
    "committee-cancel": act(RUNS, "committee", seen=f"{CLASS} {AT_TABLE}"),
    "committee-room": page(f"{RUNS} {AT_TABLE}", "committee"),
    # The room's own ticket says who asks; without one nobody is told anything.
    "committee-state": page("", "committee", seen=EVERYBODY, open=True),
    "committee-act": act(f"{RUNS} {AT_TABLE}", "committee =arrive"),
    "committee-minutes": (page(f"{RUNS} {SAT}", "held_committee =0"), page("", "committee =0")),
    "committee-replay": (page(f"{RUNS} {SAT}", "held_committee"), page("", "committee")),
}
