"""Moving a case from phase to phase: what has to be there first, and what is fixed on the way."""

from collections.abc import Callable, Mapping
from typing import Any

from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole, Refused

from .acts import Changes, Data, Refusal, ballots, signers
from .phases import OVER, following
from .state import Event, Item, Seat, Sitting, Skipped
from .tally import count


def check_move(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    """``to`` must be the next phase; a phase with something open is left with a reason, a sealed vote never."""
    if item.phase in OVER or data.get("to") != following(item.phase, reveal=sitting.rule.reveal):
        return Refused.NOT_NOW
    refusal = GATES[item.phase](sitting, item) if item.phase in GATES else None
    if refusal == Refused.SOMETHING_OPEN and str(data.get("reason", "")).strip():
        return None
    return refusal


def quorum(sitting: Sitting, item: Item) -> Refusal:
    """Enough voters here for this case, the chair among them where the rule asks for it and the chair is not recused."""
    entitled = [one.number for one in sitting.seats if one.number in sitting.entitled(item)]
    here = sitting.voting(item)
    # The rule's share is of all who could vote on this case; recusals must not talk the least number down.
    if len(here) < sitting.rule.least_present(len(entitled)):
        return Refused.NO_QUORUM
    chair = next((one.number for one in sitting.seats if one.role == CommitteeRole.CHAIR), 0)
    if sitting.rule.chair_present and chair not in sitting.present:
        return Refused.CHAIR_MISSING
    return None


def _stated(sitting: Sitting, item: Item) -> Refusal:
    return None if item.statement else Refused.SOMETHING_OPEN


def _second(sitting: Sitting, item: Item) -> Refusal:
    seated = any(one.role == CommitteeRole.SECOND_INVESTIGATOR for one in sitting.seats)
    return Refused.SOMETHING_OPEN if seated and not item.second_view else None


def _answered(sitting: Sitting, item: Item) -> Refusal:
    return Refused.SOMETHING_OPEN if not item.questions or any(one.open for one in item.questions) else None


def _opinions(sitting: Sitting, item: Item) -> Refusal:
    return quorum_of_voters(sitting, item) or (None if item.opinions_complete else Refused.SOMETHING_OPEN)


def quorum_of_voters(sitting: Sitting, item: Item) -> Refusal:
    """Once voters are fixed, too many of them may have gone."""
    return Refused.NO_QUORUM if len(item.voters) < sitting.rule.least_present(len(sitting.entitled(item))) else None


def _votes(sitting: Sitting, item: Item) -> Refusal:
    return quorum_of_voters(sitting, item) or (None if item.votes_complete else Refused.BALLOTS_MISSING)


def _resolution(sitting: Sitting, item: Item) -> Refusal:
    return None if item.resolution else Refused.RESOLUTION_MISSING


def _signatures(sitting: Sitting, item: Item) -> Refusal:
    return None if set(signers(sitting, item)) <= set(item.signatures) else Refused.SIGNATURES_MISSING


GATES: Mapping[Phase, Callable[[Sitting, Item], Refusal]] = {
    Phase.OPENING: quorum,
    Phase.PRESENTATION: _stated,
    Phase.SECOND_VIEW: _second,
    Phase.QUESTIONS: _answered,
    Phase.LEAVING: quorum,
    Phase.FIRST_OPINIONS: _opinions,
    Phase.DISCUSSION: quorum_of_voters,
    Phase.VOTE: _votes,
    Phase.RESOLUTION: _resolution,
    Phase.MINUTES: _signatures,
}


def moved(sitting: Sitting, item: Item, event: Event) -> Changes:
    """Leaving fixes the voters; the end of the vote counts them."""
    to = Phase(event.data["to"])
    changes: dict[str, Any] = {"phase": to, "since": event.at}
    reason = str(event.data.get("reason", "")).strip()
    if reason:
        changes["skipped"] = (*item.skipped, Skipped(item.phase, reason))
    if item.phase == Phase.LEAVING:
        changes["voters"] = sitting.voting(item)
    if item.phase == Phase.VOTE:
        changes["tally"] = count(ballots(item), sitting.rule)
    return changes
