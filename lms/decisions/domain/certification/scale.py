"""The scale of entrustment as plain text with ranks, the four targets, and the vocabulary that profiles and observations share."""

from typing import Literal

from lms.people.enums import CaseRole, Entrustment

SCALE: tuple[str, ...] = tuple(level.value for level in Entrustment)
RANK: dict[str, int] = {level: place for place, level in enumerate(SCALE)}
ROLES: tuple[str, ...] = (CaseRole.OBSERVER.value, CaseRole.SECOND.value, CaseRole.LEAD.value)
ROLE_RANK: dict[str, int] = {role: place for place, role in enumerate(ROLES)}

Target = Literal["participate", "solo", "certified", "supervises"]
TARGETS: tuple[Target, ...] = ("participate", "solo", "certified", "supervises")
# What reaching a target entrusts somebody with at first; inside a stage a person climbs by observations (2a → 2b, 3a → 3b).
GRANTED: dict[Target, str] = {
    "participate": Entrustment.TOGETHER.value,
    "solo": Entrustment.RECHECKED.value,
    "certified": Entrustment.CERTIFIED.value,
    "supervises": Entrustment.SUPERVISES.value,
}
STAGES: dict[Target, tuple[str, ...]] = {
    "participate": ("2a", "2b"),
    "solo": ("3a", "3b"),
    "certified": ("4",),
    "supervises": ("5",),
}

FIRST_LOAN, RENEWAL, REFUSED, RETURNED, HIDDEN_DEBT, SEASONAL = "first_loan", "renewal", "refused", "returned", "hidden_debt", "seasonal"
KINDS: tuple[str, ...] = (FIRST_LOAN, RENEWAL, REFUSED, RETURNED, HIDDEN_DEBT, SEASONAL)
# One case is at most one of each class; a trait goes with anything. Plans of next cases respect this.
KIND_CLASS: dict[str, str] = {
    FIRST_LOAN: "customer",
    RENEWAL: "customer",
    REFUSED: "outcome",
    RETURNED: "outcome",
    HIDDEN_DEBT: HIDDEN_DEBT,
    SEASONAL: SEASONAL,
}
MOST_DIFFICULT = 3


def next_target(held: str) -> Target | None:
    """What comes after a level; None at the top."""
    return next((target for target in TARGETS if RANK[GRANTED[target]] > RANK[held]), None)


def stage_of(held: str) -> Target | None:
    """The stage a level belongs to; None while somebody only observes or less."""
    return next((target for target in TARGETS if held in STAGES[target]), None)
