"""The demonstration that is photographed: one that runs already, or one of its own that leaves nothing behind."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}/login/", timeout=5).close()
    except (OSError, urllib.error.HTTPError):
        return False
    return True


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration with its own data directory; both are gone afterwards."""
    with TemporaryDirectory(prefix="duzuo-shots-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "SITE_URL"}}
        port, log = free_port(), Path(folder) / "serve.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(port)],
                cwd=ROOT,
                env={**kept, "DUZUO_VAR": folder, "DJANGO_SETTINGS_MODULE": "lms.settings.dev"},
                stdout=output,
                stderr=output,
            )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Returns when the site answers; ends with what it said where it never does."""
    end = time.monotonic() + START_SECONDS
    while not answers(address):
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"the demonstration did not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.5)
