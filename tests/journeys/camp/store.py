"""Where the story's server keeps its rows: a file of its own, or a database of its own beside the suite's; migrated already."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from lms.toolkit.append_only import remove_statements
from tests.database import PostgresqlTemplate, SqliteTemplate

REDIS_NUMBER = 15  # the suite's own processes take the numbers from 0


class Store(Protocol):
    """``environment`` names it to the server; ``execute`` does what somebody with the database in their hands could do."""

    environment: Mapping[str, str]

    def execute(self, *statements: str) -> list[tuple[object, ...]]: ...

    def unguard(self, table: str) -> None: ...


@dataclass
class SqliteStore:
    file: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return {"DATABASE_URL": f"sqlite:///{self.file}"}

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file, timeout=20)) as connection, connection:
            return [row for statement in statements for row in connection.execute(statement).fetchall()]

    def unguard(self, table: str) -> None:
        self.execute(*remove_statements("sqlite", table))


@dataclass
class PostgresStore:
    address: str
    redis: str

    @property
    def environment(self) -> Mapping[str, str]:
        return {"DATABASE_URL": self.address, **({"REDIS_URL": self.redis} if self.redis else {})}

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        import psycopg  # only where the second leg runs

        found: list[tuple[object, ...]] = []
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                found += cursor.fetchall() if cursor.description else []
        return found

    def unguard(self, table: str) -> None:
        self.execute(*remove_statements("postgresql", table))


@contextmanager
def own_store(folder: Path) -> Iterator[Store]:
    """By ``DATABASE_URL`` and ``REDIS_URL``, as for the rest of the suite; nothing of it is left behind."""
    address, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not address.startswith("postgres"):
        file = folder / "story.sqlite3"
        shutil.copyfile(SqliteTemplate().path, file)
        yield SqliteStore(file)
        return
    name = f"duzuo_story_{os.getpid()}"
    suite = PostgresStore(address, "")
    suite.execute(f'CREATE DATABASE "{name}" TEMPLATE "{PostgresqlTemplate().name}"')
    try:
        yield PostgresStore(urlsplit(address)._replace(path=f"/{name}").geturl(), _emptied(redis))
    finally:
        suite.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _emptied(redis: str) -> str:
    """The Redis database of the story, with nothing in it."""
    if not redis:
        return ""
    import redis as client  # only where the second leg runs

    own = urlsplit(redis)._replace(path=f"/{REDIS_NUMBER}").geturl()
    with client.Redis.from_url(own) as connection:
        connection.flushdb()
    return own
