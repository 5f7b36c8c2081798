"""What the pages of the ledger show of its rows: corrections, names within scope, the place in the chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.people.models import User
from lms.people.queries import people_visible_to
from lms.records.domain.chain import GENESIS, link_digest
from lms.records.domain.digests import named_digest
from lms.records.models import ChainLink

from ..models import Competency, Evidence


def day_span(first: date | None, last: date | None) -> dict[str, datetime]:
    """Bounds in local time for the days from ``first`` to ``last``, both included; for a filter on ``happened_at``."""
    zone, midnight = timezone.get_current_timezone(), datetime.min.time()
    bounds = {}
    if first is not None:
        bounds["happened_at__gte"] = datetime.combine(first, midnight, zone)
    if last is not None:
        bounds["happened_at__lt"] = datetime.combine(last + timedelta(days=1), midnight, zone)
    return bounds


def evidence_list(
    rows: QuerySet[Evidence],
    person_key: str,
    *,
    kind: str = "",
    competency: Competency | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Evidence]:
    """All facts about one person among ``rows`` (already in scope), newest first, with what superseded them."""
    rows = rows.filter(person_key=person_key, **day_span(first, last))
    if kind:
        rows = rows.filter(kind=kind)
    if competency is not None:
        under = Competency.objects.filter(parent=competency).values("pk")
        rows = rows.filter(competency__in=[competency.pk]) | rows.filter(competency__in=under)
    return rows.select_related("competency", "bank", "superseded_by", "supersedes").order_by("-happened_at", "-id")


def names_for(user: User, keys: Iterable[str]) -> dict[str, str]:
    """Names of those of ``keys`` whom ``user`` may see, and of whoever read their bank from above it. One query."""
    above = User.objects.filter(bank_accesses__bank_id=user.bank_id)
    known = User.objects.filter(Q(pk__in=people_visible_to(user).values("pk")) | Q(pk__in=above.values("pk")))
    return dict(known.filter(key__in=set(keys) - {""}).values_list("key", "name"))


def corrections_of(row: Evidence) -> list[Evidence]:
    """The row with everything it corrects and everything that corrects it, oldest first."""
    before, after = [], []
    older = row.supersedes
    while older is not None:
        before.append(older)
        older = older.supersedes
    newer = Evidence.objects.filter(supersedes=row).select_related("bank", "competency").first()
    while newer is not None:
        after.append(newer)
        newer = Evidence.objects.filter(supersedes=newer).select_related("bank", "competency").first()
    return [*reversed(before), row, *after]


@dataclass(frozen=True)
class ChainPlace:
    """Where a row stands in its bank's chain, and whether both still fit together."""

    position: int | None
    sealed_at: datetime | None
    content_holds: bool
    link_holds: bool

    @property
    def holds(self) -> bool:
        return self.content_holds and self.link_holds


def chain_place(row: Evidence) -> ChainPlace:
    """Compute the row's digest and its link again; a row not sealed yet has no position."""
    content_holds = named_digest(row.content()) == row.digest
    link = ChainLink.objects.filter(row_kind="evidence", row_id=row.public_id).first()
    if link is None:
        return ChainPlace(None, None, content_holds, True)
    before = ChainLink.objects.filter(chain=link.chain, position=link.position - 1).values_list("digest", flat=True).first()
    previous = GENESIS if link.position == 1 else before
    computed = previous is not None and link.digest == link_digest(
        previous=previous, position=link.position, row_kind=link.row_kind, row_id=link.row_id, row_digest=link.row_digest
    )
    return ChainPlace(link.position, link.sealed_at, content_holds, bool(computed) and link.row_digest == row.digest)
