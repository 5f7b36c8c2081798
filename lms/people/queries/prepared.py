"""Prepared reads of what belongs to one person, out of the same functions that read it otherwise."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import BigIntegerField, Field, QuerySet

from lms.toolkit.prepared import Param, Prepared

from ..models import User

T = TypeVar("T")


class StandIn(Param):
    """Filters like a person and knows their bank. It has no roles and no name, so that what asks for more fails at once."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(name, output_field)
        self.bank_id = Param("bank", BigIntegerField())

    @property
    def pk(self) -> Any:
        return self


class PreparedForPerson(Generic[T]):
    """``build`` gets the stand-in where the plain query has a user, and a Param for each of ``fields``."""

    def __init__(self, build: Callable[..., QuerySet[Any, T]], **fields: Field) -> None:
        def build_for(user: Any, bank: Any, **values: Any) -> QuerySet[Any, T]:
            return build(StandIn("user", BigIntegerField()), **values)

        self._read = Prepared(build_for, user=BigIntegerField(), bank=BigIntegerField(), **fields)

    def fetch(self, user: User, **values: Any) -> list[T]:
        return self._read.fetch(user=user.pk, bank=user.bank_id, **values)
