"""The supervisor restarts what dies and leaves nothing behind when it stops."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lms.toolkit.supervisor import Child, Supervisor, address_problem, failures_after, restart_delay


@pytest.mark.parametrize(("failures", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (50, 30)])
def test_delay_doubles_up_to_a_limit(failures: int, seconds: float) -> None:
    assert restart_delay(failures) == seconds


@pytest.mark.parametrize(("failures", "lived", "after"), [(0, 1.0, 1), (4, 1.0, 5), (4, 60.0, 1)])
def test_a_long_life_forgives_earlier_deaths(failures: int, lived: float, after: int) -> None:
    assert failures_after(failures, lived) == after


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert address_problem("127.0.0.1", port) == "Address already in use"
    assert address_problem("127.0.0.1", port) == ""


def test_an_impossible_port_is_named() -> None:
    assert address_problem("127.0.0.1", 70000) == "a port is a number from 1 to 65535"


def wait_for(met: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(0.02)
    return met()


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        try:
            return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_dead_child_is_started_again_when_due() -> None:
    said: list[str] = []
    now = [100.0]
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    supervisor = Supervisor([child], said.append, clock=lambda: now[0])
    supervisor.tick()
    assert child.process is not None
    child.process.wait()
    supervisor.tick()
    assert (child.process, child.due_at, said) == (None, 101.0, ["web ended with code 3; starting it again in 1 s"])
    now[0] = 100.9
    supervisor.tick()
    assert child.process is None
    now[0] = 101.0
    supervisor.tick()
    assert child.process is not None
    supervisor.end()


def test_asked_twice_it_waits_for_nobody() -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("web", [sys.executable, "-c", stubborn], os.environ)
    supervisor = Supervisor([child], lambda text: None)
    supervisor.tick()
    process = child.process
    assert process is not None
    supervisor.stop()
    supervisor.stop()
    begun = time.monotonic()
    supervisor.end()
    assert process.returncode in {-signal.SIGKILL, -signal.SIGTERM}
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_the_supervisor(tmp_path: Path, number: int) -> None:
    if number == signal.SIGKILL and sys.platform != "linux":
        return  # only Linux tells a child that its parent was killed outright
    program = f"""
        import os, signal, sys
        from lms.toolkit.supervisor import Child, Supervisor
        body = "import os, pathlib, time; pathlib.Path({str(tmp_path)!r}, f'{{{{os.getpid()}}}}.pid').touch(); time.sleep(60)"
        children = [Child(name, [sys.executable, "-c", body.format()], os.environ) for name in ("one", "two")]
        supervisor = Supervisor(children, print)
        signal.signal(signal.SIGINT, supervisor.stop)
        signal.signal(signal.SIGTERM, supervisor.stop)
        supervisor.run()
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], cwd=Path(__file__).parents[2])
    assert wait_for(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    pids = [int(path.stem) for path in tmp_path.glob("*.pid")]
    parent.send_signal(number)
    assert parent.wait(15) == (-number if number == signal.SIGKILL else 0)
    assert wait_for(lambda: not any(alive(pid) for pid in pids))
