"""The voting rule of a committee, as data: quorum, majority, vetoes. No bank's rule is in code (domain.md 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from simulations.enums import CommitteeMode, Majority

LARGEST_COMMITTEE = 9


class InvalidVotingRule(ValueError):
    """The rule's data is not acceptable; ``field`` names the entry."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field, self.detail = field, detail


@dataclass(frozen=True)
class VotingRule:
    """``quorum`` is the share of those entitled to vote who must be present, ``quorum_least`` their least number.

    A veto of the chair or of the risk officer can only block an approval; there is no abstention. ``first_opinions_open`` says when
    the sealed first opinions are opened: after the vote (so that nobody follows the others), or before the discussion.
    """

    majority: Majority = Majority.UNANIMOUS
    quorum: Fraction = Fraction(2, 3)
    quorum_least: int = 3
    chair_present: bool = True
    chair_veto: bool = False
    risk_veto: bool = True
    risk_votes: bool = False
    first_opinions_open: str = "after_vote"
    scripted_members: bool = True
    reveal: bool = True

    def needed(self, voters: int) -> int:
        """Approvals that carry a motion among ``voters`` people present and entitled."""
        if self.majority == Majority.UNANIMOUS:
            return max(1, voters)
        if self.majority == Majority.TWO_THIRDS:
            return max(1, ceil(Fraction(2 * voters, 3)))
        return voters // 2 + 1

    def least_present(self, entitled: int) -> int:
        """How many of ``entitled`` voters must be there."""
        return max(min(self.quorum_least, LARGEST_COMMITTEE), ceil(self.quorum * entitled))

    def as_data(self) -> dict[str, Any]:
        """The rule as it is frozen into a sitting and printed in its minutes."""
        return {
            "majority": str(self.majority),
            "quorum": f"{self.quorum.numerator}/{self.quorum.denominator}",
            "quorum_least": self.quorum_least,
            "chair_present": self.chair_present,
            "chair_veto": self.chair_veto,
            "risk_veto": self.risk_veto,
            "risk_votes": self.risk_votes,
            "first_opinions_open": self.first_opinions_open,
            "scripted_members": self.scripted_members,
            "reveal": self.reveal,
        }


SWITCHES = ("chair_present", "chair_veto", "risk_veto", "risk_votes", "scripted_members", "reveal")
OPENINGS = ("after_vote", "before_discussion")


def read_rule(data: Mapping[str, Any]) -> VotingRule:
    """A rule from its data; what is absent takes the default. Raises InvalidVotingRule."""
    known = VotingRule().as_data()
    if unknown := sorted(set(data) - set(known)):
        raise InvalidVotingRule(unknown[0], "unknown")
    merged = {**known, **data}
    for name in SWITCHES:
        if not isinstance(merged[name], bool):
            raise InvalidVotingRule(name, "not_a_switch")
    if merged["majority"] not in Majority.values:
        raise InvalidVotingRule("majority", "unknown")
    if merged["first_opinions_open"] not in OPENINGS:
        raise InvalidVotingRule("first_opinions_open", "unknown")
    least = merged["quorum_least"]
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= LARGEST_COMMITTEE:
        raise InvalidVotingRule("quorum_least", "out_of_range")
    return VotingRule(
        majority=Majority(merged["majority"]),
        quorum=_share(merged["quorum"]),
        quorum_least=least,
        first_opinions_open=str(merged["first_opinions_open"]),
        **{name: merged[name] for name in SWITCHES},
    )


def _share(text: object) -> Fraction:
    try:
        share = Fraction(str(text))
    except (ValueError, ZeroDivisionError) as error:
        raise InvalidVotingRule("quorum", "not_a_share") from error
    if not 0 < share <= 1:
        raise InvalidVotingRule("quorum", "out_of_range")
    return share


def for_mode(rule: VotingRule, mode: CommitteeMode) -> VotingRule:
    """A real case knows no truth to reveal and nobody scripted."""
    if mode == CommitteeMode.REHEARSAL:
        return rule
    return VotingRule(**{**rule.__dict__, "scripted_members": False, "reveal": False})
