"""Take people in, let them go and back in again, and help those who are locked out."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import LevelHeld, Organisation, User
from .accounts import create_account
from .authority_news import tell_of_account
from .memberships import grant_role


def _log(user: User, *, verb: str, object_kind: str, actor_key: str, reason: str = "", **details: object) -> None:
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=actor_key,
        verb=verb,
        object_kind=object_kind,
        object_id=user.key,
        details=details,
        reason=reason,
    )


@transaction.atomic
def add_person(
    *,
    bank: Organisation,
    organisation: Organisation,
    role: str,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    employee_number: str = "",
    phone: str = "",
    email: str = "",
    actor_key: str,
) -> User:
    """An account with its first role; the person comes in with a one-time code or an initial password."""
    user = create_account(bank=bank, name=name, employee_number=employee_number, phone=phone, email=email, actor_key=actor_key)
    grant_role(user=user, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on, actor_key=actor_key)
    return user


@transaction.atomic
def reactivate_account(*, user: User, reason: str, actor_key: str) -> None:
    """Open a closed account again; its roles are as they were."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    _log(user, verb=Verb.APPROVED, object_kind="account", actor_key=actor_key, reason=reason)
    tell_of_account(user, actor_key)


@transaction.atomic
def reset_second_factor(*, user: User, reason: str, actor_key: str) -> int:
    """Remove the second factor of somebody who has lost it; they set up a new one. How many parts were removed."""
    count, _per_model = Authenticator.objects.filter(user=user).delete()
    _log(user, verb=Verb.REMOVED, object_kind="second_factor", actor_key=actor_key, reason=reason)
    return count


@transaction.atomic
def give_level(*, user: User, level: str, starts_on: date, reason: str, actor_key: str) -> LevelHeld:
    """Note the level a person holds from a day on."""
    held = LevelHeld.objects.create(user=user, level=level, starts_on=starts_on)
    _log(user, verb=Verb.DECIDED, object_kind="level", actor_key=actor_key, reason=reason, level=level, **{"from": starts_on.isoformat()})
    return held
