"""The test database: migrated once per state of the migrations, and emptied in spite of the append-only guards."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from lms.toolkit.append_only import guarded_tables, install_statements, remove_statements

TEMPLATES = settings.BASE_DIR / "var" / "test-databases"
KEPT_TEMPLATES = 4
PREFIX = "duzuo_template_"


def template_name() -> str:
    """Names the state of exactly these migrations and locked packages."""
    sources = [
        path
        for room in ("lms", "media", "assessments", "simulations", "courses")
        for path in Path(settings.BASE_DIR, room).glob("**/migrations/*.py")
    ]
    sources += [settings.BASE_DIR / "requirements" / "base.txt", settings.BASE_DIR / "lms" / "toolkit" / "append_only.py"]
    digest = hashlib.sha256("\n".join(settings.INSTALLED_APPS).encode())
    for path in sorted(sources):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


class SqliteTemplate:
    """A file in ``var/`` that is copied into place before the set-up, which then finds nothing left to migrate."""

    def __init__(self) -> None:
        self.path = TEMPLATES / f"{template_name()}.sqlite3"

    def exists(self) -> bool:
        return self.path.exists()

    def restore(self) -> bool:
        """True: the database to be made is there already."""
        shutil.copyfile(self.path, connection.creation._get_test_db_name())
        return True

    def save(self) -> None:
        partial = self.path.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(self.path)
        by_age = sorted(TEMPLATES.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in by_age[KEPT_TEMPLATES:]:
            old.unlink(missing_ok=True)


class PostgresqlTemplate:
    """A database on the server, named as the template of those the set-up makes."""

    def __init__(self) -> None:
        self.name = f"{PREFIX}{template_name()}"

    def exists(self) -> bool:
        return self.name in self._known()

    def restore(self) -> bool:
        """False: the set-up makes the database, from this template."""
        connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        return False

    def save(self) -> None:
        connection.close()  # a database that is in use can't be copied
        others = self._known()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{connection.settings_dict["NAME"]}"')
            for old in others:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')

    def _known(self) -> list[str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            return [name for (name,) in cursor.fetchall()]


class Templates:
    """Of several test processes one migrates, and the others wait for what it leaves."""

    def __init__(self) -> None:
        TEMPLATES.mkdir(parents=True, exist_ok=True)
        self.template = SqliteTemplate() if connection.vendor == "sqlite" else PostgresqlTemplate()
        self.lock = (TEMPLATES / "lock").open("w")
        self.making = False

    def begin(self) -> bool:
        """Puts a migrated database in place or keeps the lock until ``finish``; whether there is nothing to make."""
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.making = not self.template.exists()
        if self.making:
            return False
        self._release()
        return self.template.restore()

    def finish(self) -> None:
        """Keeps the freshly migrated database for the processes that wait and for the next run."""
        if not self.making:
            return
        try:
            self.template.save()
        finally:
            self._release()

    def _release(self) -> None:
        self.lock.close()


@contextmanager
def guards_lifted(target: BaseDatabaseWrapper) -> Iterator[None]:
    """Takes the append-only guards away for the time of a flush (PostgreSQL truncates, which no row trigger sees)."""
    tables = guarded_tables(target) if target.vendor == "sqlite" else []
    with target.cursor() as cursor:
        for statement in (line for table in tables for line in remove_statements(target.vendor, table)):
            cursor.execute(statement)
    try:
        yield
    finally:
        with target.cursor() as cursor:
            for statement in (line for table in tables for line in install_statements(target.vendor, table)):
                cursor.execute(statement)


def lift_guards_when_flushing(target: BaseDatabaseWrapper) -> None:
    """Transactional tests empty every table afterwards; append-only tables must let them."""
    flush = target.ops.execute_sql_flush

    def execute_sql_flush(statements: list[str]) -> None:
        with guards_lifted(target):
            flush(statements)

    target.ops.execute_sql_flush = execute_sql_flush
