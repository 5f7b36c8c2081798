"""What the bank's policies ask of a signed-in person: how long they may be idle, and what they must do first."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings

from lms.people.enums import SECOND_FACTOR_ROLES, Role
from lms.people.models import User
from lms.people.permissions import has_role
from lms.people.queries.confidentiality import unacknowledged

from ..domain.catalogue import CATALOGUE
from .values import policy


@dataclass(frozen=True)
class Duties:
    """``confidentiality`` and ``second_factor`` are true while the person still has to see to them."""

    idle_minutes: int
    confidentiality: bool
    second_factor: bool


def sessions_at_once(user: User) -> int:
    """On how many devices ``user`` may be signed in."""
    key = "session.limit"
    return int(policy(user.bank_id, key) if user.bank_id else CATALOGUE[key].default)


def needs_second_factor(user: User) -> bool:
    """Whether ``user`` may not work without one: by the deployment's setting or the bank's policy."""
    if not has_role(user, *SECOND_FACTOR_ROLES):
        return False
    return bool(settings.MFA_REQUIRED or (user.bank_id and policy(user.bank_id, "sign_in.second_factor")))


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def duties_of(user: User) -> Duties:
    """What holds for ``user`` now."""
    key = "session.idle_minutes"
    return Duties(
        idle_minutes=int(policy(user.bank_id, key) if user.bank_id else CATALOGUE[key].default),
        confidentiality=has_role(user, Role.CONSULTANT) and unacknowledged(user).exists(),
        second_factor=needs_second_factor(user) and not has_second_factor(user),
    )
