"""Remembers beside the data that a database has every migration of this code, so that a start need not plan them again."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connection


def _written() -> str:
    """The names of all migrations there are."""
    folders = [Path(config.path, "migrations") for config in apps.get_app_configs()]
    names = sorted(f"{folder.parent.name}/{file.name}" for folder in folders for file in folder.glob("*.py"))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _applied() -> str:
    """What the database itself says: a new, another or an older one says something else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MAX(id), MAX(applied) FROM django_migrations")
        return " ".join(str(value) for value in cursor.fetchone())


def is_marked(file: Path) -> bool:
    """Whether the database was seen with exactly these migrations."""
    try:
        return file.read_text() == f"{_written()} {_applied()}"
    except (OSError, DatabaseError):
        return False


def mark(file: Path) -> None:
    file.write_text(f"{_written()} {_applied()}")
