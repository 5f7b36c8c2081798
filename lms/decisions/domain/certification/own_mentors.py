"""Who counts as the person's own mentor before a panel, read from the packet alone: plain values, no state."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# For sittings that were planned before the bank could say.
USUAL_SHARE = Decimal("0.50")


def own_mentors(packet: Mapping[str, Any], share: Decimal) -> frozenset[str]:
    """Mentors of the time in which the cards were written, and whoever signed more than ``share`` of those that count."""
    cards, frozen_on = counted_cards(packet), str(packet["frozen_on"])
    since = min((str(one["on"]) for one in packet["observations"]), default=frozen_on)
    paired = {
        one["key"] for one in packet["mentors"] if str(one["from"]) <= frozen_on and (one["until"] is None or str(one["until"]) >= since)
    }
    signed = Counter(one["mentor"] for one in cards if one["mentor"])
    return frozenset(paired | {key for key, cards_of in signed.items() if cards_of > share * len(cards)})


def counted_cards(packet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cards on which the question rests; where no profile speaks or none counts, all of them."""
    verdict, cards = packet["verdict"], list(packet["observations"])
    ignored = {one["evidence"] for one in verdict["ignored"]} if verdict else set()
    return [one for one in cards if one["evidence"] not in ignored] or cards
