"""Whether a case written by hand can be visited: what an investigation needs beyond what balances."""

from collections.abc import Mapping
from typing import Any

from ..case_file.reading import Problem
from ..trades import TRADES

TABLE = ("columns", "rows")


def playable_problems(case: Mapping[str, Any]) -> list[Problem]:
    """All that is missing, each with its path; a file that balances may still have nobody to talk to."""
    found = []
    if case.get("trade") not in TRADES:
        found.append(Problem("$.trade", "unknown_trade", str(case.get("trade", ""))))
    shown = case["shown"]
    for name in ("customer", "request"):
        if not isinstance(shown.get(name), Mapping):
            found.append(Problem(f"$.shown.{name}", "required"))
    pieces = shown.get("evidence", [])
    for channel in ("customer", "document", "shop_floor"):
        if not any(piece.get("channel") == channel for piece in pieces):
            found.append(Problem("$.shown.evidence", "channel_missing", channel))
    for place, piece in enumerate(pieces):
        if not piece.get("text") and not piece.get("table"):
            found.append(Problem(f"$.shown.evidence[{place}]", "says_nothing", str(piece.get("id", ""))))
    if not any(check.get("against") == "claim" for check in case.get("checks", [])):
        found.append(Problem("$.checks", "no_claim_check"))
    return found
