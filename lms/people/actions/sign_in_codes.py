"""One-time sign-in codes for people without an employee number."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import human_code

from ..models import SignInCode, User

VALID_FOR = timedelta(days=7)


def _digest(bank_id: int, code: str) -> str:
    plain = f"{bank_id}:{code.upper().replace('-', '').replace(' ', '')}"
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), sha256).hexdigest()


@transaction.atomic
def issue_sign_in_codes(*, users: Iterable[User], actor_key: str, now: datetime | None = None) -> dict[str, str]:
    """A fresh code for each person (key → code), shown once; older unused codes stop working."""
    moment = now or timezone.now()
    codes: dict[str, str] = {}
    for user in users:
        SignInCode.objects.filter(user=user, used_at__isnull=True).delete()
        codes[user.key] = code = human_code(10)
        SignInCode.objects.create(
            user=user, digest=_digest(user.bank_id or 0, code), expires_at=moment + VALID_FOR, created_by_key=actor_key
        )
        log_act(
            organisation_key=user.bank.public_id if user.bank else "",
            actor_key=actor_key,
            verb=Verb.ISSUED,
            object_kind="sign_in_code",
            object_id=user.key,
            now=moment,
        )
    return codes


@transaction.atomic
def redeem_sign_in_code(*, bank_id: int, code: str, now: datetime | None = None) -> User | None:
    """Use a code up; the person it belongs to, or nothing where it is unknown, used or too old."""
    moment = now or timezone.now()
    row = SignInCode.objects.filter(digest=_digest(bank_id, code), expires_at__gt=moment, user__is_active=True).first()
    # The conditional update is the claim: of two devices that type the code, one gets in.
    if row is None or not SignInCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=moment):
        return None
    return User.objects.select_related("bank").get(pk=row.user_id)
