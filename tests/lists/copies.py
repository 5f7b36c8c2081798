"""Many rows quickly: copies of one sound row, with what must be unique made anew."""

import copy
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from lms.cohorts.models import Cohort, Enrolment
from lms.people.actions import NewAccount, create_accounts, grant_roles
from lms.people.enums import Role
from lms.people.models import User
from lms.toolkit.random_ids import public_id
from tests.clock import MONDAY_MORNING

M = TypeVar("M", bound=Model)
_numbers = count(1)


def copies(row: M, how_many: int, /, **changes: Callable[[int], Any]) -> list[M]:
    """More rows like ``row``; each change gets a number that no other copy had."""
    made = []
    for _place in range(how_many):
        one: Any = copy.copy(row)
        one.pk, one._state = None, ModelState()
        if hasattr(one, "public_id"):
            one.public_id = public_id()
        unique = next(_numbers)
        for name, make in changes.items():
            setattr(one, name, make(unique))
        made.append(one)
    return list(type(row)._default_manager.bulk_create(made))


def classmates(cohort: Cohort, number: int) -> list[Enrolment]:
    """As many new trainees in the class."""
    people = [NewAccount(f"学员{next(_numbers)}", f"n{next(_numbers)}") for _place in range(number)]
    users = create_accounts(bank=cohort.bank, people=people, actor_key="factory", now=MONDAY_MORNING)
    since = MONDAY_MORNING.date()
    grant_roles(bank=cohort.bank, holders=[(user, cohort.bank) for user in users], role=Role.TRAINEE, starts_on=since, actor_key="factory")
    return Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, user=user, legal_footing="probation", joined_on=since, state="active") for user in users
    )


def colleagues(user: User, number: int) -> list[User]:
    """Accounts of the same bank."""
    assert user.bank is not None
    people = [NewAccount(f"同事{next(_numbers)}", f"c{next(_numbers)}") for _place in range(number)]
    users = create_accounts(bank=user.bank, people=people, actor_key="factory", now=MONDAY_MORNING)
    grant_roles(
        bank=user.bank, holders=[(one, user.bank) for one in users], role=Role.MENTOR, starts_on=MONDAY_MORNING.date(), actor_key="factory"
    )
    return users
