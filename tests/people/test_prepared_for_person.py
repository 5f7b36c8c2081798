"""A prepared read of one person's things finds what the plain one finds, and can't look at roles."""

import pytest
from django.db.models import CharField, QuerySet

from lms.people.models import Organisation, User
from lms.people.permissions import has_role
from lms.people.queries.prepared import PreparedForPerson
from tests.cast import Cast


def mates(user: User, name: object) -> QuerySet[User]:
    return User.objects.filter(bank_id=user.bank_id, name=name).exclude(pk__in=User.objects.filter(pk=user).values("pk"))


def test_it_knows_the_person_and_the_bank(cast: Cast) -> None:
    read = PreparedForPerson(mates, name=CharField())
    assert read.fetch(cast.hr, name=cast.trainee.name) == [cast.trainee]
    assert read.fetch(cast.trainee, name=cast.trainee.name) == []
    assert read.fetch(User(bank=None, pk=0), name=cast.trainee.name) == []


def test_what_depends_on_roles_can_not_be_prepared(cast: Cast) -> None:
    def by_office(user: User) -> QuerySet[Organisation]:
        return Organisation.objects.all() if has_role(user, "hr") else Organisation.objects.none()

    with pytest.raises(AttributeError):
        PreparedForPerson(by_office).fetch(cast.hr)
