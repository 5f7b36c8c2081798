"""Rehearsals: the investigation and the review committee."""

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
    "rehearsals": page(EVERYBODY),
    "investigation-list": page(EVERYBODY),
    "investigation-new": form(SEATED),
    # The pair works, and nobody looks over its shoulder.
    "investigation-room": page(SEATED, "investigation"),
    "investigation-state": page("", "investigation", seen=EVERYBODY, open=True),
    "investigation-act": act(SEATED, "investigation =consent"),
    "investigation-report": (page(f"{RUNS} {SEATED}", "done_investigation"), page(SEATED, "investigation")),
    "investigation-score": (page(f"{RUNS} {SEATED}", "done_investigation"), page("", "investigation")),
    "investigation-replay": (page(f"{RUNS} {SEATED}", "done_investigation"), page(RUNS, "investigation")),
    "exercise-list": page(RUNS),
    "exercise-new": form(RUNS),
    "exercise-detail": page(RUNS, "exercise"),
    "exercise-results": page(RUNS, "exercise"),
    # A case of the bank's own holds its answers.
    "teaching-case-list": form(RUNS),
    "teaching-case-file": page(RUNS, "teaching_case"),
    "teaching-case-archive": act(RUNS, "teaching_case"),
}
