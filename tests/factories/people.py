"""Makes banks and people through the room's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from unittest.mock import patch

from django.db.models import Model

from lms.people.actions import add_organisation, create_account, grant_role
from lms.people.enums import OrganisationKind
from lms.people.models import Organisation, User

_numbers = count(1)


@contextmanager
def taken_as_sound() -> Iterator[None]:
    """What a factory makes up is valid; to validate it anyway took two thirds of its time. The database's own rules stand."""
    with patch.object(Model, "full_clean", lambda self, *args, **options: None):
        yield


def make_bank(*, code: str | None = None, name: str = "") -> Organisation:
    number = next(_numbers)
    return add_organisation(kind=OrganisationKind.BANK, name=name or f"示例农商行{number}", code=code or f"bank{number}")


def make_branch(bank: Organisation, *, name: str = "") -> Organisation:
    return add_organisation(kind=OrganisationKind.BRANCH, name=name or f"城关支行{next(_numbers)}", parent=bank)


def make_user(
    bank: Organisation,
    *roles: str,
    name: str = "",
    employee_number: str = "",
    at: Organisation | None = None,
    password: str | None = None,
    since: date = date(2020, 1, 1),
    **fields: str,
) -> User:
    """An account that has changed its first password and holds ``roles`` at ``at`` (the bank) since long ago."""
    number = next(_numbers)
    with taken_as_sound():
        user = create_account(
            bank=bank,
            name=name or f"学员{number}",
            employee_number=employee_number or f"e{number:05d}",
            password=password,
            must_change_password=False,
            **fields,
        )
    for role in roles:
        grant_role(user=user, organisation=at or bank, role=role, starts_on=since)
    return user
