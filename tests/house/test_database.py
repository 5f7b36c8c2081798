"""Tests that commit leave an empty database behind, append-only tables included, and the guards back in place."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from wagtail.models import Locale, Page

from lms.records.actions import log_act
from lms.records.models import Act
from lms.toolkit.append_only import guarded_tables


def delete_acts() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(Act._meta.db_table)}")


@pytest.mark.worker
@pytest.mark.parametrize("round_", [1, 2])
def test_a_flush_empties_guarded_tables_and_guards_them_again(round_: int) -> None:
    assert Act.objects.count() == 0
    guarded = guarded_tables(connection)
    assert Act._meta.db_table in guarded
    log_act(organisation_key="demo", actor_key="hr", verb="looked", object_kind="page")
    with pytest.raises(DatabaseError):
        delete_acts()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert Act.objects.count() == 0
    assert guarded_tables(connection) == guarded
    log_act(organisation_key="demo", actor_key="hr", verb="looked", object_kind="page")
    with pytest.raises(DatabaseError):
        delete_acts()


@pytest.mark.worker
@pytest.mark.parametrize("round_", [1, 2])
def test_rows_made_by_migrations_are_there_every_time(round_: int) -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.count() > 0
