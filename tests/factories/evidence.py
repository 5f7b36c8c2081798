"""Facts about people, recorded through the ledger's own door."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from lms.evidence.actions import Fact, record_evidence
from lms.evidence.models import Evidence
from lms.people.models import User

_numbers = count(1)
HAPPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def make_fact(person: User, *, raw: str | None = "80", **fields: Any) -> Evidence:
    """A scored exam out of 100 unless said otherwise."""
    values: dict[str, Any] = {
        "person_key": person.key,
        "kind": "exam",
        "source_kind": "exam",
        "source_id": f"exam-{next(_numbers)}",
        "happened_at": HAPPENED,
        "raw": Decimal(raw) if raw is not None else None,
        "maximum": Decimal(100) if raw is not None else None,
    }
    bank = person.bank
    assert bank is not None
    return record_evidence(bank=bank, fact=Fact(**(values | fields)))
