"""Compare a bank's chain with the rows as they are now."""

from lms.people.models import Organisation
from lms.records.domain.chain import Finding, verify
from lms.records.domain.digests import named_digest
from lms.records.models import Act
from lms.records.queries import chain_links

from ..models import Evidence

__all__ = ["Finding", "verify_bank"]


def _contents(bank: Organisation) -> dict[tuple[str, str], str]:
    """The digest of each row computed from what it says now; a stored digest that doesn't fit spoils it too."""
    now: dict[tuple[str, str], str] = {}
    rows = Evidence.objects.filter(bank=bank).select_related("bank", "competency", "supersedes")
    for row in rows.iterator(chunk_size=1000):
        computed = named_digest(row.content())
        now["evidence", row.public_id] = computed if computed == row.digest else "changed"
    for act in Act.objects.filter(organisation_key=bank.public_id).iterator(chunk_size=1000):
        computed = named_digest(act.content())
        now["act", act.public_id] = computed if computed == act.digest else "changed"
    return now


def verify_bank(bank: Organisation) -> tuple[int, list[Finding]]:
    """How many links the chain of ``bank`` has, and what is wrong with them."""
    links = list(chain_links(f"bank:{bank.public_id}"))
    return len(links), verify(links, _contents(bank))
