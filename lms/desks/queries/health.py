"""Whether the machinery behind the pages keeps up: ages only, nothing about anybody."""

from datetime import datetime

from django.db.models import Min
from django.db.models.functions import Coalesce

from lms.evidence.models import Evidence
from lms.jobs.queries import last_swept_at, oldest_queued_at
from lms.people.enums import OrganisationKind
from lms.people.models import Organisation
from lms.records.models import Act
from lms.records.queries import unsealed

from ..domain.health import QUEUE_LIMIT, SEAL_LIMIT, WORKER_LIMIT, Reading, reading


def oldest_unsealed_at() -> datetime | None:
    """Since when the oldest row of any bank waits to be linked into its chain."""
    banks = Organisation.objects.filter(kind=OrganisationKind.BANK).values("public_id")
    facts = unsealed(Evidence.objects.all(), kind="evidence").aggregate(at=Min("recorded_at"))["at"]
    written = Min(Coalesce("recorded_at", "happened_at"))
    acts = unsealed(Act.objects.filter(organisation_key__in=banks), kind="act").aggregate(at=written)["at"]
    return min((at for at in (facts, acts) if at is not None), default=None)


def readings(now: datetime) -> list[Reading]:
    """Worker seen, oldest waiting job, oldest unsealed row."""
    return [
        reading("worker", since=last_swept_at(), now=now, limit=WORKER_LIMIT, empty_is_fine=False),
        reading("queue", since=oldest_queued_at(), now=now, limit=QUEUE_LIMIT, empty_is_fine=True),
        reading("seal", since=oldest_unsealed_at(), now=now, limit=SEAL_LIMIT, empty_is_fine=True),
    ]
