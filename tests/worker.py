"""A real Celery worker beside the test, on the same database and the same broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

START_SECONDS = 60.0


def database_url() -> str:
    """The address of the *test* database, for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(values['NAME']))}"
    secret = f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else ""
    return f"postgres://{quote(values['USER'])}{secret}@{values['HOST']}:{values['PORT']}/{quote(values['NAME'])}"


class WorkerProcess:
    """``kill`` ends it as a power cut would, ``stop`` as an operator would; ``start`` brings a new one."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATABASE_URL": database_url()}
        command = [sys.executable, "-m", "celery", "--app", "lms", "worker", "--concurrency", "1", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--hostname", f"test-{os.getpid()}@%h", "--include", "tests.jobs.kinds"]
        offset = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=output, start_new_session=True
            )
        wait_until(lambda: b" ready." in self.log.read_bytes()[offset:] or self._fail_if_dead(), START_SECONDS, self.tail)

    def _fail_if_dead(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"the worker ended with code {self.process.returncode}:\n{self.tail()}")
        return False

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None


def wait_until(met: Callable[[], bool], seconds: float = 20.0, explain: Callable[[], str] = str) -> None:
    """Waits for another process to get something done; fails with what ``explain`` says."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, f"not done after {seconds:.0f} s\n{explain()}"
        time.sleep(0.05)


@pytest.fixture
def celery_worker_process(transactional_db: None, tmp_path: Path) -> Iterator[WorkerProcess]:
    """A running worker; work sent by the test or its live server is done by it."""
    worker = WorkerProcess(tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.kill()  # a warm stop of an idle worker takes seconds and proves nothing here
