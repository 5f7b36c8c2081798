"""Accounts and roles for a whole list of people at once, at a cost per batch, not per person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id
from lms.toolkit.search_tokens import pinyin_keys

from ..domain.roles import username_for
from ..models import Membership, Organisation, User

BATCH = 500


@dataclass(frozen=True)
class NewAccount:
    """A person to be; the values are already checked."""

    name: str
    employee_number: str = ""
    phone: str = ""


@transaction.atomic
def create_accounts(*, bank: Organisation, people: Iterable[NewAccount], actor_key: str, now: datetime | None = None) -> list[User]:
    """Accounts in the order given, entered with a one-time code only; one act in the log per batch names their keys."""
    moment = now or timezone.now()
    code = bank.code or bank.public_id
    rows = []
    for person in people:
        full, initials = pinyin_keys(person.name)
        rows.append(
            User(
                bank=bank,
                name=person.name,
                name_pinyin=full,
                name_initials=initials,
                employee_number=person.employee_number,
                phone=person.phone,
                username=username_for(organisation_code=code, employee_number=person.employee_number, fallback=public_id()[:12]),
                password=make_password(None),
                must_change_password=True,
                date_joined=moment,
            )
        )
    made = User.objects.bulk_create(rows, batch_size=BATCH)
    for start in range(0, len(made), BATCH):
        keys = [user.key for user in made[start : start + BATCH]]
        log_act(
            organisation_key=bank.public_id,
            actor_key=actor_key,
            verb=Verb.CREATED,
            object_kind="accounts",
            object_id=bank.public_id,
            details={"accounts": keys},
            now=moment,
        )
    return made


@transaction.atomic
def grant_roles(*, bank: Organisation, holders: Sequence[tuple[User, Organisation]], role: str, starts_on: date, actor_key: str) -> int:
    """Give ``role`` to each person at their node unless they hold it anywhere in ``bank`` on that day or later; how many got it."""
    ids = [user.pk for user, _node in holders]
    held: set[int] = set()
    for start in range(0, len(ids), BATCH):
        rows = Membership.objects.filter(user_id__in=ids[start : start + BATCH], role=role).values_list("user_id", "ends_on")
        held |= {user_id for user_id, ends_on in rows if ends_on is None or ends_on >= starts_on}
    new = [(user, node) for user, node in holders if user.pk not in held]
    Membership.objects.bulk_create(
        (Membership(user=user, organisation=node, role=role, starts_on=starts_on) for user, node in new), batch_size=BATCH
    )
    for start in range(0, len(new), BATCH):
        keys = [user.key for user, _node in new[start : start + BATCH]]
        log_act(
            organisation_key=bank.public_id,
            actor_key=actor_key,
            verb=Verb.CREATED,
            object_kind="memberships",
            object_id=bank.public_id,
            details={"role": role, "from": starts_on.isoformat(), "accounts": keys},
        )
    return len(new)
