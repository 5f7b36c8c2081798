"""Recording facts and verifying the chain, beside bulk_create and SHA-256 alone."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal

from figures import Figure

from lms.evidence.actions import Fact, record_many, seal_bank
from lms.evidence.models import Evidence
from lms.evidence.queries import verify_bank
from lms.people.models import Organisation
from lms.records.models import Act, ChainLink
from lms.toolkit.random_ids import public_id

HAPPENED = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)


def facts(count: int) -> list[Fact]:
    people = [public_id() for _number in range(max(1, count // 20))]
    return [
        Fact(
            person_key=people[n % len(people)],
            kind="exam",
            source_kind="exam",
            source_id="bench",
            happened_at=HAPPENED,
            raw=Decimal(n % 101),
            maximum=Decimal(100),
            details={"reliability": "0.81", "items": [n % 2] * 20},
        )
        for n in range(count)
    ]


def store_facts(bank: Organisation, rows: list[Fact]) -> None:
    Evidence.objects.bulk_create(
        [
            Evidence(
                bank=bank, person_key=fact.person_key, kind=fact.kind, raw=fact.raw, maximum=fact.maximum, source_kind=fact.source_kind,
                source_id=fact.source_id, happened_at=fact.happened_at, details=fact.details, digest="none",
            )
            for fact in rows
        ],
        batch_size=500,
    )  # fmt: skip


def hash_rows(bank: Organisation) -> str:
    """Every column of every row that verifying looks at, through SHA-256 once."""
    link = ChainLink.objects.filter(chain=f"bank:{bank.public_id}").order_by("position")
    digest = hashlib.sha256()
    for rows in (Evidence.objects.filter(bank=bank), Act.objects.filter(organisation_key=bank.public_id), link):
        for row in rows.values_list().iterator(chunk_size=2000):
            digest.update(hashlib.sha256(json.dumps(row, default=str).encode()).digest())
    return digest.hexdigest()


def ledger_figures(bank: Organisation, count: int) -> list[Figure]:
    """The bank's ledger holds ``count`` sealed facts; as many are recorded anew."""
    new = facts(count)
    record_many(bank=bank, facts=facts(count))
    seal_bank(bank=bank)

    def verify() -> None:
        links, findings = verify_bank(bank)
        if findings or links < count:
            raise RuntimeError(f"{len(findings)} findings among {links} links")

    return [
        Figure("evidence_record_many", count, lambda: record_many(bank=bank, facts=new), lambda: store_facts(bank, new), "bulk_create"),
        Figure("verify_evidence", count, verify, lambda: hash_rows(bank), "the same rows read as tuples, through json and SHA-256"),
    ]
