"""Insert thousands of rows in one statement, on either database."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import AutoField, Model


def insert_many(rows: Sequence[Model]) -> None:
    """Insert new rows of one model within the caller's transaction. Their ids are not read back.

    Django cuts an insert on SQLite into pieces of 999 values, hundreds of statements for ten thousand questions.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor == "postgresql":
        model._default_manager.bulk_create(rows)
        return
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join("%s" for _field in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
