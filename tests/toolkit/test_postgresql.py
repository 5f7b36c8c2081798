"""A kept connection that fell away is noticed before it is used; a sound one costs no statement to look at."""

import pytest
from django.db import connection, connections

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
