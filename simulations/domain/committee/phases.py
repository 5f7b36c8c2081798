"""The order of a case's phases, how long each may take, and who leaves when (domain.md 3.3)."""

from collections.abc import Mapping

from simulations.enums import CommitteePhase as Phase
from simulations.enums import Pace

ORDER: tuple[Phase, ...] = (
    Phase.OPENING,
    Phase.PRESENTATION,
    Phase.SECOND_VIEW,
    Phase.QUESTIONS,
    Phase.LEAVING,
    Phase.FIRST_OPINIONS,
    Phase.DISCUSSION,
    Phase.VOTE,
    Phase.RESOLUTION,
    Phase.MINUTES,
    Phase.REVEAL,
    Phase.SCORING,
    Phase.DONE,
)
OVER = frozenset({Phase.DONE, Phase.ADJOURNED})
ONLY_REHEARSED = frozenset({Phase.REVEAL, Phase.SCORING})
# From the moment they leave until the resolution is read out, investigators are outside.
WITHOUT_INVESTIGATORS = frozenset({Phase.LEAVING, Phase.FIRST_OPINIONS, Phase.DISCUSSION, Phase.VOTE})
BEFORE_OPINIONS = frozenset({Phase.OPENING, Phase.PRESENTATION, Phase.SECOND_VIEW, Phase.QUESTIONS, Phase.LEAVING})

# Seconds. 45 minutes a case for beginners, 15 routine; what follows the minutes has no clock.
ALLOTTED: Mapping[Pace, Mapping[Phase, int]] = {
    Pace.BEGINNER: {
        Phase.OPENING: 60,
        Phase.PRESENTATION: 480,
        Phase.SECOND_VIEW: 180,
        Phase.QUESTIONS: 1200,
        Phase.LEAVING: 30,
        Phase.FIRST_OPINIONS: 150,
        Phase.DISCUSSION: 300,
        Phase.VOTE: 120,
        Phase.RESOLUTION: 180,
    },
    Pace.ROUTINE: {
        Phase.OPENING: 30,
        Phase.PRESENTATION: 180,
        Phase.SECOND_VIEW: 60,
        Phase.QUESTIONS: 300,
        Phase.LEAVING: 15,
        Phase.FIRST_OPINIONS: 75,
        Phase.DISCUSSION: 120,
        Phase.VOTE: 60,
        Phase.RESOLUTION: 60,
    },
}


def following(phase: Phase, *, reveal: bool) -> Phase:
    """The phase after ``phase``; a real case ends with its minutes. Raises ValueError after the last."""
    if phase in OVER:
        raise ValueError(f"nothing follows {phase}")
    after = ORDER[ORDER.index(phase) + 1]
    return after if reveal or after not in ONLY_REHEARSED else Phase.DONE


def allotted(phase: Phase, pace: Pace) -> int | None:
    """Seconds, or None where no clock runs."""
    return ALLOTTED[pace].get(phase)
