"""Duzuo and the floor app beside it: prepared, then served by the same web server on the same kind of database."""

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from databases import Server, two_databases
from processes import BENCH, ROOT, run, serving, stop_running

SEED_SECONDS = 420.0
FLOOR_APP = BENCH / "floor_app"


@dataclass(frozen=True)
class System:
    """How one of the two is started; ``environment`` names its settings and its database."""

    name: str
    application: str
    folder: Path
    path: str
    environment: Mapping[str, str]
    adapter: Path
    options: Mapping[str, str]

    @contextlib.contextmanager
    def served(self, log: Path, *, counted: bool = False) -> Iterator[tuple[str, int]]:
        """``counted``: every answer tells its queries; not for measuring CPU."""
        environment = dict(self.environment)
        application = f"{self.application}:application"
        if counted:
            environment |= {"BENCH_WSGI": self.application}
            application = "counted:application"
        with serving(application, environment=environment, log=log, path=self.path, folder=self.folder) as started:
            yield started


@dataclass(frozen=True)
class Pair:
    """Both systems on one database; ``pids`` are the database's own processes."""

    leg: str
    duzuo: System
    floor: System
    pids: list[int]
    facts: Path


def base_environment(scratch: Path) -> dict[str, str]:
    """What both share: nothing of the caller's own settings, and modules that are compiled once."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "TMPDIR": str(scratch), "PYTHONPATH": os.pathsep.join((str(ROOT), str(BENCH)))}


def duzuo_environment(scratch: Path, database_url: str) -> dict[str, str]:
    """Production's own settings. The second factor of the staff is not what is measured; TLS ends before this server."""
    return base_environment(scratch) | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "DATABASE_URL": database_url,
        "DUZUO_VAR": str(scratch / "var"),
        "SECRET_KEY": secrets.token_hex(32),
        "DUZUO_MFA_REQUIRED": "false",
    }


def _pair(leg: str, scratch: Path, url: str, floor: Mapping[str, str], pids: list[int]) -> Pair:
    facts = scratch / f"facts-{leg}.json"
    floor_environment = base_environment(scratch) | {"DJANGO_SETTINGS_MODULE": "settings"} | floor
    duzuo = System(
        "duzuo", "lms.wsgi", ROOT, "/healthz/", duzuo_environment(scratch, url), BENCH / "adapters/duzuo.py", {"facts": str(facts)}
    )
    bare = System("floor", "wsgi", FLOOR_APP, "/null", floor_environment, BENCH / "adapters/floor.py", {})
    return Pair(leg, duzuo, bare, pids, facts)


@contextlib.contextmanager
def postgres_pair(server: Server, scratch: Path) -> Iterator[Pair]:
    with two_databases(server) as (duzuo, floor):
        yield _pair("postgresql", scratch, server.with_database(duzuo), server.floor_variables(floor), server.pids)


def sqlite_pair(scratch: Path) -> Pair:
    return _pair("sqlite", scratch, f"sqlite://{scratch}/duzuo.sqlite3", {"FLOOR_SQLITE": str(scratch / "floor.sqlite3")}, [])


def seed(pairs: list[Pair], scratch: Path, **counts: int) -> None:
    """Tables and data of all pairs at once, one process per system; and the static files of production."""
    jobs: list[tuple[str, list[str], System]] = []
    for pair in pairs:
        command = [sys.executable, str(BENCH / "seed_duzuo.py"), str(pair.facts)]
        command += [part for name, count in counts.items() for part in (f"--{name}", str(count))]
        jobs.append((f"seed-duzuo-{pair.leg}", command, pair.duzuo))
        jobs.append((f"seed-floor-{pair.leg}", [sys.executable, "seed.py"], pair.floor))
    jobs.append(("collectstatic", [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], pairs[0].duzuo))

    def work(job: tuple[str, list[str], System]) -> None:
        name, command, system = job
        run(command, environment=system.environment, log=scratch / f"{name}.log", limit=SEED_SECONDS, cwd=system.folder)

    (scratch / "var").mkdir(exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        try:
            list(pool.map(work, jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop_running()
            raise
