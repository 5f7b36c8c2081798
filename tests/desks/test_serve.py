"""`make run`: one command starts both processes, keeps them alive and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from lms.desks.management.commands.serve import allowed_hosts, children, shown_address
from lms.toolkit.schema_mark import is_marked, mark
from tests.worker import wait_until


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def group_members(group: int) -> list[int]:
    """Living processes of one process group, zombies aside."""
    lines = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split() for line in lines]
    return [int(pid) for pid, pgid, state in rows if int(pgid) == group and not state.startswith("Z")]


def children_of(parent: int) -> set[int]:
    lines = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout.splitlines()
    return {int(pid) for pid, ppid, state in map(str.split, lines) if int(ppid) == parent and not state.startswith("Z")}


class Served:
    """A running `manage.py serve` with what it said."""

    def __init__(self, folder: Path) -> None:
        self.port, self.log = free_port(), folder / "serve.log"
        own = {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "DUZUO_VAR": str(folder / "var 独"), "DUZUO_DEMO": "0", "SITE_URL": ""}
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=settings.BASE_DIR,
                env={**kept, **own},
                stdout=output,
                stderr=output,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def answers(self) -> bool:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{self.port}/login/", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(tmp_path)
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(20)


@pytest.mark.worker
def test_a_killed_child_comes_back_and_both_end_with_the_supervisor(served: Served) -> None:
    wait_until(lambda: "Duzuo is at" in served.said(), 300, served.said)
    assert f"http://127.0.0.1:{served.port}/" in served.said()
    first = children_of(served.process.pid)
    assert len(first) == 2
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(children_of(served.process.pid) - first) == 2, 30, served.said)
    wait_until(served.answers, 60, served.said)
    assert sorted(re.findall(r"^(web|worker) ended with code -9", served.said(), re.MULTILINE)) == ["web", "worker"]
    assert [pid for group in first for pid in group_members(group)] == []

    second = children_of(served.process.pid)
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(25) == 0
    assert served.said().rstrip().endswith("stopped")
    assert [pid for group in second for pid in group_members(group)] == []


@pytest.mark.django_db
def test_a_database_seen_with_these_migrations_is_not_planned_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "prepared"
    assert not is_marked(seen)
    mark(seen)
    assert is_marked(seen)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'desks' OR app = 'media'")
    assert not is_marked(seen)
    mark(seen)
    folder = tmp_path / "newroom"
    (folder / "migrations").mkdir(parents=True)
    (folder / "migrations" / "0001_initial.py").touch()
    monkeypatch.setattr(apps, "get_app_configs", lambda: [SimpleNamespace(path=str(folder))])
    assert not is_marked(seen)


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            call_command("serve", port=port)
    assert str(refused.value) == f"cannot listen on 127.0.0.1:{port} (Address already in use); choose another: make run PORT={port + 1}"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("bank.example", "http://bank.example:8000"),
    ],
)
def test_the_address_shown_can_be_opened(host: str, address: str) -> None:
    assert shown_address(host, 8000) == address


def test_only_a_demo_open_to_everywhere_answers_to_any_name(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEMO = True
    assert allowed_hosts("0.0.0.0") == ["*"]
    assert allowed_hosts("127.0.0.1") == ["127.0.0.1", "localhost"]
    settings.DEMO = False
    assert "*" not in allowed_hosts("0.0.0.0")
    assert "bank.example" in allowed_hosts("bank.example")


def test_what_the_operator_set_is_kept() -> None:
    web, worker = children("::", 9000, {"SITE_URL": "https://bank.example", "ALLOWED_HOSTS": "bank.example", "TZ": "UTC"})
    assert (web.environment["SITE_URL"], web.environment["ALLOWED_HOSTS"], worker.environment["TZ"]) == (
        "https://bank.example",
        "bank.example",
        "UTC",
    )
    assert "[::]:9000" in web.arguments
