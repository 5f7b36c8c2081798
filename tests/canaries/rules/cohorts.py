"""The class: plan, timetable, attendance, leave, conduct."""

from tests.matrix.lines import OVERSIGHT

from ..groups import AT_TABLE, CLASS, LEAVE, ROSTER, TIMETABLE

STEP = dict.fromkeys(("title", "title_en", "deliverable", "note"), CLASS)

RULES = {
    "cohorts.Attendance.reason": f"{ROSTER} @enrolment__user",
    "cohorts.Programme.title": OVERSIGHT,
    "cohorts.Programme.description": OVERSIGHT,
    "cohorts.ProgrammeStep.title": OVERSIGHT,
    "cohorts.ProgrammeStep.title_en": OVERSIGHT,
    "cohorts.ProgrammeStep.deliverable": OVERSIGHT,
    "cohorts.Cohort.code": CLASS,
    "cohorts.Cohort.name": f"{CLASS} {AT_TABLE}",
    "cohorts.Cohort.place": CLASS,
    "cohorts.Cohort.note": CLASS,
    **{f"cohorts.CohortStep.{name}": readers for name, readers in STEP.items()},
    "cohorts.ConductEntry.reason": f"{ROSTER} @enrolment__user",
    "cohorts.ConductEntry.withdrawn_reason": f"{ROSTER} @enrolment__user",
    "cohorts.Enrolment.note": ROSTER,
    "cohorts.EnrolmentChange.reason": f"{ROSTER} @enrolment__user",
    "cohorts.Leave.reason": f"{LEAVE} @enrolment__user",
    "cohorts.Leave.decision_note": f"{LEAVE} @enrolment__user",
    "cohorts.Leave.make_up_note": f"{LEAVE} @enrolment__user",
    "cohorts.Room.name": "*",
    "cohorts.Slot.meeting_url": TIMETABLE,
    # Whoever has left keeps the list of what they attended.
    "cohorts.Slot.title": f"{TIMETABLE} left",
    "cohorts.Slot.note": TIMETABLE,
    "cohorts.Slot.check_in_secret": "",
    "cohorts.Slot.cancelled_reason": TIMETABLE,
}
