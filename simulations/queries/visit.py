"""An investigation as its acts make it, with the people and the catalogue of its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField

from lms.people.models import User
from lms.toolkit.prepared import Prepared

from ..domain.investigation.catalogue import Catalogue, may_ask
from ..domain.investigation.fold import fold
from ..domain.investigation.sheet import SheetLine, sheet_of
from ..domain.investigation.state import State, VisitAct
from ..domain.investigation.statements import Repaying, Statements, repaying, statements_of
from ..domain.trades import TRADES
from ..domain.trades.trade import Trade
from ..models import Investigation, InvestigationAct, InvestigationSeat


@dataclass(frozen=True)
class Visit:
    """``investigation.case`` holds the truth: pages read ``state``, ``catalogue`` by piece in hand, and what was asked for."""

    investigation: Investigation
    seats: Sequence[InvestigationSeat]
    acts: Sequence[VisitAct]
    state: State

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.investigation.case)

    @cached_property
    def trade(self) -> Trade:
        return TRADES[self.investigation.trade]

    @cached_property
    def sheet(self) -> tuple[SheetLine, ...]:
        return sheet_of(self.trade)

    @cached_property
    def statements(self) -> Statements:
        return statements_of(self.state)

    @property
    def repaying(self) -> Repaying | None:
        """The months of the term follow the trade's own season, the first one after the visit."""
        month = int(str(self.investigation.case["about"]["as_of"])[5:7])
        season = tuple(self.trade.season[(month + step) % 12] for step in range(12))
        return repaying(self.statements, self.state.offer, season)

    @property
    def roles(self) -> Mapping[int, str]:
        return {seat.number: seat.role for seat in self.seats}

    @property
    def alone(self) -> bool:
        return len(self.seats) == 1

    def seat_of(self, user: User) -> InvestigationSeat | None:
        return next((seat for seat in self.seats if seat.user_id == user.pk), None)

    def name_of(self, number: int) -> str:
        return next((seat.user.name for seat in self.seats if seat.number == number), "")

    def may_ask(self, seat: InvestigationSeat | None, channel: str) -> bool:
        return seat is not None and may_ask(seat.role, channel, self.alone)


_VERSION = Prepared(
    lambda visit: Investigation.objects.filter(public_id=visit).order_by().values_list("version", flat=True), visit=CharField()
)


def version_of_visit(public_id: str) -> int | None:
    """What both of a pair ask for every few seconds."""
    return next(iter(_VERSION.fetch(visit=public_id)), None)


def load_visit(investigation: Investigation) -> Visit:
    """Two queries."""
    seats = list(investigation.seats.select_related("user").order_by("number"))
    rows = InvestigationAct.objects.filter(investigation=investigation).order_by("seq").values_list("seq", "seat", "kind", "at", "data")
    acts = [VisitAct(*row) for row in rows]
    return Visit(investigation, seats, acts, fold(acts, len(seats)))
