"""A running demonstration in processes of its own, on a database of its own, that can be killed and told the time."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tests.clock import SHANGHAI
from tests.desks.test_serve import children_of, free_port
from tests.shots.site import answers
from tests.worker import wait_until

from .store import Store

START_SECONDS = 300  # the demonstration is loaded first


class Site:
    """``start``, ``kill`` as a power cut would, ``stop`` as Ctrl-C would; ``tell`` sets its clock."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.store, self.log, self.clock = store, folder / "serve.log", folder / "clock"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "DUZUO_STORY_CLOCK": str(self.clock),
            "DUZUO_DEMO": "1",
            "DUZUO_VAR": str(folder / "var"),
            "PYTHONUNBUFFERED": "1",
            "SITE_URL": "",
            "ALLOWED_HOSTS": "",
            **store.environment,
        }
        self.environment = {**{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}, **own}
        self.process: subprocess.Popen[bytes] | None = None

    def tell(self, moment: datetime) -> None:
        """From now on it is ``moment``, and time goes on from there."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(str((moment - datetime.now(SHANGHAI)).total_seconds()))
        fresh.replace(self.clock)

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        wait_until(lambda: answers(self.address) or self._fail_if_dead(), START_SECONDS, self.said)

    def _fail_if_dead(self) -> bool:
        assert self.process is not None and self.process.poll() is None, f"the server ended:\n{self.said()}"
        return False

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]

    def kill(self) -> None:
        """Everything is gone at once: the supervisor, the web server and the worker."""
        assert self.process is not None
        children = children_of(self.process.pid)
        self.process.kill()
        for leader in children:
            with suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def command(self, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """A management command beside the running server."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            input=given,
            capture_output=True,
            check=False,
        )
