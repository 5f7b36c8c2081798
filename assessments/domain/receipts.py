"""What the server hands back for an answer it will not lose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.enums import Placement
from lms.toolkit.canonical import digest


@dataclass(frozen=True)
class Receipt:
    """Sent only after the commit. The same request repeated gets the same receipt."""

    server_seq: int
    received_at: datetime
    sha256: str
    placement: Placement = Placement.CURRENT

    def as_dict(self) -> dict[str, Any]:
        return {
            "server_seq": self.server_seq,
            "received_at": self.received_at.isoformat(),
            "sha256": self.sha256,
            "placement": str(self.placement),
        }


def answer_hash(*, sitting: str, question: str | int, client_seq: int, value: object) -> str:
    """SHA-256 over sitting, question, the client's sequence number and the answer; anyone holding the receipt can check it."""
    return digest([sitting, question, client_seq, value])
