"""Make and change accounts."""

from django.db import transaction

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id
from lms.toolkit.search_tokens import pinyin_keys

from ..domain.roles import username_for
from ..models import Organisation, User
from .authority_news import tell_of_account


@transaction.atomic
def create_account(
    *,
    bank: Organisation,
    name: str,
    employee_number: str = "",
    phone: str = "",
    email: str = "",
    password: str | None = None,
    must_change_password: bool = True,
    actor_key: str = "",
) -> User:
    """Make one account of ``bank``; without a password it can only be entered with a one-time code."""
    full, initials = pinyin_keys(name)
    user = User(
        bank=bank,
        name=name,
        name_pinyin=full,
        name_initials=initials,
        employee_number=employee_number,
        phone=phone,
        email=email,
        must_change_password=must_change_password,
    )
    user.username = username_for(organisation_code=bank.code or bank.public_id, employee_number=employee_number, fallback=public_id()[:12])
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    log_act(organisation_key=bank.public_id, actor_key=actor_key, verb=Verb.CREATED, object_kind="account", object_id=user.key)
    return user


@transaction.atomic
def change_details(*, user: User, actor_key: str, **fields: str) -> User:
    """Change name, number, phone, e-mail or language of an account; the log names the fields, not the values."""
    allowed = {"name", "employee_number", "phone", "email", "language"}
    changed = sorted(field for field, value in fields.items() if field in allowed and getattr(user, field) != value)
    for field in changed:
        setattr(user, field, fields[field])
    if not changed:
        return user
    user.name_pinyin, user.name_initials = pinyin_keys(user.name)
    if "employee_number" in changed and user.bank is not None:
        user.username = username_for(
            organisation_code=user.bank.code or user.bank.public_id, employee_number=user.employee_number, fallback=public_id()[:12]
        )
    user.full_clean(exclude=["password"])
    user.save()
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=actor_key,
        verb=Verb.CHANGED,
        object_kind="account",
        object_id=user.key,
        details={"fields": changed},
    )
    return user


@transaction.atomic
def set_initial_password(*, user: User, password: str, actor_key: str) -> None:
    """Give a password that the person must change at the next sign-in."""
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=actor_key,
        verb=Verb.PASSWORD_CHANGED,
        object_kind="account",
        object_id=user.key,
    )


@transaction.atomic
def deactivate_account(*, user: User, reason: str, actor_key: str) -> None:
    """Close an account; nothing about the person is deleted, and open sessions end with the next request."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=actor_key,
        verb=Verb.REMOVED,
        object_kind="account",
        object_id=user.key,
        reason=reason,
    )
    tell_of_account(user, actor_key)
