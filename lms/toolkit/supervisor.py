"""Keeps a few child processes alive: starts them, restarts a dead one with back-off, stops all by their own ids."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
STEADY_AFTER = 60.0  # a child that lived this long starts counting its failures anew
PR_SET_PDEATHSIG = 1


def restart_delay(failures: int) -> float:
    """Seconds to wait before the restart after ``failures`` deaths in a row: 1, 2, 4 … at most 30."""
    return min(FIRST_DELAY * 2.0 ** max(failures - 1, 0), LONGEST_DELAY)


def failures_after(failures: int, lived: float) -> int:
    """Deaths in a row once a child that lived ``lived`` seconds has died."""
    return 1 if lived >= STEADY_AFTER else failures + 1


def address_problem(host: str, port: int) -> str:
    """Why nobody can listen at ``host``:``port``, or an empty text when it is free."""
    if not 0 < port < 65536:
        return "a port is a number from 1 to 65535"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _die_with_parent() -> None:
    """Linux only: the kernel stops the child even when the supervisor itself was killed outright."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One supervised process; it leads a session of its own, so Ctrl-C reaches the supervisor alone."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    due_at: float = 0.0

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(
            list(self.arguments),
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self.started_at = now

    def note_death(self, now: float) -> int:
        """Plans the restart of a dead child; returns its exit code."""
        code = self.process.returncode if self.process else 0
        self.process = None
        self.failures = failures_after(self.failures, now - self.started_at)
        self.due_at = now + restart_delay(self.failures)
        return code

    def signal_group(self, number: int) -> None:
        """Signals what the child started as well: they all carry its id as their group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Runs children until ``stop`` is asked for."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.children = children
        self.say = say
        self.clock = clock
        self.stopping = False
        self.at_once = False

    def stop(self, *_signal: object) -> None:
        """Fit for a signal handler: it only notes the wish; asked twice, it waits for nobody."""
        self.at_once = self.stopping
        self.stopping = True

    def tick(self) -> None:
        """Starts what is due and notes what has died."""
        for child in self.children:
            now = self.clock()
            if child.process is None:
                if now >= child.due_at:
                    child.start(now)
            elif child.process.poll() is not None:
                child.signal_group(signal.SIGKILL)  # what a dead leader left behind would hold its port or its queue
                code = child.note_death(now)
                self.say(f"{child.name} ended with code {code}; starting it again in {child.due_at - now:.0f} s")

    def run(self, pause: float = 0.2) -> None:
        try:
            while not self.stopping:
                self.tick()
                time.sleep(pause)
        finally:
            self.end()

    def end(self, patience: float = 15.0) -> None:
        """Asks every child to finish, waits, then kills what is left of its group."""
        running = [(child, child.process) for child in self.children if child.process is not None]
        if running:
            self.say("stopping; work in progress gets a few seconds to finish")
        for _, process in running:
            process.terminate()
        deadline = time.monotonic() + patience
        while any(process.poll() is None for _, process in running) and time.monotonic() < deadline and not self.at_once:
            time.sleep(0.05)
        for child, process in running:
            child.signal_group(signal.SIGKILL)
            process.wait()
            child.process = None
