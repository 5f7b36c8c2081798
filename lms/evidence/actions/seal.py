"""Seal what is not sealed yet, bank by bank."""

from lms.people.models import Organisation
from lms.records.actions import seal_rows
from lms.records.models import Act
from lms.records.queries import unsealed

from ..models import Evidence
from ..queries.chain_state import chain_of

BATCH = 2000


def seal_bank(*, bank: Organisation) -> int:
    """Link every unsealed row of ``bank`` (facts, then acts) into its chain; how many were linked."""
    chain, linked = chain_of(bank.public_id), 0
    pending = (
        ("evidence", unsealed(Evidence.objects.filter(bank=bank), kind="evidence")),
        ("act", unsealed(Act.objects.filter(organisation_key=bank.public_id), kind="act")),
    )
    for kind, rows in pending:
        while batch := list(rows.order_by("pk").values_list("public_id", "digest")[:BATCH]):
            linked += seal_rows(chain=chain, rows=[(kind, *row) for row in batch])
    return linked


def seal_everything() -> int:
    """Seal every bank."""
    banks = Organisation.objects.filter(bank_id__isnull=False, pk__in=Organisation.objects.values("bank_id"))
    return sum(seal_bank(bank=bank) for bank in banks)
