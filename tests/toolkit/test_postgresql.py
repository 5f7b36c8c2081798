"""A kept connection that fell away is noticed before it is used; a sound one costs no statement to look at."""

import pytest
from django.db import connection, connections

from lms.settings.env import database_from_url
from lms.toolkit.postgresql.base import DatabaseWrapper
from lms.toolkit.prepared import prepared_cursor

pytestmark = pytest.mark.django_db


def test_a_sound_connection_is_usable() -> None:
    connection.ensure_connection()
    assert connection.is_usable()


@pytest.mark.worker
def test_a_connection_that_the_server_ended_is_replaced() -> None:
    if connection.vendor == "postgresql":
        end_from_outside()
        assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def end_from_outside() -> None:
    pid = connection.connection.info.backend_pid
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    finally:
        other.close()


def test_the_server_plans_a_prepared_statement_once() -> None:
    if connection.vendor != "postgresql":
        return
    with prepared_cursor(connection) as cursor:
        for number in (1, 2, 3):
            cursor.execute("SELECT %s + 40000", [number])
            assert cursor.fetchone() == (40000 + number,)
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT _1 + 40000'")
        assert cursor.fetchone() == (1,)


def test_a_pooler_is_spared_prepared_statements() -> None:
    for query, threshold in (("", 0), ("?prepared=no", None)):
        backend = DatabaseWrapper({**connections.settings["default"], **database_from_url(f"postgres://u@127.0.0.1/x{query}")})
        assert backend.get_connection_params()["prepare_threshold"] == threshold
