"""The web site and the loan system as processes of their own, which a test may stop, freeze and kill."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.shots.site import free_port
from tests.worker import database_url, wait_until

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class OwnProcess:
    """Something that listens on a port of its own."""

    def __init__(self, log: Path) -> None:
        self.log, self.port = log, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *command: str, ready: str) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATABASE_URL": database_url()}
        arguments = [sys.executable, "-m", *command]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                arguments, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=output, start_new_session=True
            )
        wait_until(lambda: self._answers(ready), 60, lambda: self.log.read_text(errors="replace")[-3000:])

    def _answers(self, path: str) -> bool:
        try:
            OPENER.open(f"{self.address}{path}", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def signal(self, number: int) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGKILL)
            self.process.wait()
        self.process = None


class Site(OwnProcess):
    def up(self) -> None:
        self.start("gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4", ready="/api/v1/openapi.json")


class LoanSystem(OwnProcess):
    def up(self, *, duzuo: str, token: str, secret: str, mode: str = "good") -> None:
        # With "=": a random secret may begin with a dash.
        given = ["--port", str(self.port), "--duzuo", duzuo, f"--token={token}", f"--secret={secret}", "--mode", mode]
        self.start("tests.loan_system.server", *given, ready="/")

    @property
    def webhook(self) -> str:
        return f"{self.address}/webhook"

    def book(self) -> dict[str, Any]:
        with OPENER.open(self.address, timeout=5) as answer:
            return json.loads(answer.read())

    def post(self, path: str, value: Any, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.address}{path}", data=body, headers=headers or {}, method="POST")
        try:
            with OPENER.open(request, timeout=15) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def assign(self, case: str, person: str, *, node: str = "investigation", role: str = "lead", amount: str = "1000") -> Any:
        return self.post("/assign", {"case": case, "person": person, "node": node, "role": role, "amount": amount})[1]
