"""Where an exam stands: its stored state, and what the clock has made of it."""

from datetime import datetime

from assessments.enums import ExamPhase, ExamState

STORED = {
    ExamState.DRAFT: ExamPhase.DRAFT,
    ExamState.CANCELLED: ExamPhase.CANCELLED,
    ExamState.RELEASED: ExamPhase.RELEASED,
    ExamState.CLOSED: ExamPhase.CLOSED,
}


def phase_of(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> ExamPhase:
    """A scheduled exam is open from its opening (included) to its closing (not included)."""
    stored = STORED.get(ExamState(state))
    if stored is not None:
        return stored
    if now < opens_at:
        return ExamPhase.UPCOMING
    return ExamPhase.OPEN if now < closes_at else ExamPhase.CLOSED
