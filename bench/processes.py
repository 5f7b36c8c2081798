"""Child processes of the bench: started by it, stopped by it, by their own ids."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "bench"
PR_SET_PDEATHSIG = 1
START_SECONDS = 60.0
# Programs that `run` waits for just now, in whichever thread.
_running: set["subprocess.Popen[bytes]"] = set()


class BenchProblem(RuntimeError):
    """Something the bench needs did not come about; the text says what."""


def say(text: str) -> None:
    """Progress; standard output belongs to the result."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """Linux: the kernel stops the child even when the bench itself is killed outright."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def spawn(command: list[str], *, log: Path, environment: Mapping[str, str] | None = None, **options: Any) -> subprocess.Popen[bytes]:
    """A child that leads a session of its own and writes into ``log``."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(environment) if environment is not None else None,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            **options,
        )


def stop(process: subprocess.Popen[bytes], number: int = signal.SIGTERM, patience: float = 20.0) -> None:
    """Ask, wait, then kill what is left of the child's own group."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(command: list[str], *, environment: Mapping[str, str], log: Path, limit: float, **options: Any) -> bytes:
    """A program that ends by itself; its standard output. Raises BenchProblem with the end of its log."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=_end_with_parent,
            **options,
        )
    _running.add(process)
    try:
        answer, _nothing = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as problem:
        raise BenchProblem(f"{Path(command[1]).name} took longer than {limit:.0f} s") from problem
    finally:
        _running.discard(process)
        stop(process)
    if process.returncode:
        raise BenchProblem(f"{' '.join(command[1:4])} ended with code {process.returncode}:\n{tail(log)}")
    return answer


def stop_running() -> None:
    """Other threads then stop waiting for them."""
    for process in tuple(_running):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def tail(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:] if log.exists() else ""


@contextlib.contextmanager
def serving(application: str, *, environment: Mapping[str, str], log: Path, path: str, folder: Path = ROOT) -> Iterator[tuple[str, int]]:
    """Gunicorn as ``make run`` starts it: two workers with four threads each. Yields the address and the process id."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    command += ["--worker-class", "gthread", "--log-level", "warning", "--no-control-socket", "--graceful-timeout", "3"]
    process = spawn(command, log=log, environment=environment, cwd=folder)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(base + path):
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchProblem(f"{application} does not answer:\n{tail(log)}")
            time.sleep(0.1)
        yield base, process.pid
    finally:
        stop(process)


def _answers(url: str) -> bool:
    """Asked without any proxy."""
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"}), timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
