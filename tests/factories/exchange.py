"""Connected systems for tests."""

from datetime import datetime
from itertools import count

from django.utils import timezone

from lms.exchange.actions import connect_client, make_token, make_webhook_secret
from lms.exchange.enums import TOLD_KINDS, Scope
from lms.exchange.models import ClientSystem
from lms.people.enums import Role
from lms.people.models import Organisation
from tests.factories.people import make_user

_numbers = count(1)


def make_system(bank: Organisation, *, scopes: tuple[str, ...] = tuple(Scope), url: str = "", per_minute: int = 1200) -> ClientSystem:
    """A loan system; with ``url`` it is told of everything and has a signing key."""
    admin = make_user(bank, Role.ADMINISTRATOR)
    system = connect_client(
        bank=bank,
        name=f"信贷系统{next(_numbers)}",
        scopes=scopes,
        actor=admin,
        webhook_url=url,
        webhook_kinds=TOLD_KINDS,
        calls_per_minute=per_minute,
    )
    if url:
        make_webhook_secret(system=system, actor=admin)
        system.refresh_from_db()
    return system


def token_for(system: ClientSystem, *, days: int = 90, now: datetime | None = None) -> str:
    return make_token(system=system, days=days, actor=system.made_by, now=now or timezone.now())
