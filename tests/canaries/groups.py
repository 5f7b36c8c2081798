"""What a rule is, and the groups of people rules speak of, beside those of ``tests/matrix/lines.py``."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.lines import OFFICE, SEATED, STAFF

# Who may read a text: in words, or by the row and the parts of its bank's people.
Rule = str | Callable[[Any, Mapping[Any, str]], str]

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
