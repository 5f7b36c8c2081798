"""Connecting a system: what it may do, its tokens, where it is told of changes."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.sealed_text import Unreadable, seal, unseal

from ..domain.tokens import AT_ONCE, PREFIX, token_digest, token_hint
from ..enums import DeliveryState, Scope
from ..models import ClientSystem, ClientToken, Delivery
from ..queries import holding_tokens
from .problems import ExchangeProblem


def _log(system: ClientSystem, verb: Verb, actor_key: str, details: dict[str, object], moment: datetime) -> None:
    log_act(
        organisation_key=system.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="client_system",
        object_id=system.public_id,
        details=details,
        now=moment,
    )


def _scopes(scopes: Iterable[str]) -> list[str]:
    return [str(one) for one in Scope if one in set(scopes)]


def webhook_secret(system: ClientSystem) -> str:
    """The key that messages to ``system`` are signed with; empty where there is none or the site's own key was lost."""
    try:
        return unseal(system.webhook_secret)
    except Unreadable:
        return ""


@transaction.atomic
def connect_client(
    *,
    bank: Organisation,
    name: str,
    scopes: Iterable[str],
    actor: User,
    webhook_url: str = "",
    webhook_kinds: Iterable[str] = (),
    calls_per_minute: int = 1200,
    now: datetime | None = None,
) -> ClientSystem:
    """A system that may do what ``scopes`` say; it has no token yet."""
    moment = now or timezone.now()
    system = ClientSystem.objects.create(
        bank=bank,
        name=name,
        scopes=_scopes(scopes),
        webhook_url=webhook_url,
        webhook_kinds=sorted(webhook_kinds) if webhook_url else [],
        calls_per_minute=calls_per_minute,
        made_by=actor,
        made_at=moment,
    )
    _log(system, Verb.CREATED, actor.key, {"scopes": system.scopes, "told": bool(webhook_url)}, moment)
    return system


@transaction.atomic
def change_client(
    *,
    system: ClientSystem,
    name: str,
    scopes: Iterable[str],
    webhook_url: str,
    webhook_kinds: Iterable[str],
    calls_per_minute: int,
    actor: User,
    now: datetime | None = None,
) -> ClientSystem:
    """Takes effect at the next call. Another address gets another secret, so the old one is forgotten."""
    row = ClientSystem.objects.select_for_update(of=("self",)).select_related("bank").get(pk=system.pk)
    if webhook_url != row.webhook_url:
        row.webhook_secret = ""
    row.name, row.scopes, row.webhook_url, row.calls_per_minute = name, _scopes(scopes), webhook_url, calls_per_minute
    row.webhook_kinds = sorted(webhook_kinds) if webhook_url else []
    row.save(update_fields=["name", "scopes", "webhook_url", "webhook_kinds", "webhook_secret", "calls_per_minute"])
    _log(row, Verb.CHANGED, actor.key, {"scopes": row.scopes, "told": bool(webhook_url)}, now or timezone.now())
    return row


@transaction.atomic
def switch_client(*, system: ClientSystem, active: bool, actor: User, now: datetime | None = None) -> None:
    """Off: no token of it opens anything, and it is told nothing; what was on its way to it stops."""
    moment = now or timezone.now()
    ClientSystem.objects.filter(pk=system.pk).update(is_active=active)
    if not active:
        rows = Delivery.objects.filter(system=system, state=DeliveryState.WAITING)
        rows.update(state=DeliveryState.GIVEN_UP, last_status="switched_off")
    _log(system, Verb.CHANGED, actor.key, {"active": active}, moment)


@transaction.atomic
def make_token(*, system: ClientSystem, days: int, actor: User, now: datetime | None = None) -> str:
    """A token that holds for ``days``; it is told once, here. Raises ExchangeProblem where two hold already."""
    moment = now or timezone.now()
    row = ClientSystem.objects.select_for_update(of=("self",)).select_related("bank").get(pk=system.pk)
    if holding_tokens(row, moment).count() >= AT_ONCE:
        raise ExchangeProblem("two_tokens", _("Two tokens hold already. Revoke the one that is no longer used."))
    token = PREFIX + secrets.token_urlsafe(32)
    made = ClientToken.objects.create(
        system=row,
        digest=token_digest(token),
        hint=token_hint(token),
        made_at=moment,
        made_by_key=actor.key,
        expires_at=moment + timedelta(days=days),
    )
    _log(row, Verb.ISSUED, actor.key, {"token": made.public_id, "days": days}, moment)
    return token


@transaction.atomic
def revoke_token(*, token: ClientToken, actor: User, now: datetime | None = None) -> None:
    """From the next call on; a second time changes nothing."""
    moment = now or timezone.now()
    if ClientToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=moment):
        _log(token.system, Verb.WITHDRAWN, actor.key, {"token": token.public_id}, moment)


@transaction.atomic
def make_webhook_secret(*, system: ClientSystem, actor: User, now: datetime | None = None) -> str:
    """A new key for the signatures, told once; messages are signed with it from now on."""
    secret = secrets.token_urlsafe(32)
    ClientSystem.objects.filter(pk=system.pk).update(webhook_secret=seal(secret))
    _log(system, Verb.ISSUED, actor.key, {"webhook_secret": True}, now or timezone.now())
    return secret
