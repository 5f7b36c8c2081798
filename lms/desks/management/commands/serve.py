"""Starts web and worker on one machine: what `make run` runs."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.toolkit.schema_mark import is_marked, mark
from lms.toolkit.supervisor import Child, Supervisor, address_problem

WILDCARDS = {"0.0.0.0", "::", ""}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    help = "Prepares the database, then runs web server and background worker until Ctrl-C."
    requires_system_checks: list[str] = []  # the worker makes them, beside the web server's start

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: object, host: str, port: int, **options: object) -> None:
        problem = address_problem(host, port)
        if problem:
            raise CommandError(f"cannot listen on {host}:{port} ({problem}); choose another: make run PORT={port + 1}")
        prepare_database(self.say)
        connection.close()
        supervisor = Supervisor(children(host, port, os.environ), self.say)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, supervisor.stop)
        threading.Thread(target=self.announce, args=(host, port, supervisor), daemon=True).start()
        supervisor.run()
        self.say("stopped")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def announce(self, host: str, port: int, supervisor: Supervisor) -> None:
        """Prints the address once it answers, not before."""
        address = shown_address(host, port)
        while not supervisor.stopping and not answers(f"{address}/login/"):
            time.sleep(0.3)
        if not supervisor.stopping:
            self.say(f"\nDuzuo is at {address}/  (Ctrl-C stops it)")
            if settings.DEMO and "load_demo" in get_commands():
                self.say(DEMO_ACCOUNTS)


DEMO_ACCOUNTS = """Demo accounts, password duzuo-demo:
  organisation demo   admin1 · hr1 hr2 · leader1 · board1 board2 · auditor1 · teacher1 · instructor1 instructor2
                      mentor1 mentor2 · consultant1 · committee1 … committee5 · trainee01 … trainee27
  organisation other  hr1 · instructor1 · trainee01
  organisation union  union1
"""


def prepare_database(say: Callable[[str], None]) -> None:
    """Brings tables up to date and fills an empty demo; does nothing when nothing is due."""
    for folder in (settings.VAR_DIR, settings.STATIC_ROOT, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    seen = settings.VAR_DIR / "prepared"
    if not is_marked(seen):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            say("preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)  # nothing to do where the cache is Redis
        mark(seen)
    if settings.DEMO and "load_demo" in get_commands():
        call_command("load_demo", if_empty=True)


def children(host: str, port: int, environment: Mapping[str, str]) -> list[Child]:
    """The two processes; neither writes outside VAR_DIR."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    shared = {
        **environment,
        "SITE_URL": environment.get("SITE_URL") or shown_address(host, port),
        "ALLOWED_HOSTS": environment.get("ALLOWED_HOSTS") or ",".join(allowed_hosts(host)),
    }
    web = ["-m", "gunicorn", "lms.wsgi", "--bind", bind, "--workers", "2", "--threads", "4"]
    # Threads: a browser's idle spare connection would otherwise hold a whole process.
    # Loaded once, then forked: half the work at the start.
    web += ["--preload", "--worker-class", "gthread", "--log-level", "warning", "--no-control-socket", "--graceful-timeout", "5"]
    worker = ["-m", "celery", "--app", "lms", "--quiet", "worker", "--concurrency", "1", "--loglevel", "WARNING"]
    worker += ["--hostname", f"worker-{port}@%h"]
    # The schedule holds short intervals only, so beat keeps it in memory and needs no file.
    worker += ["--beat", "--scheduler", "celery.beat:Scheduler", "--without-gossip", "--without-mingle"]
    quiet = "ignore:You're running the worker with superuser privileges"
    return [
        Child("web", [sys.executable, *web], shared),
        Child("worker", [sys.executable, "-W", quiet, *worker], shared),
    ]


def allowed_hosts(host: str) -> list[str]:
    """Names under which a browser may ask: any where the person opened every address of a demo, else the machine's own."""
    if host in WILDCARDS and settings.DEMO:
        return ["*"]
    names = {*settings.ALLOWED_HOSTS, socket.gethostname(), socket.getfqdn()} if host not in LOOPBACK else {*settings.ALLOWED_HOSTS}
    return sorted(names | ({f"[{host}]" if ":" in host else host} - WILDCARDS))


def shown_address(host: str, port: int) -> str:
    name = "127.0.0.1" if host in WILDCARDS else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def answers(url: str) -> bool:
    """Whether a web server replies at all; asked without any proxy."""
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
