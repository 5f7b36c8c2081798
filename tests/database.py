"""The test database: migrated once per state of the migrations, and emptied in spite of the append-only guards."""

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


def template_path() -> Path:
    """Where the migrated SQLite file lies for exactly these migrations and locked packages."""
    sources = [
        path
        for room in ("lms", "media", "assessments", "simulations", "courses")
        for path in Path(settings.BASE_DIR, room).glob("**/migrations/*.py")
    ]
    sources += [settings.BASE_DIR / "requirements" / "base.txt", settings.BASE_DIR / "lms" / "toolkit" / "append_only.py"]
    digest = hashlib.sha256("\n".join(settings.INSTALLED_APPS).encode())
    for path in sorted(sources):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return TEMPLATES / f"{digest.hexdigest()[:24]}.sqlite3"


def restore_template() -> bool:
    """Puts the migrated file in place of the test database to be made; False when there is none yet."""
    if connection.vendor != "sqlite" or not template_path().exists():
        return False
    shutil.copyfile(template_path(), connection.creation._get_test_db_name())
    return True


def save_template() -> None:
    """Keeps the freshly migrated file for the next run."""
    target = template_path()
    if connection.vendor != "sqlite" or target.exists():
        return
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(target)
    by_age = sorted(TEMPLATES.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[KEPT_TEMPLATES:]:
        old.unlink(missing_ok=True)


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
