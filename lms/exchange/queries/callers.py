"""Whose token it is, and in the same read what the person asked about holds: the question stands before every assignment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lms.people.domain.authority import Grant
from lms.people.models import User
from lms.toolkit.prepared import Prepared

from ..domain.tokens import token_digest, token_opens
from ..models import ClientSystem, ClientToken


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who calls: a system of a bank by one of its tokens."""

    system: ClientSystem
    token_id: int
    open: bool
    token_hint: str = ""

    @property
    def bank_id(self) -> int:
        return self.system.bank_id

    @property
    def actor_key(self) -> str:
        """What stands in the log where a person's key would."""
        return self.system.public_id

    def may(self, scope: str) -> bool:
        return scope in self.system.scopes


@dataclass(frozen=True, kw_only=True)
class Held:
    """``known``: the bank has such a person; ``grant``: what they hold at the node, if anything."""

    known: bool
    active: bool
    grant: Grant | None


def _by_digest(digest: Any) -> QuerySet[ClientToken]:
    return ClientToken.objects.filter(digest=digest).select_related("system__bank").order_by()


# What an answer needs of them: the fewer columns, the sooner it is there.
_ONLY = (
    "hint", "expires_at", "revoked_at", "system__public_id", "system__scopes", "system__calls_per_minute", "system__is_active",
    "system__bank_id", "system__bank__is_active",
)  # fmt: skip
_HELD = ("level", "amount_limit", "products", "starts_at", "ends_on", "disuse_days", "used_on", "certificate", "suspended_reason")


def _with_grant(digest: Any, person: Any, node: Any) -> QuerySet[ClientToken]:
    """The token once, with the person and their standing grant where there are any; a key counts before an employee number."""
    people = User.objects.filter(bank=OuterRef("system__bank")).order_by()
    keyed, numbered = people.filter(key=person), people.filter(~Q(employee_number=""), employee_number=person)

    def of_person(name: str) -> Coalesce:
        return Coalesce(Subquery(keyed.values(name)), Subquery(numbered.values(name)))

    of_bank = "system__bank__authorities"
    standing = Q((f"{of_bank}__user_id", F("person")), (f"{of_bank}__node", node), (f"{of_bank}__ended_at__isnull", True))
    rows = _by_digest(digest).only(*_ONLY).alias(person=of_person("pk")).annotate(person_active=of_person("is_active"))
    return rows.annotate(held=FilteredRelation(of_bank, condition=standing)).annotate(
        **{f"held_{name}": F(f"held__{name}") for name in _HELD}
    )


_BY_DIGEST = Prepared(_by_digest, digest=CharField())
_WITH_GRANT = Prepared(_with_grant, digest=CharField(), person=CharField(), node=CharField())


def _caller(row: ClientToken, now: datetime) -> Caller:
    system = row.system
    opens = token_opens(
        expires_at=row.expires_at, revoked_at=row.revoked_at, system_active=system.is_active, bank_active=system.bank.is_active, now=now
    )
    return Caller(system=system, token_id=row.pk, open=opens, token_hint=row.hint)


def caller_of(token: str, *, now: datetime | None = None) -> Caller | None:
    """The system that holds ``token``; ``open`` says whether the token still opens anything. One query."""
    rows = _BY_DIGEST.fetch(digest=token_digest(token))
    return _caller(rows[0], now or timezone.now()) if rows else None


def caller_with_grant(token: str, *, person: str, node: str, now: datetime | None = None) -> tuple[Caller, Held] | None:
    """As ``caller_of``, with what the person of that key or employee number holds at ``node`` in the token's bank. One query."""
    rows: list[Any] = _WITH_GRANT.fetch(digest=token_digest(token), person=person, node=node)
    if not rows:
        return None
    row = rows[0]
    return _caller(row, now or timezone.now()), Held(known=row.person_active is not None, active=bool(row.person_active), grant=_grant(row))


def _grant(row: Any) -> Grant | None:
    if row.held_level is None:
        return None
    return Grant(
        level=row.held_level,
        amount_limit=row.held_amount_limit,
        products=tuple(row.held_products),
        starts_at=row.held_starts_at,
        ends_on=row.held_ends_on,
        disuse_days=row.held_disuse_days,
        used_on=row.held_used_on,
        certificate=row.held_certificate,
        suspended_reason=row.held_suspended_reason,
        ended_how="",
        person_active=row.person_active,
    )
