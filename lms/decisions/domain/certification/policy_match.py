"""Where a profile asks for something else than the values of the bank by which mentors sign and are paired. The engine counts by the
profile and the work goes by those values: where the two differ, a card is taken that never counts."""

from typing import NamedTuple

from .profile import Profile


class Mentoring(NamedTuple):
    """What holds at the bank on a day: from which level a mentor signs, mentees per mentor, whether that limit refuses."""

    level: str
    limit: int
    firm: bool


class Mismatch(NamedTuple):
    """One difference; ``code`` is the profile's name of it, ``profile`` and ``bank`` what each says."""

    code: str
    profile: str
    bank: str


def mismatches(profile: Profile, bank: Mentoring) -> list[Mismatch]:
    """Every difference, the one that loses cards first."""
    pairs = (
        ("mentor_level", profile.mentor_level, bank.level),
        ("mentor_limit", str(profile.mentor_limit), str(bank.limit)),
        ("limits", profile.limits, "hard" if bank.firm else "warn"),
    )
    return [Mismatch(code, asked, held) for code, asked, held in pairs if asked != held]
