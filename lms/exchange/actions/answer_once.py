"""A change sent twice under one key has one effect and one answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import ClientNonce, ClientSystem
from .calls import log_call
from .problems import ExchangeProblem

REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Given:
    """``again``: the answer was given before and nothing was done now."""

    status: int
    answer: Any
    again: bool


@dataclass(frozen=True)
class Done:
    """What a change answers; ``details`` go into the log: counts and codes."""

    answer: Any
    details: dict[str, object]
    status: int = 200


def answer_once(
    *,
    system: ClientSystem,
    operation: str,
    key: str,
    body: bytes,
    work: Callable[[], Done],
    token: str = "",
    now: datetime | None = None,
) -> Given:
    """Does ``work`` and keeps its answer, all in one transaction; what ``work`` refuses is not kept and may come again under the same key.

    Raises ExchangeProblem where the key came with another body before.
    """
    moment = now or timezone.now()
    digest = hashlib.sha256(f"{operation}\n".encode() + body).hexdigest()
    with transaction.atomic():
        try:
            with transaction.atomic():
                # Of two at once the second waits here for the first.
                nonce = ClientNonce.objects.create(system=system, key=key, body_digest=digest, seen_at=moment)
        except IntegrityError:
            return _earlier(ClientNonce.objects.get(system=system, key=key), digest)
        done = work()
        nonce.status, nonce.answer = done.status, done.answer
        nonce.save(update_fields=["status", "answer"])
        log_call(system=system, operation=operation, status=done.status, token=token, key=key, details=done.details, now=moment)
    return Given(done.status, done.answer, again=False)


def _earlier(nonce: ClientNonce, digest: str) -> Given:
    if nonce.body_digest != digest:
        raise ExchangeProblem("key_reused", _("This key was used for another message; a new message takes a new key."))
    return Given(nonce.status, nonce.answer, again=True)


def forget_answers(*, now: datetime | None = None) -> int:
    """Keys are remembered for a month; how many were forgotten."""
    deleted, _by_model = ClientNonce.objects.filter(seen_at__lt=(now or timezone.now()) - REMEMBERED).delete()
    return deleted
