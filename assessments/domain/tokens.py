"""Shuffles options for one sitting and hides their letters behind tokens that say nothing about the key."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping

from assessments.domain.question import BadAnswer


def shuffled(ids: Iterable[str], *, seed: str) -> list[str]:
    """An order that depends on the seed and the ids alone, not on the order they come in."""
    return sorted(ids, key=lambda one: (hashlib.sha256(f"{seed}\x1f{one}".encode()).digest(), one))


def option_tokens(ids: Iterable[str], *, secret: bytes, sitting: str, question: str) -> dict[str, str]:
    """Option id → token, in the order to show. The same sitting always gets the same tokens; another one never does."""
    macs = {one: hmac.digest(secret, f"{sitting}\x1f{question}\x1f{one}".encode(), "sha256") for one in ids}
    order = sorted(macs, key=lambda one: macs[one])
    # The order shown comes from other bytes than the token, so a token's value tells nothing about its place.
    return {one: base64.b32encode(macs[one][22:32]).decode().lower() for one in order}


def ids_from_tokens(raw: object, tokens: Mapping[str, str]) -> list[str]:
    """Option ids for the tokens a browser sent (one, or a list); raises BadAnswer for an unknown one."""
    values = [raw] if isinstance(raw, str) else raw
    if values is None or values == [""]:
        return []
    if not isinstance(values, list | tuple):
        raise BadAnswer("expected option tokens")
    by_token = {token: one for one, token in tokens.items()}
    if not all(isinstance(value, str) and value in by_token for value in values):
        raise BadAnswer("unknown option")
    return [by_token[value] for value in values]
