"""The head of a chain as a signed file, to be kept outside: whoever changes the past can't change the copy."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from lms.people.models import Organisation
from lms.toolkit import canonical

from ..queries.chain_state import ChainState

FORMAT = "duzuo.chain-head/1"


class HeadProblem(ValueError):
    """The file is not a head this installation has signed; ``code`` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"duzuo.chain-head:" + settings.SECRET_KEY.encode()).digest())


def head_file(*, bank: Organisation, state: ChainState, now: datetime) -> bytes:
    """The head of ``bank``'s chain with an Ed25519 signature over everything else in the file."""
    key = _key()
    head: dict[str, object] = {
        "format": FORMAT,
        "bank": bank.name,
        "chain": state.chain,
        "position": state.length,
        "digest": state.digest,
        "sealed_at": state.sealed_at.isoformat() if state.sealed_at else None,
        "exported_at": now.isoformat(),
        "algorithm": "Ed25519",
        "public_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }
    signature = base64.b64encode(key.sign(canonical.encode(head))).decode()
    return json.dumps({**head, "signature": signature}, ensure_ascii=False, indent=2).encode()


def read_head(content: bytes) -> Mapping[str, object]:
    """The head in a file signed by this installation; raises HeadProblem (``unreadable``, ``format``, ``signature``)."""
    try:
        head = dict(canonical.loads(content))
        signature = base64.b64decode(head.pop("signature"))
        public = base64.b64decode(head["public_key"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HeadProblem("unreadable") from error
    if head.get("format") != FORMAT:
        raise HeadProblem("format")
    if public != _key().public_key().public_bytes_raw():
        raise HeadProblem("signature")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, canonical.encode(head))
    except InvalidSignature as error:
        raise HeadProblem("signature") from error
    return head
