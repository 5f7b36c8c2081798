"""Up to which moment nothing can be added any longer: what a list that is read on from a mark may show."""

from datetime import datetime, timedelta

from django.db import connection

# Between the stamp of a row and its place in the table lies no more than this, the clocks of two machines included.
APART = timedelta(seconds=5)

# The beginning of the oldest transaction that has written something and may still commit it.
_OLDEST_WRITER = """
SELECT min(xact_start) FROM pg_stat_activity
WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


def oldest_writer() -> datetime | None:
    """When it began; None where nobody is writing. SQLite lets one write at a time, so there rows are committed in their order."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_WRITER)
        found: datetime | None = cursor.fetchone()[0]
    return found


def settled_before(now: datetime) -> datetime:
    """Every row stamped earlier than this is committed or never will be, however long its transaction takes.

    A lock would do the same by letting all transactions of a bank wait for each other, and would tie what they lock into knots.
    """
    writer = oldest_writer()
    return (min(now, writer) if writer else now) - APART
