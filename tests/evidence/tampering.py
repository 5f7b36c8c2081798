"""What somebody with the database in their hands could do; rolled back with the test."""

from django.db import connection, models

from lms.toolkit.append_only import remove_statements


def lift_guard(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no trigger goes while checks are still to come
        for statement in remove_statements(connection.vendor, model._meta.db_table):
            cursor.execute(statement)
