"""Classes: their people, plan, timetable, attendance, leave and conduct."""

from .lines import EVERYBODY, MANAGERS, OFFICE, OVERSIGHT, SEATED, STAFF, Table, act, but, form, page

MANAGES = "hr admin"
RUNS = f"{MANAGES} class_teacher"
TEACHES = f"{RUNS} instructor"
ROSTER = f"{OFFICE} {STAFF}"
# Whoever has left keeps the class, but no longer its timetable.
CLASS = f"{ROSTER} {SEATED} left"
TIMETABLE = f"{ROSTER} {SEATED}"
# The trainee's own row.
ROW = f"{ROSTER} trainee"
LEAVE = f"{OFFICE} class_teacher trainee"

CLASSES: Table = {
    "cohort-list": page(EVERYBODY),
    "cohort-new": form(MANAGERS, seen=EVERYBODY),
    "cohort-detail": page(CLASS, "cohort"),
    "cohort-edit": form(MANAGES, "cohort", seen=CLASS),
    "cohort-move": act(MANAGES, "cohort", seen=CLASS),
    "cohort-export": page(ROSTER, "cohort", seen=CLASS),
    "cohort-staff": page(MANAGES, "cohort", seen=CLASS),
    # Names somebody; nobody of that name is 404.
    "staff-save": act("", "cohort", seen=but(CLASS, MANAGES)),
    "enrolment-new": form(MANAGES, "cohort", seen=CLASS),
    "enrolment-detail": page(ROW, "enrolment"),
    "enrolment-change": act(MANAGES, "enrolment", seen=ROW),
    "enrolment-amend": form(MANAGES, "enrolment", seen=ROW, gives=302),
    "enrolment-row": page(MANAGES, "enrolment", seen=ROW),
    "roster-import": form(MANAGES, "cohort", seen=CLASS),
    "roster-template": page(MANAGES, "cohort", seen=CLASS),
    # A job is its owner's alone.
    "roster-report": page("hr", "cohort roster_check", seen=but(CLASS, MANAGES)),
    "roster-confirm": act("hr", "cohort roster_check", seen=but(CLASS, MANAGES)),
    "roster-done": page("hr", "cohort roster_import", seen=but(CLASS, MANAGES)),
    "sign-in-codes": form(MANAGES, "cohort", seen=CLASS),
    "programme-list": page(EVERYBODY),
    "programme-install": act(MANAGERS, seen=EVERYBODY),
    "programme-detail": page(OVERSIGHT, "programme"),
    "cohort-plan": page(CLASS, "cohort"),
    "plan-shift": act(RUNS, "cohort", seen=CLASS),
    "step-detail": page(CLASS, "cohort step"),
    "step-complete": act(RUNS, "cohort step", seen=CLASS),
    "step-reopen": act(RUNS, "cohort step", seen=CLASS),
    "step-move": act(RUNS, "cohort step", seen=CLASS),
}

TIMES: Table = {
    "my-timetable": page(EVERYBODY),
    "calendar-page": page(EVERYBODY),
    "calendar-open": act(EVERYBODY),
    "calendar-close": act(EVERYBODY),
    # The secret address of one person's calendar: for programmes, which can't sign in.
    "calendar-feed": page(EVERYBODY, "feed", open=True),
    "room-list": form(MANAGERS, seen=EVERYBODY),
    "room-edit": form(MANAGERS, "room", seen=EVERYBODY),
    "timetable-week": page(CLASS, "cohort"),
    "timetable-print": page(CLASS, "cohort"),
    "timetable-export": page(CLASS, "cohort"),
    "slot-add": form(RUNS, "cohort", seen=CLASS),
    "week-copy": act(RUNS, "cohort", seen=CLASS),
    "slot-detail": page(TIMETABLE, "slot"),
    "slot-edit": form(RUNS, "slot", seen=TIMETABLE),
    "slot-cancel": act(RUNS, "slot", seen=TIMETABLE),
}

PRESENCE: Table = {
    "check-in": form(EVERYBODY),
    "my-attendance": page(EVERYBODY),
    "enrolment-attendance": page(ROW, "enrolment"),
    "cohort-attendance": page(ROSTER, "cohort", seen=CLASS),
    "slot-code": page(TEACHES, "slot", seen=TIMETABLE),
    "slot-code-now": page(TEACHES, "slot", seen=TIMETABLE),
    "slot-open": act(TEACHES, "slot", seen=TIMETABLE),
    "slot-attendance": page(ROSTER, "slot", seen=TIMETABLE),
    "slot-mark": act(TEACHES, "slot", seen=TIMETABLE),
    "slot-sheet": form(TEACHES, "slot", seen=TIMETABLE),
    "slot-sheet-pdf": page(TEACHES, "slot", seen=TIMETABLE),
    "slot-settle": act(TEACHES, "slot", seen=TIMETABLE),
    "slot-amend": form(RUNS, "settled_slot", seen=TIMETABLE),
    "mentoring-list": page(MANAGERS),
    "mentoring-new": form(MANAGERS),
    "mentoring-end": form(MANAGES, "person mentor_key"),
    "leave-list": page(EVERYBODY),
    # Whoever sits in no class asks for no leave.
    "leave-add": form(SEATED, seen=EVERYBODY),
    "leave-detail": page(LEAVE, "leave"),
    "leave-decide": act(RUNS, "leave", seen=LEAVE),
    "leave-withdraw": act("trainee", "leave", seen=LEAVE),
    "leave-make-up": act(RUNS, "leave", seen=LEAVE),
    "conduct-list": page(ROSTER, "cohort", seen=CLASS),
    "conduct-add": form(TEACHES, "cohort", seen=CLASS),
    "conduct-withdraw": form(TEACHES, "conduct", seen=ROW),
}

TABLE: Table = {**CLASSES, **TIMES, **PRESENCE}
