"""The map of the grid: every area with what was visited, by whom and when last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from lms.people.models import Organisation, User

from ..domain.coverage import AreaCount, extent, shade, visited_share
from ..models import GridArea, GridAssignment, Visit
from .ledger_scope import areas_visible_to, ledger_people


@dataclass(frozen=True)
class AreaLine:
    """One area as the map and the table beside it show it."""

    area: GridArea
    count: AreaCount
    visits: int
    last_at: datetime | None
    people: list[str]
    today: date

    @property
    def share(self) -> Decimal | None:
        return visited_share(self.count)

    @property
    def shade(self) -> int:
        return shade(self.count, self.today)


@dataclass
class BranchMap:
    """The grid of one branch: rows of cells, a cell is an area or nothing."""

    branch: Organisation
    lines: list[AreaLine] = field(default_factory=list)

    @property
    def cells(self) -> list[list[AreaLine | None]]:
        places = {(one.area.row, one.area.column): one for one in self.lines}
        drawn = extent(one.count for one in self.lines)
        return [[places.get((row, column)) for column in drawn.columns] for row in drawn.rows]


def _people_of(areas: Iterable[int], day: date, user: User) -> dict[int, list[str]]:
    """Area → names of those who have it today, of the people whose ledgers ``user`` reads."""
    current = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    rows = GridAssignment.objects.filter(current, area__in=areas, user__in=ledger_people(user).values("pk")).order_by("starts_on", "pk")
    found: dict[int, list[str]] = {}
    for area, name in rows.values_list("area_id", "user__name"):
        found.setdefault(area, []).append(name)
    return found


def coverage(user: User, *, branch: str = "") -> list[BranchMap]:
    """The maps of all branches, or of one. Three queries, however many areas.

    The share counts all visits in an area, whoever made them: a street is covered or not.
    """
    areas = areas_visible_to(user).order_by("branch__path", "row", "column")
    if branch:
        areas = areas.filter(branch__public_id=branch)
    found, today = list(areas), timezone.localdate()
    keys = [one.pk for one in found]
    rows = Visit.objects.filter(area__in=keys, withdrawn_at__isnull=True).order_by().values("area_id")
    counts = {
        row["area_id"]: row for row in rows.annotate(visited=Count("merchant", distinct=True), visits=Count("pk"), last=Max("happened_at"))
    }
    people = _people_of(keys, today, user)
    maps: dict[int, BranchMap] = {}
    for area in found:
        row: dict[str, Any] = dict(counts.get(area.pk, {"visited": 0, "visits": 0, "last": None}))
        last = timezone.localdate(row["last"]) if row["last"] else None
        count = AreaCount(area.row, area.column, area.merchants, row["visited"], last)
        line = AreaLine(area, count, row["visits"], row["last"], people.get(area.pk, []), today)
        maps.setdefault(area.branch_id, BranchMap(area.branch)).lines.append(line)
    return list(maps.values())


def areas_of(user: User) -> list[GridArea]:
    """What the form offers: one's own areas first, then the rest of the bank's."""
    day = timezone.localdate()
    mine = set(
        GridAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), user=user, starts_on__lte=day).values_list(
            "area_id", flat=True
        )
    )
    areas = list(areas_visible_to(user).order_by("branch__path", "row", "column"))
    return sorted(areas, key=lambda area: area.pk not in mine)
