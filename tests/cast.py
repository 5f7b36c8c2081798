"""The named cast every page meets: people of one bank, and strangers from another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client

from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.people import make_bank, make_branch, make_user

PARTS: dict[str, str] = {
    "trainee": Role.TRAINEE,
    "mentor": Role.MENTOR,
    "instructor": Role.INSTRUCTOR,
    "class_teacher": Role.CLASS_TEACHER,
    "committee": Role.COMMITTEE_MEMBER,
    "hr": Role.HR,
    "leader": Role.LEADER,
    "board": Role.PROJECT_BOARD,
    "auditor": Role.AUDITOR,
    "consultant": Role.CONSULTANT,
    "admin": Role.ADMINISTRATOR,
}


@dataclass
class Cast:
    """One bank's people, made when first asked for: ``cast.hr``, ``cast.trainee``."""

    bank: Organisation
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, part: str) -> User:
        if part not in PARTS:
            raise AttributeError(part)
        if part not in self.people:
            self.people[part] = make_user(self.bank, PARTS[part], name=f"{part}某")
        return self.people[part]

    def everyone(self) -> Iterator[User]:
        for part in PARTS:
            yield getattr(self, part)


@pytest.fixture
def bank(db: None) -> Organisation:
    return make_bank(name="青禾农商行")


@pytest.fixture
def branch(bank: Organisation) -> Organisation:
    return make_branch(bank)


@pytest.fixture
def cast(bank: Organisation) -> Cast:
    """The people of the bank under test."""
    return Cast(bank)


@pytest.fixture
def strangers(db: None) -> Cast:
    """The same parts in another bank: whatever they ask for does not exist for them."""
    return Cast(make_bank(name="远山农商行"))


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="lms.people.backends.PeopleBackend")
        return client

    return enter
