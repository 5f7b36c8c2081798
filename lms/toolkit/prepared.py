"""Reads whose SQL is written once per process and planned once per connection: on the busiest pages that costs more than the answer."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")


class Param(Expression):
    """Stands in a queryset for a value that each call brings."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """Itself as the value: ``Written.fetch`` puts the real one in its place."""
        return "%s", [self]


def prepared_cursor(connection: Any) -> Any:
    """Where the database can, it plans what is executed here once and keeps the plan; a text must then stay the same."""
    return connection.prepared_cursor() if connection.vendor == "postgresql" else connection.cursor()


@dataclass(frozen=True)
class Written(Generic[T]):
    """A queryset with its text, and how its columns become Python values."""

    rows: Any
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]

    def fetch(self, values: dict[str, Any], connection: Any) -> list[T]:
        given = tuple(
            one.output_field.get_db_prep_value(values[one.name], connection) if isinstance(one, Param) else one for one in self.params
        )
        with prepared_cursor(connection) as cursor:
            cursor.execute(self.sql, given)
            found = cursor.fetchall()
        if self.compiler.has_extra_select:  # columns that only sort
            found = [row[: self.compiler.col_count] for row in found]
        # Copies, for a compiler belongs to one connection and several threads may be here at once.
        compiler: Any = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_kwargs: [found]
        compiler.get_converters = lambda _expressions: self.converters
        query: Any = copy.copy(self.rows.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler
        ready: Any = self.rows.__class__(model=self.rows.model, query=query, using=connection.alias)
        ready._fields = self.rows._fields
        return list(self.rows._iterable_class(ready))


class Prepared(Generic[T]):
    """A queryset of ``build`` that is compiled at the first call; ``fields`` say what its parameters are.

    ``build`` gets a Param for each field where the plain query would have a value, so that scope and joins stand in one place.
    A value of None finds nothing, as in SQL: the plain query's ``filter(x=None)`` means something else.
    Nothing is prefetched; ``build`` must not look at the clock, the language or a person, for it runs once.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], **fields: Field) -> None:
        self._build, self._fields = build, fields
        # One text per kind of database; a deployment has one.
        self._written: dict[str, Written[T]] = {}

    def fetch(self, **values: Any) -> list[T]:
        """The rows, as the plain queryset would give them."""
        if values.keys() != self._fields.keys():
            raise TypeError(f"wants {sorted(self._fields)}, not {sorted(values)}")
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._written.get(connection.vendor) or self._write(connection)
        return written.fetch(values, connection)

    def _write(self, connection: Any) -> Written[T]:
        rows = self._build(**{name: Param(name, field) for name, field in self._fields.items()})
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select[: compiler.col_count]])
        written = self._written[connection.vendor] = Written(rows, compiler, sql, tuple(params), converters)
        return written
