"""A loan system that is connected: a token, a message on its way, a call."""

from datetime import datetime
from typing import TYPE_CHECKING

from lms.exchange.actions import connect_client, log_call, make_token, make_webhook_secret, ping_client
from lms.exchange.enums import TOLD_KINDS, Scope
from lms.exchange.models import ClientDay, ClientNonce, DeliveryAttempt

if TYPE_CHECKING:
    from . import World


def add_exchange(world: "World", now: datetime) -> None:
    admin = world.people["admin"]
    system = connect_client(
        bank=world.bank,
        name="信贷系统",
        scopes=Scope,
        actor=admin,
        webhook_url="https://loans.example/duzuo",
        webhook_kinds=TOLD_KINDS,
        now=now,
    )
    make_token(system=system, days=90, actor=admin, now=now)
    make_webhook_secret(system=system, actor=admin, now=now)
    system.refresh_from_db()
    delivery = ping_client(system=system, now=now)
    DeliveryAttempt.objects.create(delivery=delivery, number=1, outcome="503", milliseconds=12, tried_at=now)
    log_call(system=system, operation="cases", status=422, key="message-1", details={"code": "invalid"}, now=now)
    ClientDay.objects.create(system=system, day=now.date(), asked=7, refused=1)
    ClientNonce.objects.create(
        system=system, key="message-0", body_digest="0" * 64, status=200, answer={"remarks": ["有同名人员"]}, seen_at=now
    )
    world.things |= {
        "client": system.public_id,
        "client_token": system.tokens.get().public_id,
        "client_event": delivery.event.public_id,
    }
