"""Where the two systems keep their data: databases of a throw-away PostgreSQL, or of the server that DATABASE_URL names; SQLite files."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from processes import BenchProblem, free_port, run, say, spawn, stop

BINARIES = Path("/usr/lib/postgresql")
# Durable as in production: what was acknowledged survives a power cut. Vacuuming would fall into whichever round is under way.
OPTIONS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "256MB", "autovacuum": "off"}


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server; ``pids`` are its processes where they can be seen, so that their CPU counts."""

    url: str
    pids: list[int] = field(default_factory=list)

    def with_database(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def execute(self, database: str, *statements: str) -> None:
        with psycopg.connect(self.with_database(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def floor_variables(self, name: str) -> dict[str, str]:
        parts = urlsplit(self.url)
        values = {"PGHOST": parts.hostname, "PGPORT": str(parts.port or 5432), "PGUSER": parts.username, "PGPASSWORD": parts.password}
        return {key: unquote(value) for key, value in values.items() if value} | {"PGDATABASE": name}


@contextlib.contextmanager
def postgres(scratch: Path) -> Iterator[Server]:
    """The server of DATABASE_URL where that is PostgreSQL, else one of our own that ends with the bench."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield Server(given, _seen_pids(given))
        return
    folders = sorted(BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise BenchProblem("PostgreSQL is missing: apt install postgresql, or name a server in DATABASE_URL")
    data, log, port = scratch / "postgres", scratch / "postgres.log", free_port()
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    data.mkdir()
    if user:
        os.chmod(scratch, 0o755)
        shutil.chown(data, "postgres")
    say("starting a throw-away PostgreSQL")
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    command = [str(folders[-1] / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    run(command, environment=environment, log=log, limit=60, cwd="/", **user)
    command = [str(folders[-1] / "postgres"), "-D", str(data), "-p", str(port)]
    command += [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    process = spawn(command, log=log, environment=environment, cwd="/", **user)
    try:
        server = Server(f"postgres://postgres@127.0.0.1:{port}/postgres", [process.pid])
        _wait(server)
        yield server
    finally:
        stop(process, signal.SIGINT)


def _wait(server: Server) -> None:
    for _attempt in range(300):
        with contextlib.suppress(psycopg.OperationalError):
            server.execute("postgres", "SELECT 1")
            return
        time.sleep(0.1)
    raise BenchProblem("PostgreSQL does not answer")


def _seen_pids(url: str) -> list[int]:
    """The postmaster's, where the server runs on this machine and says where."""
    with contextlib.suppress(psycopg.Error, OSError, ValueError, TypeError), psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
        pid = int(Path(row[0], "postmaster.pid").read_text().split()[0]) if row else 0
        if pid and Path(f"/proc/{pid}/comm").read_text().strip() == "postgres":
            return [pid]
    say("the database's own CPU is not seen; figures count the application's alone")
    return []


@contextlib.contextmanager
def two_databases(server: Server) -> Iterator[tuple[str, str]]:
    """Empty ones for Duzuo and for the floor, dropped at the end."""
    names = (f"bench_duzuo_{os.getpid()}", f"bench_floor_{os.getpid()}")
    maintenance = unquote(urlsplit(server.url).path.lstrip("/")) or "postgres"
    server.execute(maintenance, *(f'CREATE DATABASE "{name}"' for name in names))
    try:
        yield names
    finally:
        server.execute(maintenance, *(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names))
