"""Link rows into their chain, in batches, under the lock of the chain's head."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from ..domain.chain import GENESIS, extend
from ..models import ChainHead, ChainLink


@transaction.atomic
def seal_rows(*, chain: str, rows: Sequence[tuple[str, str, str]]) -> int:
    """Append ``rows`` (kind, id, digest) to ``chain``, skipping those already in it; how many were new.

    No caller says when: a seal is worth something because its time is the server's.
    """
    ChainHead.objects.get_or_create(chain=chain, defaults={"digest": GENESIS})
    head = ChainHead.objects.select_for_update().get(chain=chain)
    sealed = set()
    for start in range(0, len(rows), 500):
        ids = [row_id for _kind, row_id, _digest in rows[start : start + 500]]
        sealed |= set(ChainLink.objects.filter(row_id__in=ids).values_list("row_kind", "row_id"))
    fresh = [row for row in rows if (row[0], row[1]) not in sealed]
    links = extend(previous=head.digest, position=head.position, rows=fresh)
    if links:
        moment = timezone.now()
        ChainLink.objects.bulk_create(
            [
                ChainLink(
                    chain=chain,
                    position=link.position,
                    row_kind=link.row_kind,
                    row_id=link.row_id,
                    row_digest=link.row_digest,
                    digest=link.digest,
                    sealed_at=moment,
                )
                for link in links
            ],
            batch_size=500,
        )
        head.position, head.digest = links[-1].position, links[-1].digest
        head.save(update_fields=["position", "digest"])
    return len(links)
