"""Groups of people the rules speak of, beside those of ``tests/matrix/lines.py``."""

from tests.matrix.lines import OFFICE, SEATED, STAFF

# Those who sit or sat in the class.
LEARNERS = ("trainee", "classmate", "left")
# Those who sat on the committee with them; one of them rates the trainee.
AT_TABLE = "committee consultant mentor"
ROSTER = f"{OFFICE} {STAFF}"
CLASS = f"{ROSTER} {SEATED} left"
TIMETABLE = f"{ROSTER} {SEATED}"
LEAVE = f"{OFFICE} class_teacher"
BRANCH = "branch_hr branch_leader branch_admin"
READS_DECISIONS = "hr leader board auditor"
