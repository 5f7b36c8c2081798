"""Tables of the simulations room."""

from .committee import Committee, CommitteeEvent, CommitteeItem, CommitteeSeat

__all__ = ["Committee", "CommitteeEvent", "CommitteeItem", "CommitteeSeat"]
