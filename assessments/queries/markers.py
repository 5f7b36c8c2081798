"""How many people mark an essay."""

from decimal import Decimal

from lms.policies.queries import policy

from ..enums import ExamKind
from ..models import Exam


def markers_wanted(exam: Exam) -> int:
    """One; in a final exam as many as the bank's policy says (two unless it says otherwise)."""
    if exam.kind != ExamKind.FINAL:
        return 1
    return int(Decimal(str(policy(exam.bank_id, "exam.final_markers"))))
