"""What a chain holds and what still waits to be sealed."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from ..domain.chain import Link
from ..models import ChainLink

M = TypeVar("M", bound=Model)


def chain_links(chain: str) -> Iterator[Link]:
    """The links of ``chain`` in order."""
    rows = ChainLink.objects.filter(chain=chain).order_by("position")
    for row in rows.values_list("position", "row_kind", "row_id", "row_digest", "digest").iterator(chunk_size=2000):
        yield Link(*row)


def unsealed(rows: QuerySet[M], *, kind: str) -> QuerySet[M]:
    """Those of ``rows`` (a model with ``public_id``) that no chain holds yet."""
    return rows.exclude(Exists(ChainLink.objects.filter(row_kind=kind, row_id=OuterRef("public_id"))))
