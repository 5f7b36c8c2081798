"""How long a bank's chain is, when it last grew, and what still waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lms.people.models import Organisation
from lms.records.models import Act, ChainHead, ChainLink
from lms.records.queries import unsealed

from ..models import Evidence


def chain_of(bank_key: str) -> str:
    """The name of a bank's chain."""
    return f"bank:{bank_key}"


@dataclass(frozen=True)
class ChainState:
    chain: str
    length: int
    digest: str
    sealed_at: datetime | None
    waiting: int


def chain_state(bank: Organisation) -> ChainState:
    """The chain's head and what is not sealed yet."""
    chain = chain_of(bank.public_id)
    head = ChainHead.objects.filter(chain=chain).first()
    last = ChainLink.objects.filter(chain=chain).order_by("-position").values_list("sealed_at", flat=True).first()
    waiting = unsealed(Evidence.objects.filter(bank=bank), kind="evidence").count()
    waiting += unsealed(Act.objects.filter(organisation_key=bank.public_id), kind="act").count()
    return ChainState(chain, head.position if head else 0, head.digest if head else "", last, waiting)


def head_holds(head: Mapping[str, object]) -> bool:
    """Whether the chain named in a stored head still has that digest at that place."""
    if not head["position"]:
        return True
    return ChainLink.objects.filter(chain=head["chain"], position=head["position"], digest=head["digest"]).exists()
